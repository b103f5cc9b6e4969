//! A goal and the chances that a proof of it rests on in; the derivation to show out.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};
use threatlog_dl::program::ClauseId;

use crate::derivations::{Chance, ChanceId, FactId, Graph, Instance, Matcher, Scope, fact_text};
use crate::facts::Fact;
use crate::rank::{Effort, Network, RawRule, best};

/// A proof, fact by fact: premises come before what rests on them, the goal is last.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    pub nodes: Vec<Node>,
}

/// A fact of a derivation.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub fact: Fact,
    /// How it was derived; `None` for a given fact.
    pub by: Option<Inference>,
}

/// A rule instance whose premises are earlier nodes of the same derivation.
#[derive(Clone, Debug, PartialEq)]
pub struct Inference {
    pub clause: ClauseId,
    /// Indexes of the positive body facts, in the clause's order.
    pub premises: Vec<usize>,
    /// By variable of the clause.
    pub values: Box<[u32]>,
    /// The deed, if the clause is one of an attack step.
    pub act: Option<Chance>,
}

/// The derivation of `goal` from these chances that rests on the fewest assumptions; among those
/// the flattest, then the least by text. `None` if the goal does not follow from the chances.
///
/// `assumption` names what an input fact assumes, if anything.
pub fn derivation(
    matcher: &Matcher,
    goal: &Fact,
    chances: impl IntoIterator<Item = Chance>,
    assumption: &dyn Fn(&Fact) -> Option<String>,
) -> Option<Derivation> {
    let chances: FxHashSet<Chance> = chances.into_iter().collect();
    let graph = matcher.derive(std::slice::from_ref(goal), Scope::Resting(&chances));
    let assumed = assumed_by_instance(&graph, assumption);
    let allowed = fewest_assumptions(&graph, &assumed);
    let chosen = flattest(matcher, &graph, |at| assumed[at].is_subset(&allowed));
    let mut shown = Shown {
        graph: &graph,
        chosen: &chosen,
        places: FxHashMap::default(),
        nodes: Vec::new(),
    };
    shown.show(graph.id(goal)?)?;
    Some(Derivation { nodes: shown.nodes })
}

/// By instance: what its input facts assume.
fn assumed_by_instance(
    graph: &Graph,
    assumption: &dyn Fn(&Fact) -> Option<String>,
) -> Vec<BTreeSet<String>> {
    let assumed = |instance: &Instance| {
        let given = instance.body.iter().filter(|&&id| graph.is_given(id));
        given.filter_map(|&id| assumption(graph.fact(id))).collect()
    };
    graph.instances().iter().map(assumed).collect()
}

/// A smallest set of assumptions from which the first fact follows: the likeliest proof where
/// every assumption is a chance of one half.
fn fewest_assumptions(graph: &Graph, assumed: &[BTreeSet<String>]) -> BTreeSet<String> {
    let all: BTreeSet<&String> = assumed.iter().flatten().collect();
    let all: Vec<&String> = all.into_iter().collect();
    let chance = |text: &String| {
        let at = all
            .binary_search(&text)
            .expect("collected from the same sets");
        ChanceId(u32::try_from(at).expect("fewer than 2^32 assumptions"))
    };
    let rules = graph.instances().iter().zip(assumed);
    let rules = rules.map(|(instance, assumed)| RawRule {
        head: instance.head,
        body: instance.body.clone(),
        chances: assumed.iter().map(chance).collect(),
    });
    let facts = (0..).map(FactId).take(graph.len());
    let given = facts.map(|id| graph.is_given(id)).collect();
    let network = Network::of_rules(given, rules.collect(), vec![0.5; all.len()]);
    let proofs = best(&network, FactId(0), 1, Effort::default());
    let fewest = proofs.list.first().map(|proof| proof.chances.iter());
    let fewest = fewest.into_iter().flatten();
    fewest.map(|id| all[id.0 as usize].clone()).collect()
}

/// By fact: the allowed instance of least height, then of least text. A fact's instance has only
/// premises of lesser height, so following the choices never comes back to a fact.
fn flattest(
    matcher: &Matcher,
    graph: &Graph,
    allowed: impl Fn(usize) -> bool,
) -> Vec<Option<usize>> {
    let text = |id: &FactId| fact_text(graph.fact(*id), &matcher.program, &matcher.facts.symbols);
    let mut done: Vec<bool> = (0..)
        .map(FactId)
        .take(graph.len())
        .map(|id| graph.is_given(id))
        .collect();
    let mut chosen = vec![None; graph.len()];
    let mut open: Vec<usize> = (0..graph.instances().len())
        .filter(|&at| allowed(at))
        .collect();
    loop {
        let mut level: FxHashMap<FactId, (Vec<String>, usize)> = FxHashMap::default();
        open.retain(|&at| !done[graph.instances()[at].head.0 as usize]);
        for &at in &open {
            let instance = &graph.instances()[at];
            if !instance.body.iter().all(|id| done[id.0 as usize]) {
                continue;
            }
            let name = (instance.body.iter().map(text).collect(), at);
            let least = level.entry(instance.head).or_insert_with(|| name.clone());
            if name < *least {
                *least = name;
            }
        }
        if level.is_empty() {
            return chosen;
        }
        for (head, (_, at)) in level {
            done[head.0 as usize] = true;
            chosen[head.0 as usize] = Some(at);
        }
    }
}

struct Shown<'g> {
    graph: &'g Graph,
    chosen: &'g [Option<usize>],
    places: FxHashMap<FactId, usize>,
    nodes: Vec<Node>,
}

impl Shown<'_> {
    /// Adds a fact after all that it rests on; returns its place. Iterative, since derivations
    /// can be as deep as a system is large.
    fn show(&mut self, goal: FactId) -> Option<usize> {
        let mut stack = vec![goal];
        while let Some(&id) = stack.last() {
            if self.places.contains_key(&id) {
                stack.pop();
                continue;
            }
            let by = self.chosen[id.0 as usize].map(|at| &self.graph.instances()[at]);
            if by.is_none() && !self.graph.is_given(id) {
                return None;
            }
            let body = by.map_or(&[][..], |instance| &instance.body);
            let before = stack.len();
            stack.extend(body.iter().filter(|id| !self.places.contains_key(id)).rev());
            if stack.len() == before {
                stack.pop();
                self.add(id, by);
            }
        }
        self.places.get(&goal).copied()
    }

    fn add(&mut self, id: FactId, by: Option<&Instance>) {
        let act = |instance: &Instance| {
            let chances = instance.chances.iter().map(|&id| self.graph.chance(id));
            let mut acts = chances.filter(|chance| matches!(chance, Chance::Act { .. }));
            acts.next().cloned()
        };
        let by = by.map(|instance| Inference {
            clause: instance.clause,
            premises: instance.body.iter().map(|id| self.places[id]).collect(),
            values: instance.values.clone(),
            act: act(instance),
        });
        self.places.insert(id, self.nodes.len());
        self.nodes.push(Node {
            fact: self.graph.fact(id).clone(),
            by,
        });
    }
}
