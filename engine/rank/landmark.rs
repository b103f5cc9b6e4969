//! Search over sets of chances by landmarks: for goals whose parts have too many proofs.
//!
//! A state is a set of chances that are paid and a set that must not be. Every proof pays one of
//! a landmark, so a state splits into those that pay its first chance, its second but not its
//! first, and so on: each minimal proof lies in exactly one of them. States are taken by what
//! they cost at least (A*), so proofs come in falling likelihood.

use std::collections::BinaryHeap;

use super::cut::{Outlook, Problem};

/// A set of chances from which the goal follows, and its cost.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Solution {
    /// Sorted.
    pub chances: Vec<u32>,
    pub cost: u64,
}

/// The cheapest minimal solutions, and what all others cost at least.
#[derive(Debug)]
pub(super) struct Solutions {
    pub list: Vec<Solution>,
    /// `None` if there are no others.
    pub rest: Option<u64>,
}

/// How many states are looked at only to settle which of equally likely proofs comes first.
const TIES: usize = 200;

/// The `k` cheapest minimal solutions, or those found within `work` (states × size).
pub(super) fn cheapest(problem: &Problem, k: usize, work: usize) -> Solutions {
    let most = work / problem.size().max(1);
    let mut list: Vec<Solution> = Vec::new();
    let mut queue = BinaryHeap::from([State::default()]);
    let (mut looked, mut ties) = (0, 0);
    while let Some(state) = queue.peek() {
        let last = list.get(k.saturating_sub(1)).map(|last| last.cost);
        let settled = last.is_some_and(|last| state.bound > last || ties >= TIES);
        if settled || looked >= most {
            break;
        }
        ties += usize::from(last.is_some());
        looked += 1;
        let Some(state) = queue.pop() else { break };
        if list.iter().any(|it| is_subset(&it.chances, &state.paid)) {
            continue;
        }
        match problem.outlook(&state.paid, &state.forbidden) {
            Outlook::Lost => {}
            Outlook::Reached => list.push(Solution {
                chances: state.paid,
                cost: state.cost,
            }),
            Outlook::Open { cost, landmark } => {
                let bound = state.bound.max(state.cost + cost);
                queue.extend(state.split(problem, &landmark, bound));
            }
        }
    }
    list.sort_by(|a, b| {
        let by_cost = a
            .cost
            .cmp(&b.cost)
            .then(a.chances.len().cmp(&b.chances.len()));
        by_cost.then_with(|| a.chances.cmp(&b.chances))
    });
    let cut = list.get(k).map(|solution| solution.cost);
    list.truncate(k);
    let queued = queue.peek().map(|state| state.bound);
    let rest = [cut, queued].into_iter().flatten().min();
    Solutions { list, rest }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct State {
    /// No proof in this state costs less.
    bound: u64,
    /// What is paid so far.
    cost: u64,
    /// Sorted.
    paid: Vec<u32>,
    forbidden: Vec<u32>,
}

impl State {
    /// One state for each chance of a landmark.
    fn split(&self, problem: &Problem, landmark: &[u32], bound: u64) -> Vec<Self> {
        let states = landmark.iter().enumerate().map(|(at, &chance)| {
            let cost = self.cost + problem.costs[chance as usize];
            let mut paid = self.paid.clone();
            paid.insert(paid.partition_point(|&it| it < chance), chance);
            Self {
                bound: bound.max(cost),
                cost,
                paid,
                forbidden: [&self.forbidden, &landmark[..at]].concat(),
            }
        });
        states.collect()
    }
}

impl Ord for State {
    /// The greatest comes first: least bound, then the one that is furthest, then texts.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let order = |it: &Self| (it.bound, std::cmp::Reverse(it.cost));
        let by_bound = order(other).cmp(&order(self));
        by_bound.then_with(|| other.paid.cmp(&self.paid))
    }
}

impl PartialOrd for State {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

fn is_subset(part: &[u32], whole: &[u32]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|id| rest.any(|it| it == id))
}
