//! The goals of a system in; a record of them to compare later ones with out.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use threatlog_dl::{Program, Sources};

use super::standing::{GoalName, Standings};
use super::version::short_digest;
use crate::facts::Statements;

/// How things stood when somebody said that it was good enough.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Baseline {
    pub system: String,
    /// Tells rules apart; the same rules have the same text here.
    pub rules: String,
    pub goals: BTreeMap<GoalName, Recorded>,
    /// What the files said.
    pub stated: Statements,
}

/// A goal as it stood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recorded {
    pub risk: f64,
    pub likelihood: f64,
    pub impact: u32,
    /// The id of the best path.
    pub path: String,
    /// Its steps, each with the component at which it aims.
    pub steps: Vec<String>,
}

/// Records all goals in reach.
pub fn baseline(standings: &Standings, rules: String) -> Baseline {
    let recorded = standings.list.iter().map(|(name, standing)| {
        let acts = standings.path(name).map_or_else(Vec::new, |it| it.acts);
        let steps = acts.iter().map(|act| match &act.target {
            Some(target) => format!("{} {target}", act.step),
            None => act.step.clone(),
        });
        let recorded = Recorded {
            risk: standing.risk,
            likelihood: standing.likelihood,
            impact: standing.impact,
            path: standing.path.clone(),
            steps: steps.collect(),
        };
        (name.clone(), recorded)
    });
    let model = &standings.solved.model;
    Baseline {
        system: model.system.clone(),
        rules,
        goals: recorded.collect(),
        stated: Statements::of(model),
    }
}

/// Tells rules apart: the same rules have the same name, and hardly any others.
pub fn rules_name(program: &Program, sources: &Sources) -> String {
    let clauses = program.clauses.iter().map(|it| it.place.file);
    let files: BTreeSet<u32> = clauses.collect();
    short_digest(
        files
            .into_iter()
            .map(|it| sources.get(it).map_or("", |it| it.text.as_str())),
    )
}

/// The format of the file. Fields may be added within a version.
#[derive(Serialize)]
struct Saved<'b> {
    baseline: u32,
    system: &'b str,
    rules: &'b str,
    goals: Vec<SavedGoal<'b>>,
    facts: Vec<String>,
}

#[derive(Serialize)]
struct SavedGoal<'b> {
    #[serde(flatten)]
    name: &'b GoalName,
    #[serde(flatten)]
    recorded: &'b Recorded,
}

pub const VERSION: u32 = 1;

impl Baseline {
    /// As JSON, sorted by goal, with a line end. Nothing in it depends on when or where.
    pub fn text(&self) -> String {
        let goals = self.goals.iter();
        let goals = goals.map(|(name, recorded)| SavedGoal { name, recorded });
        let said = |(fact, value): (&String, &f64)| match *value {
            value if value < 1.0 => format!("{fact} = {value}"),
            _ => fact.clone(),
        };
        let saved = Saved {
            baseline: VERSION,
            system: &self.system,
            rules: &self.rules,
            goals: goals.collect(),
            facts: self.stated.values.iter().map(said).collect(),
        };
        serde_json::to_string_pretty(&saved).expect("texts and numbers") + "\n"
    }

    /// Whether a text begins as a baseline does, sound or not.
    pub fn is_one(text: &str) -> bool {
        let body = text.trim_start().strip_prefix('{');
        body.is_some_and(|it| it.trim_start().starts_with("\"baseline\""))
    }
}
