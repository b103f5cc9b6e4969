//! The network of a system before and after a change in; the proofs that the change made out.

use rustc_hash::FxHashSet;

use super::best::{Effort, best};
use super::chance_set::key;
use super::falls::Falls;
use super::marked::Marked;
use super::network::{Network, Rule};
use super::proof::Proof;
use crate::derivations::{ChanceId, FactId};

/// Finds proofs that hold after a change and did not before.
#[derive(Debug)]
pub struct Changed<'n> {
    before: &'n Network,
    after: &'n Network,
    same: Same,
    falls: Falls<'n>,
    falls_after: Falls<'n>,
    /// The chances before that are no deeds.
    odds: Vec<ChanceId>,
    /// The rules marked that the network before has not, or with less likely chances.
    marked: Marked,
}

/// By fact and by chance of the network after: the same one before, if it is there.
#[derive(Debug)]
pub struct Same {
    pub facts: Vec<Option<FactId>>,
    pub chances: Vec<Option<ChanceId>>,
}

/// What is found of a goal's new proofs.
#[derive(Clone, Debug, PartialEq)]
pub struct NewProof {
    /// The likeliest one; `None` if there is none, or none was found.
    pub proof: Option<Proof>,
    /// Whether its deeds sufficed before, too, and only the odds are others: of a control that may
    /// fail, or of an actor who may not try.
    pub by_odds: bool,
    /// Whether no likelier one can have been missed.
    pub certain: bool,
    /// Where none was found and that is not certain: the likeliest proof that rests on something new.
    pub doubtful: Option<Proof>,
}

/// How many proofs by something new are looked at for one that did not hold before.
const CANDIDATES: usize = 512;

impl<'n> Changed<'n> {
    /// `odds` are the chances before that are no deeds.
    pub fn new(before: &'n Network, after: &'n Network, same: Same, odds: Vec<ChanceId>) -> Self {
        let falls = Falls::new(before);
        let rules = before.rules.iter();
        let known: FxHashSet<(u32, &[u32], &[ChanceId])> = rules
            .map(|rule| (rule.head, &rule.body[..], rule.chances.ids()))
            .collect();
        let is_known = |rule: &Rule| {
            let head = same.facts[rule.head as usize]?;
            let body = rule.body.iter();
            let mut body: Vec<FactId> = body
                .map(|&it| same.facts[it as usize])
                .collect::<Option<_>>()?;
            let chances = rule.chances.ids().iter().map(|&it| {
                let was = same.chances[it.0 as usize]?;
                (value(after, it) <= value(before, was)).then_some(was)
            });
            let mut chances: Vec<ChanceId> = chances.collect::<Option<_>>()?;
            body.sort_unstable();
            chances.sort_unstable();
            let facts: Vec<u32> = body.iter().map(|it| it.0).collect();
            // What followed before in several steps, or is certain, is not new either.
            let follows =
                || before.is_certain(head) || falls.given(&body, &chances).contains(&head);
            Some(known.contains(&(head.0, &facts[..], &chances[..])) || follows())
        };
        let marked = Marked::new(after, |rule| !is_known(rule).unwrap_or(false));
        Self {
            falls,
            falls_after: Falls::new(after),
            before,
            after,
            same,
            odds,
            marked,
        }
    }

    /// The likeliest proof of `goal` that is new: the goal did not follow before from the same
    /// chances, or these were less likely.
    pub fn likeliest(&self, goal: FactId, effort: Effort) -> NewProof {
        let none = NewProof {
            proof: None,
            by_odds: false,
            certain: true,
            doubtful: None,
        };
        let was = self.same.facts[goal.0 as usize];
        if was.is_some_and(|it| self.before.is_certain(it)) {
            return none;
        }
        if self.after.is_certain(goal) || was.is_none() {
            let found = best(self.after, goal, 1, effort);
            return NewProof {
                proof: found.list.into_iter().next(),
                ..none
            };
        }
        let mut asked = 1;
        loop {
            let found = self.marked.best(goal, asked, effort);
            if let Some(proof) = found.list.iter().find(|it| self.is_new(goal, it, was)) {
                return NewProof {
                    by_odds: self.held_by_odds(proof, was),
                    certain: proof.exact,
                    proof: Some(proof.clone()),
                    ..none
                };
            }
            if found.complete || asked >= CANDIDATES {
                let doubtful = found.list.into_iter().next();
                return NewProof {
                    certain: found.complete,
                    doubtful: doubtful.filter(|_| !found.complete),
                    ..none
                };
            }
            asked = CANDIDATES.min(asked * 8);
        }
    }

    fn is_minimal(&self, goal: FactId, proof: &Proof) -> bool {
        let without = |chance: &ChanceId| {
            let others = proof.chances.iter().filter(|it| *it != chance);
            others.copied().collect::<Vec<ChanceId>>()
        };
        let mut smaller = proof.chances.iter().map(without);
        !smaller.any(|it| self.falls_after.of(&it).contains(&goal))
    }

    /// Whether the goal followed before from the same deeds, whatever the odds.
    fn held_by_odds(&self, proof: &Proof, was: Option<FactId>) -> bool {
        let same = |it: &ChanceId| self.same.chances[it.0 as usize];
        let held = proof.chances.iter().filter_map(same);
        let held: Vec<ChanceId> = held.chain(self.odds.iter().copied()).collect();
        was.is_some_and(|it| self.falls.of(&held).contains(&it))
    }

    fn is_new(&self, goal: FactId, proof: &Proof, was: Option<FactId>) -> bool {
        let Some(was) = was else { return true };
        // What needs a new rule in one derivation may do with less in another.
        if !self.is_minimal(goal, proof) {
            return false;
        }
        let mut likelier = false;
        let held = proof.chances.iter().filter_map(|&it| {
            let same = self.same.chances[it.0 as usize]?;
            likelier |= value(self.after, it) > value(self.before, same);
            Some(same)
        });
        let held: Vec<ChanceId> = held.collect();
        likelier || !self.falls.of(&held).contains(&was)
    }
}

/// A chance as a number that is compared without rounding.
fn value(network: &Network, chance: ChanceId) -> u64 {
    key(network.values[chance.0 as usize])
}
