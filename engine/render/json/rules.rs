//! The attack steps as JSON.

use serde_json::{Value, json};
use threatlog_dl::program::{Program, Step};

use crate::rules::step_controls;

/// `{"steps": […]}`.
pub fn rules(program: &Program) -> Value {
    let steps = program.steps.iter().map(|it| step(program, it));
    json!({ "steps": steps.collect::<Vec<_>>() })
}

/// `{"id", "title", "explanation", "act", "stride", "technique", "likelihood", …}`.
pub fn step(program: &Program, step: &Step) -> Value {
    let stride = step.stride.iter().map(ToString::to_string);
    let techniques = step.techniques.iter().map(ToString::to_string);
    json!({
        "id": step.id,
        "title": step.title,
        "explanation": step.explanation,
        "act": step.act,
        "stride": stride.collect::<Vec<_>>(),
        "technique": techniques.collect::<Vec<_>>(),
        "likelihood": step.likelihood.to_string(),
        "chance": step.likelihood.chance(),
        "stopped_by": step_controls(program, step, "lacks_control"),
        "hampered_by": step_controls(program, step, "slips_past"),
        "clauses": step.clauses.len(),
    })
}
