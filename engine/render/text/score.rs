//! How the figures of a path come about, line by line.

use threatlog_dl::Sources;

use super::explain::told;
use super::grid::{Column, grid};
use super::style::Style;
use crate::answer::{Factor, Score, likelihood_word, risk_word};
use crate::render::{factor, total};

/// Each factor with its word and bin or with where it was said; the product; impact and risk.
pub fn score(score: &Score, sources: &Sources, style: Style) -> String {
    let mut rows: Vec<[String; 3]> = vec![["FACTOR", "FROM", "FOR"].map(str::to_owned)];
    rows.extend(score.factors.iter().map(|it| row(it, sources)));
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
    let rows: Vec<Vec<String>> = rows.into_iter().map(Vec::from).collect();
    let width = |at: usize| {
        let widths = rows.iter().filter_map(|row| row.get(at));
        widths.map(|it| it.chars().count()).max().unwrap_or(0)
    };
    let (first, second) = (width(0), width(1).min(30));
    let rest = style.width.saturating_sub(first + second + 6).max(24);
    let columns = [
        Column::right(first),
        Column::left(second),
        Column::left(rest),
    ];
    let lines = grid(&rows, &columns).into_iter();
    let lines: Vec<String> = lines.map(|line| format!("  {line}\n")).collect();
    format!("\n{}", lines.concat())
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
