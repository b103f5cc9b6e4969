//! Syntax trees in; a checked program and every fault in it out.

mod acts;
mod clause;
mod names;
mod resting;
mod sorts;
mod steps;
mod strata;
mod symbols;
mod uncertain;

use std::collections::BTreeMap;

pub use uncertain::uncertain;

use crate::docs::step::{self, StepDoc};
use crate::fault::{self, Fault};
use crate::lexer::MOST_FAULTS;
use crate::program::{ClauseId, Program};
use crate::syntax::{self, File, Item};

use names::Names;
use steps::Steps;
use symbols::Constants;

/// What is checked: the files of one program, in order.
pub struct Input<'a> {
    pub files: &'a [File],
    /// Clauses of the files from this one on are those of a query.
    pub query_from: usize,
    /// The values of `$name`.
    pub parameters: &'a BTreeMap<String, String>,
}

/// A checked program, and what was seen of the sorts of its parameters.
pub struct Checked {
    pub program: Program,
    pub parameter_sorts: BTreeMap<String, String>,
}

/// Checks a program. It is whole only if there were no faults, also none of its syntax.
pub fn check(input: &Input, faults: &mut Vec<Fault>) -> Checked {
    let names = Names::collect(input.files, faults);
    let mut constants = Constants::default();
    let mut steps = Steps::default();
    let mut clauses = Vec::new();
    let mut parameter_sorts = BTreeMap::new();
    for (at, file) in input.files.iter().enumerate() {
        constants.begin_file();
        let mut below_steps = false;
        for (number, item) in file.items.iter().enumerate() {
            if faults.len() > MOST_FAULTS {
                break;
            }
            let clause = match item {
                Item::Clause(clause) => clause,
                Item::Broken(broken) => {
                    steps.expect(step::id_of(&broken.doc));
                    continue;
                }
                _ => continue,
            };
            if below_steps && clause.doc.is_empty() {
                faults.push(misplaced(clause));
            }
            below_steps |= at < input.query_from && step::id_of(&clause.doc).is_some();
            let act = if at < input.query_from {
                let doc = step::read(&clause.doc, faults);
                steps.enter(clause, doc, faults)
            } else {
                refuse_step(clause, faults);
                None
            };
            let named = act.map(|it| steps.act(it)).unwrap_or_default();
            let mut context = clause::Context {
                names: &names,
                constants: &mut constants,
                parameters: input.parameters,
                parameter_sorts: &mut parameter_sorts,
                position: (at, number),
                asks: at >= input.query_from,
            };
            if let Some(mut lowered) = clause::lower(clause, named, &mut context, faults) {
                lowered.step = act;
                let id = u32::try_from(clauses.len()).expect("bounded by the size of files");
                if let Some(step) = act {
                    steps.add_clause(step, ClauseId(id));
                }
                clauses.push(lowered);
            }
        }
    }
    let (sorts, relations) = names.into_parts();
    let mut program = Program {
        sorts,
        relations,
        clauses,
        steps: steps.into_steps(),
        ..Program::default()
    };
    program.symbols = constants.finish(&mut program.clauses);
    program.strata = strata::order(&program, faults);
    uncertain::check(&program, faults);
    resting::check(&program, faults);
    acts::check(&program, faults);
    Checked {
        program,
        parameter_sorts,
    }
}

/// Whoever reads the attack steps of a file knows by then all that follows without one.
fn misplaced(clause: &syntax::Clause) -> Fault {
    let name = &clause.head.relation;
    let message = format!(
        "this clause of `{}` has no step and stands below steps",
        name.text
    );
    let fault = Fault::at(clause.head.place, fault::MISPLACED_PLUMBING, message);
    fault.help("put what only draws a consequence above the first clause with `step:`")
}

/// Queries ask what follows from the rules; they add nothing that an attacker can do.
fn refuse_step(clause: &syntax::Clause, faults: &mut Vec<Fault>) {
    let doc = step::id_of(&clause.doc).and_then(|_| step::read(&clause.doc, &mut Vec::new()));
    let place = match doc {
        Some(StepDoc::Describes(it)) => it.id_place,
        Some(StepDoc::Names { place, .. }) => place,
        None => return,
    };
    let fault = Fault::at(place, fault::QUERY_STEP, "a query has no attack steps");
    faults.push(fault.help("put it into a file of rules"));
}
