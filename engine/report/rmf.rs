//! What findings mean for the NIST AI RMF.

use super::paths::NOTHING;
use super::{Block, Column, Report, Table, plural};
use crate::answer::{Meaning, Subcategory};

/// The subcategories that the paths bear on, each with why and which.
pub fn rmf(answer: &Meaning) -> Report {
    let headline = format!(
        "{} · NIST AI RMF 1.0 · {} bear on {}",
        answer.system,
        plural(answer.paths, "path"),
        plural(answer.rmf.len(), "subcategory"),
    );
    let mut report = Report::new(format!("NIST AI RMF 1.0: {}", answer.system), headline);
    if answer.paths == 0 {
        report.text(NOTHING);
        return report;
    }
    report.add(Block::Table(table(&answer.rmf, answer.paths)));
    report.note("Only the paths shown are counted: --top N takes in more. Names are abridged.");
    report
}

/// The same as a part of another page; `all` paths were looked at.
pub(super) fn subcategories(list: &[Subcategory], all: usize) -> [Block; 2] {
    [
        Block::Heading("NIST AI RMF 1.0".to_owned()),
        Block::Table(table(list, all)),
    ]
}

/// A row for each subcategory and reason.
fn table(list: &[Subcategory], all: usize) -> Table {
    let rows = list.iter().flat_map(|it| {
        it.reasons.iter().map(move |reason| {
            [
                it.id.to_owned(),
                it.name.to_owned(),
                reason.why.clone(),
                paths(&reason.paths, all),
            ]
        })
    });
    Table::new([
        Column::word("Subcategory"),
        Column::text("About"),
        Column::text("Why"),
        Column::text("Paths").below(),
    ])
    .rows(rows)
}

/// `all 10 paths`, `both paths`, or their ids.
fn paths(ids: &[String], all: usize) -> String {
    match all {
        2 if ids.len() == 2 => "both paths".to_owned(),
        _ if all > 2 && ids.len() == all => format!("all {all} paths"),
        _ => ids.join(", "),
    }
}
