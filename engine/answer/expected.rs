//! What a case expects and a solved model in; where the expectation fails, and what comes nearest, out.

use std::collections::BTreeSet;

use serde::Serialize;
use threatlog_dl::nearest;

use super::derived::VIOLATED;
use super::path::path;
use super::paths::passes;
use super::reach::who_can_reach;
use super::spot::Spot;
use crate::derivations::{Chance, Graph, Scope};
use crate::engine::Solved;
use crate::facts::Fact;
use crate::model::{Change, ComponentId, Expectation, Model, NamedGoal};
use crate::rank::{Effort, Network, Proof, best, key};
use crate::solve::TooManyFacts;

/// Cases that were tested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TestedCases {
    pub passes: bool,
    pub cases: Vec<TestedCase>,
}

/// A case file with what fails in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TestedCase {
    pub file: String,
    /// How many expectations it has.
    pub expectations: usize,
    pub failures: Vec<PlacedFailure>,
}

/// What fails, with the place of its expectation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlacedFailure {
    pub place: Spot,
    #[serde(flatten)]
    pub failure: Failure,
}

impl TestedCase {
    /// How many expectations fail; several things can be wrong with one.
    pub fn failed(&self) -> usize {
        let mut places: Vec<&Spot> = self.failures.iter().map(|it| &it.place).collect();
        places.dedup();
        places.len()
    }
}

/// A part of an expectation that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The goal as it was written.
    pub goal: String,
    /// What is wrong.
    pub reason: String,
    /// What holds instead and comes nearest.
    pub nearest: Option<String>,
}

/// How many paths of a goal are looked through for the expected steps.
pub const PATHS: usize = 20;

/// Judges all that the cases of a model expect; `file` is what the model was read from.
///
/// # Errors
///
/// As [`judge`].
pub fn test(solved: &Solved, file: String, effort: Effort) -> Result<TestedCase, TooManyFacts> {
    let cases = solved.model.cases.iter();
    let expected: Vec<&Expectation> = cases.flat_map(|it| &it.expect).collect();
    let mut failures = Vec::new();
    for expected in &expected {
        let place = solved.spot(expected.place);
        let found = judge(solved, expected, effort)?.into_iter();
        failures.extend(found.map(|failure| PlacedFailure {
            place: place.clone(),
            failure,
        }));
    }
    Ok(TestedCase {
        file,
        expectations: expected.len(),
        failures,
    })
}

/// Judges an expectation.
///
/// # Errors
///
/// If the rules derive too much with the expected fix in place.
pub fn judge(
    solved: &Solved,
    expected: &Expectation,
    effort: Effort,
) -> Result<Vec<Failure>, TooManyFacts> {
    let goal = name(&solved.model, &expected.goal);
    let fail = |reason: String, nearest: Option<String>| Failure {
        goal: goal.clone(),
        reason,
        nearest,
    };
    let found = LikeliestPaths::new(solved, &expected.goal, PATHS, effort);
    let unknown = unknown(solved, expected);
    let mut failures: Vec<Failure> = unknown.iter().map(|it| fail(it.clone(), None)).collect();
    let Some(likelihood) = found.likelihood() else {
        if expected.derived {
            let nearest = nearest_gain(solved, &expected.goal, effort);
            failures.push(fail("nobody reaches it".to_owned(), Some(nearest)));
        }
        return Ok(failures);
    };
    let best = found.path(0).map(|it| format!("best path: {it}"));
    if !expected.derived {
        let reason = format!("it is reached, with likelihood {}", figure(likelihood));
        failures.push(fail(reason, best));
        return Ok(failures);
    }
    if let Some(bounds) = expected.likelihood.filter(|it| !it.contains(likelihood)) {
        let reason = format!("its likelihood is {}, not {bounds}", figure(likelihood));
        failures.push(fail(reason, best.clone()));
    }
    let wanted: BTreeSet<&str> = expected.steps.iter().map(|it| it.value.as_str()).collect();
    if unknown.is_empty() && !found.takes(&wanted) {
        failures.push(fail(found.missing(&wanted), found.nearest(&wanted)));
    }
    if !found.goes_through(&expected.via) {
        failures.push(fail(found.avoids(&expected.via), best));
    }
    if !expected.fix.is_empty() {
        let after = with_fix(solved, expected, effort)?;
        if let Some((left, path)) = after.filter(|it| key(it.0) >= key(likelihood)) {
            let left = figure(left);
            let reason = format!("the fix does not help: likelihood {left}, as before");
            failures.push(fail(
                reason,
                path.map(|it| format!("path that is left: {it}")),
            ));
        }
    }
    Ok(failures)
}

