//! A solved model in; what it leaves unsaid, what looks like a mistake and what is of no use out.

mod questions;
mod reached;
mod warnings;

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::no_effect::IdleSearch;
use super::spot::Spot;
use super::stated::{Holder, IdleControls};
use super::unmet::unmet_by;
use crate::engine::Solved;
use crate::model::{Assets, review};
use crate::solve::TooManyFacts;
use questions::questions;
pub use questions::{OpenQuestion, Order, Questions};
use warnings::warnings;
pub use warnings::{Warned, Warning, WarningKind};

/// A sound model: how much is in it, what is assumed of it, and what could as well be left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    pub system: String,
    pub components: usize,
    pub flows: usize,
    pub actors: usize,
    pub zones: usize,
    pub treatments: usize,
    /// How many asset values are stated, or `default`.
    #[serde(serialize_with = "count_or_default")]
    pub assets: Assets,
    pub warnings: Vec<Warning>,
    /// What to ask first; `None` if that was not wanted.
    pub questions: Option<Questions>,
    /// Controls that are expected and not mentioned.
    pub unstated: Vec<Unmentioned>,
    /// Components in no flow and no entry.
    pub orphans: Vec<String>,
    pub empty_zones: Vec<String>,
    /// Actors without an entry.
    pub idle_actors: Vec<String>,
    /// What changes no path, whoever attacks.
    pub no_effect: Idle,
}

/// Several files, each a system of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Checks {
    /// Files that are no sound architecture, in the order in which they were named.
    pub faulty: Vec<String>,
    /// The others.
    #[serde(rename = "files")]
    pub sound: Vec<CheckedFile>,
}

/// A sound file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckedFile {
    pub file: String,
    #[serde(flatten)]
    pub check: Check,
}

/// What is not said of a component.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unmentioned {
    pub component: String,
    pub controls: Vec<&'static str>,
    pub place: Spot,
}

/// What is of no use where it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Idle {
    pub controls: Vec<IdleAt>,
    /// Controls that rules look at where they are, but that stand on no way of an actor to anything of
    /// value, though every control failed.
    pub unmet: Vec<IdleAt>,
    /// By control: the components without it on which rules do look at it.
    pub would_count_at: BTreeMap<&'static str, Vec<String>>,
    pub flows: Vec<IdleFlow>,
}

/// Controls of a component or of a zone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IdleAt {
    #[serde(flatten)]
    pub of: Named,
    pub controls: Vec<&'static str>,
    pub place: Spot,
}

/// What states a control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Named {
    Zone(String),
    Component(String),
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IdleFlow {
    pub from: String,
    pub verb: &'static str,
    pub to: String,
    pub place: Spot,
}

fn count_or_default<S: Serializer>(assets: &Assets, to: S) -> Result<S::Ok, S::Error> {
    match assets {
        Assets::Stated(count) => to.serialize_u64(*count as u64),
        Assets::Default => to.serialize_str("default"),
    }
}

/// Checks a model, and finds so many questions to ask about it.
///
/// # Errors
///
/// If the rules derive too much with a control in place.
pub fn check(solved: &Solved, most: usize) -> Result<Check, TooManyFacts> {
    let model = &solved.model;
    let review = review(model);
    let warnings = warnings(solved, &review);
    let asked = (most > 0).then(|| questions(solved, &review.unstated, most));
    let component = |id| model.component(id).id.clone();
    let unstated = review.unstated.into_iter().map(|it| Unmentioned {
        component: component(it.component),
        controls: it.controls,
        place: solved.spot(it.place),
    });
    let zones = review
        .empty_zones
        .iter()
        .filter_map(|&at| model.zones.get(at));
    let actors = review
        .idle_actors
        .iter()
        .filter_map(|&at| model.actors.get(at));
    let mut search = IdleSearch::new(solved);
    let idle = search.no_effect();
    let unmet = unmet_by(solved, &mut search);
    let idle_at = |it: IdleControls| IdleAt {
        of: match it.of {
            Holder::Zone(id) => Named::Zone(model.zone(id).id.clone()),
            Holder::Component(id) => Named::Component(component(id)),
        },
        controls: it.controls,
        place: solved.spot(it.place),
    };
    let would_count_at = idle.elsewhere.into_iter().map(|(control, at)| {
        let at = at.into_iter().map(component);
        (control, at.collect())
    });
    let flows = idle.flows.iter().filter_map(|&at| model.flows.get(at));
    let flows = flows.map(|flow| IdleFlow {
        from: component(flow.from),
        verb: flow.verb.id,
        to: component(flow.to),
        place: solved.spot(flow.place),
    });
    Ok(Check {
        system: model.system.clone(),
        components: review.components,
        flows: review.flows,
        actors: review.actors,
        zones: review.zones,
        treatments: review.treatments,
        assets: review.assets,
        warnings,
        questions: asked.transpose()?,
        unstated: unstated.collect(),
        orphans: review.orphans.into_iter().map(component).collect(),
        empty_zones: zones.map(|it| it.id.clone()).collect(),
        idle_actors: actors.map(|it| it.id.clone()).collect(),
        no_effect: Idle {
            controls: idle.controls.into_iter().map(idle_at).collect(),
            unmet: unmet.into_iter().map(idle_at).collect(),
            would_count_at: would_count_at.collect(),
            flows: flows.collect(),
        },
    })
}
