//! A fact that does not hold in; one flow that would bring it about out.
//!
//! One end is something that the actor gets hold of once all controls fail, the other is named by
//! the fact or is where a way in would bring the fact about. All flows between two components
//! are first added at once: what more flows do not bring about, one of them does not either, but
//! for rules that ask that a flow is *not* there.

use std::collections::BTreeSet;

use super::{ChangeSearch, FLOW_COST, Need, Searched, Way};
use crate::catalogue::catalogue;
use crate::defence::{ControlFate, Defence, relax};
use crate::derivations::Scope;
use crate::engine::Solved;
use crate::facts::{Fact, Input, Sort};
use crate::model::Model;
use crate::solve::TooManyFacts;
use threatlog_dl::program::Literal;

/// How often a system of usual size is solved at most: under the controls as they are, and then
/// with controls that fail.
const TRIALS: [usize; 2] = [90, 60];

/// The size up to which a system is usual.
const USUAL: usize = 100;

/// How many flows that do are compared.
const ENOUGH: usize = 4;

/// The best single flow: first under the controls as they are, then with controls that fail.
pub(super) fn one_flow(
    search: &ChangeSearch,
    doors: &BTreeSet<String>,
    searched: &mut Searched,
) -> Result<Option<Way>, TooManyFacts> {
    let solved = search.solved;
    let components = solved.model.components.len().max(1);
    let verbs = verbs(solved);
    let pairs = pairs(search, doors)?;
    searched.verbs = verbs.len();
    let failing = all_failing(&solved.model);
    for (controls, trials) in [&[][..], &failing].into_iter().zip(TRIALS) {
        let mut trials = (trials * USUAL / components.max(USUAL)).max(4);
        let mut ways: Vec<Way> = Vec::new();
        for (at, (x, y)) in pairs.iter().enumerate() {
            if ways.len() >= ENOUGH || trials == 0 {
                break;
            }
            searched.pairs = searched.pairs.max(at + 1);
            let flows = between(&solved.model, x, y, &verbs);
            for flow in search.singles(flows, controls, &mut trials)? {
                ways.extend(search.way_with(flow, !controls.is_empty())?);
            }
        }
        searched.pairs_left = pairs.len() - searched.pairs;
        if !ways.is_empty() {
            // Stable: named components first, and the catalogue has the most general verbs first.
            ways.sort_by_key(|way| way.cost);
            let mut ways = ways.into_iter();
            let first = ways.next();
            return Ok(first.map(|mut first| {
                let others = ways.filter(|way| way.cost == first.cost);
                first.instead = others.map(|way| way.needs).collect();
                first
            }));
        }
    }
    Ok(None)
}

impl ChangeSearch<'_> {
    /// Those of the flows that do alone, found by halving; at most [`ENOUGH`]. Each part that is
    /// tried costs a trial.
    fn singles(
        &self,
        flows: Vec<Need>,
        controls: &[Need],
        trials: &mut usize,
    ) -> Result<Vec<Need>, TooManyFacts> {
        let mut found = Vec::new();
        let mut parts = vec![flows];
        while let Some(mut part) = parts.pop() {
            if found.len() >= ENOUGH || *trials == 0 || part.is_empty() {
                break;
            }
            *trials -= 1;
            if !self.holds_with(&[controls, &part].concat())? {
                continue;
            }
            if part.len() == 1 {
                found.append(&mut part);
            } else {
                let second = part.split_off(part.len().div_ceil(2));
                parts.extend([second, part]);
            }
        }
        Ok(found)
    }

    fn holds_with(&self, needs: &[Need]) -> Result<bool, TooManyFacts> {
        let Some(changed) = self.with(needs)? else {
            return Ok(false);
        };
        let held = |it| changed.same(self.solved, it).is_some();
        Ok(self.facts.iter().any(held))
    }

    /// The flow with the fewest controls that have to fail besides, tried.
    fn way_with(&self, flow: Need, failing: bool) -> Result<Option<Way>, TooManyFacts> {
        let mut needs = vec![flow];
        let mut cost = FLOW_COST;
        if failing {
            let Some((more, controls)) = self.fewest_with(&needs)? else {
                return Ok(None);
            };
            needs.extend(controls);
            cost += more;
        }
        let path = self.path_with(&needs, self.facts)?;
        Ok(path.map(|path| Way {
            cost,
            needs,
            instead: Vec::new(),
            fact: path.sentence.clone(),
            path,
        }))
    }

    /// The fewest controls that have to fail in the model with these changes.
    fn fewest_with(&self, needs: &[Need]) -> Result<Option<(u32, Vec<Need>)>, TooManyFacts> {
        let Some(changed) = self.with(needs)? else {
            return Ok(None);
        };
        let given = changed.facts();
        let relaxed = relax(changed.program(), given, ControlFate::StoppingFail, &[]);
        let beyond = changed.with_facts(relaxed.facts.clone())?;
        let facts = self.facts.iter();
        let facts = facts.filter_map(|it| beyond.same(self.solved, it));
        let facts: Vec<Fact> = facts.collect();
        let graph = beyond.matcher.derive(&facts, Scope::Uncertain);
        let defence = Defence::new(&relaxed, &graph, self.effort);
        let ids = facts.iter().filter_map(|fact| graph.id(fact));
        let sets = ids.filter_map(|id| defence.sets(id, 1).into_iter().next());
        Ok(sets.min().map(|(cost, set)| {
            let changes = set.into_iter().map(|id| relaxed.change(id));
            (cost, changes.map(|it| super::need(&beyond, it)).collect())
        }))
    }
}

