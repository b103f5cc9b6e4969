//! The findings of a system, those of the highest risk first.

mod change;
mod search;

use serde::Serialize;

use super::goals::{Goal, Loss};
use super::path::{Path, short_ids};
use super::paths::RankedPath;
use super::question::Question;
use super::register::{Present, present, threat};
use super::treatment::Decision;
use super::way::AttackWay;
use crate::engine::Solved;
use crate::rank::Effort;

pub use change::BestChange;

/// One way in which an attack goes, whoever goes it and whatever falls by it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Hexadecimal; stays while the way stays, whatever else is edited.
    #[serde(skip)]
    pub id: String,
    /// The beginning of the id, as long as it takes to tell apart the findings of an answer.
    #[serde(rename = "id")]
    pub shown: String,
    /// The way in a sentence.
    pub title: String,
    pub way: AttackWay,
    /// That of its likeliest path to what is worth most by it, from 0 to 10.
    pub risk: f64,
    pub level: &'static str,
    pub likelihood: f64,
    pub impact: u32,
    /// Whether no likelier path can have been missed.
    pub exact: bool,
    /// Whether it could as well stand above the finding before it.
    pub tied: bool,
    /// Who can go this way, by falling risk.
    pub actors: Vec<Who>,
    /// `anybody` or `anybody outside`, if all actors can, or all that are external.
    pub everybody: Option<&'static str>,
    /// What of value falls by it, by falling risk.
    pub falls: Vec<Fallen>,
    /// The composed impact of all that falls, from 0 to 10.
    pub composed_impact: f64,
    /// The single measure that leaves the least of the risk.
    pub best_change: Option<BestChange>,
    /// What somebody has decided about it.
    pub treatment: Option<Decision>,
    /// Controls that the path's deeds are up against, sorted.
    pub present: Vec<Present>,
    /// The likeliest path.
    pub path: Path,
    /// Where it leads.
    #[serde(skip)]
    pub goal: Goal,
}

/// An actor who can go a way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Who {
    pub actor: String,
    pub risk: f64,
    pub likelihood: f64,
}

/// Something of value that falls by a way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fallen {
    pub component: String,
    pub property: String,
    /// From 1 to 10.
    pub impact: u32,
    pub risk: f64,
    /// The id of its likeliest path.
    pub path: String,
}

impl Finding {
    /// Its likeliest path as a row of its own, under the finding's id.
    pub(super) fn row(&self) -> RankedPath {
        let falls = self.falls.iter().map(|it| Loss {
            component: it.component.clone(),
            property: it.property.clone(),
            impact: it.impact,
        });
        RankedPath {
            goal: self.goal.clone(),
            path: Path {
                shown: self.shown.clone(),
                ..self.path.clone()
            },
            impact: self.impact,
            risk: self.risk,
            level: self.level,
            place: 1,
            total: None,
            tied: self.tied,
            treatment: self.treatment.clone(),
            also: Vec::new(),
            falls: falls.collect(),
            composed_impact: self.composed_impact,
            threat: threat(&self.path),
            present: self.present.clone(),
        }
    }
}

/// Findings, and what is known of those that are not among them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    pub list: Vec<Finding>,
    /// How many goals in reach are asked about.
    pub goals: usize,
    /// How many of them fall by no finding of the list.
    pub goals_left: usize,
    /// Whether no finding outside the list can have a higher risk than one in it.
    pub certain: bool,
    /// Whether every finding is in the list.
    pub all: bool,
}

/// All findings, without what would help against them.
pub fn every_finding(solved: &Solved, effort: Effort) -> Vec<Finding> {
    let every = Question {
        top: usize::MAX,
        effort,
        ..Question::default()
    };
    search::Search::new(solved, &every).run().list
}

/// The findings of the highest risk that fit a question.
pub fn findings(solved: &Solved, question: &Question) -> Findings {
    let mut found = search::Search::new(solved, question).run();
    for finding in &mut found.list {
        finding.present = present(solved, &finding.path);
    }
    change::best_changes(solved, &mut found.list, question.effort);
    let short = short_ids(found.list.iter().map(|it| it.id.as_str()));
    for (finding, short) in found.list.iter_mut().zip(short) {
        finding.shown = short;
    }
    found
}
