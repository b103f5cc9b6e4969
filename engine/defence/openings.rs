//! Derivations under relaxed facts in; a goal's cheapest sets of changes, and the likeliest deeds
//! under each, out.

use std::collections::BTreeMap;

use super::relaxed::{ChangeId, Relaxed};
use crate::derivations::{Chance, ChanceId, FactId, Graph};
use crate::rank::{Effort, Network, Proof, RawRule, best, key};

/// What keeps goals from following.
pub struct Defence<'a> {
    relaxed: &'a Relaxed,
    graph: &'a Graph,
    /// By chance of the graph: the change that it stands for.
    changes: Vec<Option<ChangeId>>,
    /// Rests on changes alone.
    changes_only: Network,
    /// By set of changes: rests on the deeds that are left when these have happened.
    under: BTreeMap<Vec<ChangeId>, Network>,
    effort: Effort,
}

/// The cheapest sets of changes from which a goal follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Openings {
    /// What each of the sets costs.
    pub cost: u32,
    /// Each sorted; in order. One empty set where nothing has to change.
    pub sets: Vec<Vec<ChangeId>>,
    /// Whether these are all sets that cost so little.
    pub all: bool,
    /// Whether it is certain that no set costs less.
    pub exact: bool,
}

/// A set of changes with the likeliest deeds that then lead to the goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    pub changes: Vec<ChangeId>,
    /// Its chances are the deeds and the changes, as those of the graph; its likelihood is that of
    /// the deeds.
    pub proof: Proof,
}

/// The value of a change that costs 1: a power of two, so that products are exact.
const UNIT: f64 = 0.5;

impl<'a> Defence<'a> {
    /// `graph` was derived under the relaxed facts.
    pub fn new(relaxed: &'a Relaxed, graph: &'a Graph, effort: Effort) -> Self {
        let chances = graph.chances().iter();
        let changes: Vec<Option<ChangeId>> = chances
            .map(|chance| match chance {
                Chance::Given(fact) => relaxed.change_of(fact),
                Chance::Act { .. } => None,
            })
            .collect();
        let rules = graph.instances().iter().map(|instance| {
            let ids = instance.chances.iter();
            let ids = ids.filter_map(|id| changes[id.0 as usize]);
            let mut chances: Vec<ChanceId> = ids.map(|id| ChanceId(id.0)).collect();
            chances.sort_unstable();
            chances.dedup();
            RawRule {
                head: instance.head,
                body: instance.body.clone(),
                chances,
            }
        });
        let values = relaxed.changes.iter();
        let values = values.map(|it| UNIT.powi(i32::try_from(it.cost()).unwrap_or(i32::MAX)));
        let network = Network::of_rules(given(graph), rules.collect(), values.collect());
        Self {
            relaxed,
            graph,
            changes_only: network,
            changes,
            under: BTreeMap::new(),
            effort,
        }
    }

    /// The cheapest sets of changes from which the goal follows, of `most` sets that are looked at;
    /// `None` if no set suffices.
    pub fn openings(&self, goal: FactId, most: usize) -> Option<Openings> {
        let proofs = best(&self.changes_only, goal, most, self.effort);
        let first = proofs.list.first()?;
        let cost = self.cost(first);
        let (exact, found) = (first.exact, proofs.list.len());
        let list = proofs.list.into_iter();
        let cheapest = list.filter(|proof| self.cost(proof) == cost);
        let mut sets: Vec<Vec<ChangeId>> = cheapest
            .map(|proof| proof.chances.iter().map(|id| ChangeId(id.0)).collect())
            .collect();
        sets.sort();
        Some(Openings {
            cost,
            all: exact && (sets.len() < found || proofs.complete),
            sets,
            exact,
        })
    }

    /// The `k` cheapest minimal sets of changes from which the goal follows, with what each costs.
    pub fn sets(&self, goal: FactId, k: usize) -> Vec<(u32, Vec<ChangeId>)> {
        let proofs = best(&self.changes_only, goal, k, self.effort);
        let set = |proof: &Proof| proof.chances.iter().map(|id| ChangeId(id.0)).collect();
        let list = proofs.list.iter();
        list.map(|proof| (self.cost(proof), set(proof))).collect()
    }

    /// The likeliest deeds that lead to the goal once one of the sets has happened; ties go to
    /// fewer deeds, then to the earlier set.
    pub fn likeliest(&mut self, goal: FactId, openings: &Openings) -> Option<Opening> {
        let mut found: Option<Opening> = None;
        for changes in &openings.sets {
            let Some(proof) = self.deeds(goal, changes) else {
                continue;
            };
            let order = |it: &Proof| (key(it.likelihood), std::cmp::Reverse(it.chances.len()));
            if found
                .as_ref()
                .is_none_or(|it| order(&proof) > order(&it.proof))
            {
                let changes = changes.clone();
                found = Some(Opening { changes, proof });
            }
        }
        let mut opening = found?;
        let chances = self.changes.iter().zip((0..).map(ChanceId));
        let changed = chances.filter_map(|(change, id)| {
            let change = (*change)?;
            opening.changes.binary_search(&change).is_ok().then_some(id)
        });
        opening.proof.chances.extend(changed);
        opening.proof.chances.sort_unstable();
        Some(opening)
    }

    /// The likeliest proof of the goal that rests on no changes but these; its chances are deeds.
    pub fn deeds(&mut self, goal: FactId, changes: &[ChangeId]) -> Option<Proof> {
        if !self.under.contains_key(changes) {
            let network = self.network_under(changes);
            self.under.insert(changes.to_vec(), network);
        }
        let network = self.under.get(changes)?;
        best(network, goal, 1, self.effort).list.into_iter().next()
    }

    fn network_under(&self, changes: &[ChangeId]) -> Network {
        let happened = |id: ChangeId| changes.binary_search(&id).is_ok();
        let rules = self.graph.instances().iter().filter_map(|instance| {
            let mut chances = Vec::new();
            for &id in &instance.chances {
                match self.changes[id.0 as usize] {
                    Some(change) if happened(change) => {}
                    Some(_) => return None,
                    None => chances.push(id),
                }
            }
            Some(RawRule {
                head: instance.head,
                body: instance.body.clone(),
                chances,
            })
        });
        let values = (0..).map(ChanceId).take(self.graph.chances().len());
        let values = values.map(|id| self.graph.value(id)).collect();
        Network::of_rules(given(self.graph), rules.collect(), values)
    }

    fn cost(&self, proof: &Proof) -> u32 {
        let ids = proof.chances.iter().map(|id| ChangeId(id.0));
        ids.map(|id| self.relaxed.change(id).cost()).sum()
    }
}

fn given(graph: &Graph) -> Vec<bool> {
    let facts = (0..).map(FactId).take(graph.len());
    facts.map(|id| graph.is_given(id)).collect()
}
