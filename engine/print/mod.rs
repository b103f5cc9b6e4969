//! Reports and answers in; text for people or machines out.
//!
//! One printer a form. Each makes every text harmless for where it goes before it lays anything
//! out: `visible` for what a person reads, and on top of it what the form itself needs.

mod json;
pub mod markdown;
mod problog;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use problog::problog;
pub use text::{Style, hints, text};
