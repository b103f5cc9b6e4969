//! What the proof of a path is held against.

use threatlog_dl::Program;
use threatlog_dl::program::Type;

use crate::facts::{Fact, Facts};
use crate::solve::Database;

/// What proofs are held against.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    pub program: &'a Program,
    pub facts: &'a Facts,
    /// Looked into only for what must not hold.
    pub database: &'a Database,
}

impl Against<'_> {
    pub(super) fn text(&self, fact: &Fact) -> String {
        let relation = self.program.relation(fact.relation);
        let values = fact
            .row
            .iter()
            .zip(&relation.columns)
            .map(|(&value, column)| match column.kind {
                Type::Symbol => self.facts.symbols.text(value).to_owned(),
                Type::Number => value.to_string(),
            });
        format!(
            "{}({})",
            relation.name,
            values.collect::<Vec<_>>().join(", ")
        )
    }
}
