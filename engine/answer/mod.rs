//! A solved model and a question in; the answer as plain data out.

mod analysis;
mod assumptions;
mod coverage;
mod derivation;
mod example;
mod explain;
mod find;
mod given;
mod goals;
mod path;
mod paths;
mod plan;
mod reach;
mod rows;
mod scale;
mod treatment;
mod wording;

pub use analysis::Analysis;
pub use assumptions::{Assumption, Assumptions, Depth, Total, Trial, assumptions};
pub use coverage::{Coverage, Exercise, Exercised, Threat, ThreatList, coverage, exercised};
pub use derivation::{Derivation, Inference, Node};
pub use example::{Example, Examples, Told, examples};
pub use explain::{Deed, Explained, explain};
pub use find::{Found, find, likeliest_path};
pub use given::{GivenFact, given_facts};
pub use goals::{Goal, VIOLATED, goals};
pub use path::{Act, Boundary, Control, Gap, Path, WeakControl};
pub use paths::{Finding, Paths, Question, paths};
pub use plan::{Given, Hurdle, HurdleState, Plan, Route, Test, plan};
pub use reach::{Gains, gain_facts, reach, who_can_reach};
pub use rows::{Row, rows};
pub use scale::{composed_impact, likelihood_word, risk_word};
pub use wording::sentence;
