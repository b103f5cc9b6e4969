//! Measures with their costs and what they leave of a risk in; the best that a budget buys out.

use std::collections::BTreeSet;

use super::exposure::MeasureId;

/// A risk that falls with every measure that is done.
pub trait Risk {
    /// What is left of it with these measures done. Never more than with fewer of them.
    fn left(&self, done: &BTreeSet<MeasureId>) -> f64;

    /// Measures of which at least one must be done for less to be left than with these.
    fn next(&self, done: &BTreeSet<MeasureId>) -> Vec<MeasureId>;

    /// At least 1.
    fn cost(&self, measure: MeasureId) -> u32;
}

/// What a budget buys.
#[derive(Clone, Debug, PartialEq)]
pub struct Bought {
    pub measures: Vec<MeasureId>,
    pub cost: u64,
    /// What is left of the risk.
    pub left: f64,
    /// No measures within the budget leave less than this; the same as `left` unless the search
    /// was cut.
    pub at_best: f64,
}

/// Finds the measures within `budget` that leave the least, by branch and bound. After `looks` at
/// what is left the search is cut. `all` has every measure.
pub fn buy(risk: &impl Risk, all: &BTreeSet<MeasureId>, budget: u64, looks: usize) -> Bought {
    let nothing = BTreeSet::new();
    let mut search = Search {
        risk,
        all,
        looks,
        best: (risk.left(&nothing), 0, nothing),
        missed: f64::INFINITY,
    };
    search.greedy(budget);
    search.branch(&BTreeSet::new(), &BTreeSet::new(), budget);
    let (left, _, mut measures) = search.best;
    for measure in measures.clone() {
        measures.remove(&measure);
        if risk.left(&measures) > left + EQUAL {
            measures.insert(measure);
        }
    }
    let cost = measures.iter().map(|&it| u64::from(risk.cost(it))).sum();
    Bought {
        measures: measures.into_iter().collect(),
        cost,
        left,
        at_best: left.min(search.missed),
    }
}

struct Search<'a, R> {
    risk: &'a R,
    all: &'a BTreeSet<MeasureId>,
    looks: usize,
    /// What is left, the cost, the measures.
    best: (f64, u64, BTreeSet<MeasureId>),
    /// What could be left at best where the search did not look.
    missed: f64,
}

/// Smaller differences are rounding.
const EQUAL: f64 = 1e-9;

impl<R: Risk> Search<'_, R> {
    /// A good set to begin with: always what removes most for its cost.
    fn greedy(&mut self, budget: u64) {
        let mut done = BTreeSet::new();
        let (mut left, mut money) = (self.best.0, budget);
        loop {
            let mut choice: Option<(f64, f64, MeasureId)> = None;
            for measure in self.risk.next(&done) {
                let cost = u64::from(self.risk.cost(measure));
                if cost > money {
                    continue;
                }
                let after = self.look(&with(&done, measure));
                let worth = (left - after) / cost as f64;
                if choice.is_none_or(|(best, ..)| worth > best + EQUAL) {
                    choice = Some((worth, after, measure));
                }
            }
            let Some((_, after, measure)) = choice else {
                return;
            };
            done.insert(measure);
            money -= u64::from(self.risk.cost(measure));
            left = after;
            self.take(left, budget - money, &done);
        }
    }

    /// Looks at all sets that contain `done` and nothing that is `out`, as far as they can be
    /// better than the best.
    fn branch(&mut self, done: &BTreeSet<MeasureId>, out: &BTreeSet<MeasureId>, money: u64) {
        let mut out = out.clone();
        for measure in self.risk.next(done) {
            let cost = u64::from(self.risk.cost(measure));
            if cost > money || out.contains(&measure) {
                continue;
            }
            let affordable = |it: &&MeasureId| {
                !out.contains(it) && (done.contains(it) || u64::from(self.risk.cost(**it)) <= money)
            };
            let most: BTreeSet<MeasureId> = self.all.iter().filter(affordable).copied().collect();
            let bound = self.look(&most);
            if bound >= self.best.0 - EQUAL {
                return;
            }
            if self.looks == 0 {
                self.missed = self.missed.min(bound);
                return;
            }
            let more = with(done, measure);
            let left = self.look(&more);
            let spent = more.iter().map(|&it| u64::from(self.risk.cost(it))).sum();
            self.take(left, spent, &more);
            self.branch(&more, &out, money - cost);
            // What follows does without it.
            out.insert(measure);
        }
    }

    fn take(&mut self, left: f64, cost: u64, done: &BTreeSet<MeasureId>) {
        let less = left < self.best.0 - EQUAL;
        if less || (left < self.best.0 + EQUAL && cost < self.best.1) {
            self.best = (left, cost, done.clone());
        }
    }

    fn look(&mut self, done: &BTreeSet<MeasureId>) -> f64 {
        self.looks = self.looks.saturating_sub(1);
        self.risk.left(done)
    }
}

fn with(done: &BTreeSet<MeasureId>, measure: MeasureId) -> BTreeSet<MeasureId> {
    let mut more = done.clone();
    more.insert(measure);
    more
}
