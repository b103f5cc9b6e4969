//! A system before and after a change in; the goals that the change touches, and why, out.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::assumptions::RiskSum;
use super::between::Between;
use super::cause::{Cause, Side, causes, worth};
use super::path::{Path, short_ids};
use super::renamed::{renamed, with_names};
use super::rule_cause::{RuleTexts, rule_causes};
use super::scale::billionths;
use super::standing::{GoalName, Standing, Standings};
use super::way::AttackWay;
use super::wording::way_sentence;
use crate::engine::Solved;
use crate::facts::{Statements, retold};
use crate::model::parse;
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
    /// Components that are taken for the same under another name.
    pub renamed: Vec<Renamed>,
    /// Those that differ: new ones first, then those that rose, fell, went, and those that have
    /// another best path; each by how much.
    #[serde(rename = "changes")]
    pub rows: Vec<Difference>,
}

/// A component of which everything but the name is said as before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Renamed {
    pub from: String,
    pub to: String,
}

/// A goal that a change touches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    #[serde(rename = "change")]
    pub kind: DifferenceKind,
    pub goal: GoalName,
    pub before: Option<Standing>,
    pub after: Option<Standing>,
    /// By the likeliest path that the goal has now and had not before.
    pub opened: Option<Standing>,
    /// By the likeliest path that the goal had before and has no more.
    pub closed: Option<Standing>,
    /// Whether the deeds of what opened or closed sufficed all along, and only the odds changed.
    pub by_odds: bool,
    /// The way of the path that `causes` is about: in words, and its id.
    pub way: Option<NamedWay>,
    pub causes: Vec<Cause>,
}

/// A way as answers name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NamedWay {
    /// The id of the finding.
    pub finding: String,
    pub title: String,
}

/// How a goal differs, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DifferenceKind {
    Appeared,
    Rose,
    /// There is a new way, though the likeliest is none.
    Opened,
    Fell,
    Vanished,
    /// A way is gone, though the likeliest is not.
    Closed,
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
    let names = renamed(&was, &is);
    let told_again = retold_with(old, &was, &names);
    let (old, was, retold) = match &told_again {
        Some((solved, stated)) => (solved, stated, true),
        None => (old, &was, false),
    };
    let standings = [old, new].map(|it| Standings::new(it, effort));
    let [before, after] = &standings;
    let compared = |standings, solved, stated, retold| Compared {
        standings,
        side: Side {
            solved,
            retold,
            stated,
        },
    };
    let mut comparison = how(
        &compared(before, old, was, retold),
        &compared(after, new, &is, false),
    );
    if retold {
        let pairs = names.into_iter();
        comparison.renamed = pairs.map(|(from, to)| Renamed { from, to }).collect();
    }
    comparison
}

/// A system in which some components have other names; `None` if none has, or it cannot be solved.
pub(super) fn retold_with(
    old: &Solved,
    stated: &Statements,
    names: &BTreeMap<String, String>,
) -> Option<(Solved, Statements)> {
    if names.is_empty() {
        return None;
    }
    let stated = with_names(stated, names);
    let (_, model) = parse("old", &retold(&old.model.system, &stated));
    let solved = old.engine().solve(&model.ok()?).ok()?;
    Some((solved, stated))
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
        let found = rule_causes(here.solved, path, other, came);
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
    let (opens, closes) = (
        Between::new(new.standings, old.standings),
        Between::new(old.standings, new.standings),
    );
    let mut certain = true;
    let mut rows: Vec<Difference> = Vec::new();
    for name in names {
        let (opened, sure) = opens.likeliest(name);
        certain &= sure;
        let (closed, sure) = closes.likeliest(name);
        certain &= sure;
        let before = old.standings.list.get(name);
        let after = new.standings.list.get(name);
        let Some(kind) = kind(before, after, opened.is_some(), closed.is_some()) else {
            continue;
        };
        let only = if kind.is_worse() { &opened } else { &closed };
        let by_odds = only.as_ref().is_some_and(|it| it.by_odds);
        let (path, mut causes) = if kind.is_worse() {
            let path =
                (opened.as_ref().map(|it| it.path.clone())).or_else(|| new.standings.path(name));
            let causes = path.as_ref().map_or_else(Vec::new, came);
            (path, causes)
        } else {
            let path =
                (closed.as_ref().map(|it| it.path.clone())).or_else(|| old.standings.path(name));
            let causes = path.as_ref().map_or_else(Vec::new, went);
            (path, causes)
        };
        causes.extend(worth_of(name, causes.is_empty(), old, new));
        rows.push(Difference {
            kind,
            goal: name.clone(),
            before: before.cloned(),
            after: after.cloned(),
            by_odds,
            way: path.map(|path| NamedWay::of(name, &path)),
            opened: opened.map(|it| it.standing),
            closed: closed.map(|it| it.standing),
            causes,
        });
    }
    // Stable, so that equal differences stay in the order of the goals' names.
    rows.sort_by_key(|row| (row.kind, std::cmp::Reverse(billionths(row.size()))));
    shorten(&mut rows);
    let mut standings = (old.standings.list.values()).chain(new.standings.list.values());
    Comparison {
        same: all - rows.len(),
        rows,
        before: risks(old.standings),
        after: risks(new.standings),
        renamed: Vec::new(),
        certain: certain && standings.all(|it| it.exact),
    }
}

