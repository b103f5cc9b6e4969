//! A clause in; the type of each of its variables and the conflicts between them out.

use std::collections::BTreeMap;

use super::Context;
use crate::check::sorts::{agree, is_plain};
use crate::fault::{self, Fault};
use crate::program::{Column, RelationId, Type};
use crate::syntax::{Clause, Comparison, Literal, Term, TermKind};

/// The types of a clause's variables by name, each with its sort.
pub type Types = BTreeMap<String, (Type, String)>;

/// Where a variable was met first.
#[derive(Clone, Copy)]
struct First<'a> {
    column: &'a Column,
    relation: &'a str,
}

/// Infers the types of the variables from the columns in which they stand.
pub fn infer(
    clause: &Clause,
    head: Option<RelationId>,
    body: &[Option<RelationId>],
    context: &mut Context,
    faults: &mut Vec<Fault>,
) -> Types {
    let mut known: BTreeMap<&str, First> = BTreeMap::new();
    let literals = clause.body.iter().zip(body);
    let atoms = literals.filter_map(|(literal, relation)| match literal {
        Literal::Positive(atom) | Literal::Negative(atom) => Some((atom, *relation)),
        Literal::Compare(_) => None,
    });
    // The body comes first: what it says about a variable is what the head should follow.
    for (atom, relation) in atoms.chain([(&clause.head, head)]) {
        let Some(id) = relation else { continue };
        // An answer may show names of several sorts in a column of plain text.
        let shows = context.asks && std::ptr::eq(atom, &clause.head);
        let relation = context.names.relation(id);
        for (term, column) in atom.terms.iter().zip(&relation.columns) {
            let found = match &term.kind {
                TermKind::Variable(name) => {
                    let here = First {
                        column,
                        relation: &relation.name,
                    };
                    let first = *known.entry(name).or_insert(here);
                    let kept = agree(&first.column.sort, &column.sort);
                    if first.column.kind != column.kind {
                        faults.push(conflict(term, name, first, here));
                    } else if !(kept || shows && is_plain(&column.sort)) {
                        faults.push(sort_conflict(term, name, first, here, shows));
                    }
                    continue;
                }
                TermKind::Parameter(name) => {
                    if !(shows && is_plain(&column.sort)) {
                        note_parameter(term, name, column, context.parameter_sorts, faults);
                    }
                    continue;
                }
                TermKind::Symbol(_) => Type::Symbol,
                TermKind::Number(_) => Type::Number,
                TermKind::Wildcard => continue,
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
        .map(|(name, it)| (name.to_owned(), (it.column.kind, it.column.sort.clone())))
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
        TermKind::Variable(name) => types.get(name).map(|(kind, _)| *kind),
        TermKind::Symbol(_) => Some(Type::Symbol),
        TermKind::Number(_) => Some(Type::Number),
        TermKind::Wildcard | TermKind::Parameter(_) => None,
    }
}

fn check_comparison(comparison: &Comparison, types: &Types, faults: &mut Vec<Fault>) {
    let operator = comparison.operator;
    let expected = of_comparison(comparison, types);
    let before = faults.len();
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
    let sort = |side: &Term| match &side.kind {
        TermKind::Variable(name) => types.get(name).map(|(_, sort)| sort.clone()),
        _ => None,
    };
    if let (Some(left), Some(right)) = (sort(&comparison.left), sort(&comparison.right))
        && faults.len() == before
        && !agree(&left, &right)
    {
        let message = format!("`{operator}` compares the sort `{left}` with the sort `{right}`");
        let fault = Fault::at(comparison.place, fault::SORT_CONFLICT, message);
        faults.push(fault.help("values of two sorts are never the same thing"));
    }
}

/// Notes the sort of a parameter; reports a second one.
fn note_parameter(
    term: &Term,
    name: &str,
    column: &Column,
    sorts: &mut BTreeMap<String, String>,
    faults: &mut Vec<Fault>,
) {
    if column.kind == Type::Number {
        return;
    }
    let known = sorts.entry(name.to_owned());
    let first = known.or_insert_with(|| column.sort.clone());
    if !agree(first, &column.sort) {
        let message = format!(
            "`${name}` is of the sort `{first}` above, and `{}` here",
            column.sort
        );
        let fault = Fault::at(term.place, fault::SORT_CONFLICT, message);
        faults.push(fault.help("use two parameters"));
    }
}

fn conflict(term: &Term, name: &str, first: First, second: First) -> Fault {
    let (kind, other) = (first.column.kind, second.column.kind);
    let (relation, here) = (first.relation, second.relation);
    let message = format!("`{name}` is a {kind} in `{relation}` and a {other} in `{here}`");
    Fault::at(term.place, fault::TYPE_CONFLICT, message)
}

fn sort_conflict(term: &Term, name: &str, first: First, second: First, shows: bool) -> Fault {
    let (sort, other) = (&first.column.sort, &second.column.sort);
    let (relation, here) = (first.relation, second.relation);
    let message = format!(
        "`{name}` is of the sort `{sort}` in `{relation}`, and of the sort `{other}` in `{here}`"
    );
    let fault = Fault::at(term.place, fault::SORT_CONFLICT, message);
    fault.help(if shows {
        format!("to show several sorts in one column, declare `{here}` with a `symbol` there")
    } else {
        "values of two sorts are never the same thing; use two variables".to_owned()
    })
}
