//! `threatlog paths`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::answer::{hints, known_names, short_ids};
use super::common::{Format, Look, System};
use super::output::{Stop, print};
use super::progress::Progress;
use super::session::{Architecture, Session};
use super::today::Day;
use crate::answer::{Analysis, Paths, Question, paths, rmf};
use crate::rank::Budget;
use crate::render::{json, markdown, text};

#[derive(Args, Debug)]
pub struct PathsCommand {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    #[command(flatten)]
    filter: Filter,
    /// Show which subcategories of the NIST AI RMF the paths bear on, and why
    #[arg(long)]
    rmf: bool,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

/// Which paths to show.
#[derive(Args, Clone, Debug)]
pub struct Filter {
    /// Only paths to goals on this component
    #[arg(long, value_name = "COMPONENT")]
    to: Option<String>,
    /// Only paths of this actor
    #[arg(long, value_name = "ACTOR")]
    from: Option<String>,
    /// Only paths that pass this component
    #[arg(long, value_name = "COMPONENT")]
    via: Option<String>,
    /// Only paths that violate this property
    #[arg(long, value_enum)]
    property: Option<PropertyName>,
    /// How many goals to show
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = at_least_one)]
    top: usize,
    /// How many paths to show for each goal
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = at_least_one)]
    per_goal: usize,
    /// Only risks of at least this (0 to 10)
    #[arg(long, value_name = "RISK", default_value_t = 0.0, value_parser = risk)]
    min_risk: f64,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PropertyName {
    Confidentiality,
    Integrity,
    Availability,
    Accountability,
}

impl PathsCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let progress = Progress::start("looking for attack paths", self.look.quiet);
        let (session, database) =
            Session::open(&self.system, &Architecture::Files(&self.files), None)?;
        let question = Question {
            today: Some(self.day.get()),
            ..self.filter.question()
        };
        let model = &session.model;
        known_names(
            model,
            question.to.iter().chain(&question.via),
            &question.from,
        )?;
        let analysis = session.analysis(database);
        let answer = paths(&analysis, &question);
        drop(progress);
        let files = self.system.again(&self.files);
        if self.rmf {
            return show_rmf(&analysis, &answer, &self.look, &files);
        }
        show(&analysis, &answer, &self.look, &files)
    }
}

impl Filter {
    fn question(&self) -> Question {
        Question {
            to: self.to.clone(),
            from: self.from.clone(),
            via: self.via.clone(),
            property: self.property.map(|it| it.word().to_owned()),
            top: self.top,
            per_goal: self.per_goal,
            min_risk: self.min_risk,
            budget: Some(Budget::default()),
            ..Question::default()
        }
    }
}

/// Prints ranked paths; `files` is what hints put after a command.
pub fn show(analysis: &Analysis, answer: &Paths, look: &Look, files: &str) -> Result<(), Stop> {
    let ids = short_ids(answer.rows.iter().map(|row| row.path.id.as_str()));
    print(&match look.format {
        Format::Json => json::text(&json::paths(analysis, answer, &ids)),
        Format::Markdown => markdown::paths(analysis, answer, &ids),
        Format::Table => {
            let mut shown = text::paths(analysis, answer, &ids, look.style());
            if !look.quiet {
                shown.push_str(&next(answer, &ids, files));
            }
            shown
        }
    })
}

/// Prints what ranked paths mean for the NIST AI RMF.
fn show_rmf(analysis: &Analysis, answer: &Paths, look: &Look, files: &str) -> Result<(), Stop> {
    let ids = short_ids(answer.rows.iter().map(|row| row.path.id.as_str()));
    let found = rmf(analysis, answer);
    print(&match look.format {
        Format::Json => json::text(&json::rmf(analysis, answer, &found, &ids)),
        Format::Markdown => markdown::rmf(analysis, answer, &found, &ids),
        Format::Table => {
            let mut shown = text::rmf(analysis, answer, &found, &ids, look.style());
            if !look.quiet && !answer.rows.is_empty() {
                shown.push_str(&hints(&[
                    (format!("threatlog paths{files}"), "the paths"),
                    (
                        format!("threatlog paths{files} --format markdown"),
                        "a threat register that holds both",
                    ),
                ]));
            }
            shown
        }
    })
}

fn next(answer: &Paths, ids: &[String], files: &str) -> String {
    let (Some(row), Some(id)) = (answer.rows.first(), ids.first()) else {
        return hints(&[(
            format!("threatlog check{files}"),
            "what the file leaves unsaid",
        )]);
    };
    let target = &row.goal.component;
    let mut gaps = answer.rows.iter().flat_map(|row| &row.path.gaps);
    let unsaid = if gaps.any(|gap| gap.assumed) {
        (
            format!("threatlog assumptions{files}"),
            "which unstated controls matter most",
        )
    } else {
        (
            format!("threatlog check{files}"),
            "what the file leaves unsaid",
        )
    };
    hints(&[
        (
            format!("threatlog explain {id}{files}"),
            "why this path holds, line by line",
        ),
        (
            format!("threatlog who-can-reach {target}{files}"),
            "who gains what there",
        ),
        unsaid,
    ])
}

/// Reads a number of rows; none would look like an answer.
pub fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("at least 1".to_owned()),
        Ok(count) => Ok(count),
        Err(_) => Err("not a whole number".to_owned()),
    }
}

pub fn risk(text: &str) -> Result<f64, String> {
    let risk: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=10.0).contains(&risk) {
        Ok(risk)
    } else {
        Err("a risk is from 0 to 10".to_owned())
    }
}

impl PropertyName {
    pub fn word(self) -> &'static str {
        match self {
            Self::Confidentiality => "confidentiality",
            Self::Integrity => "integrity",
            Self::Availability => "availability",
            Self::Accountability => "accountability",
        }
    }
}
