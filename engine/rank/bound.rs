//! How likely a proof can be at most: what guides the search and orders the goals.

use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::network::Network;
use crate::derivations::ChanceId;

/// What a chance counts for in bounds: a chance is *owned* by a fact if every rule that rests on
/// it concludes that fact.
///
/// A proof passes through a fact once. So when a rule for `head` is applied on top of a proof, a
/// chance that `head` owns cannot have been paid for below, and its factor is certain to come.
#[derive(Debug)]
pub(super) struct Owners {
    /// By rule: the product of the chances that its head owns.
    own: FxHashMap<u32, f64>,
}

impl Owners {
    /// Ownership among these rules.
    pub fn new(network: &Network, rules: &[u32]) -> Self {
        const SHARED: u32 = u32::MAX;
        let mut owner: FxHashMap<ChanceId, u32> = FxHashMap::default();
        for &at in rules {
            let rule = network.rule(at);
            for &chance in rule.chances.ids() {
                let owner = owner.entry(chance).or_insert(rule.head);
                if *owner != rule.head {
                    *owner = SHARED;
                }
            }
        }
        let own = rules.iter().map(|&at| {
            let chances = network.rule(at).chances.ids().iter();
            let owned = chances.filter(|chance| owner[chance] != SHARED);
            (at, owned.map(|id| network.values[id.0 as usize]).product())
        });
        Self { own: own.collect() }
    }

    pub fn own(&self, rule: u32) -> f64 {
        self.own.get(&rule).copied().unwrap_or(1.0)
    }
}

/// By fact of a slice: the best product of owned chances over the ways from it to the goal. No
/// proof of the goal that uses a proof of the fact is likelier than that proof times this bound.
pub(super) fn completion_bounds(
    network: &Network,
    goal: u32,
    owners: &Owners,
) -> FxHashMap<u32, f64> {
    let mut bounds = FxHashMap::default();
    let mut queue = BinaryHeap::from([Bounded {
        bound: 1.0,
        fact: goal,
    }]);
    while let Some(Bounded { bound, fact }) = queue.pop() {
        if bounds.contains_key(&fact) {
            continue;
        }
        bounds.insert(fact, bound);
        for &at in &network.supports[fact as usize] {
            let bound = bound * owners.own(at);
            let body = network.rule(at).body.iter();
            queue.extend(body.map(|&fact| Bounded { bound, fact }));
        }
    }
    bounds
}

/// By fact: a likelihood that none of its proofs exceeds.
///
/// `U(head) = max over its rules of min(own chances × least U of the body, all chances)`, solved
/// from the greatest value down (Knuth 1977).
pub fn upper_bounds(network: &Network) -> Vec<f64> {
    let rules: Vec<u32> = (0..).take(network.rules.len()).collect();
    let owners = Owners::new(network, &rules);
    let mut bounds: Vec<f64> = network
        .certain
        .iter()
        .map(|&it| f64::from(u8::from(it)))
        .collect();
    let mut missing: Vec<usize> = network.rules.iter().map(|rule| rule.body.len()).collect();
    let mut done = network.certain.clone();
    let reach = |at: u32, least: f64| {
        let all = network.likelihood(&network.rule(at).chances);
        Bounded {
            bound: all.min(owners.own(at) * least),
            fact: network.rule(at).head,
        }
    };
    let starts = rules.iter().filter(|&&at| missing[at as usize] == 0);
    let mut queue: BinaryHeap<Bounded> = starts.map(|&at| reach(at, 1.0)).collect();
    while let Some(Bounded { bound, fact }) = queue.pop() {
        if std::mem::replace(&mut done[fact as usize], true) {
            continue;
        }
        bounds[fact as usize] = bound;
        for &at in &network.uses[fact as usize] {
            missing[at as usize] -= 1;
            if missing[at as usize] == 0 {
                // Facts are done in falling order, so this one has the least bound of the body.
                queue.push(reach(at, bound));
            }
        }
    }
    bounds
}

/// A fact with a bound; greater bounds come first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bounded {
    bound: f64,
    fact: u32,
}

impl Eq for Bounded {}

impl Ord for Bounded {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let bound = self.bound.total_cmp(&other.bound);
        bound.then_with(|| other.fact.cmp(&self.fact))
    }
}

impl PartialOrd for Bounded {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
