//! A test plan as JSON.

use serde_json::{Value, json};

use super::paths::{act, finding, merge};
use crate::answer::{Analysis, Hurdle, HurdleState, Paths, Plan, Test};
use crate::render::plan::{blocked, harder, number};
use crate::render::reference::reference;

/// `{"system", …, "tests": […], "paths": […]}`.
pub fn plan(analysis: &Analysis, answer: &Paths, plan: &Plan, ids: &[String]) -> Value {
    let routes = plan.routes.iter().zip(ids).map(|(route, id)| {
        let mut value = finding(&route.finding, id);
        let tests: Vec<String> = route.tests.iter().map(|&at| number(at)).collect();
        merge(&mut value, json!({ "tests": tests }));
        value
    });
    let tests = plan.tests.iter().enumerate().map(|(at, it)| test(at, it));
    json!({
        "system": analysis.model.system,
        "goals": answer.goals,
        "goals_left": answer.goals_left,
        "certain": answer.certain,
        "tests": tests.collect::<Vec<_>>(),
        "paths": routes.collect::<Vec<_>>(),
    })
}

fn test(at: usize, test: &Test) -> Value {
    let given = test.given.iter().map(|given| {
        let after: Vec<String> = given.after.iter().map(|&at| number(at)).collect();
        json!({ "sentence": given.sentence, "after": after })
    });
    let named = test.act.techniques.iter().map(|text| {
        let reference = reference(text);
        json!({ "id": reference.id, "name": reference.name })
    });
    let mut value = json!({
        "id": number(at),
        "actor": test.actor,
        "references": named.collect::<Vec<_>>(),
        "given": given.collect::<Vec<_>>(),
        "success": test.success,
        "relies_on": test.hurdles.iter().map(hurdle).collect::<Vec<_>>(),
        "if_blocked": blocked(test),
        "if_harder": harder(test),
    });
    merge(&mut value, act(&test.act));
    value
}

fn hurdle(hurdle: &Hurdle) -> Value {
    let (status, likelihood) = match hurdle.state {
        HurdleState::Missing => ("missing", None),
        HurdleState::Unstated => ("unstated", None),
        HurdleState::Weak(chance) => ("weak", Some(chance)),
    };
    json!({
        "component": hurdle.control.component,
        "control": hurdle.control.control,
        "stops": hurdle.stops,
        "status": status,
        "likelihood": likelihood,
    })
}
