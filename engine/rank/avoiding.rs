//! A network, a goal and chances in; the same without what rests on these chances out.

use rustc_hash::{FxHashMap, FxHashSet};

use super::best::{Effort, best};
use super::network::{Network, RawRule};
use super::proof::Proofs;
use crate::derivations::{ChanceId, FactId};

/// The `k` likeliest minimal proofs of `goal` that rest on none of the chances `banned`.
///
/// These are the minimal proofs of a network without the rules that rest on them, so they are as
/// exact as those of [`best`].
pub fn best_avoiding(
    network: &Network,
    goal: FactId,
    banned: &FxHashSet<ChanceId>,
    k: usize,
    effort: Effort,
) -> Proofs {
    if banned.is_empty() || network.is_certain(goal) {
        return best(network, goal, k, effort);
    }
    let mut ids: FxHashMap<u32, FactId> = FxHashMap::default();
    let mut places: Vec<u32> = Vec::new();
    let mut id = |fact: u32| {
        let next = FactId(u32::try_from(ids.len()).expect("fewer than 2^32 facts"));
        *ids.entry(fact).or_insert_with(|| {
            places.push(network.places[fact as usize]);
            next
        })
    };
    let goal_here = id(goal.0);
    let mut raw = Vec::new();
    for at in network.slice(goal.0) {
        let rule = network.rule(at);
        if !rule.chances.ids().iter().any(|it| banned.contains(it)) {
            raw.push(RawRule {
                head: id(rule.head),
                body: rule.body.iter().map(|&fact| id(fact)).collect(),
                chances: rule.chances.ids().to_vec(),
            });
        }
    }
    let given = vec![false; places.len()];
    let mut rest = Network::of_rules(given, raw, network.values.clone());
    rest.places = places;
    best(&rest, goal_here, k, effort)
}
