//! Facts as a list.

use super::{Block, Column, Report, Table, likelihood, plural};
use crate::answer::FactList;

/// One fact a row, with its chance and where it comes from.
pub fn facts(answer: &FactList) -> Report {
    let count = plural(answer.facts.len(), "fact");
    let mut report = Report::new(format!("Facts of {}", answer.system), count);
    let rows = answer.facts.iter().map(|fact| {
        let place = fact.source.as_ref().and_then(|it| it.place.as_ref());
        [
            format!("{}({})", fact.relation, fact.values.join(", ")),
            fact.likelihood
                .map_or_else(|| "certain".to_owned(), likelihood),
            place.map_or_else(|| "derived".to_owned(), ToString::to_string),
        ]
    });
    let columns = [
        Column::text("Fact"),
        Column::word("Likelihood"),
        Column::text("Source"),
    ];
    report.add(Block::Table(Table::new(columns).rows(rows)));
    report
}
