//! A model, its goals and a day in; which treatments hold, for what, and which are of no use, out.

use std::collections::{BTreeMap, BTreeSet};

use super::standing::{GoalName, Standing, Standings};
use crate::model::{Model, Treated, Treatment};
use crate::rank::Proof;

/// How a goal is to be judged once decisions about it count.
#[derive(Clone, Debug)]
pub struct Judged<'m> {
    /// Its likeliest path that nobody has decided about; `None` if the goal is not to be judged.
    pub by: Option<(Standing, Proof)>,
    /// The decisions that count, each once, with how the goal stands by the likeliest path that
    /// it is about.
    pub decided: Vec<(Standing, &'m Treatment)>,
}

/// The first paths of every goal, as far as decisions about paths make them matter.
#[derive(Debug)]
pub struct TreatedPaths<'m> {
    goals: Vec<&'m Treatment>,
    paths: Vec<(&'m str, &'m Treatment)>,
    /// By goal: the ids of its first paths.
    ids: BTreeMap<GoalName, Vec<String>>,
}

/// How many paths of a goal are looked through for one that is not treated.
pub const PATHS: usize = 20;

/// The treatments that hold on a day, `YYYY-MM-DD`, and those that no longer do.
pub fn by_day<'m>(model: &'m Model, today: &str) -> (Vec<&'m Treatment>, Vec<&'m Treatment>) {
    let all = model.treatments.iter();
    all.partition(|it| it.holds_on(today))
}

/// How a goal is to be judged; `None` if it is out of reach.
pub fn judged<'m>(
    standings: &Standings,
    name: &GoalName,
    holding: &[&'m Treatment],
) -> Option<Judged<'m>> {
    let of_goal = |it: &&&Treatment| is_of_goal(&standings.solved.model, it, name);
    if let Some(treatment) = holding.iter().find(of_goal) {
        return Some(Judged {
            by: None,
            decided: vec![(standings.list.get(name)?.clone(), treatment)],
        });
    }
    let prefixes = prefixes(holding);
    let most = if prefixes.is_empty() { 1 } else { PATHS };
    let (paths, complete) = standings.by_path(name, most);
    let mut decided: Vec<(Standing, &Treatment)> = Vec::new();
    let mut last = None;
    for (standing, proof) in paths {
        let found = prefixes.iter().find(|it| standing.path.starts_with(it.0));
        let Some((_, treatment)) = found else {
            let by = Some((standing, proof));
            return Some(Judged { by, decided });
        };
        if !decided.iter().any(|(_, it)| it == treatment) {
            decided.push((standing.clone(), treatment));
        }
        last = Some((standing, proof));
    }
    // What was not looked at is no likelier than the last that was.
    last.map(|last| Judged {
        by: (!complete).then_some(last),
        decided,
    })
}

impl<'m> TreatedPaths<'m> {
    pub fn new(standings: &Standings, holding: &[&'m Treatment]) -> Self {
        let paths = prefixes(holding);
        let mut ids = BTreeMap::new();
        // Looking through the paths of all goals is for those who treat some.
        for name in standings.list.keys().filter(|_| !paths.is_empty()) {
            let (found, _) = standings.by_path(name, PATHS);
            let found = found.into_iter().map(|(it, _)| it.path);
            ids.insert(name.clone(), found.collect());
        }
        let is_goal = |it: &&&Treatment| matches!(it.of, Treated::Goal { .. });
        Self {
            goals: holding.iter().filter(is_goal).copied().collect(),
            paths,
            ids,
        }
    }

    /// Treatments whose path could be any of several, with how its id begins and the ids of these.
    pub fn ambiguous(&self) -> Vec<(String, &'m Treatment, Vec<String>)> {
        let several = self.paths.iter().map(|(prefix, treatment)| {
            let ids: BTreeSet<&String> = self.of(prefix).collect();
            let ids: Vec<String> = ids.into_iter().cloned().collect();
            ((*prefix).to_owned(), *treatment, ids)
        });
        several.filter(|(_, _, ids)| ids.len() > 1).collect()
    }

    /// The treatments of goals that are out of reach, and of paths that no goal has among its first.
    pub fn idle(&self, standings: &Standings) -> Vec<&'m Treatment> {
        let model = &standings.solved.model;
        let goals = self.goals.iter().copied();
        let goals = goals.filter(|it| {
            !standings
                .list
                .keys()
                .any(|name| is_of_goal(model, it, name))
        });
        let paths = self
            .paths
            .iter()
            .filter(|(prefix, _)| self.of(prefix).next().is_none());
        goals.chain(paths.map(|it| it.1)).collect()
    }

    fn of<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = &'s String> {
        let all = self.ids.values().flatten();
        all.filter(move |id| id.starts_with(prefix))
    }
}

fn prefixes<'m>(holding: &[&'m Treatment]) -> Vec<(&'m str, &'m Treatment)> {
    let prefixes = holding.iter().filter_map(|&it| match &it.of {
        Treated::Path(prefix) => Some((prefix.as_str(), it)),
        Treated::Goal { .. } => None,
    });
    prefixes.collect()
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
