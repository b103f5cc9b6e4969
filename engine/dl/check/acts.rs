//! A program in; steps whose act is of other sorts in one of their clauses than in the first out.

use super::sorts::agree;
use crate::fault::{self, Fault};
use crate::program::{Atom, Clause, Literal, Program, Term, VariableId};

/// Reports acts of two sorts. A deed is known by its step and the names of its act, so a name must
/// mean the same thing in every clause of the step.
pub fn check(program: &Program, faults: &mut Vec<Fault>) {
    for step in &program.steps {
        let clauses: Vec<&Clause> = step.clauses.iter().map(|&it| program.clause(it)).collect();
        let Some((first, others)) = clauses.split_first() else {
            continue;
        };
        for name in &step.act {
            let Some(variable) = first.variable_named(name) else {
                continue;
            };
            let sort = program.sort_of(first, variable);
            for clause in others {
                let Some(variable) = clause.variable_named(name) else {
                    continue;
                };
                let other = program.sort_of(clause, variable);
                if agree(sort, other) {
                    continue;
                }
                let message = format!(
                    "`{name}` in the act of `{}` is of the sort `{sort}`, and of the sort `{other}` here",
                    step.id
                );
                let place = binding(clause, variable).map_or(clause.place, |it| it.place);
                let fault = Fault::at(place, fault::ACT_SORT, message);
                faults.push(fault.help("make two steps of it, each with an act of its own"));
            }
        }
    }
}

/// The first condition in which a variable stands.
fn binding(clause: &Clause, variable: VariableId) -> Option<&Atom> {
    let mut atoms = clause.body.iter().filter_map(|it| match it {
        Literal::Positive(atom) => Some(atom),
        _ => None,
    });
    atoms.find(|atom| atom.terms.contains(&Term::Variable(variable)))
}
