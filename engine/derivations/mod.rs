//! What holds in; which rule instances support it out.
//!
//! Nothing is recorded while a program is solved. A rule instance is a match of a clause's body
//! against the fixpoint, found backwards from the facts that are asked about.

mod chance;
mod expand;
mod graph;
mod influence;

pub use chance::{Chance, fact_text, fact_values};
pub use expand::{Matcher, Scope};
pub use graph::{ChanceId, FactId, Graph, Instance};
pub use influence::Influence;
