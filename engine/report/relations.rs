//! The relations to build on.

use super::{Block, Column, Report, Table, plural};
use crate::answer::{RelationInfo, RelationList};

/// A relation a row, with what it says and which way it points.
pub fn relations(answer: &RelationList) -> Report {
    let count = answer.relations.len();
    let headline = format!("{count} of {} to build on", plural(answer.all, "relation"));
    let mut report = Report::new("Relations to build on", headline);
    let columns = [
        Column::text("Relation"),
        Column::word("Holds"),
        Column::text("Reads").below(),
        Column::text("Points").below(),
    ];
    let rows = answer.relations.iter().map(|it| {
        let holds = it.holds.to_owned();
        [signature(it), holds, it.reads.clone(), it.points.clone()]
    });
    report.add(Block::Table(Table::new(columns).rows(rows)));
    report.note("Given and certain relations may be negated, uncertain ones may not.");
    report
}

/// `name(column: Sort, …)`.
fn signature(it: &RelationInfo) -> String {
    let columns = it.columns.iter();
    let columns: Vec<String> = columns
        .map(|it| format!("{}: {}", it.name, it.sort))
        .collect();
    format!("{}({})", it.name, columns.join(", "))
}
