//! The figures of a path in; the cells that every form of the answer shows out.

use threatlog_dl::Sources;

use super::origin::told;
use super::{factor, total};
use crate::answer::{Factor, Score, likelihood_word, risk_word};

/// What the cells of a row are.
pub(super) const HEADER: [&str; 3] = ["FACTOR", "FROM", "FOR"];

/// Each factor with its word and bin or with where it was said; the product; impact and risk.
pub(super) fn figures(score: &Score, sources: &Sources) -> Vec<[String; 3]> {
    let mut rows: Vec<[String; 3]> = score.factors.iter().map(|it| row(it, sources)).collect();
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
    if let Some(goal) = &score.goal {
        let risk = score.likelihood * f64::from(goal.impact);
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
    rows
}

fn row(it: &Factor, sources: &Sources) -> [String; 3] {
    let value = factor(it.likelihood());
    match it {
        Factor::Deed { act, bin } => [
            value,
            format!(
                "{} ({}–{})",
                act.word.word().replace('_', " "),
                factor(bin.0),
                factor(bin.1)
            ),
            format!("{} ({})", act.title.trim_end_matches('.'), act.step),
        ],
        Factor::Given {
            sentence, origin, ..
        } => [
            value,
            origin
                .as_ref()
                .map_or_else(|| "given".to_owned(), |it| told(it, None, sources)),
            sentence.clone(),
        ],
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
