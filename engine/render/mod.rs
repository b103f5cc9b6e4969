//! Answers in; text for people or machines out.

pub mod json;
pub mod markdown;
mod number;
pub mod text;

pub use number::{certainty, likelihood, plural, risk};
