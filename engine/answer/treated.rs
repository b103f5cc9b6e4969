//! A model, its goals and a day in; which treatments hold, for what, and which are of no use, out.

use std::collections::BTreeMap;

use super::standing::{GoalName, Standing, Standings};
use crate::model::{Model, Treated, Treatment};
use crate::rank::Proof;

/// How a goal is to be judged once decisions about it count.
#[derive(Clone, Debug)]
pub enum Judged<'m> {
    /// By its likeliest path that nobody has decided about.
    By(Standing, Proof),
    /// Not at all.
    Exempt(&'m Treatment),
}

/// How many paths of a goal are looked through for one that is not treated.
pub const PATHS: usize = 20;

/// The treatments that hold on a day, `YYYY-MM-DD`, and those that no longer do.
pub fn by_day<'m>(model: &'m Model, today: &str) -> (Vec<&'m Treatment>, Vec<&'m Treatment>) {
    let all = model.treatments.iter();
    all.partition(|it| it.expires.as_str() >= today)
}

/// How a goal is to be judged; `None` if it is out of reach.
pub fn judged<'m>(
    standings: &Standings,
    name: &GoalName,
    holding: &[&'m Treatment],
) -> Option<Judged<'m>> {
    let of_goal = |it: &&&Treatment| is_of_goal(standings.analysis.model, it, name);
    if let Some(treatment) = holding.iter().find(of_goal) {
        return Some(Judged::Exempt(treatment));
    }
    let prefixes = holding.iter().filter_map(|&it| match &it.of {
        Treated::Path(prefix) => Some((prefix.as_str(), it)),
        Treated::Goal { .. } => None,
    });
    let prefixes: Vec<(&str, &Treatment)> = prefixes.collect();
    let most = if prefixes.is_empty() { 1 } else { PATHS };
    let (mut paths, complete) = standings.by_path(name, most);
    let treatment = |it: &Standing| {
        let mut found = prefixes.iter();
        found.find(|(prefix, _)| it.path.starts_with(prefix))
    };
    let left = paths.iter().position(|(it, _)| treatment(it).is_none());
    match left {
        Some(at) => {
            let (standing, proof) = paths.swap_remove(at);
            Some(Judged::By(standing, proof))
        }
        None => {
            let (last, proof) = paths.pop()?;
            let (_, treatment) = treatment(&last)?;
            if complete {
                return Some(Judged::Exempt(treatment));
            }
            // What was not looked at is no likelier than the last that was.
            Some(Judged::By(last, proof))
        }
    }
}

/// The treatments of goals that are out of reach, and of paths that no goal has among its first.
pub fn idle<'m>(standings: &Standings, treatments: &[&'m Treatment]) -> Vec<&'m Treatment> {
    let mut ids: BTreeMap<&GoalName, Vec<String>> = BTreeMap::new();
    if treatments
        .iter()
        .any(|it| matches!(it.of, Treated::Path(_)))
    {
        for name in standings.list.keys() {
            let (paths, _) = standings.by_path(name, PATHS);
            ids.insert(name, paths.into_iter().map(|(it, _)| it.path).collect());
        }
    }
    let model = standings.analysis.model;
    let is_idle = |it: &&&Treatment| match &it.of {
        Treated::Path(prefix) => !ids
            .values()
            .flatten()
            .any(|id| id.starts_with(prefix.as_str())),
        Treated::Goal { .. } => !standings
            .list
            .keys()
            .any(|name| is_of_goal(model, it, name)),
    };
    treatments.iter().filter(is_idle).copied().collect()
}

fn is_of_goal(model: &Model, treatment: &Treatment, name: &GoalName) -> bool {
    match &treatment.of {
        Treated::Path(_) => false,
        Treated::Goal {
            actor,
            component,
            property,
        } => {
            actor.as_ref().is_none_or(|actor| *actor == name.actor)
                && model.component(*component).id == name.component
                && property.word() == name.property
        }
    }
}
