//! Some chances in; what comes about once they have come true, out.

use rustc_hash::{FxHashMap, FxHashSet};

use super::network::Network;
use crate::derivations::{ChanceId, FactId};

/// The rules of a network by what they rest on.
#[derive(Debug)]
pub struct Falls<'n> {
    network: &'n Network,
    by_chance: FxHashMap<ChanceId, Vec<u32>>,
}

impl<'n> Falls<'n> {
    pub fn new(network: &'n Network) -> Self {
        let mut by_chance: FxHashMap<ChanceId, Vec<u32>> = FxHashMap::default();
        for (at, rule) in (0..).zip(&network.rules) {
            for &chance in rule.chances.ids() {
                by_chance.entry(chance).or_default().push(at);
            }
        }
        Self { network, by_chance }
    }

    /// The uncertain facts that follow from these chances alone.
    pub fn of(&self, chances: &[ChanceId]) -> FxHashSet<FactId> {
        self.given(&[], chances)
    }

    /// The uncertain facts that follow from these chances where these facts hold, with them.
    pub fn given(&self, facts: &[FactId], chances: &[ChanceId]) -> FxHashSet<FactId> {
        let mut held: FxHashMap<u32, usize> = FxHashMap::default();
        let mut fallen: FxHashSet<FactId> = FxHashSet::default();
        let mut todo: Vec<u32> = facts.iter().map(|it| it.0).collect();
        let mut hold = |at: u32, todo: &mut Vec<u32>| {
            let rule = self.network.rule(at);
            let held = held.entry(at).or_default();
            *held += 1;
            if *held == rule.body.len() + rule.chances.ids().len() {
                todo.push(rule.head);
            }
        };
        for chance in chances {
            for &at in self.by_chance.get(chance).into_iter().flatten() {
                hold(at, &mut todo);
            }
        }
        while let Some(fact) = todo.pop() {
            if fallen.insert(FactId(fact)) {
                for &at in &self.network.uses[fact as usize] {
                    hold(at, &mut todo);
                }
            }
        }
        fallen
    }
}
