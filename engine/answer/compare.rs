//! A system before and after a change in; the goals that the change touches, and why, out.

use std::collections::BTreeSet;

use super::assumptions::Total;
use super::cause::{Cause, Side, causes, worth};
use super::path::Path;
use super::rule_cause::{RuleTexts, rule_causes};
use super::standing::{GoalName, Standing, Standings};

/// What a change does to the goals of a system.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Those that differ: new ones first, then those that rose, fell, went, and those that have
    /// another best path; each by how much.
    pub rows: Vec<Difference>,
    /// How many goals are as they were.
    pub same: usize,
    /// The risks of all goals.
    pub before: Total,
    pub after: Total,
    /// Whether no likelier path can have been missed anywhere.
    pub certain: bool,
}

/// A goal that a change touches.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub kind: Kind,
    pub goal: GoalName,
    pub before: Option<Standing>,
    pub after: Option<Standing>,
    pub causes: Vec<Cause>,
}

/// How a goal differs, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Appeared,
    Rose,
    Fell,
    Vanished,
    /// The risk is the same, the best path another one.
    Rerouted,
}

/// A side with its goals.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'s, 'a> {
    pub standings: &'s Standings<'s, 'a>,
    pub side: Side<'s, 'a>,
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
        let found = here.solved.map_or_else(Vec::new, |(analysis, sources)| {
            rule_causes(analysis, sources, path, other, came)
        });
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
    rows.sort_by_key(|row| (row.kind, std::cmp::Reverse(steps(row.size()))));
    let mut standings = (old.standings.list.values()).chain(new.standings.list.values());
    Comparison {
        same: all - rows.len(),
        rows,
        before: total(old.standings),
        after: total(new.standings),
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
        let worse = |row: &Difference| matches!(row.kind, Kind::Appeared | Kind::Rose);
        self.rows.iter().any(worse)
    }

    pub fn count(&self, kind: Kind) -> usize {
        self.rows.iter().filter(|row| row.kind == kind).count()
    }
}

/// How a goal differs; `None` if it does not.
pub fn kind(before: Option<&Standing>, after: Option<&Standing>) -> Option<Kind> {
    match (before, after) {
        (None, None) => None,
        (None, Some(_)) => Some(Kind::Appeared),
        (Some(_), None) => Some(Kind::Vanished),
        (Some(old), Some(new)) => match steps(new.risk).cmp(&steps(old.risk)) {
            std::cmp::Ordering::Greater => Some(Kind::Rose),
            std::cmp::Ordering::Less => Some(Kind::Fell),
            std::cmp::Ordering::Equal => (old.path != new.path).then_some(Kind::Rerouted),
        },
    }
}

/// Why a goal differs: what its new best path needs that was not there, or what its old one needed
/// that is gone.
fn because(
    kind: Kind,
    name: &GoalName,
    (old, went): (&Compared, Because),
    (new, came): (&Compared, Because),
) -> Vec<Cause> {
    let path = |it: &Compared| it.standings.path(name);
    let came = || path(new).as_ref().map_or_else(Vec::new, came);
    let went = || path(old).as_ref().map_or_else(Vec::new, went);
    let mut found = match kind {
        Kind::Appeared | Kind::Rose => came(),
        Kind::Fell | Kind::Vanished => went(),
        Kind::Rerouted => [came(), went()].concat(),
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

fn total(standings: &Standings) -> Total {
    let risks = standings.list.values().map(|it| it.risk);
    risks.fold(Total::default(), |total, risk| Total {
        sum: total.sum + risk,
        highest: total.highest.max(risk),
    })
}

/// Differences below 1e-9 are none.
#[expect(clippy::cast_possible_truncation, reason = "a risk is at most 10")]
fn steps(risk: f64) -> i64 {
    (risk * 1e9).round() as i64
}
