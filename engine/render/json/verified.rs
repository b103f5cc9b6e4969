//! What was checked, as JSON.

use serde_json::{Value, json};

use crate::checker::Verified;

/// `{"system", "goals", "paths", "inferences", "given", "facts", "cut", "uncuttable", "wrong"}`.
pub fn verified(system: &str, answer: &Verified) -> Value {
    let wrong = answer.wrong.iter();
    let wrong = wrong.map(|it| json!({ "about": it.about, "what": it.what }));
    json!({
        "system": system,
        "goals": answer.goals,
        "paths": answer.paths,
        "inferences": answer.inferences,
        "given": answer.given,
        "facts": answer.facts,
        "cut": answer.cut,
        "uncuttable": answer.uncuttable,
        "wrong": wrong.collect::<Vec<_>>(),
    })
}
