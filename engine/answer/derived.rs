//! Derived relations that answers know by name.

/// The relation whose facts are goals.
pub const VIOLATED: &str = "violated";

/// The relation that names the trust boundary between two components.
pub const TRUST_BOUNDARY: &str = "trust_boundary";

/// The one that names it between an actor and a component.
pub const ENTRY_BOUNDARY: &str = "entry_boundary";
