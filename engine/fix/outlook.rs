//! Measures that are done in; what is left of the risk of goals out, and the ways seen on the way.

use std::collections::BTreeSet;

use super::exposure::MeasureId;
use super::way::{Bound, Way};

/// Goals whose risk falls with every measure that is done.
pub trait Risk {
    /// How many goals there are.
    fn goals(&self) -> usize;

    /// For each of some goals the way that leaves most with these measures done, if one leaves
    /// anything.
    fn worst(&self, goals: &[usize], done: &BTreeSet<MeasureId>) -> Vec<Option<Way>>;

    /// At least 1.
    fn cost(&self, measure: MeasureId) -> u32;
}

/// What is known of some goals. It is asked for a way only where that does not follow from what
/// is known.
#[derive(Debug)]
pub struct Outlook<'r, R> {
    pub risk: &'r R,
    goals: Vec<GoalOutlook>,
}

/// What is known of a goal.
#[derive(Clone, Debug, Default)]
struct GoalOutlook {
    ways: Vec<Way>,
    /// What is left with some measures done.
    known: Vec<(BTreeSet<MeasureId>, f64)>,
    bounds: Vec<Bound>,
}

/// Smaller differences are rounding.
const EQUAL: f64 = 1e-9;

impl<'r, R: Risk> Outlook<'r, R> {
    pub fn new(risk: &'r R) -> Self {
        let goals = vec![GoalOutlook::default(); risk.goals()];
        Self { risk, goals }
    }

    /// What is left of the risk of each goal with these measures done.
    pub fn left(&mut self, done: &BTreeSet<MeasureId>) -> Vec<f64> {
        let open = (0..self.goals.len()).filter(|&at| !self.goals[at].is_known(done));
        let open: Vec<usize> = open.collect();
        for (at, way) in open.iter().zip(self.risk.worst(&open, done)) {
            self.goals[*at].learn(way, done);
        }
        let goals = self.goals.iter();
        goals.map(|goal| goal.at_least(done)).collect()
    }

    /// Sees to it that the bounds are exact where these measures are done, as far as what is left
    /// with them is known.
    pub fn pin(&mut self, done: &BTreeSet<MeasureId>) {
        for goal in &mut self.goals {
            goal.pin(done);
        }
    }

    /// By goal: bounds on what is left of it, all of which hold at once.
    pub fn bounds(&self) -> impl Iterator<Item = &[Bound]> {
        self.goals.iter().map(|goal| goal.bounds.as_slice())
    }
}

impl GoalOutlook {
    /// Whether what is left is known: a way leaves at least this, and less was done when it was
    /// all.
    fn is_known(&self, done: &BTreeSet<MeasureId>) -> bool {
        let least = self.at_least(done);
        let mut fewer = self.known.iter().filter(|(it, _)| it.is_subset(done));
        fewer.any(|(_, left)| *left <= least + EQUAL)
    }

    fn at_least(&self, done: &BTreeSet<MeasureId>) -> f64 {
        let left = self.ways.iter().map(|way| way.left(done));
        left.fold(0.0, f64::max)
    }

    fn learn(&mut self, way: Option<Way>, done: &BTreeSet<MeasureId>) {
        let left = way.as_ref().map_or(0.0, |it| it.left(done));
        if let Some(way) = way.filter(|it| !self.ways.contains(it)) {
            self.bounds.push(way.bound(&BTreeSet::new()));
            self.ways.push(way);
        }
        self.known.push((done.clone(), left));
    }

    fn pin(&mut self, done: &BTreeSet<MeasureId>) {
        let mut ways = self.ways.iter();
        let Some(mut worst) = ways.next() else {
            return;
        };
        for way in ways {
            if way.left(done) > worst.left(done) {
                worst = way;
            }
        }
        let bound = worst.bound(&worst.hampering(done));
        if worst.left(done) > 0.0 && !self.bounds.contains(&bound) {
            self.bounds.push(bound);
        }
    }
}
