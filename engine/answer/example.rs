//! A solved system in; for each attack step that can be taken there, a path that takes it, out.

use std::collections::{BTreeMap, BTreeSet};

use super::goals::goals;
use super::path::{Path, path};
use super::scale::billionths;
use crate::derivations::{Chance, Graph, Scope};
use crate::engine::Solved;
use crate::facts::Fact;
use crate::rank::{Effort, Network, Proof, best};

/// Paths of one system, by the step that each is an example of.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// The file of the system.
    pub file: String,
    pub by_step: BTreeMap<String, Example>,
}

/// A path on which some step is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    pub deeds: Vec<Told>,
    /// What the path brings about, as a sentence.
    pub outcome: String,
    pub likelihood: f64,
}

/// A deed of an example.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub step: String,
    pub title: String,
    /// What it brings about, as a sentence.
    pub outcome: String,
}

/// How many of a goal's best paths are looked at, and how many of what only a step brings about.
const DEPTHS: [usize; 2] = [3, 10];

/// For each step, of the best paths to everything of value the one of greatest risk that takes it;
/// where there is none, the likeliest path to what the step itself brings about.
pub fn examples(solved: &Solved, file: String) -> Examples {
    let goals = goals(solved);
    let heads = heads(solved);
    let impacts = goals.iter().map(|it| (it.fact.clone(), it.impact));
    let facts: Vec<Fact> = goals
        .iter()
        .map(|it| &it.fact)
        .chain(&heads)
        .cloned()
        .collect();
    let graph = solved.matcher.derive(&facts, Scope::Uncertain);
    let network = Network::new(&graph);
    let outcomes = heads.into_iter().map(|fact| (fact, 1));
    let tiers: [Vec<(Fact, u32)>; 2] = [impacts.collect(), outcomes.collect()];
    let mut by_step: BTreeMap<String, Example> = BTreeMap::new();
    for (facts, depth) in tiers.into_iter().zip(DEPTHS) {
        let mut found: BTreeMap<String, (i64, Fact, Proof)> = BTreeMap::new();
        for (fact, impact) in facts {
            let Some(id) = graph.id(&fact) else { continue };
            for proof in best(&network, id, depth, Effort::default()).list {
                let worth = billionths(proof.likelihood * f64::from(impact));
                for step in steps(solved, &graph, &proof) {
                    let better = found.get(&step).is_none_or(|(least, ..)| worth > *least);
                    if better && !by_step.contains_key(&step) {
                        found.insert(step, (worth, fact.clone(), proof.clone()));
                    }
                }
            }
        }
        for (step, (_, fact, proof)) in found {
            let example = path(solved, &fact, &graph, &proof).map(|it| told(solved, &it));
            by_step.extend(example.map(|it| (step, it)));
        }
    }
    Examples { file, by_step }
}

/// Every fact that a clause of a step concludes, sorted by text.
fn heads(solved: &Solved) -> Vec<Fact> {
    let program = solved.program();
    let clauses = program.steps.iter().flat_map(|it| &it.clauses);
    let relations: BTreeSet<_> = clauses
        .map(|&it| program.clause(it).head.relation)
        .collect();
    let facts = relations.into_iter().flat_map(|it| solved.holding(it));
    facts.collect()
}

fn steps(solved: &Solved, graph: &Graph, proof: &Proof) -> Vec<String> {
    let chances = proof.chances.iter().map(|&id| graph.chance(id));
    let steps = chances.filter_map(|chance| match chance {
        Chance::Act { step, .. } => Some(solved.program().step(*step).id.clone()),
        Chance::Given(_) => None,
    });
    steps.collect()
}

fn told(solved: &Solved, path: &Path) -> Example {
    let symbols = &solved.facts().symbols;
    let done = |step: &str, args: &[(String, String)]| {
        let nodes = path.derivation.nodes.iter();
        let mut acts = nodes.filter_map(|node| Some((node, node.by.as_ref()?.act.as_ref()?)));
        let found = acts.find(|(_, act)| match act {
            Chance::Act { step: id, .. } => {
                let values = act.values(solved.program(), symbols);
                solved.program().step(*id).id == step
                    && values.iter().eq(args.iter().map(|(_, value)| value))
            }
            Chance::Given(_) => false,
        });
        found.map(|(node, _)| super::wording::sentence(solved, &node.fact))
    };
    let deeds = path.acts.iter().map(|act| Told {
        step: act.step.clone(),
        title: act.title.clone(),
        outcome: done(&act.step, &act.args).unwrap_or_default(),
    });
    Example {
        deeds: deeds.collect(),
        outcome: path.sentence.clone(),
        likelihood: path.likelihood,
    }
}
