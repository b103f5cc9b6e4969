//! A system before and after a change in; the goals that the change touches, and why, out.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::assumptions::RiskSum;
use super::cause::{Cause, Side, causes, worth};
use super::path::{Path, short_ids};
use super::rule_cause::{RuleTexts, rule_causes};
use super::scale::billionths;
use super::standing::{GoalName, Standing, Standings};
use crate::engine::Solved;
use crate::facts::Statements;
use crate::rank::Effort;

/// What a change does to the goals of a system.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The risks of all goals.
    pub before: RiskSum,
    pub after: RiskSum,
    /// How many goals are as they were.
    pub same: usize,
    /// Whether no likelier path can have been missed anywhere.
    pub certain: bool,
    /// Those that differ: new ones first, then those that rose, fell, went, and those that have
    /// another best path; each by how much.
    #[serde(rename = "changes")]
    pub rows: Vec<Difference>,
}

/// A goal that a change touches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    #[serde(rename = "change")]
    pub kind: DifferenceKind,
    pub goal: GoalName,
    pub before: Option<Standing>,
    pub after: Option<Standing>,
    pub causes: Vec<Cause>,
}

/// How a goal differs, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DifferenceKind {
    Appeared,
    Rose,
    Fell,
    Vanished,
    /// The risk is the same, the best path another one.
    Rerouted,
}

/// A side with its goals.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'s> {
    pub standings: &'s Standings<'s>,
    pub side: Side<'s>,
}

/// What altering a system does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhatIf {
    pub system: String,
    /// What the alterations are, as options.
    #[serde(skip)]
    pub altered: String,
    /// Which alterations leave the system as it is.
    pub notes: Vec<String>,
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// What differs between two systems, or what two versions of the rules say of several.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Diff {
    Systems {
        /// `OLD → NEW`.
        compared: String,
        #[serde(flatten)]
        comparison: Comparison,
    },
    Rules {
        systems: Vec<UnderRules>,
    },
}

/// A system under two versions of the rules.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnderRules {
    pub system: String,
    #[serde(flatten)]
    pub comparison: Comparison,
}

impl Diff {
    /// Whether some goal is new or its risk higher.
    pub fn is_worse(&self) -> bool {
        match self {
            Self::Systems { comparison, .. } => comparison.is_worse(),
            Self::Rules { systems } => systems.iter().any(|it| it.comparison.is_worse()),
        }
    }
}

/// Compares two solved systems; `how` is [`compare`] or [`compare_rules`] with the rules' texts.
pub fn compare_solved(
    old: &Solved,
    new: &Solved,
    effort: Effort,
    how: impl Fn(&Compared, &Compared) -> Comparison,
) -> Comparison {
    let (was, is) = (Statements::of(&old.model), Statements::of(&new.model));
    let standings = [old, new].map(|it| Standings::new(it, effort));
    let [before, after] = &standings;
    let compared = |standings, solved, stated| Compared {
        standings,
        side: Side {
            solved: Some(solved),
            stated,
        },
    };
    how(&compared(before, old, &was), &compared(after, new, &is))
}

/// Compares two systems goal by goal; goals are the same if their names are.
pub fn compare(old: &Compared, new: &Compared) -> Comparison {
    let came = |path: &Path| causes(&new.side, path, &old.side, true);
    let went = |path: &Path| causes(&old.side, path, &new.side, false);
    compare_by((old, &went), (new, &came))
}

/// Compares what two versions of the rules say of a system; each goes with the texts of its rules.
pub fn compare_rules(
    (old, old_rules): (&Compared, &RuleTexts),
    (new, new_rules): (&Compared, &RuleTexts),
) -> Comparison {
    let used = |here: &Side, path: &Path, there: &Side, other: &RuleTexts, came: bool| {
        let found = here
            .solved
            .map_or_else(Vec::new, |solved| rule_causes(solved, path, other, came));
        // Rules that are the same may look for something that other rules no longer derive.
        if found.is_empty() {
            causes(here, path, there, came)
        } else {
            found
        }
    };
    let came = |path: &Path| used(&new.side, path, &old.side, old_rules, true);
    let went = |path: &Path| used(&old.side, path, &new.side, new_rules, false);
    compare_by((old, &went), (new, &came))
}

/// Says what of a change a path loses or needs.
type Because<'b> = &'b dyn Fn(&Path) -> Vec<Cause>;

