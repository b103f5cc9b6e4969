//! Rules in; an engine that solves models under them, and solved models to ask questions of, out.

mod rules;
mod solved;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use threatlog_dl::program::{ClauseId, Program, RelationId};
use threatlog_dl::{Fault, Sources};

pub use rules::{RULES_NAME, Rules};
pub use solved::Solved;

use crate::facts::{self, Facts};
use crate::model::Model;
use crate::solve::{Database, Limits, TooManyFacts, solve, solve_compiled, solve_rest};

/// Rules that were read and checked, with the way to solve them. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Engine {
    program: Arc<Program>,
    /// The compiled rules solve the clauses before this one, the interpreter those from it on.
    interpreted: ClauseId,
}

/// An engine with a question among its rules.
#[derive(Clone, Debug)]
pub struct Query {
    pub engine: Engine,
    /// The relation that answers the question.
    pub answer: RelationId,
    /// What the question says it asks; may be empty.
    pub title: String,
    /// The sorts that the places of its parameters ask for, by parameter.
    pub parameter_sorts: BTreeMap<String, String>,
    /// Its own clauses begin here.
    first_clause: usize,
}

impl Engine {
    /// The rules that ship. Their text is added to the sources, so that what rests on them can be
    /// pointed at.
    pub fn shipped(sources: &mut Sources) -> Self {
        let rules = Rules::shipped(RULES_NAME, sources);
        Self::new(&rules, sources).expect("checked by the build of the compiled rules")
    }

    /// Any rules.
    ///
    /// # Errors
    ///
    /// All faults of all their texts; or, if there are none, all conditions that no architecture
    /// can meet.
    pub fn new(rules: &Rules, sources: &Sources) -> Result<Self, Vec<Fault>> {
        let program = threatlog_dl::read(sources, rules.files())?;
        Self::checked(program, rules)
    }

    /// A program that need not be made of texts; it is interpreted.
    pub fn interpreting(program: impl Into<Arc<Program>>) -> Self {
        Self {
            program: program.into(),
            interpreted: ClauseId(0),
        }
    }

    /// The same rules, all of them solved by the interpreter.
    #[must_use]
    pub fn interpreted(&self) -> Self {
        Self::interpreting(Arc::clone(&self.program))
    }

    pub fn program(&self) -> &Program {
        &self.program
    }

    /// What holds in a model.
    ///
    /// # Errors
    ///
    /// If the rules derive more than [`Limits`] allow.
    pub fn solve(&self, model: &Model) -> Result<Solved, TooManyFacts> {
        let facts = facts::compile(model, &self.program);
        Solved::new(self.clone(), Arc::new(model.clone()), facts)
    }

    /// What follows from facts, which need not be those of a model.
    ///
    /// # Errors
    ///
    /// If the rules derive more than [`Limits`] allow.
    pub fn derive(&self, facts: &Facts) -> Result<Database, TooManyFacts> {
        let (program, limits) = (self.program(), Limits::default());
        if self.interpreted == ClauseId(0) {
            return solve(program, facts, limits);
        }
        let database = solve_compiled(program, facts);
        if self.interpreted.index() == program.clauses.len() {
            Ok(database)
        } else {
            solve_rest(program, database, self.interpreted, limits)
        }
    }

    fn checked(program: Program, rules: &Rules) -> Result<Self, Vec<Fault>> {
        let faults = facts::check(&program);
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            interpreted: rules.interpreted(&program),
            program: Arc::new(program),
        })
    }
}

impl Query {
    /// What the question names that a model has not: its answer would be empty, and mislead.
    pub fn unknown_names(&self, model: &Model) -> Vec<Fault> {
        let program = self.engine.program();
        let own = program.clauses.get(self.first_clause..);
        facts::check_names(program, own.unwrap_or_default(), model)
    }

    /// Reads a question, a text among the sources, on top of rules.
    ///
    /// # Errors
    ///
    /// As [`Engine::new`], and those of the question.
    pub fn new(
        rules: &Rules,
        question: u32,
        parameters: &BTreeMap<String, String>,
        sources: &Sources,
    ) -> Result<Self, Vec<Fault>> {
        let query = threatlog_dl::read_query(sources, rules.files(), question, parameters)?;
        Ok(Self {
            engine: Engine::checked(query.program, rules)?,
            answer: query.answer,
            title: query.doc.title.unwrap_or_default(),
            parameter_sorts: query.parameter_sorts,
            first_clause: query.first_clause,
        })
    }
}
