//! The attack steps.

use super::{Block, Column, Report, Table, likelihood, plural};
use crate::answer::{StepInfo, StepList};

/// One step a row.
pub fn steps(answer: &StepList) -> Report {
    let headline = format!(
        "{} · {} · {}",
        plural(answer.steps.len(), "attack step"),
        plural(answer.clauses, "clause"),
        plural(answer.relations, "relation"),
    );
    let mut report = Report::new("Attack steps", headline);
    let rows = answer.steps.iter().map(|step| {
        let mut atlas = step.technique.iter();
        let atlas = atlas.find_map(|it| it.strip_prefix("atlas:"));
        [
            step.id.clone(),
            step.title.trim_end_matches('.').to_owned(),
            atlas.unwrap_or("–").to_owned(),
            likelihood(step.chance),
            step.technique.join(", "),
        ]
    });
    let columns = [
        Column::word("Step"),
        Column::text("What the attacker does"),
        Column::word("ATLAS").on_terminal(),
        Column::word("Chance"),
        Column::text("References").on_page(),
    ];
    report.add(Block::Table(Table::new(columns).rows(rows)));
    report
}

/// What a step is to a path, in words.
pub(crate) fn means(part: &str) -> &'static str {
    match part {
        "brings" => "brings the attacker, or content, to where something can be done",
        "persuades" => "gains a say; what is done because of it is another weakness",
        "uses" => "uses a hold that was gained before",
        _ => "gains a hold, or does the harm itself",
    }
}

/// One step in full: what it is, its references, what stops and what hampers it, its clauses.
pub fn step(answer: &StepInfo) -> Report {
    let mut report = Report::new(answer.id.as_str(), answer.id.as_str());
    report.text(answer.title.as_str());
    for paragraph in answer.explanation.split("\n\n") {
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        report.text(words.join(" "));
    }
    let listed = |words: &[String]| match words {
        [] => "–".to_owned(),
        words => words.join(", "),
    };
    let chance = likelihood(answer.chance);
    let pairs = [
        ("chance", format!("{} ({chance})", answer.likelihood)),
        ("in a path", format!("it {}", means(answer.part))),
        ("STRIDE", answer.stride.join(", ")),
        ("references", answer.technique.join(", ")),
        ("stopped by", listed(&answer.stopped_by)),
        ("hampered by", listed(&answer.hampered_by)),
    ];
    let pairs = pairs.map(|(name, text)| (name.to_owned(), text));
    report.add(Block::Pairs(pairs.into()));
    for text in &answer.texts {
        report.add(Block::Code(text.clone()));
    }
    report
}
