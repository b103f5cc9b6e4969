//! A solved model, ready for questions.

pub use crate::engine::Solved as Analysis;