/// `went` and `came` say what of the change an old path loses and a new path needs.
fn compare_by((old, went): (&Compared, Because), (new, came): (&Compared, Because)) -> Comparison {
    let names: BTreeSet<&GoalName> = old
        .standings
        .list
        .keys()
        .chain(new.standings.list.keys())
        .collect();
    let all = names.len();
    let rows = names.into_iter().filter_map(|name| {
        let before = old.standings.list.get(name);
        let after = new.standings.list.get(name);
        let kind = kind(before, after)?;
        Some(Difference {
            kind,
            goal: name.clone(),
            before: before.cloned(),
            after: after.cloned(),
            causes: because(kind, name, (old, went), (new, came)),
        })
    });
    let mut rows: Vec<Difference> = rows.collect();
    // Stable, so that equal differences stay in the order of the goals' names.
    rows.sort_by_key(|row| (row.kind, std::cmp::Reverse(billionths(row.size()))));
    shorten(&mut rows);
    let mut standings = (old.standings.list.values()).chain(new.standings.list.values());
    Comparison {
        same: all - rows.len(),
        rows,
        before: risks(old.standings),
        after: risks(new.standings),
        certain: standings.all(|it| it.exact),
    }
}

impl Difference {
    fn size(&self) -> f64 {
        let risk = |it: &Option<Standing>| it.as_ref().map_or(0.0, |it| it.risk);
        (risk(&self.after) - risk(&self.before)).abs()
    }
}

impl Comparison {
    /// Whether some goal is new or has a higher risk.
    pub fn is_worse(&self) -> bool {
        let worse =
            |row: &Difference| matches!(row.kind, DifferenceKind::Appeared | DifferenceKind::Rose);
        self.rows.iter().any(worse)
    }

    pub fn count(&self, kind: DifferenceKind) -> usize {
        self.rows.iter().filter(|row| row.kind == kind).count()
    }
}

/// How a goal differs; `None` if it does not.
pub fn kind(before: Option<&Standing>, after: Option<&Standing>) -> Option<DifferenceKind> {
    match (before, after) {
        (None, None) => None,
        (None, Some(_)) => Some(DifferenceKind::Appeared),
        (Some(_), None) => Some(DifferenceKind::Vanished),
        (Some(old), Some(new)) => match billionths(new.risk).cmp(&billionths(old.risk)) {
            std::cmp::Ordering::Greater => Some(DifferenceKind::Rose),
            std::cmp::Ordering::Less => Some(DifferenceKind::Fell),
            std::cmp::Ordering::Equal => (old.path != new.path).then_some(DifferenceKind::Rerouted),
        },
    }
}

/// Shows of each path's id what tells it apart from the others.
fn shorten(rows: &mut [Difference]) {
    let standings = rows
        .iter()
        .flat_map(|row| row.before.iter().chain(&row.after));
    let ids: BTreeSet<String> = standings.map(|it| it.path.clone()).collect();
    let short = short_ids(ids.iter().map(String::as_str));
    let shown: BTreeMap<&String, String> = ids.iter().zip(short).collect();
    for standing in rows
        .iter_mut()
        .flat_map(|row| row.before.iter_mut().chain(&mut row.after))
    {
        standing.shown = shown.get(&standing.path).cloned().unwrap_or_default();
    }
}

/// Why a goal differs: what its new best path needs that was not there, or what its old one needed
/// that is gone.
fn because(
    kind: DifferenceKind,
    name: &GoalName,
    (old, went): (&Compared, Because),
    (new, came): (&Compared, Because),
) -> Vec<Cause> {
    let path = |it: &Compared| it.standings.path(name);
    let came = || path(new).as_ref().map_or_else(Vec::new, came);
    let went = || path(old).as_ref().map_or_else(Vec::new, went);
    let mut found = match kind {
        DifferenceKind::Appeared | DifferenceKind::Rose => came(),
        DifferenceKind::Fell | DifferenceKind::Vanished => went(),
        DifferenceKind::Rerouted => [came(), went()].concat(),
    };
    let impact = |it: &Compared| it.standings.list.get(name).map(|it| it.impact);
    let (from, to) = (impact(old), impact(new));
    // A goal that is new or gone for another reason has its worth as a matter of course.
    if found.is_empty() || from.is_some() && to.is_some() {
        found.extend(worth(
            (&name.component, &name.property),
            (from, to),
            &new.side,
        ));
    }
    found
}

fn risks(standings: &Standings) -> RiskSum {
    RiskSum::of(standings.list.values().map(|it| it.risk))
}
