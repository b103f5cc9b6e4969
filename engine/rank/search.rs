//! Best-first search for the minimal proofs of one goal.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bound::{Owners, completion_bounds};
use super::chance_set::{ChanceSet, key};
use super::network::Network;
use crate::derivations::{ChanceId, FactId};

/// How much work a search may do.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Candidates proposed before the exact search gives up.
    pub candidates: usize,
    /// How many proofs a fact may have in the search that takes over then.
    pub beam: usize,
}

impl Default for Effort {
    /// Half a second or so for a goal, on one core.
    fn default() -> Self {
        Self {
            candidates: 200_000,
            beam: 4,
        }
    }
}

/// A minimal set of chances from which the goal follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// Sorted.
    pub chances: Vec<ChanceId>,
    /// The product of the chances, in (0, 1].
    pub likelihood: f64,
    /// Whether this proof is certain to be minimal and in its right place.
    pub exact: bool,
}

/// The likeliest proofs of a goal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proofs {
    /// Likeliest first; ties by fewer chances, then by their texts.
    pub list: Vec<Proof>,
    /// Whether the list holds every minimal proof.
    pub complete: bool,
    /// No proof outside the list is likelier than this; 0 if there is none.
    pub rest: f64,
}

/// The `k` likeliest minimal proofs of `goal`.
///
/// A candidate is a fact with a set of chances from which it follows; its priority is the
/// likelihood of the set times the completion bound of the fact. Chances are below 1, so a proof
/// is never likelier than its parts, and candidates of a fact come in falling likelihood. A
/// candidate that contains an accepted one is no minimal proof; so cycles end by themselves.
pub fn best(network: &Network, goal: FactId, k: usize, effort: Effort) -> Proofs {
    if network.is_certain(goal) {
        let certain = Proof {
            chances: Vec::new(),
            likelihood: 1.0,
            exact: true,
        };
        return Proofs {
            list: vec![certain],
            complete: true,
            rest: 0.0,
        };
    }
    let exact = Search::new(network, goal.0, effort.candidates, usize::MAX).run(k);
    if exact.list.len() >= k || exact.rest == 0.0 {
        return exact;
    }
    let beam = Search::new(network, goal.0, usize::MAX, effort.beam).run(k);
    joined(exact, beam, k)
}

/// What the exact search found before it gave up, and what the beam found besides. A proof of the
/// beam is exact if it is no less likely than anything that the exact search left.
fn joined(exact: Proofs, beam: Proofs, k: usize) -> Proofs {
    let rest = exact.rest;
    let mut list = exact.list;
    for mut proof in beam.list {
        let contains = |it: &Proof| it.chances.iter().all(|id| proof.chances.contains(id));
        if list.len() >= k || list.iter().any(contains) {
            continue;
        }
        proof.exact = key(proof.likelihood) >= key(rest);
        list.push(proof);
    }
    Proofs {
        list,
        complete: false,
        rest,
    }
}

struct Search<'n> {
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

impl<'n> Search<'n> {
    fn new(network: &'n Network, goal: u32, most: usize, beam: usize) -> Self {
        let rules = slice(network, goal);
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
        list.sort_by(|a, b| {
            let by_value = key(b.likelihood).cmp(&key(a.likelihood));
            let by_length = a.chances.len().cmp(&b.chances.len());
            by_value
                .then(by_length)
                .then_with(|| a.chances.cmp(&b.chances))
        });
        let cut = list.get(k).map_or(0.0, |proof| proof.likelihood);
        list.truncate(k);
        let rest = queued.max(cut);
        Proofs {
            list,
            complete: rest == 0.0,
            rest,
        }
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

/// The rules from which the goal can follow.
fn slice(network: &Network, goal: u32) -> Vec<u32> {
    let mut reached = FxHashSet::from_iter([goal]);
    let mut todo = vec![goal];
    let mut rules = Vec::new();
    while let Some(fact) = todo.pop() {
        for &at in &network.supports[fact as usize] {
            rules.push(at);
            let body = network.rule(at).body.iter();
            todo.extend(body.filter(|&&fact| reached.insert(fact)));
        }
    }
    rules
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
