//! Answers as JSON. The fields are documented in `docs/json.md` and stay as they are.

mod assumptions;
mod cases;
mod check;
mod compare;
mod coverage;
mod depth;
mod explain;
mod facts;
mod fix;
mod gate;
mod paths;
mod plan;
mod reach;
mod rmf;
mod rules;
mod verified;
mod why_not;
mod words;

pub use assumptions::assumptions;
pub use cases::cases;
pub use check::check;
pub use compare::compare;
pub use coverage::coverage;
pub use depth::depths;
pub use explain::explain;
pub use facts::facts;
pub use fix::fix;
pub use gate::gate;
pub use paths::{merge, paths};
pub use plan::plan;
pub use reach::{reach, rows, who_can_reach};
pub use rmf::rmf;
pub use rules::{rules, step};
pub use verified::verified;
pub use why_not::why_not;
pub use words::words;

use serde_json::Value;

/// Indented, with a line end.
pub fn text(value: &Value) -> String {
    format!("{value:#}\n")
}
