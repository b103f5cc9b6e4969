//! Rule instances with what would stop them in; the proofs that chosen measures leave out.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

/// Something that can be done against attacks: a control on a component, or something less of the
/// system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeasureId(pub u32);

/// What tells that a measure is not done from that it is.
const UNDONE: u32 = 1 << 31;

impl MeasureId {
    /// That this measure is not done: what a proof is stopped by that rests on its being done.
    #[must_use]
    pub fn undone(self) -> Self {
        Self(self.0 | UNDONE)
    }

    /// The measure, and whether it is meant that it is done.
    pub fn split(self) -> (Self, bool) {
        (Self(self.0 & !UNDONE), self.0 & UNDONE == 0)
    }
}

/// `head` holds if all of `body` does and none of `stopped_by` is done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    pub head: u32,
    pub body: Vec<u32>,
    pub stopped_by: Vec<MeasureId>,
}

/// What could happen as long as nothing is done. A fact without a rule does not hold.
#[derive(Clone, Debug)]
pub struct Exposure {
    rules: Vec<Rule>,
    /// By fact: the rules with this fact in their body.
    uses: Vec<Vec<u32>>,
    /// Rules without a body.
    first: Vec<u32>,
}

impl Exposure {
    /// Facts are numbered from 0 to `facts` - 1.
    pub fn new(facts: usize, rules: Vec<Rule>) -> Self {
        let mut kept: Vec<Rule> = Vec::with_capacity(rules.len());
        let mut seen = FxHashSet::default();
        for mut rule in rules {
            rule.body.sort_unstable();
            rule.body.dedup();
            rule.stopped_by.sort_unstable();
            rule.stopped_by.dedup();
            if !rule.body.contains(&rule.head) && seen.insert(rule.clone()) {
                kept.push(rule);
            }
        }
        let mut uses = vec![Vec::new(); facts];
        let mut first = Vec::new();
        for (at, rule) in (0..).zip(&kept) {
            if rule.body.is_empty() {
                first.push(at);
            }
            for &fact in &rule.body {
                uses[fact as usize].push(at);
            }
        }
        Self {
            rules: kept,
            uses,
            first,
        }
    }

    /// Every measure that some rule names.
    pub fn measures(&self) -> BTreeSet<MeasureId> {
        let named = self.rules.iter().flat_map(|rule| &rule.stopped_by);
        named.copied().collect()
    }

    /// By fact: whether it can come about although these measures are done.
    pub fn reached(&self, done: &BTreeSet<MeasureId>) -> Vec<bool> {
        let by = self.chain(None, |measure| !done.contains(&measure));
        by.iter().map(Option::is_some).collect()
    }

    /// A least set of measures of which at least one must be done, besides those that are, to keep
    /// all the goals from coming about: those that would stop some proof of a goal. No part of the
    /// set would do. `None` if no goal can come about; empty if nothing helps against a proof.
    ///
    /// Of several such sets one whose measures are dear is taken, as it tells more about the cost.
    pub fn cut(
        &self,
        goals: &[u32],
        done: &BTreeSet<MeasureId>,
        cost: impl Fn(MeasureId) -> u32,
    ) -> Option<Vec<MeasureId>> {
        let by = self.chain(Some(goals), |measure| !done.contains(&measure));
        let goal = goals.iter().find(|&&goal| by[goal as usize].is_some())?;
        let mut cut = self.measures_of(*goal, &by);
        // A measure can be left out of the proof if the others leave one without it.
        let mut order: Vec<MeasureId> = cut.iter().copied().collect();
        order.sort_by_key(|&measure| (cost(measure), measure));
        for measure in order {
            if !cut.remove(&measure) {
                continue;
            }
            let by = self.chain(Some(goals), |it| cut.contains(&it));
            match goals.iter().find(|&&goal| by[goal as usize].is_some()) {
                Some(&goal) => cut = self.measures_of(goal, &by),
                None => {
                    cut.insert(measure);
                }
            }
        }
        Some(cut.into_iter().collect())
    }

    /// By fact: the rule by which it is first reached. Rules that name a measure which is not
    /// `open` do not count. Stops at the first of the goals, if any are given.
    fn chain(&self, goals: Option<&[u32]>, open: impl Fn(MeasureId) -> bool) -> Vec<Option<u32>> {
        let mut by: Vec<Option<u32>> = vec![None; self.uses.len()];
        let mut missing: Vec<usize> = self.rules.iter().map(|rule| rule.body.len()).collect();
        let mut ready = std::collections::VecDeque::from(self.first.clone());
        while let Some(at) = ready.pop_front() {
            let rule = &self.rules[at as usize];
            if by[rule.head as usize].is_some() || !rule.stopped_by.iter().all(|&it| open(it)) {
                continue;
            }
            by[rule.head as usize] = Some(at);
            if goals.is_some_and(|goals| goals.contains(&rule.head)) {
                return by;
            }
            for &usage in &self.uses[rule.head as usize] {
                missing[usage as usize] -= 1;
                if missing[usage as usize] == 0 {
                    ready.push_back(usage);
                }
            }
        }
        by
    }

    /// The measures that would stop the derivation of a fact that `by` tells.
    fn measures_of(&self, goal: u32, by: &[Option<u32>]) -> BTreeSet<MeasureId> {
        let mut measures = BTreeSet::new();
        let mut seen = FxHashSet::from_iter([goal]);
        let mut todo = vec![goal];
        while let Some(fact) = todo.pop() {
            let Some(at) = by[fact as usize] else {
                continue;
            };
            let rule = &self.rules[at as usize];
            measures.extend(&rule.stopped_by);
            todo.extend(rule.body.iter().filter(|&&fact| seen.insert(fact)));
        }
        measures
    }
}
