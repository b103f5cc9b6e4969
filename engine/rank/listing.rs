//! The ways to prove a goal in; its cheapest minimal proofs out.
//!
//! Goes back from the ends to the goal. What the rest of the way costs at least is known exactly,
//! so hardly a step is taken in vain.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashSet;

use super::chance_set::ChanceSet;
use super::ways::{ROUNDING, Ways};

/// The cheapest minimal proofs among the ways found.
#[derive(Debug)]
pub(super) struct Listing {
    /// By rising cost. None of at most the cost `rest` is missing.
    pub proofs: Vec<(u64, ChanceSet)>,
    /// No other proof costs less.
    pub rest: u64,
}

/// How many candidates are looked at only to settle which of equally likely proofs comes first.
const TIES: usize = 2_000;

/// How many sets are compared in about the time that a candidate takes otherwise.
const COMPARED: usize = 64;

/// A set of chances from which all that is open at a stage follows, together with what was paid.
type Queued = Reverse<(u64, usize, ChanceSet, u32)>;

/// The `k` cheapest minimal proofs with all that are as cheap as the last; fewer where `ways` does
/// not go so far or after `most` candidates.
pub(super) fn list(ways: &Ways, k: usize, most: usize) -> Listing {
    let mut listing = Listing {
        proofs: Vec::new(),
        rest: ways.bound(),
    };
    let mut accepted: Vec<Vec<ChanceSet>> = vec![Vec::new(); ways.stages.len()];
    let mut seen: FxHashSet<(u32, ChanceSet)> = FxHashSet::default();
    let ends = ways.ends.iter().map(|&at| {
        let cost = ways.stages[at as usize].cost;
        Reverse((cost, 0, ChanceSet::new(Vec::new()), at))
    });
    let mut queue: BinaryHeap<Queued> = ends.collect();
    let (mut looked, mut ties) = (0, 0);
    while let Some(Reverse((bound, _, set, at))) = queue.pop() {
        let last = listing.proofs.get(k.wrapping_sub(1)).map(|last| last.0);
        let settled = k == 0 || last.is_some_and(|last| bound > last + ROUNDING || ties >= TIES);
        if settled || looked >= most || bound >= ways.bound() {
            listing.rest = listing.rest.min(bound);
            break;
        }
        let mut compared = accepted[at as usize].len();
        ties += usize::from(last.is_some());
        if accepted[at as usize].iter().any(|it| it.is_subset(&set)) {
            looked += 1 + compared / COMPARED;
            continue;
        }
        for step in &ways.stages[at as usize].steps {
            let from = &ways.stages[step.from as usize];
            let chances = &ways.network.rule(step.rule).chances;
            let set = set.union(chances).without(&from.agenda.paid);
            let bound = from.cost + ways.guide.cost(set.ids());
            let known = &accepted[step.from as usize];
            compared += known.len();
            let is_known = known.iter().any(|it| it.is_subset(&set));
            if !is_known && seen.insert((step.from, set.clone())) {
                queue.push(Reverse((bound, set.ids().len(), set, step.from)));
            }
        }
        looked += 1 + compared / COMPARED;
        if at == 0 {
            listing.add(bound, set.clone());
        }
        accepted[at as usize].push(set);
    }
    let rest = listing.rest;
    listing
        .proofs
        .retain(|it| it.0 <= rest.saturating_add(ROUNDING));
    listing
}

impl Listing {
    /// Adds a proof, instead of those that contain it. Ways on which a chance is paid twice make
    /// such ones come too early.
    fn add(&mut self, cost: u64, set: ChanceSet) {
        self.proofs.retain(|it| !set.is_subset(&it.1));
        let place = self.proofs.partition_point(|it| it.0 <= cost);
        self.proofs.insert(place, (cost, set));
    }
}