impl NamedWay {
    /// As much of the finding's id as answers show.
    pub fn shown(&self) -> String {
        self.finding.chars().take(6).collect()
    }

    pub fn of(goal: &GoalName, path: &Path) -> Self {
        Self {
            finding: AttackWay::of(goal, path).id(),
            title: way_sentence(path),
        }
    }
}

impl DifferenceKind {
    /// Whether something can be attacked that could not, or more likely.
    pub fn is_worse(self) -> bool {
        matches!(self, Self::Appeared | Self::Rose | Self::Opened)
    }
}

impl Difference {
    /// How much of the risk is new or gone.
    fn size(&self) -> f64 {
        let risk = |it: &Option<Standing>| it.as_ref().map_or(0.0, |it| it.risk);
        match self.kind {
            DifferenceKind::Opened => risk(&self.opened),
            DifferenceKind::Closed => risk(&self.closed),
            _ => (risk(&self.after) - risk(&self.before)).abs(),
        }
    }
}

impl Comparison {
    /// Whether some goal is new, has a new way or a higher risk.
    pub fn is_worse(&self) -> bool {
        self.rows.iter().any(|row| row.kind.is_worse())
    }

    pub fn count(&self, kind: DifferenceKind) -> usize {
        self.rows.iter().filter(|row| row.kind == kind).count()
    }
}

/// How a goal differs; `None` if it does not.
pub fn kind(
    before: Option<&Standing>,
    after: Option<&Standing>,
    opened: bool,
    closed: bool,
) -> Option<DifferenceKind> {
    let (old, new) = match (before, after) {
        (None, None) => return None,
        (None, Some(_)) => return Some(DifferenceKind::Appeared),
        (Some(_), None) => return Some(DifferenceKind::Vanished),
        (Some(old), Some(new)) => (billionths(old.risk), billionths(new.risk)),
    };
    match new.cmp(&old) {
        Ordering::Greater => Some(DifferenceKind::Rose),
        _ if opened => Some(DifferenceKind::Opened),
        Ordering::Less => Some(DifferenceKind::Fell),
        Ordering::Equal => closed.then_some(DifferenceKind::Closed),
    }
}

/// Shows of each path's id what tells it apart from the others.
fn shorten(rows: &mut [Difference]) {
    let standings = rows.iter().flat_map(|row| {
        (row.before.iter())
            .chain(&row.after)
            .chain(&row.opened)
            .chain(&row.closed)
    });
    let ids: BTreeSet<String> = standings.map(|it| it.path.clone()).collect();
    let short = short_ids(ids.iter().map(String::as_str));
    let shown: BTreeMap<&String, String> = ids.iter().zip(short).collect();
    for standing in rows.iter_mut().flat_map(|row| {
        let best = row.before.iter_mut().chain(&mut row.after);
        best.chain(&mut row.opened).chain(&mut row.closed)
    }) {
        standing.shown = shown.get(&standing.path).cloned().unwrap_or_default();
    }
}

/// That a goal is worth more or less than before, if it is so. A goal that is new or gone for
/// another reason has its worth as a matter of course.
fn worth_of(name: &GoalName, unexplained: bool, old: &Compared, new: &Compared) -> Option<Cause> {
    let impact = |it: &Compared| it.standings.list.get(name).map(|it| it.impact);
    let (from, to) = (impact(old), impact(new));
    if !unexplained && (from.is_none() || to.is_none()) {
        return None;
    }
    worth((&name.component, &name.property), (from, to), &new.side)
}

fn risks(standings: &Standings) -> RiskSum {
    RiskSum::of(standings.list.values().map(|it| it.risk))
}
