//! Minimal proofs of a goal.

use super::chance_set::key;
use crate::derivations::ChanceId;

/// A minimal set of chances from which the goal follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// Sorted.
    pub chances: Vec<ChanceId>,
    /// The product of the chances, in (0, 1].
    pub likelihood: f64,
    /// Whether this proof is certain to be minimal and in its right place.
    pub exact: bool,
}

/// The likeliest proofs of a goal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proofs {
    /// Likeliest first; ties by fewer chances, then by their texts.
    pub list: Vec<Proof>,
    /// Whether the list holds every minimal proof.
    pub complete: bool,
    /// No proof outside the list is likelier than this; 0 if there is none.
    pub rest: f64,
}

impl Proofs {
    /// The `k` likeliest of `list`, where no other proof is likelier than `rest`.
    pub(super) fn ranked(mut list: Vec<Proof>, k: usize, rest: f64) -> Self {
        list.sort_by(|a, b| {
            let by_value = key(b.likelihood).cmp(&key(a.likelihood));
            let by_length = a.chances.len().cmp(&b.chances.len());
            by_value
                .then(by_length)
                .then_with(|| a.chances.cmp(&b.chances))
        });
        let cut = list.get(k).map_or(0.0, |proof| proof.likelihood);
        list.truncate(k);
        let rest = rest.max(cut);
        Self {
            list,
            complete: rest == 0.0,
            rest,
        }
    }

    /// Whether the `k` likeliest proofs are found.
    pub(super) fn is_settled(&self, k: usize) -> bool {
        self.list.len() >= k || self.complete
    }
}
