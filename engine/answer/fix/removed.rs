//! The likeliest paths in; what each removal does alone, found by solving without what it removes,
//! out.

use std::collections::{BTreeMap, BTreeSet};

use super::RankedGoal;
use super::cone::cones;
use super::measures::Measures;
use super::singles::{PATHS_EACH, RANKINGS, Single};
use super::worlds::rules;
use crate::derivations::{Graph, Scope};
use crate::engine::Solved;
use crate::facts::Fact;
use crate::fix::{Exposure, MeasureId, Rule};
use crate::rank::{Effort, Network, Proof, best};
use crate::solve::TooManyFacts;

/// The removals short of a redesign that remove some risk alone, and those that only touch a path.
///
/// # Errors
///
/// If the rules derive too much without something.
pub fn removed(
    solved: &Solved,
    measures: &Measures,
    goals: &[RankedGoal],
    proofs: &[Vec<Proof>],
) -> Result<Vec<Single>, TooManyFacts> {
    let facts: Vec<Fact> = goals.iter().map(|it| it.goal.fact.clone()).collect();
    let graph = solved.matcher.derive(&facts, Scope::Whole);
    let mut touched: BTreeMap<MeasureId, usize> = BTreeMap::new();
    let cones = cones(solved.program());
    let rules = rules(solved, &graph, measures, &cones, &BTreeSet::new());
    for (fact, proofs) in facts.iter().zip(proofs) {
        for proof in proofs {
            let Some(goal) = graph.id(fact) else { continue };
            for measure in touching(&graph, &rules, goal.0, proof) {
                *touched.entry(measure).or_default() += 1;
            }
        }
    }
    touched.retain(|&it, _| measures.is_removal(it) && !measures.is_redesign(it));
    let mut tried: Vec<(MeasureId, usize)> = touched.into_iter().collect();
    tried.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    tried.truncate((RANKINGS / goals.len().max(1) / PATHS_EACH).max(10));
    tried.sort_unstable();
    let before = texts(solved, &graph, proofs);
    let mut singles = Vec::new();
    for (measure, _) in tried {
        let altered = solved.with(&measures.changes([measure]))?;
        let after = Ranked::of(&altered.expect("names of the model"), goals);
        let left = |(goal, risk): (&RankedGoal, &f64)| (goal.risk - risk).max(0.0);
        let mut single = Single {
            proposal: measures.proposal(measure),
            falls: goals.iter().zip(&after.risks).map(left).sum(),
            goals: 0,
            paths: 0,
        };
        for (paths, left) in before.iter().zip(&after.paths) {
            let gone = |path: &BTreeSet<String>| !left.contains(path);
            single.goals += usize::from(paths.first().is_some_and(gone));
            single.paths += paths.iter().filter(|it| gone(it)).count();
        }
        singles.push(single);
    }
    singles.retain(|it| it.paths > 0);
    Ok(singles)
}

/// The measures without any of which a proof would stand as it is, as far as its rule instances
/// tell.
fn touching(graph: &Graph, rules: &[Rule], goal: u32, proof: &Proof) -> Vec<MeasureId> {
    let instances = rules.iter().zip(graph.instances());
    let resting = instances.filter(|(_, instance)| {
        let mut chances = instance.chances.iter();
        chances.all(|id| proof.chances.contains(id))
    });
    let exposure = Exposure::new(graph.len(), resting.map(|(rule, _)| rule.clone()).collect());
    let measures = exposure.measures().into_iter();
    let touches = |it: &MeasureId| !exposure.reached(&BTreeSet::from([*it]))[goal as usize];
    measures.filter(touches).collect()
}

/// Goals as they are in an altered system.
struct Ranked {
    /// By goal.
    risks: Vec<f64>,
    /// By goal: its likeliest paths, each by the texts of its chances.
    paths: Vec<Vec<BTreeSet<String>>>,
}

impl Ranked {
    fn of(solved: &Solved, goals: &[RankedGoal]) -> Self {
        let facts = goals.iter().map(|it| it.goal.fact_in(solved));
        let facts: Vec<Option<Fact>> = facts.collect();
        let there: Vec<Fact> = facts.iter().flatten().cloned().collect();
        let graph = solved.matcher.derive(&there, Scope::Uncertain);
        let network = Network::new(&graph);
        let proofs = facts.iter().map(|fact| {
            let id = fact.as_ref().and_then(|it| graph.id(it));
            id.map_or_else(Vec::new, |id| {
                best(&network, id, PATHS_EACH, Effort::default()).list
            })
        });
        let proofs: Vec<Vec<Proof>> = proofs.collect();
        let risks = goals.iter().zip(&proofs).map(|(goal, proofs)| {
            let likelihood = proofs.first().map_or(0.0, |it| it.likelihood);
            likelihood * f64::from(goal.impact)
        });
        Self {
            risks: risks.collect(),
            paths: texts(solved, &graph, &proofs),
        }
    }
}

fn texts(solved: &Solved, graph: &Graph, proofs: &[Vec<Proof>]) -> Vec<Vec<BTreeSet<String>>> {
    let (program, symbols) = (solved.program(), &solved.facts().symbols);
    let text = |proof: &Proof| -> BTreeSet<String> {
        let chances = proof.chances.iter();
        chances
            .map(|&id| graph.chance(id).text(program, symbols))
            .collect()
    };
    let of_goal = |proofs: &Vec<Proof>| proofs.iter().map(text).collect();
    proofs.iter().map(of_goal).collect()
}
