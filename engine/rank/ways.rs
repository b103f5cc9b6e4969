//! A goal in; the ways to prove it, from the goal down and cheapest first, out.
//!
//! An *agenda* is a set of facts that are still to be proved. It starts with the goal alone. A step
//! takes one fact away and puts in the body of a rule for it; the empty agenda ends a proof. What a
//! step costs depends on nothing but the agenda, so all ways that lead to one agenda are one state
//! (A*, Hart, Nilsson and Raphael 1968). Where conjunctions are few, so are agendas, however many
//! proofs there are.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::guide::{NEVER, guide};
use super::network::{Guide, Network};
use crate::derivations::ChanceId;

/// What is still to be proved, and what was paid that may be met again: chances that several
/// facts share. Both sorted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Agenda {
    open: Box<[u32]>,
    pub paid: Box<[ChanceId]>,
}

/// An agenda and how it was come by.
#[derive(Debug)]
pub(super) struct Stage {
    pub agenda: Agenda,
    /// What the cheapest way to it costs.
    pub cost: u64,
    /// The steps that lead to it from stages that were gone on from.
    pub steps: Vec<WayStep>,
    expanded: bool,
}

/// Proves a fact of the stage `from` by a rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct WayStep {
    pub from: u32,
    pub rule: u32,
}

/// Costs that differ by less may stand for the same likelihood, as every factor is rounded.
pub(super) const ROUNDING: u64 = 256;

/// The ways found so far.
#[derive(Debug)]
pub(super) struct Ways<'n> {
    pub network: &'n Network,
    pub guide: &'n Guide,
    pub stages: Vec<Stage>,
    /// The stages with nothing left to prove.
    pub ends: Vec<u32>,
    numbers: FxHashMap<Agenda, u32>,
    /// Least bound first, then the dearest: it is nearest to an end.
    queue: BinaryHeap<Reverse<(u64, Reverse<u64>, u32)>>,
    /// How many rules were applied.
    pub work: usize,
}

impl<'n> Ways<'n> {
    pub fn new(network: &'n Network, goal: u32) -> Self {
        let mut ways = Self {
            network,
            guide: guide(network),
            stages: Vec::new(),
            ends: Vec::new(),
            numbers: FxHashMap::default(),
            queue: BinaryHeap::new(),
            work: 0,
        };
        let start = Agenda {
            open: [goal].into(),
            paid: [].into(),
        };
        ways.reach(start, 0, None);
        ways
    }

    /// No proof whose ways are not all found costs less.
    pub fn bound(&self) -> u64 {
        self.queue.peek().map_or(NEVER, |Reverse(top)| top.0)
    }

    /// Goes on until all proofs that are as cheap as the cheapest are found and `enough` rules
    /// were applied, or until `most` were.
    pub fn explore(&mut self, enough: usize, most: usize) {
        while self.work < most {
            let cheapest = self.ends.iter().map(|&at| self.stages[at as usize].cost);
            let tied = cheapest.min().map(|it| it.saturating_add(ROUNDING));
            if tied.is_some_and(|tied| self.bound() > tied) && self.work >= enough {
                return;
            }
            let Some(Reverse((_, _, at))) = self.queue.pop() else {
                return;
            };
            if !std::mem::replace(&mut self.stages[at as usize].expanded, true) {
                self.expand(at);
            }
        }
    }

    /// Takes every step from a stage.
    ///
    /// In a proof the facts have an order, so one of those open is used by none of the others.
    /// It has the highest level. Where several have, each may be the one.
    fn expand(&mut self, from: u32) {
        let Stage { agenda, cost, .. } = &self.stages[from as usize];
        let (agenda, cost) = (agenda.clone(), *cost);
        let level = |fact: u32| self.guide.level[fact as usize];
        let top = agenda.open.iter().map(|&fact| level(fact)).max();
        let facts = agenda.open.iter().copied();
        let facts: Vec<u32> = facts.filter(|&fact| Some(level(fact)) == top).collect();
        for fact in facts {
            for &rule in &self.network.supports[fact as usize] {
                self.work += 1;
                let (next, price) = self.after(&agenda, fact, rule);
                if next != agenda {
                    self.reach(next, cost + price, Some(WayStep { from, rule }));
                }
            }
        }
    }

    /// The agenda once a rule has proved a fact, and what that costs.
    fn after(&self, agenda: &Agenda, fact: u32, at: u32) -> (Agenda, u64) {
        let rule = self.network.rule(at);
        let kept = agenda.open.iter().copied().filter(|&it| it != fact);
        let mut open: Vec<u32> = kept.chain(rule.body.iter().copied()).collect();
        open.sort_unstable();
        open.dedup();
        let mut price = self.guide.own[at as usize];
        let mut paid = agenda.paid.to_vec();
        for &chance in rule.chances.ids() {
            let is_new = self.guide.is_shared[chance.0 as usize] && !agenda.paid.contains(&chance);
            if is_new {
                price += self.guide.costs[chance.0 as usize];
                paid.push(chance);
            }
        }
        paid.sort_unstable();
        let (open, paid) = (open.into(), paid.into());
        (Agenda { open, paid }, price)
    }

    /// Notes that an agenda can be reached at a cost.
    fn reach(&mut self, agenda: Agenda, cost: u64, step: Option<WayStep>) {
        let least = agenda.open.iter().map(|&it| self.guide.least[it as usize]);
        let bound = match least.max() {
            Some(NEVER) => return,
            least => cost + least.unwrap_or(0),
        };
        let next = u32::try_from(self.stages.len()).expect("fewer than 2^32 stages");
        let at = *self.numbers.entry(agenda).or_insert_with_key(|agenda| {
            if agenda.open.is_empty() {
                self.ends.push(next);
            }
            self.stages.push(Stage {
                agenda: agenda.clone(),
                cost: NEVER,
                steps: Vec::new(),
                expanded: false,
            });
            next
        });
        let stage = &mut self.stages[at as usize];
        stage.steps.extend(step);
        if cost < stage.cost {
            stage.cost = cost;
            self.queue.push(Reverse((bound, Reverse(cost), at)));
        }
    }
}
