//! What a change does to the goals of a system.

use super::{Block, Cell, Column, Line, Report, Table, likelihood, plural, risk};
use crate::answer::{
    Cause, Comparison, Diff, Difference, DifferenceKind, Standing, UnderRules, WhatIf,
};

/// What altering a system does, at most `top` goals of it.
pub fn what_if(answer: &WhatIf, top: usize) -> Report {
    let title = format!("{} · what if{}", answer.system, answer.altered);
    let mut report = compare(&title, &answer.comparison, top);
    answer.notes.iter().for_each(|it| report.text(it.as_str()));
    report
}

/// What differs, at most `top` goals of a system.
pub fn diff(answer: &Diff, top: usize) -> Report {
    let systems = match answer {
        Diff::Systems {
            compared,
            comparison,
        } => return compare(compared, comparison, top),
        Diff::Rules { systems } => systems,
    };
    if let [one] = systems.as_slice() {
        return compare(&one.system, &one.comparison, top);
    }
    let differ = |it: &&UnderRules| !it.comparison.rows.is_empty();
    let count = systems.iter().filter(differ).count();
    let headline = format!("{} · {count} with changes", plural(systems.len(), "system"));
    let mut report = Report::new("What the rules change", headline);
    for it in systems.iter().filter(differ) {
        let one = compare(&it.system, &it.comparison, top);
        report.heading(one.headline);
        report.blocks.extend(one.blocks);
    }
    match systems.len() - count {
        0 => {}
        same => report.text(format!("Nothing changes in {}.", plural(same, "system"))),
    }
    report
}

/// The goals that differ, at most `top` of them.
fn compare(title: &str, answer: &Comparison, top: usize) -> Report {
    let mut report = Report::new(title, format!("{title} · {}", counts(answer)));
    if answer.rows.is_empty() {
        report.text(format!(
            "No goal changes: {} in reach, each by the same best path and at the same risk.",
            plural(answer.same, "goal")
        ));
        return report;
    }
    let shown = answer.rows.get(..top).unwrap_or(&answer.rows);
    let table = Table::new([
        Column::word("Change"),
        Column::word("Risk"),
        Column::word("Likelihood").on_page(),
        Column::text("Goal"),
        Column::text("By"),
        Column::word("Path"),
        Column::text("Because of").reads_on(),
    ]);
    report.add(Block::Table(table.rows(shown.iter().map(cells))));
    let more = answer.rows.len() - shown.len();
    if more > 0 {
        report.text(format!("{more} more changes: --top {}", answer.rows.len()));
    }
    report.text(totals(answer));
    if !answer.certain {
        report.note("Some search was cut: a likelier path than the one counted may exist.");
    }
    report
}

/// How a goal differs, in a word.
fn word(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Appeared => "new",
        DifferenceKind::Rose => "higher",
        DifferenceKind::Fell => "lower",
        DifferenceKind::Vanished => "gone",
        DifferenceKind::Rerouted => "rerouted",
    }
}

/// `2 goals gone, 1 lower, 4 as before`.
fn counts(answer: &Comparison) -> String {
    let kinds = [
        DifferenceKind::Appeared,
        DifferenceKind::Rose,
        DifferenceKind::Fell,
        DifferenceKind::Vanished,
        DifferenceKind::Rerouted,
    ];
    let mut parts: Vec<String> = kinds
        .into_iter()
        .filter(|&kind| answer.count(kind) > 0)
        .map(|kind| format!("{} {}", plural(answer.count(kind), "goal"), word(kind)))
        .collect();
    parts.push(format!("{} as before", answer.same));
    parts.join(", ")
}

/// The sum of all risks and the highest one, before and after.
fn totals(answer: &Comparison) -> String {
    format!(
        "Sum of risks {:.1} → {:.1}, highest {} → {}.",
        answer.before.sum,
        answer.after.sum,
        risk(answer.before.highest),
        risk(answer.after.highest),
    )
}

fn cells(row: &Difference) -> [Cell; 7] {
    let path = match (&row.before, &row.after) {
        (Some(old), Some(new)) if old.path != new.path => {
            format!("{} → {}", old.shown, new.shown)
        }
        (_, Some(it)) | (Some(it), None) => it.shown.clone(),
        (None, None) => String::new(),
    };
    [
        word(row.kind).into(),
        both(row, |it| risk(it.risk)).into(),
        both(row, |it| likelihood(it.likelihood)).into(),
        format!("{} {}", row.goal.component, row.goal.property).into(),
        row.goal.actor.clone().into(),
        path.into(),
        because(&row.causes),
    ]
}

/// `3.1 → 7.0`, with a dash where there is none.
fn both(row: &Difference, figure: impl Fn(&Standing) -> String) -> String {
    let one = |it: &Option<Standing>| it.as_ref().map_or("–".to_owned(), &figure);
    format!("{} → {}", one(&row.before), one(&row.after))
}

/// `+ trainer loads community-hub`, each with its place.
pub(super) fn because(causes: &[Cause]) -> Cell {
    let lines = causes.iter().map(|it| Line {
        text: format!("{} {}", if it.added { '+' } else { '-' }, it.text),
        place: it.place.clone(),
    });
    Cell(lines.collect())
}
