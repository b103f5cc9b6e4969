//! A case file in; what the rules make of it out.

use std::collections::BTreeSet;
use std::path::Path;

use threatlog::answer::{likeliest_path, violations};
use threatlog::derivations::{Chance, Graph, Scope};
use threatlog::facts::Fact;
use threatlog::model::{Change, Expectation, Model, NamedGoal};
use threatlog::rank::{Effort, Network, Proof, best};

use crate::support::harm::violated_share;
use crate::support::shipped::{ENGINE, RULES, Solved};

/// What became of a case, by its first expectation.
pub struct Outcome {
    pub name: String,
    /// Of the best path, if there is one.
    pub likelihood: Option<f64>,
    /// Which path is the first that has all the steps of what really happened; 1 is the best.
    /// `None` if none of the first [`PATHS`] has.
    pub rank: Option<usize>,
    /// Whether the case names any step.
    pub names_steps: bool,
    pub fixed: Fixed,
    /// How much is violated of all that can be: pairs of component and property.
    pub share: f64,
    /// The steps of the best path, in order.
    pub steps: Vec<String>,
    /// The further goals that should be derived: how many are, and how many there are.
    pub further: (usize, usize),
    /// The goals that should not be derived and are.
    pub wrongly_derived: Vec<String>,
}

/// What the published fix does to the best path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fixed {
    /// The goal is out of reach.
    Cut,
    /// The best path that is left, at most half as likely as before.
    Halved(f64),
    /// The best path that is left, less likely than before.
    Lowered(f64),
    Same,
    /// There was no path before.
    Nothing,
}

/// How many paths of a goal are looked through.
pub const PATHS: usize = 20;

impl Fixed {
    pub fn is_clear(self) -> bool {
        matches!(self, Self::Cut | Self::Halved(_))
    }

    fn new(before: Option<f64>, after: Option<f64>) -> Self {
        match (before, after) {
            (None, _) => Self::Nothing,
            (Some(_), None) => Self::Cut,
            (Some(before), Some(after)) if after <= before / 2.0 + 1e-12 => Self::Halved(after),
            (Some(before), Some(after)) if after < before - 1e-12 => Self::Lowered(after),
            (Some(_), Some(_)) => Self::Same,
        }
    }
}

impl Outcome {
    pub fn of(path: &Path) -> Self {
        let solved = Solved::file(path);
        let analysis = solved.analysis();
        let case = solved.model.cases.first().expect("a case");
        let expected = case.expect.first().expect("an expectation");
        let (graph, paths) = paths(&analysis, &expected.goal, PATHS);
        let best = paths.first();
        let likelihood = best.map(|(_, proof)| proof.likelihood);
        let right = |(_, proof): &(Fact, Proof)| has_steps(&graph, proof, expected);
        let holds = |it: &&Expectation| !violations(&analysis, &it.goal).is_empty();
        let further: Vec<&Expectation> = case.expect[1..].iter().filter(|it| it.derived).collect();
        let refused = case.expect.iter().filter(|it| !it.derived).filter(holds);
        Self {
            name: solved.name.clone(),
            likelihood,
            rank: paths.iter().position(right).map(|it| it + 1),
            names_steps: !expected.steps.is_empty(),
            fixed: Fixed::new(likelihood, after_fix(&solved.model, expected)),
            share: violated_share(&analysis),
            steps: best.map_or_else(Vec::new, |(fact, _)| steps(&analysis, fact)),
            further: (further.iter().copied().filter(holds).count(), further.len()),
            wrongly_derived: refused
                .map(|it| format!("{}: {}", solved.name, name(&solved.model, &it.goal)))
                .collect(),
        }
    }
}

/// The likeliest paths to a goal, whoever takes them.
fn paths(
    analysis: &threatlog::Solved,
    goal: &NamedGoal,
    most: usize,
) -> (Graph, Vec<(Fact, Proof)>) {
    let facts = violations(analysis, goal);
    let graph = analysis.matcher.derive(&facts, Scope::Uncertain);
    let network = Network::new(&graph);
    let mut found: Vec<(Fact, Proof)> = Vec::new();
    for fact in &facts {
        let id = graph.id(fact).expect("derived");
        let proofs = best(&network, id, most, Effort::default()).list;
        found.extend(proofs.into_iter().map(|it| (fact.clone(), it)));
    }
    found.sort_by(|a, b| b.1.likelihood.total_cmp(&a.1.likelihood));
    found.truncate(most);
    (graph, found)
}

fn has_steps(graph: &Graph, proof: &Proof, expected: &Expectation) -> bool {
    let taken = proof
        .chances
        .iter()
        .filter_map(|&id| match graph.chance(id) {
            Chance::Act { step, .. } => Some(RULES.step(*step).id.as_str()),
            Chance::Given(_) => None,
        });
    let taken: BTreeSet<&str> = taken.collect();
    let mut wanted = expected.steps.iter();
    !expected.steps.is_empty() && wanted.all(|it| taken.contains(it.value.as_str()))
}

fn steps(analysis: &threatlog::Solved, fact: &Fact) -> Vec<String> {
    let path = likeliest_path(analysis, fact, Effort::default());
    let acts = path.map_or_else(Vec::new, |it| it.acts);
    acts.into_iter().map(|it| it.step).collect()
}

/// The likelihood of the best path that is left once the fix is in place.
fn after_fix(model: &Model, expected: &Expectation) -> Option<f64> {
    let id = |it| &model.component(it).id;
    let with = expected.fix.iter();
    let with: Vec<Change> = with.map(|(at, it)| Change::with(id(*at), *it)).collect();
    let model = model.changed(&with).expect("known controls");
    let analysis = ENGINE.solve(&model).expect("a small system");
    let (_, paths) = paths(&analysis, &expected.goal, 1);
    paths.first().map(|(_, proof)| proof.likelihood)
}

fn name(model: &Model, goal: &NamedGoal) -> String {
    let component = &model.component(goal.component).id;
    format!("{component} {}", goal.property.word())
}
