//! What a change does to the goals of a system.

use super::alike::Alike;
use super::{Block, Cell, Column, Line, Report, Table, likelihood, plural, risk};
use crate::answer::{
    Cause, Comparison, Diff, Difference, DifferenceKind, Renamed, Standing, UnderRules, WhatIf,
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

/// What differs, at most `top` rows of it. A row is all goals that differ alike: by the same way
/// and for the same reason.
fn compare(title: &str, answer: &Comparison, top: usize) -> Report {
    let mut report = Report::new(title, format!("{title} · {}", counts(answer)));
    report.add(Block::List(answer.renamed.iter().map(now_called).collect()));
    if answer.rows.is_empty() {
        report.text(format!(
            "No goal changes: {} in reach, each by the same ways and at the same risk.",
            plural(answer.same, "goal")
        ));
        return report;
    }
    let alike = Alike::of(&answer.rows);
    let shown = alike.get(..top).unwrap_or(&alike);
    let table = Table::new([
        Column::word("Change"),
        Column::word("Risk"),
        Column::word("Likelihood").on_page(),
        Column::text("Finding"),
        Column::text("By"),
        Column::word("Path"),
        Column::text("For").reads_on(),
        Column::text("Because of").reads_on(),
    ]);
    report.add(Block::Table(table.rows(shown.iter().map(cells))));
    let more = alike.len() - shown.len();
    if more > 0 {
        report.text(format!("{more} more changes: --top {}", alike.len()));
    }
    report.text(totals(answer));
    if !answer.certain {
        report.note("Some search was cut: a likelier path than the one counted may exist.");
    }
    report
}

pub(super) fn now_called(it: &Renamed) -> String {
    let Renamed { from, to } = it;
    format!("{from} is now called {to}: nothing else is said of it")
}

fn cells(alike: &Alike<Difference>) -> [Cell; 8] {
    let row = alike.first;
    let way = row.way.as_ref().map(|it| it.title.clone());
    let path = match row.kind {
        DifferenceKind::Opened => &row.opened,
        DifferenceKind::Closed => &row.closed,
        kind if kind.is_worse() => &row.after,
        _ => &row.before,
    };
    [
        said(row).into(),
        moved(row, |it| risk(it.risk)).into(),
        moved(row, |it| likelihood(it.likelihood)).into(),
        way.unwrap_or_default().into(),
        named(&alike.actors).into(),
        path.as_ref().map_or("", |it| &it.shown).into(),
        named(&alike.goals).into(),
        because(&row.causes),
    ]
}

/// How many names of a list are shown.
const NAMED: usize = 3;

/// `a, b, c and 2 more`.
pub(super) fn named<T: AsRef<str>>(names: &[T]) -> String {
    let shown = names.iter().take(NAMED).map(AsRef::as_ref);
    let text = shown.collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => text,
        left => format!("{text} and {left} more"),
    }
}

/// How a goal differs, in words.
fn word(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Appeared => "new",
        DifferenceKind::Rose => "higher",
        DifferenceKind::Opened => "new way",
        DifferenceKind::Fell => "lower",
        DifferenceKind::Vanished => "gone",
        DifferenceKind::Closed => "way gone",
    }
}

/// How a goal differs, in words that tell a way that is new from one that is only likelier.
fn said(row: &Difference) -> &'static str {
    match row.kind {
        DifferenceKind::Opened if row.by_odds => "likelier way",
        DifferenceKind::Closed if row.by_odds => "less likely way",
        kind => word(kind),
    }
}

/// `2 goals gone, 1 lower, 4 as before`.
fn counts(answer: &Comparison) -> String {
    let kinds = [
        DifferenceKind::Appeared,
        DifferenceKind::Rose,
        DifferenceKind::Opened,
        DifferenceKind::Fell,
        DifferenceKind::Vanished,
        DifferenceKind::Closed,
    ];
    let said = |kind: DifferenceKind| {
        let goals = plural(answer.count(kind), "goal");
        match kind {
            DifferenceKind::Opened => format!("{goals} by a new way"),
            DifferenceKind::Closed => format!("{goals} less a way"),
            kind => format!("{goals} {}", word(kind)),
        }
    };
    let kinds = kinds.into_iter().filter(|&kind| answer.count(kind) > 0);
    let mut parts: Vec<String> = kinds.map(said).collect();
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

/// `3.1 → 7.0`, with a dash where there is none; `+ 2.5` for a way that is new, `- 2.5` for one
/// that is gone.
fn moved(row: &Difference, figure: impl Fn(&Standing) -> String) -> String {
    let one = |it: &Option<Standing>| it.as_ref().map_or("–".to_owned(), &figure);
    match row.kind {
        DifferenceKind::Opened => format!("+ {}", one(&row.opened)),
        DifferenceKind::Closed => format!("- {}", one(&row.closed)),
        _ => format!("{} → {}", one(&row.before), one(&row.after)),
    }
}

/// `+ trainer loads community-hub`, each with its place.
pub(super) fn because(causes: &[Cause]) -> Cell {
    let lines = causes.iter().map(|it| Line {
        text: format!("{} {}", if it.added { '+' } else { '-' }, it.text),
        place: it.place.clone(),
    });
    Cell(lines.collect())
}
