//! A program in; clauses that rest on a clause of their own step with the same act out.

use std::collections::{BTreeMap, BTreeSet};

use crate::fault::{self, Fault};
use crate::program::{Atom, Clause, Literal, Program, RelationId, Step, Term};

/// By column of a relation: which variable of the act it holds, if any.
type Held = Vec<Option<usize>>;

/// By relation: the clauses without a step that use it, each with the atom that does.
type Plumbing<'a> = BTreeMap<RelationId, Vec<(&'a Clause, &'a Atom)>>;

/// By relation: the ways in which its facts hold the act of a step.
type Reached = BTreeMap<RelationId, BTreeSet<Held>>;

/// Clauses that only swap columns reach very many arrangements of an act; following them is given
/// up after this many uses of a relation in all.
const MOST_FOLLOWED: usize = 1_000_000;

/// Reports clauses of a step that rest, directly or through plumbing, on a fact which a clause of
/// the same step derives by the same act. Only what the clauses' variables show is found: a way
/// on which a variable of the act is dropped and met again is not followed.
pub fn check(program: &Program, faults: &mut Vec<Fault>) {
    let mut plumbing = Plumbing::new();
    for clause in program.clauses.iter().filter(|it| it.step.is_none()) {
        for atom in positive(clause) {
            let uses = plumbing.entry(atom.relation).or_default();
            uses.push((clause, atom));
        }
    }
    let mut budget = MOST_FOLLOWED;
    for step in program.steps.iter().filter(|it| !it.act.is_empty()) {
        let clauses: Vec<&Clause> = step.clauses.iter().map(|&it| program.clause(it)).collect();
        let reached = reached(step, &clauses, &plumbing, &mut budget);
        for clause in clauses {
            for atom in positive(clause) {
                let same = |held: &Held| same_act(clause, atom, held, &step.act);
                let found = reached
                    .get(&atom.relation)
                    .is_some_and(|it| it.iter().any(same));
                if found {
                    let name = &program.relation(atom.relation).name;
                    let message =
                        format!("`{name}` may itself come from this act of `{}`", step.id);
                    let fault = Fault::at(atom.place, fault::SELF_RESTING_STEP, message);
                    faults.push(fault.help("a clause that only draws a consequence has no step"));
                }
            }
        }
    }
}

/// The relations that the step's clauses derive, and what plumbing derives from those, as long as
/// the whole act can be read off a fact.
fn reached(step: &Step, clauses: &[&Clause], plumbing: &Plumbing, budget: &mut usize) -> Reached {
    let mut queue: Vec<(RelationId, Held)> = Vec::new();
    for clause in clauses {
        let variable = |term: &Term| match term {
            Term::Variable(id) => clause.variables.get(id.index()),
            _ => None,
        };
        let at = |name: &String| step.act.iter().position(|it| it == name);
        let held = clause.head.terms.iter();
        let held = held.map(|term| variable(term).and_then(at)).collect();
        queue.push((clause.head.relation, held));
    }
    let mut reached = Reached::new();
    while let Some((relation, held)) = queue.pop() {
        let whole = (0..step.act.len()).all(|it| held.contains(&Some(it)));
        if !whole || !reached.entry(relation).or_default().insert(held.clone()) {
            continue;
        }
        for (clause, atom) in plumbing.get(&relation).into_iter().flatten() {
            let Some(left) = budget.checked_sub(1) else {
                return reached;
            };
            *budget = left;
            let head = clause.head.terms.iter();
            let passed = head.map(|term| passes(atom, &held, term)).collect();
            queue.push((clause.head.relation, passed));
        }
    }
    reached
}

/// The variable of the act that an atom hands on to a term.
fn passes(atom: &Atom, held: &Held, term: &Term) -> Option<usize> {
    let same = |it: &Term| matches!(it, Term::Variable(_)) && it == term;
    let mut columns = atom.terms.iter().zip(held);
    columns.find_map(|(it, held)| held.filter(|_| same(it)))
}

/// Whether a fact that holds an act, matched by `atom`, is of the same act as the clause.
fn same_act(clause: &Clause, atom: &Atom, held: &Held, act: &[String]) -> bool {
    act.iter().enumerate().all(|(at, name)| {
        let variable = clause.variable_named(name);
        let mut columns = atom.terms.iter().zip(held);
        columns.any(|(term, it)| {
            *it == Some(at) && variable.is_some_and(|id| *term == Term::Variable(id))
        })
    })
}

fn positive(clause: &Clause) -> impl Iterator<Item = &Atom> {
    clause.body.iter().filter_map(|literal| match literal {
        Literal::Positive(atom) => Some(atom),
        _ => None,
    })
}
