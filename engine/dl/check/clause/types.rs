//! A clause in; the type of each of its variables and the conflicts between them out.

use std::collections::BTreeMap;

use super::super::names::Names;
use crate::fault::{self, Fault};
use crate::program::{RelationId, Type};
use crate::syntax::{Atom, Clause, Comparison, Literal, Term, TermKind};

/// The types of a clause's variables by name.
pub type Types = BTreeMap<String, Type>;

/// Infers the types of the variables from the columns in which they stand.
pub fn infer(
    clause: &Clause,
    head: Option<RelationId>,
    body: &[Option<RelationId>],
    names: &Names,
    faults: &mut Vec<Fault>,
) -> Types {
    let mut known: BTreeMap<&str, (Type, RelationId)> = BTreeMap::new();
    let literals = clause.body.iter().zip(body);
    let atoms = literals.filter_map(|(literal, relation)| match literal {
        Literal::Positive(atom) | Literal::Negative(atom) => Some((atom, *relation)),
        Literal::Compare(_) => None,
    });
    // The body comes first: what it says about a variable is what the head should follow.
    for (atom, relation) in atoms.chain([(&clause.head, head)]) {
        let Some(id) = relation else { continue };
        for (term, column) in atom.terms.iter().zip(&names.relation(id).columns) {
            let found = match &term.kind {
                TermKind::Variable(name) => {
                    let &mut (kind, first) = known.entry(name).or_insert((column.kind, id));
                    if kind != column.kind {
                        let first = &names.relation(first).name;
                        faults.push(conflict(term, name, (kind, first), (column.kind, atom)));
                    }
                    continue;
                }
                TermKind::Symbol(_) => Type::Symbol,
                TermKind::Number(_) => Type::Number,
                TermKind::Wildcard | TermKind::Parameter(_) => continue,
            };
            if found != column.kind {
                let relation = &atom.relation.text;
                let message = format!("`{relation}` has {}s in `{}`", column.kind, column.name);
                let fault = Fault::at(term.place, fault::TYPE_CONFLICT, message);
                faults.push(fault.help(format!("this is a {found}")));
            }
        }
    }
    let types: Types = known
        .into_iter()
        .map(|(name, (kind, _))| (name.to_owned(), kind))
        .collect();
    for literal in &clause.body {
        if let Literal::Compare(comparison) = literal {
            check_comparison(comparison, &types, faults);
        }
    }
    types
}

/// The type that both sides of a comparison have.
pub fn of_comparison(comparison: &Comparison, types: &Types) -> Type {
    if comparison.operator.orders() {
        return Type::Number;
    }
    let sides = [&comparison.left, &comparison.right];
    let known = sides.into_iter().find_map(|side| of_term(side, types));
    known.unwrap_or(Type::Symbol)
}

fn of_term(term: &Term, types: &Types) -> Option<Type> {
    match &term.kind {
        TermKind::Variable(name) => types.get(name).copied(),
        TermKind::Symbol(_) => Some(Type::Symbol),
        TermKind::Number(_) => Some(Type::Number),
        TermKind::Wildcard | TermKind::Parameter(_) => None,
    }
}

fn check_comparison(comparison: &Comparison, types: &Types, faults: &mut Vec<Fault>) {
    let operator = comparison.operator;
    let expected = of_comparison(comparison, types);
    for side in [&comparison.left, &comparison.right] {
        let Some(found) = of_term(side, types).filter(|&it| it != expected) else {
            continue;
        };
        let message = if operator.orders() {
            format!("`{operator}` compares numbers, and this is a {found}")
        } else {
            format!("`{operator}` compares a {expected} with a {found}")
        };
        faults.push(Fault::at(side.place, fault::TYPE_CONFLICT, message));
    }
}

fn conflict(term: &Term, name: &str, first: (Type, &str), second: (Type, &Atom)) -> Fault {
    let (kind, relation) = first;
    let (other, atom) = second;
    let here = &atom.relation.text;
    let message = format!("`{name}` is a {kind} in `{relation}` and a {other} in `{here}`");
    Fault::at(term.place, fault::TYPE_CONFLICT, message)
}
