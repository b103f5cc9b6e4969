//! What is said about the example systems: one snapshot for each question, so that a change to a
//! rule or a system shows as paths that come and go; and what has to be among it.

#[path = "../support/mod.rs"]
mod support;

mod assumptions;
mod coverage;
mod edited_rules;
mod plan;
mod questions;
mod register;
mod shown;

use serde_json::Value;
use support::command::{json, list, number, text};

fn file(system: &str) -> String {
    format!("facts/systems/{system}.yaml")
}

/// `risk likelihood component property ← actor: step → step (+goals that fall with it)`.
fn path_line(row: &Value) -> String {
    let goal = &row["goal"];
    let also = match list(&row["also"]).len() {
        0 => String::new(),
        more => format!(" (+{more})"),
    };
    format!(
        "{:4.1}  {:5.3}  {} {} ← {}: {}{also}",
        number(&row["risk"]),
        number(&row["likelihood"]),
        text(&goal["component"]),
        text(&goal["property"]),
        text(&goal["actor"]),
        steps(row).join(" → "),
    )
}

fn steps(path: &Value) -> Vec<&str> {
    list(&path["acts"])
        .iter()
        .map(|act| text(&act["step"]))
        .collect()
}

/// Every goal's best path in a system, best first.
fn all_paths(system: &str, more: &[&str]) -> Vec<Value> {
    let file = file(system);
    let arguments = [&["paths", "--top", "1000", &file], more].concat();
    list(&json(&arguments)["paths"]).to_vec()
}
