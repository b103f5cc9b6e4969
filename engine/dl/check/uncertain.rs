//! A program in; which of its relations are uncertain, and negations of such out.

use crate::fault::{self, Fault};
use crate::inputs::UNCERTAIN;
use crate::program::{Atom, Clause, Literal, Program, RelationId};

/// By relation: whether its facts may rest on chance, because it is an uncertain input or derives
/// from one, or from a step.
pub fn uncertain(program: &Program) -> Vec<bool> {
    let mut heads_by_body = vec![Vec::new(); program.relations.len()];
    for clause in &program.clauses {
        for atom in atoms(clause) {
            heads_by_body[atom.relation.index()].push(clause.head.relation);
        }
    }
    let inputs = (0..).map(RelationId).zip(&program.relations);
    let inputs = inputs.filter(|(_, it)| it.input && UNCERTAIN.contains(&it.name.as_str()));
    let steps = program.clauses.iter().filter(|it| it.step.is_some());
    let mut queue: Vec<RelationId> = inputs.map(|(id, _)| id).collect();
    queue.extend(steps.map(|it| it.head.relation));
    let mut uncertain = vec![false; program.relations.len()];
    while let Some(relation) = queue.pop() {
        if !std::mem::replace(&mut uncertain[relation.index()], true) {
            queue.extend(&heads_by_body[relation.index()]);
        }
    }
    uncertain
}

fn atoms(clause: &Clause) -> impl Iterator<Item = &Atom> {
    clause.body.iter().filter_map(|literal| match literal {
        Literal::Positive(atom) | Literal::Negative(atom) => Some(atom),
        Literal::Compare(_) => None,
    })
}

/// Reports negations of uncertain relations. With them, adding a control could create a path.
pub fn check(program: &Program, faults: &mut Vec<Fault>) {
    let uncertain = uncertain(program);
    for clause in &program.clauses {
        for literal in &clause.body {
            let Literal::Negative(atom) = literal else {
                continue;
            };
            if uncertain[atom.relation.index()] {
                let name = &program.relation(atom.relation).name;
                let message = format!("`{name}` is uncertain and cannot be negated");
                let fault = Fault::at(atom.place, fault::NEGATED_UNCERTAIN, message);
                faults.push(
                    fault.help(
                        "negate inputs, or what derives from them without steps and controls",
                    ),
                );
            }
        }
    }
}
