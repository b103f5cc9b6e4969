//! Answers in; text for people or machines out.

mod assumption;
pub mod cases;
mod compare;
mod depth;
mod fix;
pub mod gate;
pub mod json;
pub mod markdown;
mod number;
mod plan;
mod problog;
mod reference;
mod review;
mod rmf;
pub mod text;
mod verified;
mod why_not;

pub use number::{certainty, factor, likelihood, plural, risk, total};
pub use problog::problog;

/// What it means that there is no path.
pub(crate) const NOTHING: &str = "No attack path leads to anything of value that was asked about. Only \
    components with an `asset:` value are goals, unless no component has one.";
