//! A solved model in; what is sound in it and yet looks like a mistake out.

use serde::Serialize;
use threatlog_dl::Place;

use super::reached::{Keeps, Reached};
use crate::answer::path::Control;
use crate::answer::spot::Spot;
use crate::catalogue::catalogue;
use crate::engine::Solved;
use crate::model::{Actor, Lack, Position, Review, lack};

/// What looks like a mistake, everywhere it does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Warning {
    pub kind: WarningKind,
    /// Whether it is worth knowing, and seldom a mistake.
    pub note: bool,
    /// In the order of the model; empty if it is about the whole system.
    pub of: Vec<Warned>,
}

/// In the order in which they are told: what makes an answer worthless comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// Nobody is there who could attack.
    NoActor,
    /// Actors are there, and none has a way in.
    NoEntry,
    /// All values that are stated are zero.
    NoValue,
    /// Actors enter, and nothing follows that costs anything.
    NoPath,
    /// Values of zero, which count for nothing.
    ZeroValue,
    /// Actors without a way in, where others have one.
    IdleActor,
    /// Actors who are said never to try.
    NeverTries,
    /// Actors who enter, and from whom nothing follows; nor with controls failing, unless the
    /// system is too large to tell.
    HarmlessActor,
    /// Actors from outside who start with what an attack would have to gain first.
    Foothold,
    /// Values that no flow joins to anything an actor enters.
    ApartAsset,
    /// Other values that nobody reaches; nor with controls failing, unless the system is too large
    /// to tell.
    UnreachedAsset,
    /// Components in no flow and no entry.
    Orphan,
    /// Values that nobody reaches unless controls fail.
    StoppedAsset,
    /// Actors from whom nothing follows unless controls fail.
    StoppedActor,
    /// Zones that nothing lies in.
    EmptyZone,
}

impl Warning {
    fn new(kind: WarningKind, of: Vec<Warned>) -> Self {
        Self {
            kind,
            note: kind >= WarningKind::StoppedAsset,
            of,
        }
    }
}

/// One thing that a warning is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Warned {
    /// As the file calls it: `clerk`, `ledger integrity`, `guest:ledger:write`.
    pub name: String,
    /// The controls that have to fail first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stopped_by: Vec<Control>,
    pub place: Spot,
}

/// All warnings, in the order of their kinds.
pub(super) fn warnings(solved: &Solved, review: &Review) -> Vec<Warning> {
    let reached = &Reached::new(solved);
    let mut found: Vec<(WarningKind, Warned)> = Vec::new();
    found.extend(zero_values(solved));
    found.extend(footholds(solved));
    let whole = nothing_analysed(solved, reached);
    // What the whole system lacks, each of its parts does.
    if whole.is_none_or(|it| it == WarningKind::NoPath) {
        found.extend(of_actors(solved, reached));
        found.extend(of_assets(solved, reached));
    }
    let model = &solved.model;
    let orphans = review.orphans.iter().map(|it| model.component(*it));
    found.extend(orphans.map(|it| (WarningKind::Orphan, warned(solved, &it.id, it.place))));
    let zones = review.empty_zones.iter();
    let zones = zones.filter_map(|&at| model.zones.get(at));
    found.extend(zones.map(|it| (WarningKind::EmptyZone, warned(solved, &it.id, it.place))));
    grouped(whole, found)
}

fn grouped(whole: Option<WarningKind>, mut found: Vec<(WarningKind, Warned)>) -> Vec<Warning> {
    let whole = whole.map(|kind| Warning::new(kind, Vec::new()));
    // Stable, so that those of a kind stay in the order of the model.
    found.sort_by_key(|(kind, _)| *kind);
    let groups = found.chunk_by(|(one, _), (other, _)| one == other);
    let groups = groups.filter_map(|group| {
        let (kind, _) = group.first()?;
        let of = group.iter().map(|(_, warned)| warned.clone()).collect();
        Some(Warning::new(*kind, of))
    });
    whole.into_iter().chain(groups).collect()
}

