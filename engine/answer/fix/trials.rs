//! A graph with its controls in; what is left of risks with some controls in place out.
//!
//! Nothing is solved again: a control in place drops the rule instances that it stops, and adds
//! its own chance to those that it hampers. A test holds this against solving.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::measures::{Effect, Measures};
use crate::derivations::{Chance, ChanceId, FactId, Graph};
use crate::fix::{Exposure, MeasureId, Pricing, Risk, Rule, Way};
use crate::rank::{Effort, Network, Proof, RawRule, best};

/// Goals with their impacts, and the ways to them.
#[derive(Debug)]
pub struct Trials<'a> {
    measures: &'a Measures<'a>,
    /// Facts and impacts.
    pub goals: Vec<(FactId, f64)>,
    facts: usize,
    rules: Vec<RuleInstance>,
    values: Vec<f64>,
    effort: Effort,
}

/// A rule instance.
#[derive(Debug)]
struct RuleInstance {
    head: FactId,
    body: Vec<FactId>,
    /// All but those of controls.
    chances: Vec<ChanceId>,
    controls: Vec<Hold>,
}

/// How a control bears on a rule instance.
#[derive(Clone, Copy, Debug)]
struct Hold {
    measure: MeasureId,
    /// The chance that it fails as it is; `None` where it is missing.
    now: Option<ChanceId>,
    effect: Effect,
}

impl<'a> Trials<'a> {
    /// `graph` was derived with its controls.
    pub fn new(graph: &Graph, measures: &'a Measures<'a>, goals: Vec<(FactId, f64)>) -> Self {
        let mut chance_of = FxHashMap::default();
        for (id, chance) in (0..).map(ChanceId).zip(graph.chances()) {
            if let Chance::Given(fact) = chance
                && let Some(fact) = graph.id(fact)
            {
                chance_of.insert(fact, id);
            }
        }
        let rules = graph.instances().iter().map(|instance| {
            let holds = instance.body.iter().filter_map(|fact| {
                let (measure, effect) = measures.of_fact(*fact)?;
                let now = chance_of.get(fact).copied();
                Some(Hold {
                    measure,
                    now,
                    effect,
                })
            });
            let controls: Vec<Hold> = holds.collect();
            let of_control = |id: &ChanceId| controls.iter().any(|hold| hold.now == Some(*id));
            let chances = instance.chances.iter().copied();
            let body = instance.body.iter().copied();
            RuleInstance {
                head: instance.head,
                body: body.filter(|&fact| !graph.is_given(fact)).collect(),
                chances: chances.filter(|id| !of_control(id)).collect(),
                controls,
            }
        });
        let rules = rules.collect();
        let mut values = graph.values().to_vec();
        // A measure's own chance, that it is slipped past once it is in place, follows the others.
        values.extend(measures.all().map(|it| measures.leaves(it)));
        Self {
            measures,
            goals,
            facts: graph.len(),
            rules,
            values,
            effort: Effort::default(),
        }
    }

    /// The likeliest proofs of each goal as things are.
    pub fn proofs(&self, each: usize) -> Vec<Vec<Proof>> {
        let network = self.network(&BTreeSet::new());
        let goals = self.goals.iter();
        goals
            .map(|&(goal, _)| best(&network, goal, each, self.effort).list)
            .collect()
    }

    /// The measures without any of which a proof would stand as it is.
    pub fn touching(&self, goal: FactId, proof: &Proof) -> Vec<MeasureId> {
        let exposure = self.exposed(proof, &BTreeSet::new());
        let measures = exposure.measures().into_iter();
        let touches = |it: &MeasureId| !exposure.reached(&BTreeSet::from([*it]))[goal.0 as usize];
        measures.filter(touches).collect()
    }

    /// Whether a goal can come about without any fact that `passes`.
    pub fn avoids(&self, goal: FactId, passes: impl Fn(FactId) -> bool) -> bool {
        let rules = self.rules.iter().filter(|rule| !passes(rule.head));
        let rules = rules.map(|rule| plain(rule, Vec::new()));
        let exposure = Exposure::new(self.facts, rules.collect());
        exposure.reached(&BTreeSet::new())[goal.0 as usize]
    }

    /// Uncertain facts, for ranking, with some measures done.
    fn network(&self, done: &BTreeSet<MeasureId>) -> Network {
        let rules = self.rules.iter().filter_map(|rule| {
            Some(RawRule {
                head: rule.head,
                body: rule.body.clone(),
                chances: self.chances(rule, done)?,
            })
        });
        Network::of_rules(
            vec![false; self.facts],
            rules.collect(),
            self.values.clone(),
        )
    }

