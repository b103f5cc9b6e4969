//! Goals and measures in; the cheapest measures that cut the goals off out.

use serde::Serialize;

use super::measures::Measures;
use super::proposal::{Proposal, Short};
use super::worlds::Worlds;
use crate::answer::goals::Goal;
use crate::engine::Solved;
use crate::fix::{Cheapest, MeasureId, Pricing};
use crate::solve::TooManyFacts;

/// Measures that cut every path to some goals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FixSet {
    /// The cheap ones first.
    pub measures: Vec<Proposal>,
    /// Those of them that are controls.
    pub controls: Vec<Proposal>,
    pub cost: u64,
    /// How many goals are out of reach with them, and what else is done.
    pub cut: usize,
    /// No set costs less; the same as `cost` unless the search was cut.
    pub at_least: u64,
    /// Other sets of the same cost.
    pub others: Vec<Vec<Short>>,
    /// Whether there are no more of them.
    pub all_others: bool,
    /// How many paths it took to show that no cheaper set will do.
    pub witnesses: usize,
    /// Goals that are in reach when the system is solved again with the measures done: none,
    /// unless the rules let a control open a way.
    pub left: Vec<Goal>,
}

/// What cuts goals off.
#[derive(Debug, Default)]
pub struct Sets {
    /// What cuts all but those that take a redesign.
    pub set: Option<FixSet>,
    /// What is to be done besides, to cut those too that can be.
    pub redesign: Option<FixSet>,
    /// The goals that take a redesign or cannot be cut off, by number.
    pub remaining: Vec<usize>,
}

/// Finds the cheapest measures against all the goals.
///
/// # Errors
///
/// If the rules derive too much with measures done.
pub fn sets(solved: &Solved, measures: &Measures, goals: &[&Goal]) -> Result<Sets, TooManyFacts> {
    let mut sets = Sets::default();
    let mut worlds = Worlds::new(solved, measures, goals.to_vec());
    let without = |lost: &[usize]| -> Vec<usize> {
        (0..goals.len()).filter(|it| !lost.contains(it)).collect()
    };
    let beyond = worlds.beyond_help();
    worlds.targets = without(&beyond);
    // What a redesign alone can do is no reason for one, but that it is much cheaper is.
    worlds.redesign = true;
    let mut done = Vec::new();
    if let Some(found) = worlds.cheapest(&done) {
        let set = FixSet::new(solved, measures, goals, &worlds.targets, &found, &done)?;
        done = found.sets.first().cloned().unwrap_or_default();
        sets.set = Some(set);
    }
    let altered = altered(solved, measures, &done)?;
    let stays = |&it: &usize| goals[it].is_in_reach(&altered);
    sets.remaining = beyond.into_iter().filter(stays).collect();
    worlds.targets.clone_from(&sets.remaining);
    let lost = worlds.beyond_help();
    if lost.len() < sets.remaining.len() {
        worlds.targets = without(&lost);
        if let Some(found) = worlds.cheapest(&done) {
            let set = FixSet::new(solved, measures, goals, &worlds.targets, &found, &done)?;
            sets.redesign = Some(set);
        }
    }
    match worlds.failed {
        Some(error) => Err(error),
        None => Ok(sets),
    }
}

/// The system with these measures done.
fn altered(
    solved: &Solved,
    measures: &Measures,
    done: &[MeasureId],
) -> Result<Solved, TooManyFacts> {
    let altered = solved.with(&measures.changes(done.iter().copied()))?;
    Ok(altered.expect("names of the model"))
}

impl FixSet {
    /// What was found, besides what is done anyway.
    fn new(
        solved: &Solved,
        measures: &Measures,
        goals: &[&Goal],
        targets: &[usize],
        found: &Cheapest,
        done: &[MeasureId],
    ) -> Result<Self, TooManyFacts> {
        let besides = |set: &Vec<MeasureId>| -> Vec<MeasureId> {
            let more = set.iter().filter(|it| !done.contains(it));
            more.copied().collect()
        };
        let mut sets = found.sets.iter();
        let whole = sets.next().cloned().unwrap_or_default();
        let altered = altered(solved, measures, &whole)?;
        let mut proposals: Vec<Proposal> = besides(&whole)
            .into_iter()
            .map(|it| measures.proposal(it))
            .collect();
        // Stable, so that equal ones stay in the order of their texts.
        proposals.sort_by_key(|it| it.cost);
        let others = sets.map(|set| {
            let set = besides(set).into_iter();
            set.map(|it| measures.proposal(it).short()).collect()
        });
        let paid: u64 = done.iter().map(|&it| u64::from(measures.cost(it))).sum();
        let stays = |it: &&&Goal| it.is_in_reach(&altered);
        let left = targets.iter().filter_map(|&it| goals.get(it));
        let left: Vec<Goal> = left.filter(stays).map(|&it| it.clone()).collect();
        let controls = proposals.iter().filter(|it| it.control.is_some());
        Ok(Self {
            controls: controls.cloned().collect(),
            measures: proposals,
            cost: found.cost - paid,
            // Even a search that was cut knows that what is done is paid for.
            at_least: found.at_least.saturating_sub(paid),
            others: others.collect(),
            all_others: found.all,
            witnesses: found.proofs,
            cut: goals.len() - goals.iter().filter(stays).count(),
            left,
        })
    }
}
