//! A path in; what is wrong with its list of acts out.

use std::collections::BTreeSet;

use super::against::Against;
use super::figures::chances;
use super::inference::act;
use crate::answer::Path;
use crate::derivations::Chance;

/// An act as a path lists it: the step's id and the values of its variables as texts.
type ListedAct = (String, Vec<(String, String)>);

fn listed(against: Against, act: &Chance) -> Option<ListedAct> {
    let Chance::Act { step, values } = act else {
        return None;
    };
    let step = against.program.step(*step);
    let texts = values
        .iter()
        .map(|&it| against.facts.symbols.text(it).to_owned());
    Some((
        step.id.clone(),
        step.act.iter().cloned().zip(texts).collect(),
    ))
}

/// The acts that are listed are those of the derivation, each once and with its own figure.
pub(super) fn listing(against: Against, path: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let chances = chances(against, path);
    let expected: BTreeSet<ListedAct> = chances
        .iter()
        .filter_map(|it| listed(against, it))
        .collect();
    let acts = path.acts.iter();
    let shown: Vec<ListedAct> = acts.map(|it| (it.step.clone(), it.args.clone())).collect();
    if shown.len() != expected.len() || shown.into_iter().collect::<BTreeSet<_>>() != expected {
        faults.push("the acts listed are not those of the derivation".to_owned());
    }
    for act in &path.acts {
        let steps = against.program.steps.iter();
        let chance = steps
            .filter(|it| it.id == act.step)
            .map(|it| it.likelihood.chance());
        if !chance.into_iter().eq([act.likelihood]) {
            faults.push(format!("`{}` has another likelihood", act.step));
        }
    }
    faults
}

/// An act may be listed once all that it rests on, in one of its places, has been.
pub(super) fn order(against: Against, path: &Path) -> Vec<String> {
    let nodes = &path.derivation.nodes;
    let mut below: Vec<BTreeSet<ListedAct>> = Vec::new();
    let mut needs: Vec<(ListedAct, BTreeSet<ListedAct>)> = Vec::new();
    for node in nodes {
        let mut acts = BTreeSet::new();
        if let Some(by) = &node.by {
            let premises = by.premises.iter().filter_map(|&it| below.get(it));
            acts.extend(premises.flatten().cloned());
            if let Some(act) = act(against, by).and_then(|it| listed(against, &it)) {
                needs.push((act.clone(), acts.clone()));
                acts.insert(act);
            }
        }
        below.push(acts);
    }
    let mut done = BTreeSet::new();
    let mut faults = Vec::new();
    for act in &path.acts {
        let act: ListedAct = (act.step.clone(), act.args.clone());
        let places = needs.iter().filter(|(it, _)| *it == act);
        if !places
            .into_iter()
            .any(|(_, needed)| needed.is_subset(&done))
        {
            faults.push(format!("`{}` is listed before what it rests on", act.0));
        }
        done.insert(act);
    }
    faults
}
