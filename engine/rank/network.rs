//! A graph in; what ranking needs of it out: uncertain facts and rules between them.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::chance_set::{ChanceSet, likelihood};
use crate::derivations::{ChanceId, FactId, Graph};

/// The graph without what is certain and without rules that differ in nothing that counts.
#[derive(Debug)]
pub struct Network {
    pub(super) rules: Vec<Rule>,
    /// By fact: the rules with this head.
    pub(super) supports: Vec<Vec<u32>>,
    /// By fact: the rules with this fact in their body.
    pub(super) uses: Vec<Vec<u32>>,
    /// By fact: whether it holds for certain.
    pub(super) certain: Vec<bool>,
    /// By chance, as a number.
    pub(super) values: Vec<f64>,
    /// By fact: its place in an order that does not depend on how the graph was found.
    pub(super) places: Vec<u32>,
    pub(super) guide: OnceLock<Guide>,
}

/// Costs, and what is known of them ahead.
#[derive(Debug)]
pub(super) struct Guide {
    /// By chance.
    pub costs: Vec<u64>,
    /// By chance: whether rules with different heads rest on it. The others are *owned* by the
    /// one fact that all their rules conclude.
    pub is_shared: Vec<bool>,
    /// By rule: what its owned chances cost.
    pub own: Vec<u64>,
    /// By fact: every proof of it costs at least as much, in chances that are owned by facts of
    /// that proof.
    pub least: Vec<u64>,
    /// By fact: greater than the level of what it can rest on, unless that can rest on it too.
    pub level: Vec<u32>,
}

/// `head` holds if all of `body` and all `chances` do.
#[derive(Debug)]
pub(super) struct Rule {
    pub head: u32,
    /// Uncertain facts, sorted, distinct.
    pub body: Vec<u32>,
    pub chances: ChanceSet,
}

/// A rule as it is given to [`Network::of_rules`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RawRule {
    pub head: FactId,
    pub body: Vec<FactId>,
    /// Sorted, distinct.
    pub chances: Vec<ChanceId>,
}

impl Network {
    pub fn new(graph: &Graph) -> Self {
        let facts = (0..).map(FactId).take(graph.len());
        let given: Vec<bool> = facts.map(|id| graph.is_given(id)).collect();
        let rules = graph.instances().iter().map(|instance| RawRule {
            head: instance.head,
            body: instance.body.clone(),
            chances: instance.chances.clone(),
        });
        let values = graph.values().to_vec();
        let mut network = Self::of_rules(given, rules.collect(), values);
        let mut sorted: Vec<FactId> = (0..).map(FactId).take(graph.len()).collect();
        sorted.sort_unstable_by(|a, b| graph.fact(*a).cmp(graph.fact(*b)));
        for (place, id) in (0..).zip(sorted) {
            network.places[id.0 as usize] = place;
        }
        network
    }

    /// A network of any rules. `given` tells by fact whether it holds without a rule; `values`
    /// are the chances as numbers, strictly between 0 and 1.
    pub fn of_rules(given: Vec<bool>, raw: Vec<RawRule>, values: Vec<f64>) -> Self {
        let certain = certain_facts(given, &raw);
        let mut rules: Vec<Rule> = Vec::new();
        let mut seen = FxHashSet::default();
        let mut supports = vec![Vec::new(); certain.len()];
        let mut uses = vec![Vec::new(); certain.len()];
        for rule in raw {
            if certain[rule.head.0 as usize] {
                continue;
            }
            let mut body = rule.body;
            body.retain(|fact| !certain[fact.0 as usize]);
            body.sort_unstable();
            body.dedup();
            if !seen.insert((rule.head, body.clone(), rule.chances.clone())) {
                continue;
            }
            let at = u32::try_from(rules.len()).expect("fewer than 2^32 rules");
            supports[rule.head.0 as usize].push(at);
            for fact in &body {
                uses[fact.0 as usize].push(at);
            }
            rules.push(Rule {
                head: rule.head.0,
                body: body.into_iter().map(|fact| fact.0).collect(),
                chances: ChanceSet::new(rule.chances),
            });
        }
        Self {
            rules,
            supports,
            uses,
            places: (0..).take(certain.len()).collect(),
            certain,
            values,
            guide: OnceLock::new(),
        }
    }

    /// How many rules there are: what a search through all of it takes.
    pub fn size(&self) -> usize {
        self.rules.len()
    }

    pub fn is_certain(&self, fact: FactId) -> bool {
        self.certain[fact.0 as usize]
    }

    pub(super) fn rule(&self, at: u32) -> &Rule {
        &self.rules[at as usize]
    }

    /// The rules from which a goal can follow.
    pub(super) fn slice(&self, goal: u32) -> Vec<u32> {
        let mut reached = FxHashSet::from_iter([goal]);
        let mut todo = vec![goal];
        let mut rules = Vec::new();
        while let Some(fact) = todo.pop() {
            for &at in &self.supports[fact as usize] {
                rules.push(at);
                let body = self.rule(at).body.iter();
                todo.extend(body.filter(|&&fact| reached.insert(fact)));
            }
        }
        rules
    }

    pub(super) fn likelihood(&self, chances: &ChanceSet) -> f64 {
        let ids = chances.ids().iter();
        likelihood(ids.map(|id| self.values[id.0 as usize]))
    }
}

impl Guide {
    pub fn cost(&self, chances: &[ChanceId]) -> u64 {
        chances.iter().map(|id| self.costs[id.0 as usize]).sum()
    }
}

/// The facts that hold whatever the chances: given facts, and what follows without a chance.
fn certain_facts(given: Vec<bool>, rules: &[RawRule]) -> Vec<bool> {
    let mut certain = given;
    let mut uses: Vec<Vec<usize>> = vec![Vec::new(); certain.len()];
    let mut missing = vec![0; rules.len()];
    let mut todo = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        if !rule.chances.is_empty() {
            continue;
        }
        for fact in &rule.body {
            if !certain[fact.0 as usize] {
                missing[at] += 1;
                uses[fact.0 as usize].push(at);
            }
        }
        if missing[at] == 0 {
            todo.push(rule.head);
        }
    }
    while let Some(fact) = todo.pop() {
        if std::mem::replace(&mut certain[fact.0 as usize], true) {
            continue;
        }
        for &at in &uses[fact.0 as usize] {
            missing[at] -= 1;
            if missing[at] == 0 {
                todo.push(rules[at].head);
            }
        }
    }
    certain
}
