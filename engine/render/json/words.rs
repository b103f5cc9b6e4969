//! The vocabulary of architecture files as JSON.

use serde_json::{Value, json};

use crate::catalogue::{Catalogue, Grade, Strength, Word, mitigation_name};

/// `{"kinds": […], "verbs", "entries", "attributes", "controls", "statuses", …}`.
pub fn words(known: &Catalogue) -> Value {
    let kinds = known.kinds.iter().map(|it| {
        json!({
            "id": it.id,
            "title": it.title,
            "what": it.what,
            "expected_controls": it.expected_controls,
        })
    });
    let verbs = known
        .verbs
        .iter()
        .map(|it| json!({ "id": it.id, "reads": it.reads, "meaning": it.meaning }));
    let controls = known.controls.iter().map(|it| {
        let named = it
            .atlas
            .iter()
            .map(|id| json!({ "id": id, "name": mitigation_name(id) }));
        json!({
            "id": it.id,
            "stops": it.stops,
            "can_stop": it.strength == Strength::Complete,
            "residual": it.residual(),
            "atlas": named.collect::<Vec<_>>(),
        })
    });
    json!({
        "kinds": kinds.collect::<Vec<_>>(),
        "verbs": verbs.collect::<Vec<_>>(),
        "entries": plain(&known.entries),
        "attributes": plain(&known.attributes),
        "controls": controls.collect::<Vec<_>>(),
        "statuses": graded(&known.statuses),
        "impacts": graded(&known.impacts),
        "attempts": graded(&known.attempts),
        "positions": plain(&known.positions),
    })
}

fn plain(words: &[Word]) -> Vec<Value> {
    let words = words.iter();
    words
        .map(|it| json!({ "id": it.id, "meaning": it.meaning }))
        .collect()
}

fn graded(grades: &[Grade]) -> Vec<Value> {
    let grades = grades.iter();
    grades
        .map(|it| json!({ "id": it.id, "value": it.value, "meaning": it.meaning }))
        .collect()
}
