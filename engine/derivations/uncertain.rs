//! Which relations may hold facts that are not certain.

use threatlog_dl::Program;
use threatlog_dl::program::Literal;

/// The input relations whose facts can carry a chance.
const UNCERTAIN_INPUTS: [&str; 3] = ["attempts", "lacks_control", "slips_past"];

/// By relation: whether a fact of it can rest on an act or on an uncertain input fact.
pub fn uncertain_relations(program: &Program) -> Vec<bool> {
    let inputs = program.relations.iter();
    let mut uncertain: Vec<bool> = inputs
        .map(|relation| relation.input && UNCERTAIN_INPUTS.contains(&relation.name.as_str()))
        .collect();
    loop {
        let before = uncertain.clone();
        for clause in &program.clauses {
            let rests = clause.body.iter().any(|literal| match literal {
                Literal::Positive(atom) => uncertain[atom.relation.index()],
                Literal::Negative(_) | Literal::Compare(_) => false,
            });
            if clause.step.is_some() || rests {
                uncertain[clause.head.relation.index()] = true;
            }
        }
        if uncertain == before {
            return uncertain;
        }
    }
}
