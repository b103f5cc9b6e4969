//! Depths of defence as JSON.

use serde_json::{Value, json};

use super::paths::act;
use crate::answer::{Breach, Control, DepthRow, Depths};

/// `{"system", "rows": [{"component", "property", "impact", "depth", …}], "weak_spots"}`.
pub fn depths(system: &str, answer: &Depths) -> Value {
    let spots = answer.weak_spots.iter().map(|spot| {
        let opens = spot.opens.iter().map(|(component, property, impact)| {
            json!({ "component": component, "property": property, "impact": impact })
        });
        json!({
            "component": spot.control.component,
            "control": spot.control.control,
            "opens": opens.collect::<Vec<_>>(),
        })
    });
    json!({
        "system": system,
        "rows": answer.rows.iter().map(row).collect::<Vec<_>>(),
        "weak_spots": spots.collect::<Vec<_>>(),
    })
}

fn row(row: &DepthRow) -> Value {
    let opening = row.opening.as_ref();
    json!({
        "component": row.component,
        "property": row.property,
        "impact": row.impact,
        "depth": opening.map(|it| it.depth),
        "exact": opening.is_none_or(|it| it.exact),
        "opening": opening.map(breach),
    })
}

fn breach(breach: &Breach) -> Value {
    let instead = breach.instead.iter().map(|it| controls(it));
    json!({
        "actor": breach.actor,
        "fails": controls(&breach.fails),
        "instead": instead.collect::<Vec<_>>(),
        "all": breach.all,
        "likelihood": breach.path.likelihood,
        "attempts": breach.path.attempts,
        "acts": breach.path.acts.iter().map(act).collect::<Vec<_>>(),
    })
}

pub(super) fn controls(controls: &[Control]) -> Value {
    let each = controls
        .iter()
        .map(|it| json!({ "component": it.component, "control": it.control }));
    each.collect()
}
