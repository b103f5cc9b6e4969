//! Answers in; what is wrong with them out.
//!
//! Independent of what makes the answers: `proof` shares only data types with the search for
//! proofs, and what controls do is seen by solving again with them in place.

mod against;
mod figures;
mod inference;
mod listing;
mod proof;
mod verify;

pub use against::Against;
pub use figures::chances;
pub use proof::faults;
pub use verify::{Verified, Wrong, verify};
