//! A proof, and how its figures come about.

use super::provenance::told;
use super::{Block, Column, Proven, Report, Table, deeds, factor, likelihood, total};
use crate::answer::{Explained, Explanation, Factor, Score, likelihood_word, risk_word, threat};

/// How much of a path is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What it brings about, and by which deeds, in a sentence.
    Sentence,
    /// The deeds, too.
    Deeds,
    /// The proof, too, from what it brings about down to the lines of the files.
    Proof,
}

/// A path, told up to a level; with `figures` also each factor of its score.
pub fn explain(answer: &Explanation, level: Level, figures: bool) -> Report {
    let path = &answer.path;
    let headline = format!(
        "{} · likelihood {} {} · path {}",
        path.sentence,
        likelihood(path.likelihood),
        likelihood_word(path.likelihood),
        path.shown,
    );
    let mut report = Report::new(format!("{}: {}", path.shown, path.sentence), headline);
    report.text(threat(path));
    if level >= Level::Deeds {
        report.add(Block::Deeds(deeds(path)));
    }
    if level >= Level::Proof {
        let facts = (0..answer.facts.len()).map(|at| proven(&answer.facts, at));
        report.add(Block::Proof(facts.collect()));
    }
    report.note(product(&answer.score));
    if figures {
        report.heading("Score");
        report.add(Block::Table(score(&answer.score)));
    }
    report
}

fn proven(facts: &[Explained], at: usize) -> Proven {
    let fact = &facts[at];
    let by = fact.deed.as_ref().map(|deed| {
        let mut parts = vec![deed.title.trim_end_matches('.'), &deed.step];
        let mut techniques = deed.techniques.iter();
        parts.extend(techniques.find_map(|it| it.strip_prefix("atlas:")));
        format!("{} · ×{}", parts.join(" · "), factor(deed.likelihood))
    });
    Proven {
        sentence: fact.sentence.clone(),
        by,
        premises: fact.premises.clone(),
        absent: fact.absent.clone(),
        told: given_by(facts, at),
    }
}

/// On whose word a fact holds: its own, or that of the one given fact that it restates.
fn given_by(facts: &[Explained], at: usize) -> Option<String> {
    let fact = facts.get(at)?;
    match (&fact.source, fact.premises.as_slice()) {
        (Some(source), _) => Some(told(source, fact.likelihood)),
        (None, []) if fact.rule.is_none() => Some("given".to_owned()),
        (None, &[only]) if fact.deed.is_none() && fact.absent.is_empty() => {
            facts.get(only)?.source.as_ref()?;
            given_by(facts, only)
        }
        _ => None,
    }
}

/// How the likelihood comes about.
fn product(score: &Score) -> String {
    let all = score.factors.iter().map(Factor::likelihood).map(factor);
    let all: Vec<String> = all.collect();
    if all.is_empty() {
        return "It holds from the start: no deed is needed.".to_owned();
    }
    let mut text = format!(
        "{} = {}   (distinct deeds, weak controls and attempts, each counted once)",
        all.join(" × "),
        factor(score.likelihood)
    );
    let in_all = total(score.total);
    if in_all != likelihood(score.likelihood) {
        text.push_str(&format!(
            ". By this path or any other to the same end: {in_all}."
        ));
    }
    text
}

/// Each factor with its word and bin or with where it was said; the product; impact and risk.
fn score(score: &Score) -> Table {
    let mut rows: Vec<[String; 3]> = score.factors.iter().map(row).collect();
    if rows.is_empty() {
        rows.push(["1", "certain", "what it rests on"].map(str::to_owned));
    }
    let (low, high) = score.range;
    let range = match score.factors.is_empty() {
        true => String::new(),
        false => format!("; {} to {} by the words' ranges", factor(low), factor(high)),
    };
    rows.push([
        format!("= {}", factor(score.likelihood)),
        likelihood_word(score.likelihood).to_owned(),
        format!("likelihood of this path{range}"),
    ]);
    if let (Some(goal), Some(risk)) = (&score.goal, score.risk) {
        rows.push([
            format!("× {}", goal.impact),
            impact_word(goal.impact).to_owned(),
            format!("impact: {} of {}", goal.property, goal.component),
        ]);
        rows.push([
            format!("= {}", factor(risk)),
            risk_word(risk).to_owned(),
            "risk, from 0 to 10".to_owned(),
        ]);
    }
    rows.push([
        total(score.total),
        String::new(),
        "that this path or any other to the same end succeeds".to_owned(),
    ]);
    let columns = [
        Column::figure("Factor"),
        Column::text("From"),
        Column::text("For"),
    ];
    Table::new(columns).rows(rows)
}

fn row(it: &Factor) -> [String; 3] {
    let value = factor(it.likelihood());
    match it {
        Factor::Deed {
            step,
            title,
            word,
            bin,
            ..
        } => [
            value,
            format!(
                "{} ({}–{})",
                word.replace('_', " "),
                factor(bin.0),
                factor(bin.1)
            ),
            format!("{} ({step})", title.trim_end_matches('.')),
        ],
        Factor::Given {
            sentence, source, ..
        } => {
            let from = source.as_ref().map(|it| told(it, None));
            [
                value,
                from.unwrap_or_else(|| "given".to_owned()),
                sentence.clone(),
            ]
        }
    }
}

/// The impact's word where it is one (NIST SP 800-30r1, table H-3).
fn impact_word(impact: u32) -> &'static str {
    match impact {
        2 => "limited",
        5 => "serious",
        8 => "severe",
        10 => "catastrophic",
        _ => "stated",
    }
}
