//! A fact of a proof in; why it is not given, or does not follow as it says, out.

use std::collections::BTreeSet;

use threatlog_dl::program::{Atom, Clause, Literal, Operator, Term};

use super::against::Against;
use crate::answer::{Inference, Path};
use crate::derivations::Chance;
use crate::facts::Fact;

pub(super) fn given(against: Against, fact: &Fact) -> Vec<String> {
    let mut faults = Vec::new();
    if !against.program.relation(fact.relation).input {
        faults.push("derived, but no clause derives it".to_owned());
    }
    let table = against.facts.tables.get(fact.relation.index());
    if !table.is_some_and(|it| it.contains(&fact.row)) {
        faults.push("not among the given facts".to_owned());
    }
    faults
}

/// Whether the clause, under the recorded values, has these premises and this conclusion.
pub(super) fn inferred(against: Against, path: &Path, at: usize, by: &Inference) -> Vec<String> {
    let mut faults = Vec::new();
    let clause = against.program.clause(by.clause);
    if clause.variables.len() != by.values.len() {
        return vec!["not one value for each variable".to_owned()];
    }
    if !is_ground(
        against,
        &clause.head,
        &by.values,
        &path.derivation.nodes[at].fact,
    ) {
        faults.push("not the head of its clause".to_owned());
    }
    if by.act != act(against, by) {
        faults.push("another act than its clause has".to_owned());
    }
    for (at, name) in clause.variables.iter().enumerate() {
        let sorts = sorts(against, clause, at);
        if sorts.len() > 1 {
            let sorts: Vec<&str> = sorts.into_iter().collect();
            faults.push(format!(
                "`{name}` is of several sorts: {}",
                sorts.join(", ")
            ));
        }
    }
    let mut premises = by.premises.iter();
    for literal in &clause.body {
        match literal {
            Literal::Positive(atom) => match premises.next() {
                None => faults.push("a premise is missing".to_owned()),
                Some(&premise) if premise >= at => {
                    faults.push("rests on what comes after it".to_owned());
                }
                Some(&premise) => {
                    let fact = &path.derivation.nodes[premise].fact;
                    if !is_ground(against, atom, &by.values, fact) {
                        let text = against.text(fact);
                        faults.push(format!("its clause does not ask for {text}"));
                    }
                }
            },
            Literal::Negative(atom) => {
                let rows = against.database.rows(atom.relation);
                if rows.iter().any(|row| fits(atom, &by.values, row)) {
                    faults.push("something holds that must not".to_owned());
                }
            }
            Literal::Compare(it) => {
                let value = |term: &Term| match *term {
                    Term::Variable(id) => by.values[id.index()],
                    Term::Symbol(id) => id.0,
                    Term::Number(number) => number,
                    Term::Wildcard => unreachable!("no wildcard is compared"),
                };
                let (left, right) = (value(&it.left), value(&it.right));
                let holds = match it.operator {
                    Operator::Equal => left == right,
                    Operator::NotEqual => left != right,
                    Operator::Less => left < right,
                    Operator::LessOrEqual => left <= right,
                    Operator::Greater => left > right,
                    Operator::GreaterOrEqual => left >= right,
                };
                if !holds {
                    faults.push("a comparison fails".to_owned());
                }
            }
        }
    }
    if premises.next().is_some() {
        faults.push("more premises than its clause has".to_owned());
    }
    faults
}

/// Whether an atom, its variables replaced by their values, is this fact.
fn is_ground(against: Against, atom: &Atom, values: &[u32], fact: &Fact) -> bool {
    let arity = against.program.relation(atom.relation).columns.len();
    atom.relation == fact.relation && fact.row.len() == arity && fits(atom, values, &fact.row)
}

fn fits(atom: &Atom, values: &[u32], row: &[u32]) -> bool {
    atom.terms.iter().zip(row).all(|(term, &cell)| match *term {
        Term::Variable(id) => values[id.index()] == cell,
        Term::Symbol(id) => id.0 == cell,
        Term::Number(number) => number == cell,
        Term::Wildcard => true,
    })
}

pub(super) fn act(against: Against, by: &Inference) -> Option<Chance> {
    let clause = against.program.clause(by.clause);
    let step = clause.step?;
    let names = against.program.step(step).act.iter();
    let values = names.map(|name| by.values.get(position(clause, name)).copied());
    let values = values.collect::<Option<_>>()?;
    Some(Chance::Act { step, values })
}

/// The sorts of the values of an act, as the columns of its clause show them.
pub(super) fn act_sorts(against: Against, by: &Inference) -> Vec<String> {
    let clause = against.program.clause(by.clause);
    let Some(step) = clause.step else {
        return Vec::new();
    };
    let names = against.program.step(step).act.iter();
    let sorts = names.map(|name| sorts(against, clause, position(clause, name)));
    sorts
        .map(|it| it.into_iter().collect::<Vec<_>>().join(" and "))
        .collect()
}

/// The sorts of the columns of a clause's body in which one of its variables stands.
fn sorts<'a>(against: Against<'a>, clause: &Clause, variable: usize) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for literal in &clause.body {
        let (Literal::Positive(atom) | Literal::Negative(atom)) = literal else {
            continue;
        };
        let columns = &against.program.relation(atom.relation).columns;
        for (term, column) in atom.terms.iter().zip(columns) {
            if matches!(term, Term::Variable(id) if id.index() == variable) {
                found.insert(column.sort.as_str());
            }
        }
    }
    found
}

fn position(clause: &Clause, name: &str) -> usize {
    let at = clause.variables.iter().position(|it| it == name);
    at.expect("every clause of a step binds the variables of its act")
}
