//! Sets of chances, and how likely it is that all of one hold.

use crate::derivations::ChanceId;

/// The likelihood that all of some distinct chances hold: their product, since chances are
/// independent (distribution semantics, Sato 1995).
///
/// Factors are multiplied in order of size, so that equal factors give equal bits whatever they
/// stand for and wherever they came from.
pub fn likelihood(chances: impl IntoIterator<Item = f64>) -> f64 {
    let mut factors: Vec<f64> = chances.into_iter().collect();
    factors.sort_unstable_by(f64::total_cmp);
    factors.into_iter().product()
}

/// A likelihood in steps of 1e-12: smaller differences are rounding, not rank.
pub fn key(likelihood: f64) -> u64 {
    (likelihood * 1e12).round() as u64
}

/// A sorted set with a signature that settles most subset tests at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ChanceSet {
    ids: Box<[ChanceId]>,
    signature: u64,
}

impl ChanceSet {
    /// `ids` are sorted and distinct.
    pub fn new(ids: Vec<ChanceId>) -> Self {
        debug_assert!(ids.is_sorted_by(|a, b| a < b));
        let signature = ids.iter().fold(0, |bits, id| bits | 1 << (id.0 % 64));
        Self {
            ids: ids.into(),
            signature,
        }
    }

    pub fn ids(&self) -> &[ChanceId] {
        &self.ids
    }

    pub fn union(&self, other: &Self) -> Self {
        let (mut left, mut right) = (self.ids(), other.ids());
        let mut ids = Vec::with_capacity(left.len() + right.len());
        while let (Some((&a, left_rest)), Some((&b, right_rest))) =
            (left.split_first(), right.split_first())
        {
            ids.push(a.min(b));
            if a <= b {
                left = left_rest;
            }
            if b <= a {
                right = right_rest;
            }
        }
        ids.extend_from_slice(left);
        ids.extend_from_slice(right);
        Self {
            ids: ids.into(),
            signature: self.signature | other.signature,
        }
    }

    /// The set without some chances.
    pub fn without(self, chances: &[ChanceId]) -> Self {
        if chances.is_empty() {
            return self;
        }
        let mut ids = self.ids.into_vec();
        ids.retain(|id| !chances.contains(id));
        Self::new(ids)
    }

    pub fn is_subset(&self, other: &Self) -> bool {
        if self.signature & !other.signature != 0 || self.ids.len() > other.ids.len() {
            return false;
        }
        let mut rest = other.ids.iter();
        self.ids.iter().all(|id| rest.any(|it| it == id))
    }
}
