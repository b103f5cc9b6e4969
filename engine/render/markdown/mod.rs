//! Answers as Markdown, for reports and pull requests.

mod assumptions;
mod cases;
mod check;
mod compare;
mod coverage;
mod depth;
mod explain;
mod fix;
mod gate;
mod paths;
mod plan;
mod reach;
pub mod reference;
mod rmf;
mod rows;
mod table;
mod verified;
mod why_not;

pub use assumptions::assumptions;
pub use cases::cases;
pub use check::check;
pub use compare::compare;
pub use coverage::coverage;
pub use depth::depths;
pub use explain::explain;
pub use fix::fix;
pub use gate::gate;
pub use paths::paths;
pub use plan::plan;
pub use reach::{reach, who_can_reach};
pub use rmf::rmf;
pub use rows::rows;
pub use table::table;
pub use verified::verified;
pub use why_not::why_not;
