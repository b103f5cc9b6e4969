//! A path in; what is wrong with its likelihood and with what it says of controls out.

use std::collections::{BTreeMap, BTreeSet};

use super::inference::act;
use super::proof::Against;
use crate::answer::Path;
use crate::derivations::Chance;

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

pub(super) fn figures(against: Against, path: &Path) -> Option<String> {
    let factors = chances(against, path)
        .into_iter()
        .map(|chance| match chance {
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
        let name = &against.program.relation(node.fact.relation).name;
        let text = |at: usize| against.facts.symbols.text(node.fact.row[at]).to_owned();
        match (name.as_str(), chance) {
            ("lacks_control" | "slips_past", None) => {
                *gaps.entry((text(0), text(1))).or_default() |= name == "lacks_control";
            }
            ("lacks_control" | "slips_past", Some(chance)) => {
                weak.push((text(0), text(1), format!("{chance}")));
            }
            ("attempts", chance) => attempts = chance,
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
