//! A goal, what is paid and what is forbidden in; how much is still to pay at least, and a set of
//! chances of which every proof pays one, out.
//!
//! LM-cut (Helmert and Domshlak 2009), as it is for planning without deletes: a proof is such a
//! plan, and paying a chance is its only action with a cost.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::network::Network;
use crate::derivations::ChanceId;

/// The cost of a chance that is forbidden, and of a fact that cannot be proved.
const NEVER: u64 = u64::MAX;

/// −ln of a likelihood in steps of 2⁻⁴⁰: sums are exact, and so is the order of sums.
pub(super) fn cost(chance: f64) -> u64 {
    ((-chance.ln() * f64::from(1u32 << 20) * f64::from(1u32 << 20)).round() as u64).max(1)
}

/// The likelihood of a cost.
pub(super) fn likelihood_of(cost: u64) -> f64 {
    (-(cost as f64) / f64::from(1u32 << 20) / f64::from(1u32 << 20)).exp()
}

/// The rules from which a goal can follow, with facts and chances numbered from 0.
#[derive(Debug)]
pub(super) struct Problem {
    rules: Vec<Rule>,
    /// By fact: the rules with this head.
    supports: Vec<Vec<u32>>,
    /// By fact: the rules with this fact in their body.
    uses: Vec<Vec<u32>>,
    /// By chance.
    pub costs: Vec<u64>,
    /// By chance: its id in the network. In rising order.
    pub ids: Vec<ChanceId>,
}

#[derive(Debug)]
struct Rule {
    head: u32,
    body: Vec<u32>,
    chances: Vec<u32>,
}

/// The goal's number in a [`Problem`].
const GOAL: u32 = 0;

/// What is known of a state of the search.
#[derive(Debug, PartialEq)]
pub(super) enum Outlook {
    /// The goal follows from what is paid.
    Reached,
    /// The goal cannot follow any more.
    Lost,
    /// At least `cost` is still to pay, and at least one of `landmark`, which is sorted by cost.
    Open { cost: u64, landmark: Vec<u32> },
}

impl Problem {
    pub fn new(network: &Network, goal: u32, slice: &[u32]) -> Self {
        let mut ids: Vec<ChanceId> = slice
            .iter()
            .flat_map(|&at| network.rule(at).chances.ids().iter().copied())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::from_iter([(goal, GOAL)]);
        let mut number = |fact: u32| {
            let next = u32::try_from(numbers.len()).expect("fewer than 2^32 facts");
            *numbers.entry(fact).or_insert(next)
        };
        let rules = slice.iter().map(|&at| {
            let rule = network.rule(at);
            let chances = rule.chances.ids().iter().map(|id| {
                let at = ids
                    .binary_search(id)
                    .expect("collected from the same rules");
                u32::try_from(at).expect("fewer than 2^32 chances")
            });
            Rule {
                head: number(rule.head),
                body: rule.body.iter().map(|&fact| number(fact)).collect(),
                chances: chances.collect(),
            }
        });
        let rules: Vec<Rule> = rules.collect();
        let mut supports = vec![Vec::new(); numbers.len()];
        let mut uses = vec![Vec::new(); numbers.len()];
        for (at, rule) in (0..).zip(&rules) {
            supports[rule.head as usize].push(at);
            for &fact in &rule.body {
                uses[fact as usize].push(at);
            }
        }
        Self {
            rules,
            supports,
            uses,
            costs: ids
                .iter()
                .map(|id| cost(network.values[id.0 as usize]))
                .collect(),
            ids,
        }
    }

    /// How much work one [`Self::outlook`] is, roughly.
    pub fn size(&self) -> usize {
        self.rules.len() + self.supports.len()
    }

    /// What is still to pay when `paid` is paid and `forbidden` must not be.
    pub fn outlook(&self, paid: &[u32], forbidden: &[u32]) -> Outlook {
        let mut left = self.costs.clone();
        paid.iter().for_each(|&chance| left[chance as usize] = 0);
        forbidden
            .iter()
            .for_each(|&chance| left[chance as usize] = NEVER);
        let mut cost = 0;
        let mut best: Option<Vec<u32>> = None;
        loop {
            let dearest = self.dearest(&left);
            match dearest[GOAL as usize] {
                NEVER => return Outlook::Lost,
                0 => break,
                _ => {}
            }
            let landmark = self.cut(&left, &dearest);
            let least = landmark
                .iter()
                .map(|&it| left[it as usize])
                .min()
                .unwrap_or(0);
            cost += least;
            for &chance in &landmark {
                left[chance as usize] -= least;
            }
            if best.as_ref().is_none_or(|best| landmark.len() < best.len()) {
                best = Some(landmark);
            }
        }
        match best {
            None => Outlook::Reached,
            Some(mut landmark) => {
                landmark.sort_unstable_by_key(|&chance| (self.costs[chance as usize], chance));
                Outlook::Open { cost, landmark }
            }
        }
    }

    /// By fact: the cost of the dearest chance on its cheapest way, where a way costs only that.
    fn dearest(&self, left: &[u64]) -> Vec<u64> {
        let mut dearest = vec![NEVER; self.supports.len()];
        let mut missing: Vec<usize> = self.rules.iter().map(|rule| rule.body.len()).collect();
        let own = |rule: &Rule| {
            let chances = rule.chances.iter().map(|&it| left[it as usize]);
            chances.max().unwrap_or(0)
        };
        let mut queue: BinaryHeap<Reverse<(u64, u32)>> = BinaryHeap::new();
        for rule in self.rules.iter().filter(|rule| rule.body.is_empty()) {
            queue.push(Reverse((own(rule), rule.head)));
        }
        while let Some(Reverse((cost, fact))) = queue.pop() {
            if cost == NEVER || dearest[fact as usize] != NEVER {
                continue;
            }
            dearest[fact as usize] = cost;
            for &at in &self.uses[fact as usize] {
                missing[at as usize] -= 1;
                if missing[at as usize] == 0 {
                    let rule = &self.rules[at as usize];
                    queue.push(Reverse((own(rule).max(cost), rule.head)));
                }
            }
        }
        dearest
    }

    /// Goes backwards from the goal, in every rule to the dearest of what it rests on, and stops
    /// at chances. A proof goes along with it, so it pays one of them.
    fn cut(&self, left: &[u64], dearest: &[u64]) -> Vec<u32> {
        let mut seen = vec![false; self.supports.len()];
        seen[GOAL as usize] = true;
        let mut todo = vec![GOAL];
        let mut cut = Vec::new();
        while let Some(fact) = todo.pop() {
            for &at in &self.supports[fact as usize] {
                let rule = &self.rules[at as usize];
                let chances = rule.chances.iter().map(|&it| (left[it as usize], it));
                let chance = chances.max_by_key(|&(cost, it)| (cost, Reverse(it)));
                let facts = rule.body.iter().map(|&it| (dearest[it as usize], it));
                let premise = facts.max_by_key(|&(cost, it)| (cost, Reverse(it)));
                let cost = |it: Option<(u64, u32)>| it.map_or(0, |(cost, _)| cost);
                if cost(chance).max(cost(premise)) == NEVER {
                    continue;
                }
                match (chance, premise) {
                    (Some((paid, chance)), _) if paid >= cost(premise) => cut.push(chance),
                    (_, Some((_, fact))) => {
                        if !std::mem::replace(&mut seen[fact as usize], true) {
                            todo.push(fact);
                        }
                    }
                    (_, None) => {}
                }
            }
        }
        cut.sort_unstable();
        cut.dedup();
        cut
    }
}
