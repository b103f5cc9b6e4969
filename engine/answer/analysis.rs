//! A solved model, ready for questions.

use threatlog_dl::Program;
use threatlog_dl::program::{RelationId, Type};

use crate::derivations::{Matcher, fact_text, fact_values};
use crate::facts::{Fact, Facts};
use crate::model::Model;
use crate::solve::Database;

/// What every question is asked of.
#[derive(Debug)]
pub struct Analysis<'a> {
    pub model: &'a Model,
    pub matcher: Matcher<'a>,
}

impl<'a> Analysis<'a> {
    /// `database` holds all that `program` derives from `facts`, which were made from `model`.
    pub fn new(
        model: &'a Model,
        program: &'a Program,
        facts: &'a Facts,
        database: Database,
    ) -> Self {
        Self {
            model,
            matcher: Matcher::new(program, facts, database),
        }
    }

    pub fn program(&self) -> &'a Program {
        self.matcher.program
    }

    pub fn facts(&self) -> &'a Facts {
        self.matcher.facts
    }

    /// The facts of a relation that hold, sorted by their texts.
    pub fn holding(&self, relation: RelationId) -> Vec<Fact> {
        let rows = self.matcher.database.rows(relation);
        let mut facts: Vec<Fact> = rows
            .iter()
            .map(|row| Fact {
                relation,
                row: row.into(),
            })
            .collect();
        facts.sort_by_cached_key(|fact| self.values(fact));
        facts
    }

    /// The facts of the relation with this name, if the program declares it.
    pub fn holding_named(&self, relation: &str) -> Vec<Fact> {
        let relation = self.program().relation_named(relation);
        relation.map_or_else(Vec::new, |it| self.holding(it))
    }

    /// A fact's values as texts.
    pub fn values(&self, fact: &Fact) -> Vec<String> {
        fact_values(fact, self.program(), &self.facts().symbols)
    }

    /// `relation(value, …)`.
    pub fn text(&self, fact: &Fact) -> String {
        fact_text(fact, self.program(), &self.facts().symbols)
    }

    /// The fact with this relation and these values, whether or not it holds; `None` if the
    /// program or the facts have no such name.
    pub fn fact(&self, relation: &str, values: &[&str]) -> Option<Fact> {
        let relation = self.program().relation_named(relation)?;
        let columns = &self.program().relation(relation).columns;
        if columns.len() != values.len() {
            return None;
        }
        let id = |(value, column): (&&str, &threatlog_dl::program::Column)| match column.kind {
            Type::Symbol => self.facts().symbols.id(value),
            Type::Number => value.parse().ok(),
        };
        let row = values.iter().zip(columns).map(id).collect::<Option<_>>()?;
        Some(Fact { relation, row })
    }

    pub fn holds(&self, fact: &Fact) -> bool {
        self.matcher.database.contains(fact.relation, &fact.row)
    }
}
