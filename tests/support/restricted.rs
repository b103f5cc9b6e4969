//! A set of chances goes in; whether a fact follows when only those come true comes out.
//!
//! Asks the interpreter, of a program in which every attack step also needs leave for its act. So
//! it says what a proof means without looking at derivations.

use std::collections::BTreeSet;

use threatlog::derivations::Chance;
use threatlog::facts::{Fact, Facts, Rows, Table};
use threatlog::solve::{Limits, solve};
use threatlog_dl::Program;
use threatlog_dl::program::{
    Atom, ClauseId, Column, Literal, Relation, RelationId, SYMBOL, StepId, Term, Type,
};

/// A program whose attack steps need leave.
pub struct Restricted {
    program: Program,
    /// By step: the input that holds the acts with leave.
    leave: Vec<RelationId>,
}

impl Restricted {
    pub fn new(program: &Program) -> Self {
        let mut program = program.clone();
        let mut leave = Vec::new();
        for at in 0..program.steps.len() {
            let step = program.steps[at].clone();
            let relation = RelationId(u32::try_from(program.relations.len()).expect("few"));
            program.relations.push(Relation {
                name: format!("leave_{}", step.id),
                columns: step.act.iter().map(|name| column(name)).collect(),
                input: true,
                output: false,
                reads: None,
                gains: None,
                build_on: None,
                place: step.place,
            });
            leave.push(relation);
            for ClauseId(clause) in step.clauses {
                let clause = &mut program.clauses[clause as usize];
                let terms = step.act.iter().map(|name| {
                    Term::Variable(clause.variable_named(name).expect("an act is bound"))
                });
                let atom = Atom {
                    relation,
                    terms: terms.collect(),
                    place: clause.place,
                };
                clause.body.push(Literal::Positive(atom));
            }
        }
        Self { program, leave }
    }

    /// Whether `goal` follows from the certain facts and these chances alone.
    pub fn follows(&self, facts: &Facts, goal: &Fact, chances: &BTreeSet<Chance>) -> bool {
        let mut facts = facts.clone();
        let all: Vec<Fact> = facts.chances.keys().cloned().collect();
        for fact in all {
            if !chances.contains(&Chance::Given(fact.clone())) {
                remove(&mut facts, &fact);
            }
        }
        for (step, relation) in self.leave.iter().enumerate() {
            let step = StepId(u32::try_from(step).expect("few"));
            let acts = chances.iter().filter_map(|chance| match chance {
                Chance::Act { step: of, values } if *of == step => Some(values.iter().copied()),
                _ => None,
            });
            let arity = self.program.relation(*relation).columns.len();
            let rows = Rows::new(arity, acts.flatten().collect());
            facts.tables.push(Table::Listed(rows));
        }
        let solved = solve(&self.program, &facts, Limits::default()).expect("a small system");
        solved.contains(goal.relation, &goal.row)
    }
}

/// Takes a given fact away.
pub fn remove(facts: &mut Facts, fact: &Fact) {
    facts.chances.remove(fact);
    match &mut facts.tables[fact.relation.index()] {
        Table::Complement(pairs) => {
            pairs.except.insert((fact.row[0], fact.row[1]));
        }
        Table::Listed(rows) => {
            let kept = rows.iter().filter(|row| **row != *fact.row);
            *rows = Rows::new(fact.row.len(), kept.flatten().copied().collect());
        }
    }
}

fn column(name: &str) -> Column {
    Column {
        name: name.to_owned(),
        kind: Type::Symbol,
        sort: SYMBOL.to_owned(),
    }
}
