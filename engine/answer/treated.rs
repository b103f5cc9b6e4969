//! A model, its goals and a day in; which treatments hold, for what, and which are of no use, out.

use std::collections::{BTreeMap, BTreeSet};

use super::standing::{GoalName, Standing, Standings};
use super::treatment::{About, is_of_goal, settles};
use super::way::AttackWay;
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
    findings: Vec<&'m Treatment>,
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
    let model = &standings.solved.model;
    let best = standings.list.get(name)?;
    let of_goal = |it: &&&Treatment| is_of_goal(model, it, name) && it.holds_for(best.risk);
    if let Some(treatment) = holding.iter().find(of_goal) {
        return Some(Judged {
            by: None,
            decided: vec![(best.clone(), treatment)],
        });
    }
    let settled = |standing: &Standing, finding: &str| {
        let about = About {
            goal: name,
            path: &standing.path,
            finding,
            risk: standing.risk,
        };
        let mut found = holding.iter().filter(|it| settles(model, it, about));
        found.next().copied()
    };
    let of_finding = |it: &&&Treatment| matches!(it.of, Treated::Finding { .. });
    let of_path = |it: &&&Treatment| matches!(it.of, Treated::Path(_));
    let by_finding = holding.iter().any(|it| of_finding(&it));
    let by_path = holding.iter().any(|it| of_path(&it));
    let mut judged = Judged {
        by: None,
        decided: Vec::new(),
    };
    if by_finding && !by_path {
        for way in standings.ways(name)? {
            let standing = standings.standing_by(name, &way.proof)?;
            match settled(&standing, &way.way.id()) {
                Some(treatment) => judged.decide(standing, treatment),
                None => {
                    judged.by = Some((standing, way.proof));
                    break;
                }
            }
        }
        return Some(judged);
    }
    let most = if by_path { PATHS } else { 1 };
    let (paths, complete) = standings.by_path(name, most);
    let mut last = None;
    for (standing, proof) in paths {
        let finding = by_finding
            .then(|| standings.path_of(name, &proof))
            .flatten()
            .map_or_else(String::new, |it| AttackWay::of(name, &it).id());
        let Some(treatment) = settled(&standing, &finding) else {
            judged.by = Some((standing, proof));
            return Some(judged);
        };
        judged.decide(standing.clone(), treatment);
        last = Some((standing, proof));
    }
    // What was not looked at is no likelier than the last that was.
    judged.by = last.filter(|_| !complete);
    Some(judged)
}

impl<'m> Judged<'m> {
    /// Notes a decision, unless it is known.
    fn decide(&mut self, standing: Standing, treatment: &'m Treatment) {
        if !self.decided.iter().any(|(_, it)| *it == treatment) {
            self.decided.push((standing, treatment));
        }
    }
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
        let is_finding = |it: &&&Treatment| matches!(it.of, Treated::Finding { .. });
        Self {
            goals: holding.iter().filter(is_goal).copied().collect(),
            findings: holding.iter().filter(is_finding).copied().collect(),
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

    /// The treatments of goals that are out of reach, of paths that no goal has among its first, and
    /// of findings that are not there.
    pub fn idle(&self, standings: &Standings) -> Vec<&'m Treatment> {
        let model = &standings.solved.model;
        let names = || standings.list.keys();
        let goals = self.goals.iter().copied();
        let goals = goals.filter(|it| !names().any(|name| is_of_goal(model, it, name)));
        let paths = self
            .paths
            .iter()
            .filter(|(prefix, _)| self.of(prefix).next().is_none());
        let mut findings = self.findings.clone();
        for name in names().filter(|_| !self.findings.is_empty()) {
            let ways = standings.ways(name).into_iter().flatten();
            for id in ways.map(|it| it.way.id()) {
                findings.retain(|it| !is_of_finding(it, &id));
            }
        }
        goals.chain(paths.map(|it| it.1)).chain(findings).collect()
    }

    fn of<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = &'s String> {
        let all = self.ids.values().flatten();
        all.filter(move |id| id.starts_with(prefix))
    }
}

fn prefixes<'m>(holding: &[&'m Treatment]) -> Vec<(&'m str, &'m Treatment)> {
    let prefixes = holding.iter().filter_map(|&it| match &it.of {
        Treated::Path(prefix) => Some((prefix.as_str(), it)),
        Treated::Goal { .. } | Treated::Finding { .. } => None,
    });
    prefixes.collect()
}

fn is_of_finding(treatment: &Treatment, finding: &str) -> bool {
    matches!(&treatment.of, Treated::Finding { id, .. } if finding.starts_with(id.as_str()))
}
