//! The goals of a system in; a record of them to compare later ones with out.

use std::collections::BTreeMap;

use serde::Serialize;

use super::standing::{GoalName, Standings};
use crate::facts::Stated;

/// How things stood when somebody said that it was good enough.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Baseline {
    pub system: String,
    /// Tells rules apart; the same rules have the same text here.
    pub rules: String,
    pub goals: BTreeMap<GoalName, Recorded>,
    /// What the files said.
    pub stated: Stated,
}

/// A goal as it stood.
#[derive(Clone, Debug, PartialEq)]
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
    let model = standings.analysis.model;
    Baseline {
        system: model.system.clone(),
        rules,
        goals: recorded.collect(),
        stated: Stated::of(model),
    }
}

/// The format of the file. Fields may be added within a version.
#[derive(Serialize)]
struct Saved {
    baseline: u32,
    system: String,
    rules: String,
    goals: Vec<SavedGoal>,
    facts: Vec<String>,
}

#[derive(Serialize)]
struct SavedGoal {
    actor: String,
    component: String,
    property: String,
    risk: f64,
    likelihood: f64,
    impact: u32,
    path: String,
    steps: Vec<String>,
}

pub const VERSION: u32 = 1;

impl Baseline {
    /// As JSON, sorted by goal, with a line end. Nothing in it depends on when or where.
    pub fn text(&self) -> String {
        let goals = self.goals.iter().map(|(name, it)| SavedGoal {
            actor: name.actor.clone(),
            component: name.component.clone(),
            property: name.property.clone(),
            risk: it.risk,
            likelihood: it.likelihood,
            impact: it.impact,
            path: it.path.clone(),
            steps: it.steps.clone(),
        });
        let said = |(fact, value): (&String, &f64)| match *value {
            value if value < 1.0 => format!("{fact} = {value}"),
            _ => fact.clone(),
        };
        let saved = Saved {
            baseline: VERSION,
            system: self.system.clone(),
            rules: self.rules.clone(),
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
