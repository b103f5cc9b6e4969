//! An exposure and goals in; the cheapest sets of measures that keep the goals from coming about out.

use std::collections::BTreeSet;

use super::exposure::{Exposure, MeasureId};
use super::optimiser::{Choice, Conditions, choose};

/// What measures cost, and which of two sets of equal cost is the better one.
pub trait Pricing {
    /// From 1 to [`crate::model::MAX_COST`].
    fn cost(&self, measure: MeasureId) -> u32;

    /// Sets with the fewest odd measures come first.
    fn is_odd(&self, measure: MeasureId) -> bool;
}

/// How much is looked at.
#[derive(Clone, Copy, Debug)]
pub struct SetEffort {
    /// How often the optimiser is asked.
    pub rounds: usize,
    /// How many sets of equal cost are looked for.
    pub sets: usize,
}

impl Default for SetEffort {
    fn default() -> Self {
        Self {
            rounds: 400,
            sets: 20,
        }
    }
}

/// Sets of measures that leave no proof of any goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Cheapest {
    /// All of the same cost. The one with the fewest odd measures comes first, then by measures.
    pub sets: Vec<Vec<MeasureId>>,
    pub cost: u64,
    /// No set costs less than this; the same as `cost` unless the search was cut.
    pub at_least: u64,
    /// Whether `sets` has all of this cost.
    pub all: bool,
    /// How many proofs it took to show it.
    pub proofs: usize,
}

/// The cheapest sets; `None` if no set of measures will do.
pub fn cheapest(
    exposure: &Exposure,
    goals: &[u32],
    pricing: &impl Pricing,
    effort: SetEffort,
) -> Option<Cheapest> {
    let mut search = SetSearch {
        exposure,
        goals,
        pricing,
        conditions: Conditions::default(),
        rounds: effort.rounds.max(1),
    };
    let (set, at_least) = search.least()?;
    let cost = search.cost(&set);
    let proofs = search.conditions.hit.len();
    let mut sets = Vec::new();
    let mut all = false;
    if cost == at_least {
        search.conditions.at_most = Some(cost);
        search.conditions.avoid.clear();
        (sets, all) = search.others(effort.sets);
    }
    // The search for others can be cut before it finds even the one that is known.
    if sets.is_empty() {
        sets.push(set.into_iter().collect());
        all = false;
    }
    let odd = |set: &Vec<MeasureId>| set.iter().filter(|&&it| pricing.is_odd(it)).count();
    sets.sort_by_cached_key(|set| (odd(set), set.clone()));
    Some(Cheapest {
        sets,
        cost,
        at_least,
        all,
        proofs,
    })
}

struct SetSearch<'a, P> {
    exposure: &'a Exposure,
    goals: &'a [u32],
    pricing: &'a P,
    conditions: Conditions,
    rounds: usize,
}

impl<P: Pricing> SetSearch<'_, P> {
    /// A set that will do, and a cost below which none does.
    fn least(&mut self) -> Option<(BTreeSet<MeasureId>, u64)> {
        let mut at_least = 0;
        let mut best: Option<BTreeSet<MeasureId>> = None;
        loop {
            let choice = self.choice(|it| self.pricing.cost(it));
            let Choice::Best(chosen) = choice else {
                // Proofs without a measure are refused below, so this is a search that was cut.
                return best.map(|set| (set, at_least));
            };
            at_least = at_least.max(self.cost(&chosen));
            let mut enough = chosen;
            while let Some(cut) = self.cut(&enough) {
                let cheap = cut.iter().min_by_key(|&&it| (self.pricing.cost(it), it));
                enough.insert(*cheap?);
                self.conditions.hit.push(cut);
            }
            let enough = self.without_excess(enough);
            if best
                .as_ref()
                .is_none_or(|it| self.cost(&enough) < self.cost(it))
            {
                best = Some(enough);
            }
            if let Some(set) = best.as_ref().filter(|it| self.cost(it) == at_least) {
                return Some((set.clone(), at_least));
            }
        }
    }

    /// Sets of the cost that is asked for, those with the fewest odd measures first; and whether
    /// these are all.
    fn others(&mut self, most: usize) -> (Vec<Vec<MeasureId>>, bool) {
        let mut found = Vec::new();
        loop {
            match self.choice(|it| u32::from(self.pricing.is_odd(it))) {
                Choice::Best(chosen) => match self.cut(&chosen) {
                    Some(cut) => self.conditions.hit.push(cut),
                    None if found.len() == most => return (found, false),
                    None => {
                        let set: Vec<MeasureId> = chosen.into_iter().collect();
                        self.conditions.avoid.push(set.clone());
                        found.push(set);
                    }
                },
                Choice::None => return (found, true),
                Choice::Unknown => return (found, false),
            }
        }
    }

    fn choice(&mut self, price: impl Fn(MeasureId) -> u32) -> Choice {
        let Some(left) = self.rounds.checked_sub(1) else {
            return Choice::Unknown;
        };
        self.rounds = left;
        choose(&self.conditions, price, &|it| self.pricing.cost(it))
    }

    fn cut(&self, done: &BTreeSet<MeasureId>) -> Option<Vec<MeasureId>> {
        let cost = |it| self.pricing.cost(it);
        self.exposure.cut(self.goals, done, cost)
    }

    /// Leaves out what the others make needless, the dear ones first.
    fn without_excess(&self, mut set: BTreeSet<MeasureId>) -> BTreeSet<MeasureId> {
        let mut order: Vec<MeasureId> = set.iter().copied().collect();
        order.sort_by_key(|&it| (std::cmp::Reverse(self.pricing.cost(it)), it));
        for measure in order {
            set.remove(&measure);
            let reached = self.exposure.reached(&set);
            if self.goals.iter().any(|&goal| reached[goal as usize]) {
                set.insert(measure);
            }
        }
        set
    }

    fn cost(&self, set: &BTreeSet<MeasureId>) -> u64 {
        let costs = set.iter().map(|&it| u64::from(self.pricing.cost(it)));
        costs.sum()
    }
}