/// What the system lacks for there to be any path.
fn nothing_analysed(solved: &Solved, reached: &Reached) -> Option<WarningKind> {
    match lack(&solved.model) {
        Some(Lack::Actor) => Some(WarningKind::NoActor),
        Some(Lack::Entry) => Some(WarningKind::NoEntry),
        Some(Lack::Value) => Some(WarningKind::NoValue),
        None => (!reached.anything()).then_some(WarningKind::NoPath),
    }
}

fn zero_values(solved: &Solved) -> impl Iterator<Item = (WarningKind, Warned)> {
    let values = solved.model.components.iter().flat_map(|component| {
        let zero = component.assets.iter().filter(|it| it.impact == 0);
        zero.map(move |it| (component, it))
    });
    values.map(|(component, asset)| {
        let name = format!("{} {}", component.id, asset.property.word());
        (WarningKind::ZeroValue, warned(solved, name, asset.place))
    })
}

fn footholds(solved: &Solved) -> impl Iterator<Item = (WarningKind, Warned)> {
    let words = &catalogue().entries;
    let is_foothold = |how: &str| words.iter().any(|it| it.foothold && it.id == how);
    let outside = solved.model.actors.iter();
    let outside = outside.filter(|it| it.position == Position::External);
    let entries = outside.flat_map(|actor| actor.entries.iter().map(move |it| (actor, it)));
    let entries = entries.filter(move |(_, entry)| is_foothold(entry.how));
    entries.map(|(actor, entry)| {
        let component = &solved.model.component(entry.component).id;
        let name = format!("{}:{component}:{}", actor.id, entry.how);
        (WarningKind::Foothold, warned(solved, name, entry.place))
    })
}

fn of_actors(solved: &Solved, reached: &Reached) -> impl Iterator<Item = (WarningKind, Warned)> {
    solved.model.actors.iter().filter_map(|actor| {
        let (kind, stopped_by) = harmless(actor, reached)?;
        let warned = warned(solved, &actor.id, actor.place);
        Some((
            kind,
            Warned {
                stopped_by,
                ..warned
            },
        ))
    })
}

/// Why nothing follows from an actor, if that is so.
fn harmless(actor: &Actor, reached: &Reached) -> Option<(WarningKind, Vec<Control>)> {
    if actor.entries.is_empty() {
        return Some((WarningKind::IdleActor, Vec::new()));
    }
    if actor.attempts.is_some_and(|it| it.value <= 0.0) {
        return Some((WarningKind::NeverTries, Vec::new()));
    }
    let keeps = reached.keeps_actor(&actor.id)?;
    let kind = match keeps {
        Keeps::Controls(_) => WarningKind::StoppedActor,
        Keeps::Apart | Keeps::Rules => WarningKind::HarmlessActor,
    };
    Some((kind, keeps.controls()))
}

fn of_assets(solved: &Solved, reached: &Reached) -> impl Iterator<Item = (WarningKind, Warned)> {
    let unreached = reached.unreached_assets().into_iter();
    unreached.map(|(component, asset, keeps)| {
        let kind = match keeps {
            Keeps::Apart => WarningKind::ApartAsset,
            Keeps::Rules => WarningKind::UnreachedAsset,
            Keeps::Controls(_) => WarningKind::StoppedAsset,
        };
        let component = &solved.model.component(component).id;
        let name = format!("{component} {}", asset.property.word());
        let warned = warned(solved, name, asset.place);
        let stopped_by = keeps.controls();
        (
            kind,
            Warned {
                stopped_by,
                ..warned
            },
        )
    })
}

fn warned(solved: &Solved, name: impl Into<String>, place: Place) -> Warned {
    Warned {
        name: name.into(),
        stopped_by: Vec::new(),
        place: solved.spot(place),
    }
}
