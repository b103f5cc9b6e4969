//! A system in; a record of it to compare later versions with out.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use threatlog_dl::{Program, Sources};

use super::findings::every_finding;
use super::version::short_digest;
use crate::engine::Solved;
use crate::facts::{Statements, retold};
use crate::model::{Model, parse};
use crate::rank::Effort;

/// How things stood when somebody said that it was good enough.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Baseline {
    pub system: String,
    /// Tells rules apart; the same rules have the same text here.
    pub rules: String,
    /// By the id of the way, as far as it is recorded. `None` if an earlier version wrote the
    /// file, which recorded other things.
    pub findings: Option<BTreeMap<String, Recorded>>,
    /// What the files said.
    pub stated: Statements,
}

/// A finding as it stood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recorded {
    /// To three digits behind the point, from 0 to 10.
    pub risk: f64,
    #[serde(rename = "finding")]
    pub title: String,
    /// Who could go the way. Sorted.
    pub by: Vec<String>,
    /// What fell by it: `component property`. Sorted.
    pub falls: Vec<String>,
}

/// How many digits of a finding's id are recorded.
pub const ID: usize = 12;

/// A risk as it is recorded.
pub fn rounded(risk: f64) -> f64 {
    (risk * 1e3).round() / 1e3
}

/// Records all findings, and what the files say.
pub fn baseline(solved: &Solved, rules: String, effort: Effort) -> Baseline {
    Baseline {
        system: solved.model.system.clone(),
        rules,
        findings: Some(recorded(solved, effort)),
        stated: Statements::of(&solved.model),
    }
}

/// All findings as a baseline has them.
pub(super) fn recorded(solved: &Solved, effort: Effort) -> BTreeMap<String, Recorded> {
    let found = every_finding(solved, effort).into_iter().map(|it| {
        let by: BTreeSet<String> = it.actors.into_iter().map(|it| it.actor).collect();
        let falls = it.falls.into_iter();
        let falls: BTreeSet<String> = falls
            .map(|it| format!("{} {}", it.component, it.property))
            .collect();
        let recorded = Recorded {
            risk: rounded(it.risk),
            title: it.title,
            by: by.into_iter().collect(),
            falls: falls.into_iter().collect(),
        };
        (it.id.chars().take(ID).collect(), recorded)
    });
    found.collect()
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

/// The version that is written.
pub const VERSION: u32 = 2;

#[derive(Serialize)]
struct Line<'b> {
    id: &'b str,
    #[serde(flatten)]
    recorded: &'b Recorded,
}

impl Baseline {
    /// The system that was recorded.
    ///
    /// # Errors
    ///
    /// What is wrong with the recorded facts, if they make no system.
    pub fn model(&self) -> Result<Model, String> {
        let (_, read) = parse("baseline", &retold(&self.system, &self.stated));
        read.map_err(|faults| {
            let first = faults.first().map(|it| it.message.clone());
            let why = first.unwrap_or_default();
            format!("its facts make no architecture: {why}")
        })
    }

    /// As JSON with a line for each finding and each fact, sorted, so that it is read and merged
    /// line by line. Nothing in it depends on when or where.
    pub fn text(&self) -> String {
        let quoted = |it: &str| serde_json::to_string(it).expect("a text");
        let findings = self.findings.iter().flatten();
        let findings = findings.map(|(id, recorded)| {
            serde_json::to_string(&Line { id, recorded }).expect("texts and numbers")
        });
        let facts = self.stated.values.iter().map(|(fact, &value)| match value {
            value if value < 1.0 => quoted(&format!("{fact} = {value}")),
            _ => quoted(fact),
        });
        let (findings, facts): (Vec<String>, Vec<String>) = (findings.collect(), facts.collect());
        format!(
            "{{\n\"baseline\": {VERSION},\n\"system\": {},\n\"rules\": {},\n\
             \"findings\": {},\n\"facts\": {}\n}}\n",
            quoted(&self.system),
            quoted(&self.rules),
            lines(&findings),
            lines(&facts),
        )
    }

    /// Whether a text begins as a baseline does, sound or not.
    pub fn is_one(text: &str) -> bool {
        let body = text.trim_start().strip_prefix('{');
        body.is_some_and(|it| it.trim_start().starts_with("\"baseline\""))
    }
}

/// A list with a line for each item.
fn lines(items: &[String]) -> String {
    if items.is_empty() {
        return "[]".to_owned();
    }
    format!("[\n{}\n]", items.join(",\n"))
}
