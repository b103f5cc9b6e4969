//! Inputs that the language treats apart from others, by name.

pub const LACKS_CONTROL: &str = "lacks_control";
pub const SLIPS_PAST: &str = "slips_past";
pub const ACTOR: &str = "actor";
pub const ATTEMPTS: &str = "attempts";
pub const ENTRY: &str = "entry";
pub const COMPONENT: &str = "component";

/// Inputs that hold almost everywhere, and so are given by where they do not.
pub const COMPLEMENTS: [&str; 2] = [LACKS_CONTROL, SLIPS_PAST];

/// Inputs whose facts carry a chance of their own.
pub const UNCERTAIN: [&str; 3] = [LACKS_CONTROL, SLIPS_PAST, ATTEMPTS];

/// Inputs whose first column holds actors.
pub const OF_ACTORS: [&str; 3] = [ACTOR, ATTEMPTS, ENTRY];
