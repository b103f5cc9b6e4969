//! Everything of value in; how many present controls have to fail before it is lost out.

use std::collections::BTreeMap;

use serde::Serialize;

use super::goals::{Goal, Loss, goals};
use super::path::{Control, Path, path};
use crate::defence::{Change, ControlFate, Defence, Opening, Openings, Relaxed, relax};
use crate::derivations::Scope;
use crate::engine::Solved;
use crate::facts::{Fact, Input};
use crate::rank::{Effort, key};
use crate::solve::TooManyFacts;

/// Which goals are asked about.
#[derive(Clone, Debug, Default)]
pub struct DepthQuestion {
    /// Only this component.
    pub to: Option<String>,
    /// Only this actor.
    pub from: Option<String>,
    pub effort: Effort,
}

/// The depth of defence of everything of value, the shallowest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Depths {
    pub system: String,
    /// By depth, then by falling impact, then by name; those that nothing opens come last.
    pub rows: Vec<DepthRow>,
    /// How many goals were asked about, shown or not.
    #[serde(skip)]
    pub asked: usize,
    /// Controls whose failure alone opens a way to a goal that has none. Most goals first.
    pub weak_spots: Vec<WeakSpot>,
}

/// A property of a component, over all actors that are asked about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DepthRow {
    pub component: String,
    pub property: String,
    /// From 1 to 10.
    pub impact: u32,
    /// How many controls have to fail; `None` if there is no path even where all do.
    pub depth: Option<usize>,
    /// Whether it is certain that fewer do not suffice.
    pub exact: bool,
    pub opening: Option<Breach>,
}

/// The fewest controls whose failure opens a path, and that path.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Breach {
    /// How many controls have to fail.
    #[serde(skip)]
    pub depth: usize,
    /// Whether it is certain that fewer do not suffice.
    #[serde(skip)]
    pub exact: bool,
    pub actor: String,
    /// The controls, as many as `depth` says. Sorted.
    pub fails: Vec<Control>,
    /// Other sets of as many controls that open a path for some actor. Sorted.
    pub instead: Vec<Vec<Control>>,
    /// Whether there are no further such sets.
    pub all: bool,
    /// Its likelihood is that of the deeds once the controls have failed.
    #[serde(flatten)]
    pub path: Path,
}

/// A control that alone stands before goals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeakSpot {
    #[serde(flatten)]
    pub control: Control,
    /// By falling impact.
    pub opens: Vec<Loss>,
}

/// How many sets of controls are looked at for a goal.
const SETS: usize = 20;

/// Lets every present control fail, and finds how few of them have to.
///
/// # Errors
///
/// If the rules derive too much where controls fail.
pub fn depths(solved: &Solved, question: &DepthQuestion) -> Result<Depths, TooManyFacts> {
    let relaxed = relax(solved.program(), solved.facts(), ControlFate::AllFail, &[]);
    let beyond = solved.with_facts(relaxed.facts.clone())?;
    let fits = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|it| it == is);
    let mut asked = goals(&beyond);
    asked.retain(|goal| fits(&question.to, &goal.component) && fits(&question.from, &goal.actor));
    let facts: Vec<Fact> = asked.iter().map(|goal| goal.fact.clone()).collect();
    let graph = beyond.matcher.derive(&facts, Scope::Uncertain);
    let mut defence = Defence::new(&relaxed, &graph, question.effort);
    let mut by_asset: BTreeMap<(&str, &str), Vec<&Goal>> = BTreeMap::new();
    for goal in &asked {
        let asset = (goal.component.as_str(), goal.property.as_str());
        by_asset.entry(asset).or_default().push(goal);
    }
    let mut rows: Vec<DepthRow> = Vec::new();
    for (component, property, impact) in assets(solved) {
        if !fits(&question.to, &component) {
            continue;
        }
        let goals = by_asset.get(&(component.as_str(), property.as_str()));
        let cheapest = cheapest(goals.map_or(&[][..], Vec::as_slice), &graph, &mut defence);
        let opening = cheapest.and_then(|it| {
            let path = path(&beyond, &it.goal.fact, &graph, &it.opening.proof)?;
            Some(breach(&beyond, &relaxed, it, path))
        });
        rows.push(DepthRow {
            component,
            property,
            impact,
            depth: opening.as_ref().map(|it| it.depth),
            exact: opening.as_ref().is_none_or(|it| it.exact),
            opening,
        });
    }
    rows.sort_by(|a, b| {
        let depth = |row: &DepthRow| row.opening.as_ref().map_or(usize::MAX, |it| it.depth);
        let by_depth = depth(a).cmp(&depth(b));
        by_depth
            .then(b.impact.cmp(&a.impact))
            .then_with(|| (&a.component, &a.property).cmp(&(&b.component, &b.property)))
    });
    Ok(Depths {
        system: solved.model.system.clone(),
        weak_spots: weak_spots(&rows),
        asked: rows.len(),
        rows,
    })
}

