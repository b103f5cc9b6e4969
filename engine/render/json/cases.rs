//! Cases that were tested, as JSON.

use serde_json::{Value, json};

use crate::render::cases::Tested;

/// `{"passes", "cases": [{"file", "expectations", "failures": […]}]}`.
pub fn cases(tested: &[Tested]) -> Value {
    let case = |it: &Tested| {
        let failures = it.failures.iter().map(|(place, it)| {
            json!({
                "goal": it.goal,
                "place": place,
                "reason": it.reason,
                "nearest": it.nearest,
            })
        });
        json!({
            "file": it.file,
            "expectations": it.expectations,
            "failures": failures.collect::<Vec<_>>(),
        })
    };
    json!({
        "passes": tested.iter().all(|it| it.failures.is_empty()),
        "cases": tested.iter().map(case).collect::<Vec<_>>(),
    })
}
