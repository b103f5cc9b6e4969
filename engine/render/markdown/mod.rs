//! Answers as Markdown, for reports and pull requests.

mod assumptions;
mod check;
mod coverage;
mod explain;
mod paths;
mod plan;
pub mod reference;
mod rmf;
mod table;

pub use assumptions::assumptions;
pub use check::check;
pub use coverage::coverage;
pub use explain::explain;
pub use paths::paths;
pub use plan::plan;
pub use rmf::rmf;
pub use table::table;
