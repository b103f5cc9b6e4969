//! Answers in; text for people or machines out.

mod assumption;
pub mod json;
pub mod markdown;
mod number;
mod plan;
mod reference;
pub mod text;

pub use number::{certainty, likelihood, plural, risk};
