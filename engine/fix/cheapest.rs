//! What looks for proofs in; the cheapest sets of measures that leave none out.

use std::collections::BTreeSet;

use super::exposure::{Exposure, MeasureId};
use super::optimiser::{Choice, Conditions, choose};

/// What measures cost, and which of two sets of equal cost is the better one.
pub trait Pricing {
    /// From 1 to [`crate::model::MAX_COST`].
    fn cost(&self, measure: MeasureId) -> u32;

    /// Sets with the fewest odd measures come first.
    fn is_odd(&self, measure: MeasureId) -> bool;
}

/// What looks for proofs.
pub trait Attack {
    /// Of a proof that stands when just these measures are done: what stops it, which is that one
    /// of these measures is done, or not done where it is to be [undone](MeasureId::undone). Every
    /// set of measures that does not stop it leaves it standing. `None` if no proof stands; empty
    /// if nothing stops it.
    fn proof_against(&mut self, done: &BTreeSet<MeasureId>) -> Option<Vec<MeasureId>>;
}

/// How much is looked at.
#[derive(Clone, Copy, Debug)]
pub struct SetEffort {
    /// How often the optimiser is asked.
    pub rounds: usize,
    /// How many sets of equal cost are looked for.
    pub sets: usize,
}

impl Default for SetEffort {
    fn default() -> Self {
        Self {
            rounds: 400,
            sets: 20,
        }
    }
}

/// Sets of measures that leave no proof of any goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Cheapest {
    /// All of the same cost. The one with the fewest odd measures comes first, then by measures.
    pub sets: Vec<Vec<MeasureId>>,
    pub cost: u64,
    /// No set costs less than this; the same as `cost` unless the search was cut.
    pub at_least: u64,
    /// Whether `sets` has all of this cost.
    pub all: bool,
    /// How many proofs it took to show it.
    pub proofs: usize,
}

/// The cheapest sets against an exposure, in which measures only take away; `None` if no set of
/// measures will do.
pub fn cheapest(
    exposure: &Exposure,
    goals: &[u32],
    pricing: &impl Pricing,
    effort: SetEffort,
) -> Option<Cheapest> {
    let mut attack = Exposed {
        exposure,
        goals,
        pricing,
    };
    cheapest_against(&mut attack, pricing, &[], effort)
}

/// The cheapest sets that leave no proof and have all these measures; `None` if there is none, or
/// the search was cut before it found one.
pub fn cheapest_against(
    attack: &mut impl Attack,
    pricing: &impl Pricing,
    done: &[MeasureId],
    effort: SetEffort,
) -> Option<Cheapest> {
    let mut search = SetSearch {
        attack,
        pricing,
        kept: done,
        conditions: Conditions {
            hit: done.iter().map(|&it| vec![it]).collect(),
            ..Conditions::default()
        },
        rounds: effort.rounds.max(1),
    };
    let (set, at_least) = search.least()?;
    let cost = search.cost(&set);
    let proofs = search.conditions.hit.len() - done.len();
    let mut sets = Vec::new();
    let mut all = false;
    if cost == at_least {
        search.conditions.at_most = Some(cost);
        search.conditions.avoid.clear();
        (sets, all) = search.others(effort.sets);
    }
    // The search for others can be cut before it finds even the one that is known.
    if sets.is_empty() {
        sets.push(set.into_iter().collect());
        all = false;
    }
    let odd = |set: &Vec<MeasureId>| set.iter().filter(|&&it| pricing.is_odd(it)).count();
    sets.sort_by_cached_key(|set| (odd(set), set.clone()));
    Some(Cheapest {
        sets,
        cost,
        at_least,
        all,
        proofs,
    })
}

/// Goals in an exposure.
struct Exposed<'a, P> {
    exposure: &'a Exposure,
    goals: &'a [u32],
    pricing: &'a P,
}

