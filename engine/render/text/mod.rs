//! Answers as text for a terminal.

mod assumptions;
mod cases;
mod check;
mod compare;
mod coverage;
mod explain;
mod facts;
mod fix;
mod gate;
mod grid;
mod paths;
mod plan;
mod reach;
mod rmf;
mod rows;
mod rules;
mod style;
mod words;

pub use assumptions::assumptions;
pub use cases::cases;
pub use check::check;
pub use compare::compare;
pub use coverage::coverage;
pub use explain::explain;
pub use facts::facts;
pub use fix::fix;
pub use gate::gate;
pub use paths::paths;
pub use plan::plan;
pub use reach::{reach, who_can_reach};
pub use rmf::rmf;
pub use rows::rows;
pub use rules::{rules, step};
pub use style::Style;
pub use words::words;
