//! Answers in; what is wrong with them out.
//!
//! Independent of what makes the answers: `proof` shares only data types with the search for
//! proofs, and what controls do is seen by solving again with them in place.

mod figures;
mod inference;
mod listing;
mod proof;
mod verify;

pub use figures::chances;
pub use proof::{Against, faults};
pub use verify::{Verified, Wrong, verify};
