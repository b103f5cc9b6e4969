//! The uncertain things that a proof rests on.

use threatlog_dl::program::{Program, StepId, Type};

use crate::facts::{Fact, Facts, Symbols};

/// Something that holds with a chance strictly between 0 and 1, independently of all others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chance {
    /// A deed: an attack step with the values of its `act:` variables. Two rule instances that
    /// agree on these are one deed. Values are texts, and two things may be called the same; but
    /// each variable of an act is of one sort in all clauses of the step (fault `act-sort`), so
    /// equal texts here are equal things. The same holds for the columns of a given fact.
    Act { step: StepId, values: Box<[u32]> },
    /// An uncertain input fact: an imperfect control, or an actor who may not try.
    Given(Fact),
}

impl Chance {
    /// The chance as a number.
    pub fn value(&self, program: &Program, facts: &Facts) -> f64 {
        match self {
            Self::Act { step, .. } => program.step(*step).likelihood.chance(),
            Self::Given(fact) => facts.chances.get(fact).copied().unwrap_or(1.0),
        }
    }

    /// `step(value, …)` or `relation(value, …)`: names it in hashes and decides ties.
    pub fn text(&self, program: &Program, symbols: &Symbols) -> String {
        let name = match self {
            Self::Act { step, .. } => &program.step(*step).id,
            Self::Given(fact) => &program.relation(fact.relation).name,
        };
        format!("{name}({})", self.values(program, symbols).join(", "))
    }

    /// The values of the act's variables or of the fact's columns, as texts.
    pub fn values(&self, program: &Program, symbols: &Symbols) -> Vec<String> {
        match self {
            Self::Act { step, values } => {
                let step = program.step(*step);
                let clause = step.clauses.first().map(|&id| program.clause(id));
                let kinds = step.act.iter().map(|name| {
                    let clause = clause?;
                    let variable = clause.variable_named(name)?;
                    Some(program.kind_of(clause, variable))
                });
                let values = values.iter().zip(kinds);
                values
                    .map(|(&value, kind)| show(value, kind, symbols))
                    .collect()
            }
            Self::Given(fact) => fact_values(fact, program, symbols),
        }
    }
}

/// `relation(value, …)`.
pub fn fact_text(fact: &Fact, program: &Program, symbols: &Symbols) -> String {
    let relation = program.relation(fact.relation);
    format!(
        "{}({})",
        relation.name,
        fact_values(fact, program, symbols).join(", ")
    )
}

/// A fact's values as texts.
pub fn fact_values(fact: &Fact, program: &Program, symbols: &Symbols) -> Vec<String> {
    let columns = &program.relation(fact.relation).columns;
    let values = fact.row.iter().zip(columns);
    values
        .map(|(&value, column)| show(value, Some(column.kind), symbols))
        .collect()
}

fn show(value: u32, kind: Option<Type>, symbols: &Symbols) -> String {
    match kind {
        Some(Type::Number) => value.to_string(),
        _ => symbols.text(value).to_owned(),
    }
}
