//! A solved model: what every question is asked of.

use std::sync::Arc;

use threatlog_dl::Program;
use threatlog_dl::program::{RelationId, Type};

use super::Engine;
use crate::derivations::{Matcher, fact_text, fact_values};
use crate::facts::{Fact, Facts, Sort};
use crate::model::{Change, Model};
use crate::solve::TooManyFacts;

/// A model with everything that holds in it. [`Engine::solve`] makes one.
#[derive(Clone, Debug)]
pub struct Solved {
    engine: Engine,
    pub model: Arc<Model>,
    /// The facts that the model gives, and all that follows from them.
    pub matcher: Matcher,
}

impl Solved {
    pub(super) fn new(
        engine: Engine,
        model: Arc<Model>,
        facts: Facts,
    ) -> Result<Self, TooManyFacts> {
        let database = engine.derive(&facts)?;
        let program = Arc::clone(&engine.program);
        Ok(Self {
            engine,
            model,
            matcher: Matcher::new(program, facts, database),
        })
    }

    /// What has solved this, and solves altered models in the same way.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The system with these changes, solved in the same way; `None` if it has no such names.
    ///
    /// # Errors
    ///
    /// As [`Engine::solve`].
    pub fn with(&self, changes: &[Change]) -> Result<Option<Self>, TooManyFacts> {
        let changed = self.model.changed(changes);
        changed.map(|it| self.engine.solve(&it)).transpose()
    }

    /// The same model with other facts than it gives, such as that controls fail.
    ///
    /// # Errors
    ///
    /// As [`Engine::derive`].
    pub fn with_facts(&self, facts: Facts) -> Result<Self, TooManyFacts> {
        Self::new(self.engine.clone(), Arc::clone(&self.model), facts)
    }

    pub fn program(&self) -> &Program {
        self.engine.program()
    }

    pub fn facts(&self) -> &Facts {
        &self.matcher.facts
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

    /// The names of a sort among a fact's values.
    pub fn of_sort<'f>(&'f self, fact: &'f Fact, sort: Sort) -> impl Iterator<Item = &'f str> {
        let values = (self.program()).of_sort(fact.relation, &fact.row, sort.name());
        values.map(|&it| self.facts().symbols.text(it))
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

    /// The fact of another solved model that says the same here, if it holds here.
    pub fn same(&self, other: &Self, fact: &Fact) -> Option<Fact> {
        let relation = &other.program().relation(fact.relation).name;
        let values = other.values(fact);
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        self.fact(relation, &values).filter(|it| self.holds(it))
    }

    pub fn holds(&self, fact: &Fact) -> bool {
        self.matcher.database.contains(fact.relation, &fact.row)
    }
}
