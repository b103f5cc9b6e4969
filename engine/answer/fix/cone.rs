//! Rules in; what their negations rest on, and so which removals may make a proof fall that negates
//! something, out.

use std::collections::BTreeSet;

use threatlog_dl::Program;
use threatlog_dl::program::{Atom, Literal, RelationId, Term};

use super::measures::Measures;
use crate::facts::Input;
use crate::fix::MeasureId;
use crate::model::Change;

/// What the negations of a clause rest on, by the relations and constants that rules name.
#[derive(Clone, Debug, Default)]
pub struct Cone {
    /// Input facts that help a negated fact to hold.
    helping: Vec<Atom>,
    /// Input facts that hinder one.
    hindering: Vec<Atom>,
}

impl Cone {
    /// What may keep a clause from matching by making a fact hold that it negates, when these are
    /// gone: that something comes back which helps, or goes which hinders.
    pub fn stopping(
        &self,
        program: &Program,
        measures: &Measures,
        gone: &BTreeSet<MeasureId>,
    ) -> Vec<MeasureId> {
        let mut found = Vec::new();
        if self.helping.is_empty() && self.hindering.is_empty() {
            return found;
        }
        for (id, change) in measures.removals() {
            let among = |atoms: &[Atom]| atoms.iter().any(|it| fits(program, it, change));
            if gone.contains(&id) && among(&self.helping) {
                found.push(id.undone());
            }
            if !gone.contains(&id) && among(&self.hindering) {
                found.push(id);
            }
        }
        found
    }
}

/// The cone of each clause.
pub fn cones(program: &Program) -> Vec<Cone> {
    let mut by_relation = vec![Vec::new(); program.relations.len()];
    for clause in &program.clauses {
        by_relation[clause.head.relation.index()].push(clause);
    }
    let clauses = program.clauses.iter().map(|clause| {
        let negated = clause.body.iter().filter_map(|literal| match literal {
            Literal::Negative(atom) => Some((atom.clone(), true)),
            Literal::Positive(_) | Literal::Compare(_) => None,
        });
        let mut cone = Cone::default();
        let mut seen: BTreeSet<(RelationId, bool)> = BTreeSet::new();
        let mut todo: Vec<(Atom, bool)> = negated.collect();
        while let Some((atom, helps)) = todo.pop() {
            if program.relation(atom.relation).input {
                let list = if helps {
                    &mut cone.helping
                } else {
                    &mut cone.hindering
                };
                list.push(atom);
                continue;
            }
            if !seen.insert((atom.relation, helps)) {
                continue;
            }
            let bodies = by_relation[atom.relation.index()].iter();
            for literal in bodies.flat_map(|it| &it.body) {
                match literal {
                    Literal::Positive(atom) => todo.push((atom.clone(), helps)),
                    Literal::Negative(atom) => todo.push((atom.clone(), !helps)),
                    Literal::Compare(_) => {}
                }
            }
        }
        cone
    });
    clauses.collect()
}

/// Whether the fact that a change takes away may match an atom of an input relation. A flow takes
/// its border with it.
fn fits(program: &Program, atom: &Atom, change: &Change) -> bool {
    let name = program.relation(atom.relation).name.as_str();
    let (relation, words) = match change {
        Change::Control { .. } => return false,
        Change::Flow { verb, .. } => return name == verb || name == Input::CrossesBoundary.name(),
        Change::Attribute {
            component,
            attribute,
            ..
        } => (Input::Attribute, vec![component, attribute]),
        Change::Entry {
            actor,
            component,
            how,
            ..
        } => (Input::Entry, vec![actor, component, how]),
    };
    let said = |id: u32| program.symbols.get(id as usize);
    let same = |(term, word): (&Term, &String)| match term {
        Term::Symbol(id) => said(id.0) == Some(word),
        _ => true,
    };
    name == relation.name() && atom.terms.iter().zip(words).all(same)
}
