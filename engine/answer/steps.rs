//! Rules in; their attack steps as an answer out.

use serde::Serialize;
use threatlog_dl::Sources;
use threatlog_dl::program::{Program, Step};

use crate::rules::{HAMPERS, STOPS, step_controls};

/// The attack steps of some rules.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepList {
    pub steps: Vec<StepInfo>,
    /// How many clauses and relations the rules have.
    #[serde(skip)]
    pub clauses: usize,
    #[serde(skip)]
    pub relations: usize,
}

/// An attack step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepInfo {
    pub id: String,
    pub title: String,
    pub explanation: String,
    pub act: Vec<String>,
    /// The title in at most 50 characters, if there is such a one.
    pub short: Option<String>,
    /// `brings`, `persuades`, `gains` or `uses`.
    pub part: &'static str,
    pub stride: Vec<String>,
    pub technique: Vec<String>,
    /// The word, and the number that it stands for.
    pub likelihood: String,
    pub chance: f64,
    pub stopped_by: Vec<String>,
    pub hampered_by: Vec<String>,
    pub clauses: usize,
    /// The texts of its clauses.
    #[serde(skip)]
    pub texts: Vec<String>,
}

/// All steps, in the order of the rules.
pub fn steps(program: &Program, sources: &Sources) -> StepList {
    let steps = program.steps.iter();
    StepList {
        steps: steps.map(|it| step(program, it, sources)).collect(),
        clauses: program.clauses.len(),
        relations: program.relations.len(),
    }
}

fn step(program: &Program, step: &Step, sources: &Sources) -> StepInfo {
    let controls = |relation| {
        let found = step_controls(program, step, relation).into_iter();
        found.map(str::to_owned).collect()
    };
    let clauses = step.clauses.iter().map(|&id| program.clause(id).place);
    StepInfo {
        id: step.id.clone(),
        title: step.title.clone(),
        explanation: step.explanation.clone(),
        act: step.act.clone(),
        short: step.short.clone(),
        part: step.part.word(),
        stride: step.stride.iter().map(ToString::to_string).collect(),
        technique: step.techniques.iter().map(ToString::to_string).collect(),
        likelihood: step.likelihood.to_string(),
        chance: step.likelihood.chance(),
        stopped_by: controls(STOPS),
        hampered_by: controls(HAMPERS),
        clauses: step.clauses.len(),
        texts: clauses.map(|it| sources.text(it).to_owned()).collect(),
    }
}
