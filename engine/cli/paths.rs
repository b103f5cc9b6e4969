//! `threatlog paths`

use clap::{Args, ValueEnum};

use super::answer::known_names;
use super::common::{About, Format};
use super::output::Stop;
use super::today::Day;
use crate::answer::{Meaning, Path, Paths, Question, paths, register};
use crate::rank::Budget;
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct PathsCommand {
    #[command(flatten)]
    filter: Filter,
    /// Show single paths, each of an actor to a goal
    #[arg(long)]
    each: bool,
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
    /// Only paths that this component carries
    #[arg(long, value_name = "COMPONENT")]
    via: Option<String>,
    /// Only paths that violate this property
    #[arg(long, value_enum)]
    property: Option<PropertyName>,
    /// How many findings to show, or goals with `--each`
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = at_least_one)]
    top: usize,
    /// How many single paths to show for each goal
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
        let solved = session.solve()?;
        let look = &self.about.look;
        let answer = if self.each || self.rmf || question.per_goal > 1 {
            paths(&solved, &question)
        } else {
            register(&solved, &question, look.format == Format::Json)
        };
        drop(progress);
        let files = self.about.again();
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
    let found = answer.findings.iter().flatten();
    let found = found.map(|it| (it.shown.as_str(), &it.path));
    let single = answer.rows.iter();
    let single = single.map(|row| (row.path.shown.as_str(), &row.path));
    let rows: Vec<(&str, &Path)> = match &answer.findings {
        Some(_) => found.collect(),
        None => single.collect(),
    };
    let Some((id, path)) = rows.first() else {
        return vec![check];
    };
    let mut gaps = rows.iter().flat_map(|(_, path)| &path.gaps);
    let unsaid = match gaps.any(|gap| gap.assumed) {
        true => Hint::new(
            format!("threatlog assumptions{files}"),
            "which unstated controls matter most",
        ),
        false => check,
    };
    let goal = path.acts.last().and_then(|act| act.target.clone());
    let mut hints = vec![Hint::new(
        format!("threatlog explain {id}{files}"),
        "why this path holds, line by line",
    )];
    hints.extend(goal.map(|it| {
        let command = format!("threatlog who-can-reach {it}{files}");
        Hint::new(command, "who gains what there")
    }));
    hints.push(unsaid);
    hints
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
