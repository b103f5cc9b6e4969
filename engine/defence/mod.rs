//! Facts and a program in; what would have to change for a goal to follow out.
//!
//! *Relaxed* facts hold whatever changes are looked at: every present control fails, and
//! candidate entries are there. Each change has a cost, and a goal's cheapest sets of changes are
//! its cheapest proofs when nothing else is counted. Costs are counted by set, so a control that
//! two parts of a path are up against is paid once.

mod openings;
mod relaxed;

pub use openings::{Defence, Opening, Openings};
pub use relaxed::{Change, ChangeId, ControlFate, Relaxed, relax};
