//! `threatlog paths`

use clap::{Args, ValueEnum};

use super::answer::known_names;
use super::common::About;
use super::output::Stop;
use super::today::Day;
use crate::answer::{Meaning, Paths, Question, paths};
use crate::rank::Budget;
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct PathsCommand {
    #[command(flatten)]
    filter: Filter,
    /// Show which subcategories of the NIST AI RMF the paths bear on, and why
    #[arg(long)]
    rmf: bool,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    about: About,
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
        let (session, progress) = self.about.open("looking for attack paths")?;
        let question = Question {
            today: Some(self.day.get()),
            ..self.filter.question()
        };
        let components = question.to.iter().chain(&question.via);
        known_names(&session.model, components, &question.from)?;
        let answer = paths(&session.solve()?, &question);
        drop(progress);
        let files = self.about.again();
        let look = &self.about.look;
        if self.rmf {
            let answer = Meaning::from(answer);
            return look.show(&answer, report::rmf, || next_to_rmf(&answer, &files));
        }
        look.show(&answer, report::paths, || next(&answer, &files))
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

fn next_to_rmf(answer: &Meaning, files: &str) -> Vec<Hint> {
    if answer.paths == 0 {
        return Vec::new();
    }
    let command = format!("threatlog paths{files}");
    let register = format!("{command} --format markdown");
    vec![
        Hint::new(command, "the paths"),
        Hint::new(register, "a threat register that holds both"),
    ]
}

/// What to ask after ranked paths; `files` is what comes after a command.
pub fn next(answer: &Paths, files: &str) -> Vec<Hint> {
    let check = Hint::new(
        format!("threatlog check{files}"),
        "what the file leaves unsaid",
    );
    let Some(row) = answer.rows.first() else {
        return vec![check];
    };
    let mut gaps = answer.rows.iter().flat_map(|row| &row.path.gaps);
    let unsaid = match gaps.any(|gap| gap.assumed) {
        true => Hint::new(
            format!("threatlog assumptions{files}"),
            "which unstated controls matter most",
        ),
        false => check,
    };
    vec![
        Hint::new(
            format!("threatlog explain {}{files}", row.path.shown),
            "why this path holds, line by line",
        ),
        Hint::new(
            format!("threatlog who-can-reach {}{files}", row.goal.component),
            "who gains what there",
        ),
        unsaid,
    ]
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
