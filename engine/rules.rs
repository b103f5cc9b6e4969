//! The rules that ship, and what they say of controls.

use threatlog_dl::program::{Literal, Program, Step, Term};

/// The controls that a step names in atoms of this relation, `lacks_control` for those that stop
/// it or `slips_past` for those that hamper it; sorted.
pub fn step_controls<'p>(program: &'p Program, step: &Step, relation: &str) -> Vec<&'p str> {
    let mut found: Vec<&str> = Vec::new();
    for &clause in &step.clauses {
        for literal in &program.clause(clause).body {
            if let Literal::Positive(atom) = literal
                && program.relation(atom.relation).name == relation
                && let Some(Term::Symbol(id)) = atom.terms.get(1)
            {
                found.extend(program.symbols.get(id.index()).map(String::as_str));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
