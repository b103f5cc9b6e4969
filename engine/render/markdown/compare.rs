//! What a change does to the goals of a system, as Markdown.

use super::table::table;
use crate::answer::{Cause, Comparison, Difference};
use crate::render::compare::{cause, counts, likelihoods, risks, totals, unchanged, word};

/// A heading, a table of the goals that differ, and the totals.
pub fn compare(title: &str, answer: &Comparison, id: &dyn Fn(&str) -> String) -> String {
    let head = format!("## {title}\n\n{}.\n\n", counts(answer));
    if answer.rows.is_empty() {
        return format!("{head}{}\n", unchanged(answer));
    }
    let header = [
        "Change",
        "Risk",
        "Likelihood",
        "Goal",
        "By",
        "Path",
        "Because",
    ];
    let header = header.map(str::to_owned);
    let cells = |row: &Difference| {
        let path = row.after.as_ref().or(row.before.as_ref());
        vec![
            word(row.kind).to_owned(),
            risks(row),
            likelihoods(row),
            format!("{} {}", row.goal.component, row.goal.property),
            row.goal.actor.clone(),
            path.map_or_else(String::new, |it| id(&it.path)),
            because(&row.causes),
        ]
    };
    let rows: Vec<Vec<String>> = answer.rows.iter().map(cells).collect();
    format!("{head}{}\n{}\n", table(&header, &rows), totals(answer))
}

pub(super) fn because(causes: &[Cause]) -> String {
    let texts = causes.iter().map(|it| {
        let place = it.place.as_ref();
        let place = place.map_or_else(String::new, |it| format!(" (`{it}`)"));
        cause(it) + &place
    });
    texts.collect::<Vec<_>>().join("; ")
}
