//! A path in; what is wrong with its likelihood and with what it says of controls out.

use std::collections::{BTreeMap, BTreeSet};

use super::against::Against;
use super::inference::{act, act_sorts};
use crate::answer::Path;
use crate::derivations::Chance;
use crate::facts::Input;

/// The distinct uncertain things that a derivation rests on, read off its clauses and facts.
pub fn chances(against: Against, path: &Path) -> BTreeSet<Chance> {
    let mut found = BTreeSet::new();
    for node in &path.derivation.nodes {
        match &node.by {
            Some(by) => found.extend(act(against, by)),
            None if against.facts.chances.contains_key(&node.fact) => {
                found.insert(Chance::Given(node.fact.clone()));
            }
            None => {}
        }
    }
    found
}

/// The same, deeds also by the sorts of their values: two things of one name are two.
///
/// The sorts of an act follow from its step, as rules are checked for that. This does not rely on
/// it: were one text to stand for two things, each would count, and the likelihood be another.
fn told_apart(against: Against, path: &Path) -> BTreeSet<(Chance, Vec<String>)> {
    let given = chances(against, path).into_iter();
    let given = given.filter(|it| matches!(it, Chance::Given(_)));
    let mut found: BTreeSet<_> = given.map(|it| (it, Vec::new())).collect();
    for by in path.derivation.nodes.iter().filter_map(|it| it.by.as_ref()) {
        found.extend(act(against, by).map(|it| (it, act_sorts(against, by))));
    }
    found
}

pub(super) fn figures(against: Against, path: &Path) -> Option<String> {
    let factors = told_apart(against, path)
        .into_iter()
        .map(|(chance, _)| match chance {
            Chance::Act { step, .. } => against.program.step(step).likelihood.chance(),
            Chance::Given(fact) => against.facts.chances[&fact],
        });
    let likelihood: f64 = factors.product();
    let wrong = (likelihood - path.likelihood).abs() > 1e-12;
    wrong.then(|| format!("likelihood {} and not {}", likelihood, path.likelihood))
}

/// What the path says of controls and of the actor's attempt is what the derivation rests on.
pub(super) fn controls(against: Against, path: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let mut gaps: BTreeMap<(String, String), bool> = BTreeMap::new();
    let mut weak = Vec::new();
    let mut attempts = None;
    for node in &path.derivation.nodes {
        let chance = against.facts.chances.get(&node.fact).copied();
        let input = Input::of(against.program.relation(node.fact.relation));
        let text = |at: usize| against.facts.symbols.text(node.fact.row[at]).to_owned();
        match (input, chance) {
            (Some(open @ (Input::LacksControl | Input::SlipsPast)), None) => {
                let stops = matches!(open, Input::LacksControl);
                *gaps.entry((text(0), text(1))).or_default() |= stops;
            }
            (Some(Input::LacksControl | Input::SlipsPast), Some(chance)) => {
                weak.push((text(0), text(1), format!("{chance}")));
            }
            (Some(Input::Attempts), chance) => attempts = chance,
            _ => {}
        }
    }
    weak.sort();
    let named = path.gaps.iter().map(|it| {
        let control = it.control.clone();
        ((control.component, control.control), it.stops)
    });
    if path.gaps.len() != gaps.len() || named.collect::<BTreeMap<_, _>>() != gaps {
        faults.push("the missing controls named are not those it rests on".to_owned());
    }
    let shown = path.weak.iter().map(|it| {
        let control = it.control.clone();
        (
            control.component,
            control.control,
            format!("{}", it.likelihood),
        )
    });
    let mut shown: Vec<_> = shown.collect();
    shown.sort();
    if shown != weak {
        faults.push("the weak controls named are not those it rests on".to_owned());
    }
    if path.attempts != attempts {
        faults.push("another chance that the actor tries".to_owned());
    }
    faults
}
