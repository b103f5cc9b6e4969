//! A program and its input facts in; everything that holds out.

mod compiled;
mod interpret;
mod matcher;
mod plan;
mod store;

pub use compiled::solve_compiled;
pub use interpret::{Limits, TooManyFacts, solve, solve_rest};
pub use matcher::{Binding, matches, unify};
pub use plan::{MatchPlan, Start};
pub use store::{Database, Store};
