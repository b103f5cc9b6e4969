//! A solved model in; its goals with their best paths, and the likelihoods of chosen goals, out.

use rustc_hash::FxHashMap;

use crate::answer::derived::VIOLATED;
use crate::answer::goals::{Goal, goals};
use crate::answer::path::{Path, path};
use crate::derivations::{ChanceId, Scope};
use crate::engine::Solved;
use crate::facts::Fact;
use crate::rank::{Effort, Network, best, upper_bounds};

/// The goals that were ranked, by falling risk.
#[derive(Debug)]
pub struct Ranked {
    pub risks: Vec<GoalRisk>,
    /// How many goals there are in all.
    pub goals: usize,
}

/// A goal with its likeliest path.
#[derive(Debug)]
pub struct GoalRisk {
    pub goal: Goal,
    pub path: Path,
    pub risk: f64,
    /// The same number for goals that fall by the same deeds of the same actor.
    pub deeds: usize,
}

/// Ranks so many goals, those with the greatest upper bounds of risk.
pub fn best_paths(solved: &Solved, limit: usize, effort: Effort) -> Ranked {
    let all = goals(solved);
    let facts: Vec<Fact> = all.iter().map(|goal| goal.fact.clone()).collect();
    let graph = solved.matcher.derive(&facts, Scope::Uncertain);
    let network = Network::new(&graph);
    let bounds = upper_bounds(&network);
    let count = all.len();
    let mut bounded: Vec<(f64, Goal)> = all
        .into_iter()
        .filter_map(|goal| {
            let id = graph.id(&goal.fact)?;
            let bound = bounds.get(id.0 as usize).copied().unwrap_or(1.0);
            Some((bound * f64::from(goal.impact), goal))
        })
        .collect();
    // Stable, so that goals of equal bounds stay in the order of their texts.
    bounded.sort_by(|a, b| super::descending(a.0, b.0));
    let mut numbers: FxHashMap<(String, Vec<ChanceId>), usize> = FxHashMap::default();
    let ranked = bounded.into_iter().take(limit).filter_map(|(_, goal)| {
        let proofs = best(&network, graph.id(&goal.fact)?, 1, effort);
        let proof = proofs.list.into_iter().next()?;
        let next = numbers.len();
        let deeds = (goal.actor.clone(), proof.chances.clone());
        Some(GoalRisk {
            path: path(solved, &goal.fact, &graph, &proof)?,
            risk: proof.likelihood * f64::from(goal.impact),
            deeds: *numbers.entry(deeds).or_insert(next),
            goal,
        })
    });
    let mut risks: Vec<GoalRisk> = ranked.collect();
    risks.sort_by(|a, b| super::descending(a.risk, b.risk));
    Ranked {
        risks,
        goals: count,
    }
}

/// How likely these goals are in another solved model, 0 if out of reach; and whether all of that
/// is certain.
pub fn likelihoods(solved: &Solved, goals: &[&Goal], effort: Effort) -> (Vec<f64>, bool) {
    let fact = |goal: &&Goal| {
        let values = [&goal.actor, &goal.component, &goal.property];
        let fact = solved.fact(VIOLATED, &values.map(String::as_str))?;
        solved.holds(&fact).then_some(fact)
    };
    let facts: Vec<Option<Fact>> = goals.iter().map(fact).collect();
    let holding: Vec<Fact> = facts.iter().flatten().cloned().collect();
    let graph = solved.matcher.derive(&holding, Scope::Uncertain);
    let network = Network::new(&graph);
    let mut exact = true;
    let found = facts.iter().map(|fact| {
        let id = fact.as_ref().and_then(|it| graph.id(it));
        let proofs = id.map(|id| best(&network, id, 1, effort).list);
        let proof = proofs.and_then(|list| list.into_iter().next());
        exact &= proof.as_ref().is_none_or(|it| it.exact);
        proof.map_or(0.0, |it| it.likelihood)
    });
    let found = found.collect();
    (found, exact)
}
