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
mod origin;
mod plan;
mod problog;
mod reference;
mod review;
mod rmf;
mod score;
pub mod text;
mod treatment;
mod verified;
mod why_not;

use crate::answer::Paths;

pub use number::{certainty, factor, likelihood, plural, risk, total};
pub use problog::problog;

/// What it means that there is no path.
pub(crate) const NOTHING: &str = "No attack path leads to anything of value that was asked about. Only \
    components with an `asset:` value are goals, unless no component has one.";

/// What it means that no path is shown.
pub(crate) fn no_path(answer: &Paths) -> String {
    match answer.goals {
        0 => NOTHING.to_owned(),
        goals => format!(
            "{} in reach, but none in the way asked for: a lower --min-risk or another --via shows \
             more.",
            match goals {
                1 => "1 goal is".to_owned(),
                goals => format!("{goals} goals are"),
            }
        ),
    }
}
