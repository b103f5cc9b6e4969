//! Rule instances and the measures against them in; the cheapest measures that leave no proof out.
//!
//! By implicit hitting sets: an optimiser proposes the cheapest set that meets every proof seen so
//! far, forward chaining looks for a proof that the set leaves, until there is none. What the
//! optimiser has proposed then is as cheap as any set can be, since all sets must meet the proofs
//! seen (Chandrasekaran et al. 2011; as MaxHS does for MaxSAT, Davies and Bacchus 2011).

mod budget;
mod cheapest;
mod exposure;
mod optimiser;
mod outlook;
mod shares;
mod way;

pub use budget::{Bought, BudgetEffort, buy};
pub use cheapest::{Attack, Cheapest, Pricing, SetEffort, cheapest, cheapest_against};
pub use exposure::{Exposure, MeasureId, Rule};
pub use outlook::{Outlook, Risk};
pub use way::{Bound, Way};
