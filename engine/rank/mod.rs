//! Derivations in; the proofs of a goal, likeliest first, out.
//!
//! Exact: the first k proofs returned are the k likeliest minimal proofs, unless a proof says
//! otherwise. `docs/algorithms.md` tells why.

mod avoiding;
mod best;
mod bound;
mod chance_set;
mod changed;
mod falls;
mod guide;
mod levels;
mod listing;
mod marked;
mod network;
mod proof;
mod search;
mod total;
mod ways;

pub use avoiding::best_avoiding;
pub use best::{Effort, best};
pub use bound::upper_bounds;
pub use chance_set::{key, likelihood};
pub use changed::{Changed, NewProof, Same};
pub use falls::Falls;
pub use marked::best_resting_on;
pub use network::{Network, RawRule};
pub use proof::{Proof, Proofs};
pub use total::{Budget, Diagram, Total, diagram, total, totals};
