//! Who gains what, and the rows of queries, as JSON.

use serde_json::{Value, json};

use super::paths::path;
use crate::answer::{Gains, Row};

/// `{"target", "rows": [{"actor", "gains", "likelihood", "path"}]}`.
pub fn who_can_reach(target: &str, rows: &[Gains], ids: &[String]) -> Value {
    let rows = rows
        .iter()
        .zip(ids)
        .map(|(row, id)| gains("actor", &row.actor, row, id));
    json!({ "target": target, "rows": rows.collect::<Vec<_>>() })
}

/// `{"actor", "rows": [{"component", "gains", "likelihood", "path"}]}`.
pub fn reach(actor: &str, rows: &[Gains], ids: &[String]) -> Value {
    let rows = rows.iter().zip(ids);
    let rows = rows.map(|(row, id)| gains("component", &row.component, row, id));
    json!({ "actor": actor, "rows": rows.collect::<Vec<_>>() })
}

/// `{"query", "columns", "rows": [{"values", "likelihood", "path": {…}}]}`.
pub fn rows(query: &str, columns: &[String], rows: &[Row], ids: &[String]) -> Value {
    let rows = rows.iter().zip(ids).map(|(row, id)| {
        json!({
            "values": row.values,
            "likelihood": row.path.likelihood,
            "path": path(&row.path, id),
        })
    });
    json!({ "query": query, "columns": columns, "rows": rows.collect::<Vec<_>>() })
}

fn gains(name: &str, who: &str, row: &Gains, id: &str) -> Value {
    let words = row.gains.iter().map(|(word, _)| word.as_str());
    let each = row
        .gains
        .iter()
        .map(|(word, value)| json!({ "gain": word, "likelihood": value }));
    let steps = row.path.acts.iter().map(|act| act.step.as_str());
    json!({
        name: who,
        "gains": words.collect::<Vec<_>>(),
        "by_gain": each.collect::<Vec<_>>(),
        "likelihood": row.path.likelihood,
        "exact": row.path.exact,
        "path": id,
        "steps": steps.collect::<Vec<_>>(),
    })
}
