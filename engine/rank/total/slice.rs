//! A network and goals in; the rules from which the goals can follow out, with facts and chances
//! numbered from 0, and facts that rest on each other in groups.

use biodivine_lib_bdd::Bdd;
use rustc_hash::FxHashMap;

use super::diagram::weighed;
use crate::derivations::{ChanceId, FactId};
use crate::rank::network::{Network, Rule as RankedRule};

#[derive(Debug)]
pub(super) struct Slice {
    pub rules: Vec<Rule>,
    /// By fact: the rules with this head.
    pub supports: Vec<Vec<u32>>,
    /// Facts that rest on each other, premises before what rests on them.
    pub groups: Vec<Vec<u32>>,
    /// By chance, as a number.
    pub values: Vec<f64>,
    /// By chance: its id in the network. In the order in which a walk from the goals down meets
    /// them, which keeps together in a diagram what is together in a proof.
    pub ids: Vec<ChanceId>,
    /// The goals' facts; `None` for a goal that is certain or cannot follow.
    pub goals: Vec<Option<u32>>,
}

#[derive(Debug)]
pub(super) struct Rule {
    pub head: u32,
    pub body: Vec<u32>,
    pub chances: Vec<u32>,
}

impl Slice {
    pub fn new(network: &Network, goals: &[FactId]) -> Self {
        let mut numbers = Numbers::default();
        let open = |goal: &&FactId| !network.supports[goal.0 as usize].is_empty();
        let mut todo: Vec<u32> = goals.iter().filter(open).map(|goal| goal.0).collect();
        todo.reverse();
        let mut rules = Vec::new();
        let mut seen = vec![false; network.certain.len()];
        // Depth first: what a fact rests on comes before its sibling.
        while let Some(fact) = todo.pop() {
            if std::mem::replace(&mut seen[fact as usize], true) {
                continue;
            }
            let mut below = Vec::new();
            for (body, rule) in in_order(network, fact) {
                below.extend(body.iter().copied());
                rules.push(Rule {
                    head: numbers.fact(rule.head),
                    body: body.iter().map(|&it| numbers.fact(it)).collect(),
                    chances: rule
                        .chances
                        .ids()
                        .iter()
                        .map(|&it| numbers.chance(it))
                        .collect(),
                });
            }
            todo.extend(below.into_iter().rev());
        }
        let mut supports = vec![Vec::new(); numbers.facts.len()];
        let mut uses = vec![Vec::new(); numbers.facts.len()];
        for (at, rule) in (0..).zip(&rules) {
            supports[rule.head as usize].push(at);
            for &fact in &rule.body {
                uses[fact as usize].push(at);
            }
        }
        let goals = goals.iter().map(|goal| numbers.facts.get(&goal.0).copied());
        let goals = goals.collect();
        let groups = groups(&rules, &supports, &uses);
        let ids = numbers.ids;
        let value = |id: &ChanceId| network.values[id.0 as usize];
        Self {
            rules,
            supports,
            groups,
            values: ids.iter().map(value).collect(),
            ids,
            goals,
        }
    }

    /// The likelihood of a formula over the chances.
    pub fn weigh(&self, formula: &Bdd) -> f64 {
        weighed(formula, |chance| self.values[chance])
    }
}

/// The rules of a fact and the facts that each rests on, in an order that does not depend on how
/// the graph was found: a sum in another order may have another last digit.
fn in_order(network: &Network, fact: u32) -> Vec<(Vec<u32>, &RankedRule)> {
    let place = |fact: &u32| network.places[*fact as usize];
    let rules = network.supports[fact as usize].iter().map(|&at| {
        let rule = network.rule(at);
        let mut body = rule.body.clone();
        body.sort_unstable_by_key(place);
        (body, rule)
    });
    let mut rules: Vec<(Vec<u32>, &RankedRule)> = rules.collect();
    rules.sort_by_cached_key(|(body, rule)| {
        let places: Vec<u32> = body.iter().map(place).collect();
        (rule.chances.ids().to_vec(), places)
    });
    rules
}

#[derive(Default)]
struct Numbers {
    facts: FxHashMap<u32, u32>,
    chances: FxHashMap<ChanceId, u32>,
    ids: Vec<ChanceId>,
}

impl Numbers {
    fn fact(&mut self, fact: u32) -> u32 {
        let next = u32::try_from(self.facts.len()).expect("fewer than 2^32 facts");
        *self.facts.entry(fact).or_insert(next)
    }

    fn chance(&mut self, id: ChanceId) -> u32 {
        let next = u32::try_from(self.ids.len()).expect("fewer than 2^32 chances");
        *self.chances.entry(id).or_insert_with(|| {
            self.ids.push(id);
            next
        })
    }
}

/// The strongly connected components (Kosaraju): first along the bodies, then back along the uses
/// in falling order of completion. They are found conclusions first.
fn groups(rules: &[Rule], supports: &[Vec<u32>], uses: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let count = u32::try_from(supports.len()).expect("fewer than 2^32 facts");
    let mut seen = vec![false; supports.len()];
    let mut done = Vec::new();
    for start in 0..count {
        let mut stack = vec![(start, false)];
        while let Some((fact, left)) = stack.pop() {
            if left {
                done.push(fact);
            } else if !std::mem::replace(&mut seen[fact as usize], true) {
                stack.push((fact, true));
                let bodies = supports[fact as usize].iter();
                let bodies = bodies.flat_map(|&at| &rules[at as usize].body);
                stack.extend(bodies.map(|&it| (it, false)));
            }
        }
    }
    let mut grouped = vec![false; supports.len()];
    let mut groups = Vec::new();
    for &start in done.iter().rev() {
        let mut group = Vec::new();
        let mut stack = vec![start];
        while let Some(fact) = stack.pop() {
            if !std::mem::replace(&mut grouped[fact as usize], true) {
                group.push(fact);
                let heads = uses[fact as usize].iter();
                stack.extend(heads.map(|&at| rules[at as usize].head));
            }
        }
        if !group.is_empty() {
            group.sort_unstable();
            groups.push(group);
        }
    }
    groups.reverse();
    groups
}