impl<P: Pricing> Attack for Exposed<'_, P> {
    fn proof_against(&mut self, done: &BTreeSet<MeasureId>) -> Option<Vec<MeasureId>> {
        let cost = |it| self.pricing.cost(it);
        self.exposure.cut(self.goals, done, cost)
    }
}

struct SetSearch<'a, A, P> {
    attack: &'a mut A,
    pricing: &'a P,
    /// Every set has these.
    kept: &'a [MeasureId],
    conditions: Conditions,
    rounds: usize,
}

impl<A: Attack, P: Pricing> SetSearch<'_, A, P> {
    /// A set that will do, and a cost below which none does.
    fn least(&mut self) -> Option<(BTreeSet<MeasureId>, u64)> {
        let mut at_least = 0;
        let mut best: Option<BTreeSet<MeasureId>> = None;
        loop {
            let choice = self.choice(|it| self.pricing.cost(it));
            let Choice::Best(chosen) = choice else {
                // No set will do, or the search was cut; then the best that was found has to.
                return best.map(|set| (set, at_least));
            };
            at_least = at_least.max(self.cost(&chosen));
            if let Some(enough) = self.enough(chosen) {
                let enough = self.without_excess(enough);
                if best
                    .as_ref()
                    .is_none_or(|it| self.cost(&enough) < self.cost(it))
                {
                    best = Some(enough);
                }
            }
            if let Some(set) = best.as_ref().filter(|it| self.cost(it) == at_least) {
                return Some((set.clone(), at_least));
            }
        }
    }

    /// The set with the cheapest measure more against each proof that it leaves, until it leaves
    /// none; `None` if doing more does not help against one.
    fn enough(&mut self, mut set: BTreeSet<MeasureId>) -> Option<BTreeSet<MeasureId>> {
        while let Some(cut) = self.attack.proof_against(&set) {
            let more = cut.iter().filter(|it| it.split().1);
            let cheap = more.min_by_key(|&&it| (self.pricing.cost(it), it)).copied();
            self.conditions.hit.push(cut);
            set.insert(cheap?);
        }
        Some(set)
    }

    /// Sets of the cost that is asked for, those with the fewest odd measures first; and whether
    /// these are all.
    fn others(&mut self, most: usize) -> (Vec<Vec<MeasureId>>, bool) {
        let mut found = Vec::new();
        loop {
            match self.choice(|it| u32::from(self.pricing.is_odd(it))) {
                Choice::Best(chosen) => match self.attack.proof_against(&chosen) {
                    Some(cut) => self.conditions.hit.push(cut),
                    None if found.len() == most => return (found, false),
                    None => {
                        let set: Vec<MeasureId> = chosen.into_iter().collect();
                        self.conditions.avoid.push(set.clone());
                        found.push(set);
                    }
                },
                Choice::None => return (found, true),
                Choice::Unknown => return (found, false),
            }
        }
    }

    fn choice(&mut self, price: impl Fn(MeasureId) -> u32) -> Choice {
        let Some(left) = self.rounds.checked_sub(1) else {
            return Choice::Unknown;
        };
        self.rounds = left;
        choose(&self.conditions, price, &|it| self.pricing.cost(it))
    }

    /// Leaves out what the others make needless, the dear ones first.
    fn without_excess(&mut self, mut set: BTreeSet<MeasureId>) -> BTreeSet<MeasureId> {
        let mut order: Vec<MeasureId> = set.iter().copied().collect();
        order.sort_by_key(|&it| (std::cmp::Reverse(self.pricing.cost(it)), it));
        for measure in order {
            set.remove(&measure);
            if self.kept.contains(&measure) || self.attack.proof_against(&set).is_some() {
                set.insert(measure);
            }
        }
        set
    }

    fn cost(&self, set: &BTreeSet<MeasureId>) -> u64 {
        let costs = set.iter().map(|&it| u64::from(self.pricing.cost(it)));
        costs.sum()
    }
}
