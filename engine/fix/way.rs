//! A way to bring a goal about; what measures leave of its risk out.

use std::collections::{BTreeMap, BTreeSet};

use super::exposure::MeasureId;

/// One way among those that lead to a goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Its risk with none of the measures below.
    pub risk: f64,
    /// Each of these closes it.
    pub stopped_by: BTreeSet<MeasureId>,
    /// Each of these leaves so much of its risk, strictly between 0 and 1 or 1.
    pub hampered_by: BTreeMap<MeasureId, f64>,
}

/// A straight lower bound on what is left of a way: `most` less the sum of `off` over the measures
/// that are done.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    pub most: f64,
    pub off: BTreeMap<MeasureId, f64>,
}

impl Way {
    /// What is left of its risk with these measures done.
    pub fn left(&self, done: &BTreeSet<MeasureId>) -> f64 {
        if self.stopped_by.iter().any(|it| done.contains(it)) {
            return 0.0;
        }
        let hampered = self.hampered_by.iter();
        let factors = hampered.filter(|(it, _)| done.contains(it));
        factors.fold(self.risk, |risk, (_, leaves)| risk * leaves)
    }

    /// Which of the measures that are done hamper it.
    pub fn hampering(&self, done: &BTreeSet<MeasureId>) -> BTreeSet<MeasureId> {
        let hampered = self.hampered_by.keys().copied();
        hampered.filter(|it| done.contains(it)).collect()
    }

    /// A bound that is exact where no measure stops the way and just these hamper it.
    ///
    /// What is left is a product of factors, so a measure takes less off the more others are done.
    /// So one that is added to these takes off no more than it would alone beside them, and one
    /// that is missing of them would take off no less than beside all others (Nemhauser, Wolsey
    /// and Fisher 1978).
    pub fn bound(&self, hampering: &BTreeSet<MeasureId>) -> Bound {
        let now = self.left(hampering);
        let least: f64 = self.risk * self.hampered_by.values().product::<f64>();
        let mut off = BTreeMap::new();
        let mut most = now;
        for (&measure, &leaves) in &self.hampered_by {
            if hampering.contains(&measure) {
                let takes = least / leaves - least;
                most += takes;
                off.insert(measure, takes);
            } else {
                off.insert(measure, now * (1.0 - leaves));
            }
        }
        off.extend(self.stopped_by.iter().map(|&it| (it, most)));
        Bound { most, off }
    }
}
