//! Syntax trees in; a checked program and every fault in it out.

mod clause;
mod names;
mod resting;
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

/// Checks a program. It is whole only if there were no faults, also none of its syntax.
pub fn check(input: &Input, faults: &mut Vec<Fault>) -> Program {
    let names = Names::collect(input.files, faults);
    let mut constants = Constants::default();
    let mut steps = Steps::default();
    let mut clauses = Vec::new();
    for (at, file) in input.files.iter().enumerate() {
        constants.begin_file();
        for item in &file.items {
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
    let mut program = Program {
        relations: names.into_relations(),
        clauses,
        steps: steps.into_steps(),
        ..Program::default()
    };
    program.symbols = constants.finish(&mut program.clauses);
    program.strata = strata::order(&program, faults);
    uncertain::check(&program, faults);
    resting::check(&program, faults);
    program
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
