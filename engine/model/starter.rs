//! The file that `init` writes.

/// A small system with comments that explain the format.
pub fn starter() -> &'static str {
    include_str!("starter.yaml")
}
