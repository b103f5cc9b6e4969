//! The body of a clause in; the order in which crepe should join it out.
//!
//! crepe joins strictly from left to right. An atom of the head's own stratum comes first, so that
//! each round starts from what is new; then whatever is bound by more than an actor, and has most
//! of its columns bound. What only tests comes as soon as its variables are bound.

use crate::crepe::Complements;
use crate::crepe::domains::Domains;
use crate::program::{Atom, Clause, Literal, Program, RelationId, Term, VariableId};

/// Indices into the clause's body, in the order in which to join.
pub fn order(
    program: &Program,
    clause: &Clause,
    complements: &Complements,
    domains: &Domains,
) -> Vec<usize> {
    let actors: Vec<bool> = (0..)
        .take(clause.variables.len())
        .map(|id| domains.is_actor(clause, VariableId(id)))
        .collect();
    let stratum = stratum(program, clause.head.relation);
    let mut rest: Vec<usize> = (0..clause.body.len()).collect();
    let mut order = Vec::with_capacity(rest.len());
    let mut bound = vec![false; clause.variables.len()];
    while !rest.is_empty() {
        let first = order.is_empty();
        let value = |&at: &usize| {
            let literal = &clause.body[at];
            let recursive = first && is_recursive(literal, stratum);
            let state = State {
                bound: &bound,
                actors: &actors,
                complements,
            };
            (value(literal, recursive, &state), std::cmp::Reverse(at))
        };
        let Some(next) = rest.iter().copied().max_by_key(value) else {
            break;
        };
        rest.retain(|&it| it != next);
        order.push(next);
        for term in terms(&clause.body[next]) {
            if let Term::Variable(id) = term {
                bound[id.index()] = true;
            }
        }
    }
    order
}

/// How early a literal should come: the greatest comes next.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    /// Tests something that is not bound yet.
    Never,
    Joins {
        recursive: bool,
        /// A complement whose component is not bound lists all components.
        narrows: bool,
        link: Link,
        fixed: usize,
    },
    /// Only tests.
    AtOnce,
}

/// What the atom has in common with what has been joined.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    /// Every row met so far meets every row of the atom.
    Nothing,
    /// Every row met so far meets all rows of its actor.
    Actor,
    Other,
}

/// What is known when the next literal is chosen.
struct State<'a> {
    /// By variable.
    bound: &'a [bool],
    /// By variable: whether it stands for an actor.
    actors: &'a [bool],
    complements: &'a Complements,
}

fn value(literal: &Literal, recursive: bool, state: &State) -> Value {
    let is_bound = |id: &VariableId| state.bound[id.index()];
    let variables = || {
        terms(literal).into_iter().filter_map(|term| match term {
            Term::Variable(id) => Some(id),
            _ => None,
        })
    };
    let all_bound = variables().all(|id| is_bound(&id));
    let Literal::Positive(atom) = literal else {
        return if all_bound {
            Value::AtOnce
        } else {
            Value::Never
        };
    };
    if all_bound && variables().next().is_some() {
        return Value::AtOnce;
    }
    let links = variables().filter(is_bound);
    let link = links.map(|id| match state.actors[id.index()] {
        true => Link::Actor,
        false => Link::Other,
    });
    Value::Joins {
        recursive,
        narrows: !state.complements.contains(atom.relation),
        link: link.max().unwrap_or(Link::Nothing),
        fixed: fixed(atom, state.bound),
    }
}

/// How many columns of an atom have a value before it is joined.
fn fixed(atom: &Atom, bound: &[bool]) -> usize {
    let has_value = |term: &&Term| match term {
        Term::Variable(id) => bound[id.index()],
        Term::Wildcard => false,
        Term::Symbol(_) | Term::Number(_) => true,
    };
    atom.terms.iter().filter(has_value).count()
}

fn stratum(program: &Program, head: RelationId) -> &[RelationId] {
    let mut strata = program.strata.iter();
    strata
        .find(|it| it.contains(&head))
        .map_or(&[], Vec::as_slice)
}

fn is_recursive(literal: &Literal, stratum: &[RelationId]) -> bool {
    matches!(literal, Literal::Positive(atom) if stratum.contains(&atom.relation))
}

fn terms(literal: &Literal) -> Vec<Term> {
    match literal {
        Literal::Positive(atom) | Literal::Negative(atom) => atom.terms.clone(),
        Literal::Compare(it) => vec![it.left, it.right],
    }
}
