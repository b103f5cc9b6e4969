//! Ranked paths in; the subcategories of the NIST AI RMF that they bear on, with why, out.

use serde::Serialize;

use super::paths::{Paths, RankedPath};
use crate::catalogue::{Bearing, RMF, bearings, framework};
use crate::engine::Solved;

/// What findings mean for the framework, as an answer of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Meaning {
    pub system: String,
    /// How many findings were looked at.
    #[serde(skip)]
    pub paths: usize,
    pub goals: usize,
    pub goals_left: usize,
    pub certain: bool,
    pub rmf: Vec<Subcategory>,
}

/// A subcategory that findings bear on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Subcategory {
    /// Such as `MEASURE 2.7`.
    #[serde(rename = "subcategory")]
    pub id: &'static str,
    pub name: &'static str,
    pub reasons: Vec<Reason>,
}

/// Why findings bear on a subcategory.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    pub why: String,
    /// Which findings, by the ids of their paths as they are shown.
    pub paths: Vec<String>,
}

impl From<Paths> for Meaning {
    fn from(answer: Paths) -> Self {
        Self {
            system: answer.system,
            paths: answer.rows.len(),
            goals: answer.goals,
            goals_left: answer.goals_left,
            certain: answer.certain,
            rmf: answer.rmf,
        }
    }
}

/// In the framework's order; only subcategories that some finding bears on.
pub fn rmf(solved: &Solved, rows: &[RankedPath]) -> Vec<Subcategory> {
    let items = framework(RMF).map_or(&[][..], |it| &it.items);
    let subcategories = items.iter().map(|item| {
        let own = bearings().iter().filter(|it| it.subcategory == item.id);
        let mut reasons: Vec<Reason> = own
            .map(|it| reason(it.why, rows, |row| bears(solved, it, row)))
            .collect();
        reasons.push(reason("a deed on the path cites it", rows, |row| {
            cites(row, item.id)
        }));
        reasons.retain(|it| !it.paths.is_empty());
        Subcategory {
            id: item.id,
            name: item.name,
            reasons,
        }
    });
    subcategories.filter(|it| !it.reasons.is_empty()).collect()
}

/// The subcategories that any path with this step bears on, whatever the system.
pub fn rmf_of_step(techniques: &[String], stride: &[String]) -> Vec<&'static str> {
    let only_by_deed = |it: &&Bearing| {
        let conditions = [
            it.controls.is_empty(),
            it.properties.is_empty(),
            it.kinds.is_empty(),
            it.attributes.is_empty(),
            it.unstated.is_none(),
            it.treated.is_none(),
            it.min_risk.is_none(),
        ];
        conditions.iter().all(|&it| it) && !(it.techniques.is_empty() && it.stride.is_empty())
    };
    let all = bearings().iter().filter(only_by_deed);
    let mut found: Vec<&str> = all
        .filter(|it| meets(&it.techniques, techniques) && meets(&it.stride, stride))
        .map(|it| it.subcategory)
        .collect();
    found.dedup();
    found
}

fn reason(why: &str, rows: &[RankedPath], holds: impl Fn(&RankedPath) -> bool) -> Reason {
    let rows = rows.iter().filter(|row| holds(row));
    Reason {
        why: why.to_owned(),
        paths: rows.map(|row| row.path.shown.clone()).collect(),
    }
}

fn bears(solved: &Solved, bearing: &Bearing, row: &RankedPath) -> bool {
    let path = &row.path;
    let acts = path.acts.iter();
    let by_deed = acts
        .clone()
        .any(|act| meets(&bearing.techniques, &act.techniques))
        && acts.clone().any(|act| meets(&bearing.stride, &act.stride));
    // A path without a deed still meets conditions that are not about deeds.
    let no_deed = bearing.techniques.is_empty() && bearing.stride.is_empty();
    let weak = path.weak.iter().map(|it| &it.control);
    let controls = path.gaps.iter().map(|it| &it.control).chain(weak);
    let controls: Vec<String> = controls.map(|it| it.control.clone()).collect();
    let harmed = solved.model.component_named(&row.goal.component);
    let harmed = harmed.map(|id| solved.model.component(id));
    let kind: Vec<String> = harmed
        .iter()
        .map(|it| it.kind.value.id.to_owned())
        .collect();
    let attributes = harmed.iter().flat_map(|it| &it.attributes);
    let attributes: Vec<String> = attributes.map(|it| it.value.to_owned()).collect();
    (by_deed || no_deed)
        && meets(&bearing.controls, &controls)
        && meets(
            &bearing.properties,
            std::slice::from_ref(&row.goal.property),
        )
        && meets(&bearing.kinds, &kind)
        && meets(&bearing.attributes, &attributes)
        && bearing
            .unstated
            .is_none_or(|it| it == path.gaps.iter().any(|gap| gap.assumed))
        && bearing
            .treated
            .is_none_or(|it| it == row.treatment.as_ref().is_some_and(|it| !it.expired))
        && bearing.min_risk.is_none_or(|it| row.risk >= it - 1e-9)
}

/// Whether a deed cites the subcategory itself.
fn cites(row: &RankedPath, id: &str) -> bool {
    let techniques = row.path.acts.iter().flat_map(|act| &act.techniques);
    let mut cited = techniques.filter_map(|it| it.strip_prefix(RMF)?.strip_prefix(':'));
    cited.any(|it| it == id)
}

/// Whether nothing is wanted, or one of the wanted words is there.
fn meets(wanted: &[&str], there: &[String]) -> bool {
    wanted.is_empty() || there.iter().any(|it| wanted.contains(&it.as_str()))
}
