//! Which threats the steps cover, as JSON.

use serde_json::{Map, Value, json};
use threatlog_dl::Program;

use crate::answer::{Coverage, Exercise, Exercised, Threat};

/// `{"steps", "lists": […], "systems": […], "not_exercised"}`.
pub fn coverage(program: &Program, coverage: &Coverage) -> Value {
    let lists = coverage.lists.iter().map(|list| {
        let threats = list.threats.iter().map(threat);
        json!({
            "id": list.id,
            "title": list.title,
            "threats": threats.collect::<Vec<_>>(),
        })
    });
    let systems = coverage.exercised.iter().map(system);
    let idle = match coverage.exercised.as_slice() {
        [] => Value::Null,
        _ => Value::from(coverage.idle(program)),
    };
    json!({
        "steps": program.steps.len(),
        "lists": lists.collect::<Vec<_>>(),
        "systems": systems.collect::<Vec<_>>(),
        "not_exercised": idle,
    })
}

fn threat(threat: &Threat) -> Value {
    json!({
        "id": threat.id,
        "name": threat.name,
        "class": threat.class,
        "steps": threat.steps,
        "reason": threat.reason,
    })
}

fn system(system: &Exercised) -> Value {
    let steps = system.steps.iter().map(|(step, how)| {
        let how = match how {
            Exercise::BestPath => "best_path",
            Exercise::Fires => "fires",
        };
        (step.clone(), Value::from(how))
    });
    json!({ "name": system.name, "steps": steps.collect::<Map<_, _>>() })
}
