//! What findings mean for the NIST AI RMF, as JSON.

use serde_json::{Value, json};

use crate::answer::{Analysis, Paths, Subcategory};

/// `{"system", …, "rmf": […]}`.
pub fn rmf(
    analysis: &Analysis,
    answer: &Paths,
    subcategories: &[Subcategory],
    ids: &[String],
) -> Value {
    json!({
        "system": analysis.model.system,
        "goals": answer.goals,
        "goals_left": answer.goals_left,
        "certain": answer.certain,
        "rmf": list(subcategories, ids),
    })
}

/// `[{"subcategory", "name", "reasons": [{"why", "paths"}]}]`.
pub fn list(subcategories: &[Subcategory], ids: &[String]) -> Vec<Value> {
    let subcategories = subcategories.iter().map(|it| {
        let reasons = it.reasons.iter().map(|reason| {
            let paths = reason.rows.iter().filter_map(|&at| ids.get(at));
            json!({ "why": reason.why, "paths": paths.collect::<Vec<_>>() })
        });
        json!({
            "subcategory": it.id,
            "name": it.name,
            "reasons": reasons.collect::<Vec<_>>(),
        })
    });
    subcategories.collect()
}
