//! Places in files.

use crate::answer::Spot;

/// What people need to find a place among others: where all are in one file, its name goes without
/// saying.
pub(super) fn place<'s>(spot: &Spot, mut all: impl Iterator<Item = &'s Spot>) -> String {
    if all.all(|it| it.file == spot.file) {
        format!("line {}", spot.line)
    } else {
        spot.to_string()
    }
}