    /// The chances of a rule with some measures done; `None` if one of them stops it.
    fn chances(&self, rule: &RuleInstance, done: &BTreeSet<MeasureId>) -> Option<Vec<ChanceId>> {
        let mut chances = rule.chances.clone();
        for hold in &rule.controls {
            match hold.effect {
                _ if !done.contains(&hold.measure) => chances.extend(hold.now),
                Effect::Stops => return None,
                Effect::Leaves(_) => chances.push(self.own_chance(hold.measure)),
            }
        }
        chances.sort_unstable();
        chances.dedup();
        Some(chances)
    }

    /// A way on which a proof stands with some measures done.
    fn way(&self, goal: FactId, impact: f64, proof: &Proof, done: &BTreeSet<MeasureId>) -> Way {
        let exposure = self.exposed(proof, done);
        let open = exposure.cut(&[goal.0], &BTreeSet::new(), |it| Risk::cost(self, it));
        // Some derivation of the proof rests on no other measure being left undone.
        let open: BTreeSet<MeasureId> = open.into_iter().flatten().collect();
        let mut way = Way {
            risk: proof.likelihood * impact,
            stopped_by: BTreeSet::new(),
            hampered_by: BTreeMap::new(),
        };
        let value = |id: &ChanceId| self.values[id.0 as usize];
        for hold in self.holds(proof, done) {
            let now: f64 = hold.now.as_ref().map_or(1.0, value);
            let leaves = value(&self.own_chance(hold.measure)) / now;
            match hold.effect {
                Effect::Leaves(_) if done.contains(&hold.measure) => {
                    if proof.chances.contains(&self.own_chance(hold.measure))
                        && way.hampered_by.insert(hold.measure, leaves).is_none()
                    {
                        way.risk /= leaves;
                    }
                }
                _ if !open.contains(&hold.measure) => {}
                Effect::Stops => drop(way.stopped_by.insert(hold.measure)),
                Effect::Leaves(_) => drop(way.hampered_by.insert(hold.measure, leaves)),
            }
        }
        way.hampered_by.retain(|it, _| !way.stopped_by.contains(it));
        way
    }

    /// The controls of the rules that a proof can use.
    fn holds(&self, proof: &Proof, done: &BTreeSet<MeasureId>) -> impl Iterator<Item = &Hold> {
        let rests = |rule: &&RuleInstance| {
            let chances = self.chances(rule, done);
            chances.is_some_and(|it| it.iter().all(|id| proof.chances.contains(id)))
        };
        let rules: Vec<&RuleInstance> = self.rules.iter().filter(rests).collect();
        rules.into_iter().flat_map(|rule| &rule.controls)
    }

    fn own_chance(&self, measure: MeasureId) -> ChanceId {
        let before = self.values.len() - self.measures.all().count();
        ChanceId(u32::try_from(before).expect("fewer than 2^32 chances") + measure.0)
    }

    /// What follows from a proof's chances, with every measure that is not done and bears on it.
    fn exposed(&self, proof: &Proof, done: &BTreeSet<MeasureId>) -> Exposure {
        let rules = self.rules.iter().filter_map(|rule| {
            let chances = self.chances(rule, done)?;
            let rests = chances.iter().all(|id| proof.chances.contains(id));
            let open = rule.controls.iter().map(|hold| hold.measure);
            rests.then(|| plain(rule, open.filter(|it| !done.contains(it)).collect()))
        });
        Exposure::new(self.facts, rules.collect())
    }
}

impl Risk for Trials<'_> {
    fn goals(&self) -> usize {
        self.goals.len()
    }

    fn worst(&self, goals: &[usize], done: &BTreeSet<MeasureId>) -> Vec<Option<Way>> {
        let network = self.network(done);
        let worst = |&at: &usize| {
            let &(goal, impact) = self.goals.get(at)?;
            let proof = best(&network, goal, 1, self.effort)
                .list
                .into_iter()
                .next()?;
            Some(self.way(goal, impact, &proof, done))
        };
        goals.iter().map(worst).collect()
    }

    fn cost(&self, measure: MeasureId) -> u32 {
        Pricing::cost(self.measures, measure)
    }
}

fn plain(rule: &RuleInstance, stopped_by: Vec<MeasureId>) -> Rule {
    Rule {
        head: rule.head.0,
        body: rule.body.iter().map(|fact| fact.0).collect(),
        stopped_by,
    }
}
