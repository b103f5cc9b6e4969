//! Best-first search for the minimal proofs of one goal.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bound::{Owners, completion_bounds};
use super::chance_set::{ChanceSet, key};
use super::network::Network;
use super::proof::{Proof, Proofs};

/// The `k` likeliest minimal proofs of `goal`, or those found before `most` candidates were
/// proposed; a fact has at most `beam` proofs.
///
/// A candidate is a fact with a set of chances from which it follows; its priority is the
/// likelihood of the set times the completion bound of the fact. Chances are below 1, so a proof
/// is never likelier than its parts, and candidates of a fact come in falling likelihood. A
/// candidate that contains an accepted one is no minimal proof; so cycles end by themselves.
pub(super) fn search(network: &Network, goal: u32, k: usize, most: usize, beam: usize) -> Proofs {
    UpwardSearch::new(network, goal, most, beam).run(k)
}

struct UpwardSearch<'n> {
    network: &'n Network,
    goal: u32,
    /// The most candidates that may be proposed.
    most: usize,
    /// The most proofs that a fact may have.
    beam: usize,
    bounds: FxHashMap<u32, f64>,
    accepted: FxHashMap<u32, Vec<ChanceSet>>,
    queue: BinaryHeap<Candidate>,
    seen: FxHashSet<(u32, ChanceSet)>,
}

#[derive(Debug, PartialEq)]
struct Candidate {
    priority: f64,
    set: ChanceSet,
    fact: u32,
}

impl<'n> UpwardSearch<'n> {
    fn new(network: &'n Network, goal: u32, most: usize, beam: usize) -> Self {
        let rules = network.slice(goal);
        let owners = Owners::new(network, &rules);
        let mut search = Self {
            network,
            goal,
            most,
            beam,
            bounds: completion_bounds(network, goal, &owners),
            accepted: FxHashMap::default(),
            queue: BinaryHeap::new(),
            seen: FxHashSet::default(),
        };
        for &at in &rules {
            let rule = network.rule(at);
            if rule.body.is_empty() {
                search.propose(rule.head, rule.chances.clone());
            }
        }
        search
    }

    fn run(mut self, k: usize) -> Proofs {
        let mut list: Vec<Proof> = Vec::new();
        while let Some(top) = self.queue.peek() {
            // Ties with the last one wanted are all found, so that texts decide among them.
            let settled = list.len() >= k && {
                let last = list.get(k.saturating_sub(1));
                last.is_none_or(|last| key(top.priority) < key(last.likelihood))
            };
            if settled || self.seen.len() > self.most {
                break;
            }
            let Some(candidate) = self.queue.pop() else {
                break;
            };
            if self.accept(&candidate) {
                if candidate.fact == self.goal {
                    list.push(self.proof(&candidate));
                } else {
                    self.combine(&candidate);
                }
            }
        }
        let queued = self.queue.peek().map_or(0.0, |top| top.priority);
        Proofs::ranked(list, k, queued)
    }

    /// Accepts a candidate as a proof of its fact, unless it is no minimal one.
    fn accept(&mut self, candidate: &Candidate) -> bool {
        let accepted = self.accepted.entry(candidate.fact).or_default();
        let full = accepted.len() >= self.beam && candidate.fact != self.goal;
        if full || accepted.iter().any(|set| set.is_subset(&candidate.set)) {
            return false;
        }
        accepted.push(candidate.set.clone());
        true
    }

    fn proof(&self, candidate: &Candidate) -> Proof {
        Proof {
            chances: candidate.set.ids().to_vec(),
            likelihood: self.network.likelihood(&candidate.set),
            exact: true,
        }
    }

    /// Applies every rule that uses the candidate's fact to it and to all accepted proofs of the
    /// rest of the rule's body.
    fn combine(&mut self, candidate: &Candidate) {
        let network = self.network;
        for &at in &network.uses[candidate.fact as usize] {
            let rule = network.rule(at);
            if !self.bounds.contains_key(&rule.head) {
                continue;
            }
            let mut sets = vec![candidate.set.union(&rule.chances)];
            for other in rule.body.iter().filter(|&&it| it != candidate.fact) {
                let proofs = self.accepted.get(other).map_or(&[][..], Vec::as_slice);
                let unions = sets
                    .iter()
                    .flat_map(|set| proofs.iter().map(|it| set.union(it)));
                sets = unions.collect();
            }
            for set in sets {
                self.propose(rule.head, set);
            }
        }
    }

    fn propose(&mut self, fact: u32, set: ChanceSet) {
        let accepted = self.accepted.get(&fact).map_or(&[][..], Vec::as_slice);
        if accepted.iter().any(|it| it.is_subset(&set)) {
            return;
        }
        let Some(bound) = self.bounds.get(&fact) else {
            return;
        };
        let priority = self.network.likelihood(&set) * bound;
        if self.seen.insert((fact, set.clone())) {
            self.queue.push(Candidate {
                priority,
                set,
                fact,
            });
        }
    }
}

impl Eq for Candidate {}

impl Ord for Candidate {
    /// The greatest comes first: higher priority, then fewer chances, then texts, then fact.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let order = |it: &Self| (key(it.priority), Reverse(it.set.ids().len()));
        let texts = || other.set.ids().cmp(self.set.ids());
        let facts = || other.fact.cmp(&self.fact);
        order(self)
            .cmp(&order(other))
            .then_with(texts)
            .then_with(facts)
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