/// The violations that reach a goal, by the goal's actor or, if it names none, by any.
pub fn violations(solved: &Solved, goal: &NamedGoal) -> Vec<Fact> {
    let component = &solved.model.component(goal.component).id;
    let is_goal = |fact: &Fact| {
        let values = solved.values(fact);
        let [actor, of, property] = values.as_slice() else {
            return false;
        };
        goal.actor.as_ref().is_none_or(|it| it == actor)
            && of == component
            && property == goal.property.word()
    };
    let violated = solved.holding_named(VIOLATED).into_iter();
    violated.filter(is_goal).collect()
}

/// The likeliest paths to a goal, whoever takes them.
struct LikeliestPaths<'s> {
    solved: &'s Solved,
    graph: Graph,
    /// Each with the goal that it proves.
    proofs: Vec<(Fact, Proof)>,
}

impl<'s> LikeliestPaths<'s> {
    fn new(solved: &'s Solved, goal: &NamedGoal, most: usize, effort: Effort) -> Self {
        let facts = violations(solved, goal);
        let graph = solved.matcher.derive(&facts, Scope::Uncertain);
        let network = Network::new(&graph);
        let ids = facts.iter().filter_map(|it| Some((it, graph.id(it)?)));
        let proofs = ids.flat_map(|(fact, id)| {
            let found = best(&network, id, most, effort).list.into_iter();
            found.map(|it| (fact.clone(), it))
        });
        let mut proofs: Vec<(Fact, Proof)> = proofs.collect();
        // Stable, so that equal ones stay in the order of the actors.
        proofs.sort_by_key(|(_, it)| std::cmp::Reverse(key(it.likelihood)));
        proofs.truncate(most);
        Self {
            solved,
            graph,
            proofs,
        }
    }

    fn likelihood(&self) -> Option<f64> {
        self.proofs.first().map(|(_, it)| it.likelihood)
    }

    fn steps(&self, proof: &Proof) -> BTreeSet<&str> {
        let chances = proof.chances.iter().map(|&id| self.graph.chance(id));
        let steps = chances.filter_map(|it| match it {
            Chance::Act { step, .. } => Some(self.solved.program().step(*step).id.as_str()),
            Chance::Given(_) => None,
        });
        steps.collect()
    }

    fn takes(&self, wanted: &BTreeSet<&str>) -> bool {
        let mut paths = self.proofs.iter();
        paths.any(|(_, it)| wanted.is_subset(&self.steps(it)))
    }

    fn goes_through(&self, via: &[ComponentId]) -> bool {
        let component = |it: &ComponentId| self.solved.model.component(*it).id.as_str();
        let mut paths = self.proofs.iter();
        via.is_empty()
            || paths.any(|(fact, proof)| {
                let path = path(self.solved, fact, &self.graph, proof);
                path.is_some_and(|path| {
                    via.iter()
                        .all(|it| passes(self.solved, &path, component(it)))
                })
            })
    }

    fn avoids(&self, via: &[ComponentId]) -> String {
        let names = via
            .iter()
            .map(|it| self.solved.model.component(*it).id.as_str());
        let names: Vec<&str> = names.collect();
        let names = names.join(" and ");
        let count = self.proofs.len();
        format!("of its first {count} paths none goes through {names}")
    }

