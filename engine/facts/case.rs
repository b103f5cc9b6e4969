//! A model and a program in; steps that a case names and the program has not, as faults, out.

use threatlog_dl::{Fault, Program, nearest};

use crate::model::Model;

/// The code of these faults.
pub(super) const CODE: &str = "unknown-step";

/// Finds steps that no rule describes. Only who judges a file asks, not who questions it: other
/// rules than those that a case was written for may well answer.
pub fn unknown_steps(model: &Model, program: &Program) -> Vec<Fault> {
    let expected = model.cases.iter().flat_map(|it| &it.expect);
    let named = expected.flat_map(|it| &it.steps);
    let known = || program.steps.iter().map(|it| it.id.as_str());
    let unknown = named.filter(|step| known().all(|it| it != step.value));
    let fault = |step: &crate::model::Stated<String>| {
        let message = format!("`{}` is not a step of the rules", step.value);
        let fault = Fault::at(step.place, CODE, message);
        match nearest(&step.value, known()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("`threatlog rules` lists them"),
        }
    };
    unknown.map(fault).collect()
}