/// The verbs that some rule reads.
fn verbs(solved: &Solved) -> Vec<&'static str> {
    let program = solved.program();
    let read = |name: &str| {
        let relation = program.relation_named(name);
        let mut literals = program.clauses.iter().flat_map(|it| &it.body);
        literals.any(|it| matches!(it, Literal::Positive(atom) if Some(atom.relation) == relation))
    };
    let verbs = catalogue().verbs.iter().map(|it| it.id);
    let is_input = |it: &&str| {
        let relation = program.relation_named(it).map(|id| program.relation(id));
        relation.is_some_and(|it| matches!(Input::of(it), Some(Input::Flow(_))))
    };
    verbs.filter(is_input).filter(|it| read(it)).collect()
}

/// Component pairs to try, the most promising first.
fn pairs(
    search: &ChangeSearch,
    doors: &BTreeSet<String>,
) -> Result<Vec<(String, String)>, TooManyFacts> {
    let named = named(search.solved, search.facts);
    let mut targets = named.clone();
    targets.extend(doors.iter().filter(|it| !named.contains(it)).cloned());
    let held = held(search)?;
    // A fact about no actor: between what it names and everything near.
    let held = match held.is_empty() {
        true => near(search.solved, search.facts, USUAL),
        false => held,
    };
    let mut pairs: Vec<(String, String)> = Vec::new();
    for target in &targets {
        for other in held.iter().filter(|it| *it != target) {
            let known = |(a, b): &(String, String)| a == target && b == other;
            if !pairs.iter().any(known) {
                pairs.push((other.clone(), target.clone()));
            }
        }
    }
    Ok(pairs)
}

/// The components on which the facts' actors get anything once all controls fail, sorted.
fn held(search: &ChangeSearch) -> Result<Vec<String>, TooManyFacts> {
    let solved = search.solved;
    let program = solved.program();
    let relaxed = relax(program, solved.facts(), ControlFate::StoppingFail, &[]);
    let database = solved.engine().derive(&relaxed.facts)?;
    let (actors, symbols) = (search.actors(), &solved.facts().symbols);
    let mut held = BTreeSet::new();
    for (id, relation) in (0..)
        .map(threatlog_dl::program::RelationId)
        .zip(&program.relations)
    {
        let sorts = relation.columns.iter().map(|it| it.sort.as_str()).take(2);
        let held_there = [Sort::Actor.name(), Sort::Component.name()];
        if relation.input || !sorts.eq(held_there) {
            continue;
        }
        let rows = database.rows(id);
        let of_actors = rows.iter().filter(|row| actors.contains(&row[0]));
        let seconds: BTreeSet<u32> = of_actors.map(|row| row[1]).collect();
        held.extend(seconds.into_iter().map(|id| symbols.text(id).to_owned()));
    }
    Ok(held.into_iter().collect())
}

/// The components that the facts name, in order.
fn named(solved: &Solved, facts: &[Fact]) -> Vec<String> {
    let mut named: Vec<String> = Vec::new();
    let components = |fact| solved.of_sort(fact, Sort::Component);
    for value in facts.iter().flat_map(components) {
        if !named.iter().any(|it| it == value) {
            named.push(value.to_owned());
        }
    }
    named
}

/// The components that the facts name and those that flows join to them, the nearest first and
/// at most so many; then the rest, if there is room.
pub(super) fn near(solved: &Solved, facts: &[Fact], most: usize) -> Vec<String> {
    let model = &solved.model;
    let mut found = Vec::new();
    let mut seen = vec![false; model.components.len()];
    let mut add = |id: u32, found: &mut Vec<u32>| {
        let new = seen.get_mut(id as usize);
        if new.is_some_and(|it| !std::mem::replace(it, true)) {
            found.push(id);
        }
    };
    for name in named(solved, facts) {
        if let Some(id) = model.component_named(&name) {
            add(id.0, &mut found);
        }
    }
    let mut at = 0;
    while let Some(&id) = found.get(at).filter(|_| found.len() < most) {
        for flow in &model.flows {
            if flow.from.0 == id {
                add(flow.to.0, &mut found);
            } else if flow.to.0 == id {
                add(flow.from.0, &mut found);
            }
        }
        at += 1;
    }
    let all = (0..).take(model.components.len().min(most));
    all.for_each(|id| add(id, &mut found));
    found.truncate(most);
    let name = |id: u32| model.components.get(id as usize).map(|it| it.id.clone());
    found.into_iter().filter_map(name).collect()
}

/// The flows between two components that are not there, those from the first one first.
fn between(model: &Model, x: &str, y: &str, verbs: &[&'static str]) -> Vec<Need> {
    let ends = [(x, y), (y, x)];
    let there = |from: &str, verb: &str, to: &str| {
        model.flows.iter().any(|it| {
            it.verb.id == verb
                && model.component(it.from).id == from
                && model.component(it.to).id == to
        })
    };
    let flows = ends.into_iter().flat_map(|(from, to)| {
        let verbs = verbs.iter().filter(move |verb| !there(from, verb, to));
        verbs.map(move |verb| Need::Flow {
            from: from.to_owned(),
            verb: (*verb).to_owned(),
            to: to.to_owned(),
        })
    });
    flows.collect()
}

/// Every control that is there.
fn all_failing(model: &Model) -> Vec<Need> {
    let controls = model.component_ids().flat_map(|(id, component)| {
        let there = model.controls_mentioned(id).into_iter();
        let there = there.map(move |it| (it, model.control_of(id, it).effectiveness));
        there
            .filter(|(_, it)| *it > 0.0)
            .map(|(control, effectiveness)| Need::Fails {
                control: crate::answer::Control {
                    component: component.id.clone(),
                    control: control.to_owned(),
                },
                effectiveness,
            })
    });
    controls.collect()
}