/// Component, property and impact of everything that is worth something.
fn assets(solved: &Solved) -> Vec<(String, String, u32)> {
    let facts = solved.holding_named(Input::Asset.name()).into_iter();
    let asset = |fact: Fact| {
        let [component, property, impact] = solved.values(&fact).try_into().ok()?;
        let impact: u32 = impact.parse().ok()?;
        (impact > 0).then_some((component, property, impact))
    };
    facts.filter_map(asset).collect()
}

/// How a goal opens, among those of several actors.
struct EasiestGoal<'g> {
    goal: &'g Goal,
    opening: Opening,
    exact: bool,
    /// All sets of controls that open a path for some actor, and whether there are no others.
    sets: Vec<Openings>,
}

/// The goal that the fewest controls keep closed; among those the likeliest once it is open, then
/// the first by name.
fn cheapest<'g>(
    goals: &[&'g Goal],
    graph: &crate::derivations::Graph,
    defence: &mut Defence,
) -> Option<EasiestGoal<'g>> {
    let mut found = Vec::new();
    for goal in goals {
        let id = graph.id(&goal.fact)?;
        found.extend(defence.openings(id, SETS).map(|it| (*goal, id, it)));
    }
    let least = found.iter().map(|(.., openings)| openings.cost).min()?;
    found.retain(|(.., openings)| openings.cost == least);
    let mut best: Option<(&Goal, Opening)> = None;
    for (goal, id, openings) in &found {
        let Some(opening) = defence.likeliest(*id, openings) else {
            continue;
        };
        let likelihood = |it: &Opening| key(it.proof.likelihood);
        if best
            .as_ref()
            .is_none_or(|(_, it)| likelihood(&opening) > likelihood(it))
        {
            best = Some((goal, opening));
        }
    }
    let (goal, opening) = best?;
    Some(EasiestGoal {
        goal,
        opening,
        exact: found.iter().all(|(.., it)| it.exact),
        sets: found.into_iter().map(|(.., it)| it).collect(),
    })
}

fn breach(solved: &Solved, relaxed: &Relaxed, found: EasiestGoal, path: Path) -> Breach {
    let controls = |ids: &[crate::defence::ChangeId]| -> Vec<Control> {
        let changes = ids.iter().map(|&id| relaxed.change(id));
        changes.filter_map(|it| control(solved, it)).collect()
    };
    let fails = controls(&found.opening.changes);
    let sets = found.sets.iter().flat_map(|it| &it.sets);
    let mut instead: Vec<Vec<Control>> = sets.map(|it| controls(it)).collect();
    instead.sort();
    instead.dedup();
    instead.retain(|it| *it != fails);
    Breach {
        depth: fails.len(),
        exact: found.exact,
        actor: found.goal.actor.clone(),
        fails,
        instead,
        all: found.sets.iter().all(|it| it.all),
        path,
    }
}

/// A control that fails, by its names.
pub(super) fn control(solved: &Solved, change: Change) -> Option<Control> {
    let Change::Fails { component, control } = change else {
        return None;
    };
    let text = |id: u32| solved.facts().symbols.text(id).to_owned();
    Some(Control {
        component: text(component),
        control: text(control),
    })
}

fn weak_spots(rows: &[DepthRow]) -> Vec<WeakSpot> {
    let mut spots: BTreeMap<&Control, Vec<Loss>> = BTreeMap::new();
    for row in rows {
        let Some(breach) = row.opening.as_ref().filter(|it| it.depth == 1) else {
            continue;
        };
        for control in breach.fails.iter().chain(breach.instead.iter().flatten()) {
            spots.entry(control).or_default().push(Loss {
                component: row.component.clone(),
                property: row.property.clone(),
                impact: row.impact,
            });
        }
    }
    let spots = spots.into_iter().map(|(control, opens)| WeakSpot {
        control: control.clone(),
        opens,
    });
    let mut spots: Vec<WeakSpot> = spots.collect();
    // Stable, so that spots of as many goals stay in the order of their names.
    spots.sort_by_key(|spot| std::cmp::Reverse(spot.opens.len()));
    spots
}
