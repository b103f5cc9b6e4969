//! Semi-naive evaluation of any checked program, stratum by stratum.

use std::fmt;
use std::ops::{ControlFlow, Range};

use threatlog_dl::Program;
use threatlog_dl::program::{Clause, ClauseId, Literal, RelationId, Term};

use super::matcher::{Binding, matches};
use super::plan::{MatchPlan, Start};
use super::store::Database;
use crate::facts::Facts;

/// When to give up on a program that derives too much.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most rows that may be derived in all.
    pub rows: usize,
}

impl Default for Limits {
    /// Enough for a million components, and within a few gigabytes.
    fn default() -> Self {
        Self { rows: 50_000_000 }
    }
}

/// The program derives more rows than its [`Limits`] allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooManyFacts {
    /// The limit.
    pub rows: usize,
    /// The name of a relation that was growing when the limit was met.
    pub relation: String,
}

impl fmt::Display for TooManyFacts {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self { rows, relation } = self;
        write!(
            f,
            "the rules derive more than {rows} facts, and `{relation}` was still growing"
        )
    }
}

impl std::error::Error for TooManyFacts {}

/// Derives everything that holds.
pub fn solve(program: &Program, facts: &Facts, limits: Limits) -> Result<Database, TooManyFacts> {
    solve_rest(program, Database::new(program, facts), ClauseId(0), limits)
}

/// Derives what the clauses from `first` on add to a database in which the relations of the
/// clauses before them are complete.
pub fn solve_rest(
    program: &Program,
    mut database: Database,
    first: ClauseId,
    limits: Limits,
) -> Result<Database, TooManyFacts> {
    let mut left = limits.rows;
    for stratum in &program.strata {
        let clauses = program.clauses.iter().skip(first.index());
        let clauses: Vec<&Clause> = clauses
            .filter(|clause| stratum.contains(&clause.head.relation))
            .collect();
        solve_stratum(stratum, &clauses, &mut database, &mut left).map_err(|relation| {
            TooManyFacts {
                rows: limits.rows,
                relation: program.relation(relation).name.clone(),
            }
        })?;
    }
    Ok(database)
}

fn solve_stratum(
    stratum: &[RelationId],
    clauses: &[&Clause],
    database: &mut Database,
    left: &mut usize,
) -> Result<(), RelationId> {
    let mut grown = sizes(stratum, database);
    for clause in clauses {
        apply(clause, Start::Open, 0..0, database, left)?;
    }
    loop {
        let now = sizes(stratum, database);
        if now == grown {
            return Ok(());
        }
        for clause in clauses {
            for (at, literal) in clause.body.iter().enumerate() {
                let Literal::Positive(atom) = literal else {
                    continue;
                };
                let position = stratum.iter().position(|&it| it == atom.relation);
                let Some(position) = position.filter(|&it| grown[it] < now[it]) else {
                    continue;
                };
                let delta = grown[position]..now[position];
                apply(clause, Start::Delta(at), delta, database, left)?;
            }
        }
        grown = now;
    }
}

fn sizes(stratum: &[RelationId], database: &Database) -> Vec<u32> {
    let size = |&relation| u32::try_from(database.size(relation)).expect("fewer than 2^32 rows");
    stratum.iter().map(size).collect()
}

/// Adds what one clause derives.
fn apply(
    clause: &Clause,
    start: Start,
    delta: Range<u32>,
    database: &mut Database,
    left: &mut usize,
) -> Result<(), RelationId> {
    let plan = MatchPlan::new(clause, start, database, |_| true);
    plan.prepare(database);
    let relation = clause.head.relation;
    let mut derived = Vec::new();
    let mut new: usize = 0;
    let flow = matches(&plan, database, &[], delta, &mut |binding| {
        let from = derived.len();
        derived.extend(clause.head.terms.iter().map(|term| ground(term, binding)));
        if database.contains(relation, &derived[from..]) {
            derived.truncate(from);
        } else {
            new += 1;
        }
        if new > *left {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    if flow.is_break() {
        return Err(relation);
    }
    for row in derived.chunks_exact(clause.head.terms.len()) {
        if database.insert(relation, row) {
            *left = left.checked_sub(1).ok_or(relation)?;
        }
    }
    Ok(())
}

fn ground(term: &Term, binding: &Binding) -> u32 {
    match *term {
        Term::Variable(id) => binding.values[id.index()],
        Term::Symbol(id) => id.0,
        Term::Number(number) => number,
        Term::Wildcard => unreachable!("the checks allow no wildcard in a head"),
    }
}
