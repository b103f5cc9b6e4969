//! What changes to a system do: to its goals, and to the verdict on them.

#[path = "../support/mod.rs"]
mod support;

mod altered;
mod baseline;
mod cases;
mod compared;
mod diff;
mod gate;
mod treatments;
mod ways;
