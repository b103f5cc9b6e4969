//! The rows of a query.

use super::{Block, Cell, Column, Report, Table, certainty, likelihood, plural, way};
use crate::answer::{Row, Rows};

/// A query's answer: its columns, the likelihood of each row and how it comes about.
pub fn rows(answer: &Rows) -> Report {
    let title = match answer.title.trim_end_matches('.') {
        "" => "Query",
        title => title,
    };
    let headline = format!("{title} · {}", plural(answer.rows.len(), "row"));
    let mut report = Report::new(title, headline);
    if answer.rows.is_empty() {
        report.add(Block::List(vec!["no row".to_owned()]));
        return report;
    }
    let columns = answer.columns.iter().map(Column::text);
    let about = [
        Column::word("Likelihood"),
        Column::text("How").on_page(),
        Column::word("Path"),
    ];
    let table = Table::new(columns.chain(about));
    report.add(Block::Table(table.rows(answer.rows.iter().map(cells))));
    report
}

fn cells(row: &Row) -> Vec<Cell> {
    let path = &row.path;
    let chance = match path.likelihood {
        it if it >= 1.0 => "certain".to_owned(),
        it => format!("{}{}", certainty(path.exact), likelihood(it)),
    };
    let values = row.values.iter().cloned();
    let about = [chance, way(path), path.shown.clone()];
    values.chain(about).map(Cell::from).collect()
}