    /// The steps of a path, each once, in the order of its deeds.
    fn path(&self, at: usize) -> Option<String> {
        let (fact, proof) = self.proofs.get(at)?;
        let path = path(self.solved, fact, &self.graph, proof)?;
        let mut steps: Vec<&str> = Vec::new();
        for act in &path.acts {
            if !steps.contains(&act.step.as_str()) {
                steps.push(&act.step);
            }
        }
        Some(if steps.is_empty() {
            "no deed is needed".to_owned()
        } else {
            steps.join(", ")
        })
    }

    fn missing(&self, wanted: &BTreeSet<&str>) -> String {
        let wanted: Vec<&str> = wanted.iter().copied().collect();
        let wanted = wanted.join(" and ");
        match self.proofs.len() {
            1 => format!("its only path does not take {wanted}"),
            count => format!("of its first {count} paths none takes {wanted}"),
        }
    }

    /// The likeliest of the paths that take the most of the wanted steps.
    fn nearest(&self, wanted: &BTreeSet<&str>) -> Option<String> {
        let taken = |at: &usize| {
            let steps = self.proofs.get(*at);
            steps.map_or(0, |(_, it)| self.steps(it).intersection(wanted).count())
        };
        let nearest = (0..self.proofs.len()).rev().max_by_key(taken)?;
        Some(format!("path {}: {}", nearest + 1, self.path(nearest)?))
    }
}

/// The steps that the rules have not.
fn unknown(solved: &Solved, expected: &Expectation) -> Vec<String> {
    let known = || solved.program().steps.iter().map(|it| it.id.as_str());
    let steps = expected.steps.iter().map(|it| it.value.as_str());
    let unknown = steps.filter(|step| known().all(|it| it != *step));
    let reason = |step| match nearest(step, known()) {
        Some(near) => format!("`{step}` is not a step of the rules; did you mean `{near}`?"),
        None => format!("`{step}` is not a step of the rules"),
    };
    unknown.map(reason).collect()
}

/// The likelihood that is left once the fix is in place, and the path; `None` if there is none.
fn with_fix(
    solved: &Solved,
    expected: &Expectation,
    effort: Effort,
) -> Result<Option<(f64, Option<String>)>, TooManyFacts> {
    let id = |it| &solved.model.component(it).id;
    let with = expected.fix.iter();
    let with = with.map(|(at, control)| Change::with(id(*at), *control));
    let altered = solved.with(&with.collect::<Vec<_>>())?;
    let altered = altered.expect("the reader knows these components and controls");
    let found = LikeliestPaths::new(&altered, &expected.goal, 1, effort);
    Ok(found.likelihood().map(|it| (it, found.path(0))))
}

/// What somebody does reach of the component.
fn nearest_gain(solved: &Solved, goal: &NamedGoal, effort: Effort) -> String {
    let component = &solved.model.component(goal.component).id;
    let gains = who_can_reach(solved, component, effort);
    let wanted = |actor: &str| goal.actor.as_ref().is_none_or(|it| it == actor);
    match gains.rows.iter().find(|it| wanted(&it.actor)) {
        Some(it) => {
            let words: Vec<&str> = it.gains.iter().map(|(word, _)| word.as_str()).collect();
            format!("{} gains {} on {component}", it.actor, words.join(", "))
        }
        None => format!("nobody gains anything on {component}"),
    }
}

/// A likelihood with all the digits that tell, so that it can be put into bounds.
fn figure(likelihood: f64) -> String {
    let text = format!("{likelihood:.12}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `[actor] component property`.
fn name(model: &Model, goal: &NamedGoal) -> String {
    let component = &model.component(goal.component).id;
    let actor = goal.actor.as_ref();
    let actor = actor.map_or_else(String::new, |it| format!("{it} "));
    format!("{actor}{component} {}", goal.property.word())
}
