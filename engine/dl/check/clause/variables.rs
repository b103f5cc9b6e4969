//! A clause in; the faults of its variables out: bound, and used more than once.

use crate::fault::{self, Fault};
use crate::lexer::shorten;
use crate::source::Place;
use crate::syntax::{Clause, Literal, Term, TermKind};

/// Reports every variable that no positive atom binds, and every one that occurs only once. The
/// variables of `act` count as used by their step.
pub fn check(clause: &Clause, act: &[(String, Place)], faults: &mut Vec<Fault>) {
    let positive = |literal: &Literal| matches!(literal, Literal::Positive(_));
    let (binding, testing): (Vec<&Literal>, Vec<&Literal>) =
        clause.body.iter().partition(|it| positive(it));
    let binding = binding.into_iter().flat_map(Literal::terms);
    let testing = testing.into_iter().flat_map(Literal::terms);

    let mut seen: Vec<Seen> = Vec::new();
    for (term, binds) in binding
        .map(|term| (term, true))
        .chain(clause.head.terms.iter().map(|term| (term, false)))
        .chain(testing.map(|term| (term, false)))
    {
        let TermKind::Variable(name) = &term.kind else {
            continue;
        };
        match seen.iter_mut().find(|it| it.name == name) {
            Some(it) => it.count += 1,
            None => seen.push(Seen {
                name,
                place: term.place,
                bound: binds,
                count: 1,
            }),
        }
    }
    for Term { place, .. } in wildcards(&clause.head.terms) {
        let message = "`_` has no value to derive";
        faults.push(Fault::at(*place, fault::UNBOUND_VARIABLE, message));
    }
    for it in seen {
        let name = shorten(it.name);
        if !it.bound {
            let message = format!("`{name}` is bound by no condition");
            let fault = Fault::at(it.place, fault::UNBOUND_VARIABLE, message);
            let help =
                format!("use `{name}` in a condition that is neither negated nor a comparison");
            faults.push(fault.help(help));
        } else if it.count == 1 && !act.iter().any(|(named, _)| named == it.name) {
            let message = format!("`{name}` occurs only once in this clause");
            let fault = Fault::at(it.place, fault::UNUSED_VARIABLE, message);
            faults.push(fault.help("write `_` if any value will do"));
        }
    }
}

struct Seen<'a> {
    name: &'a str,
    /// Where it occurs first.
    place: Place,
    bound: bool,
    count: usize,
}

fn wildcards(terms: &[Term]) -> impl Iterator<Item = &Term> {
    terms.iter().filter(|it| it.kind == TermKind::Wildcard)
}
