//! Architecture files in; a validated [`Model`] or all their faults out.

mod case;
mod change;
mod codes;
mod control;
mod cost;
#[cfg(test)]
mod file;
mod known;
mod load;
mod names;
mod node;
mod read;
mod reader;
mod removal;
mod review;
mod said;
mod starter;
mod syntax;
#[cfg(test)]
mod tests;
mod yaml;

use std::sync::Arc;

use threatlog_dl::{Place, Sources};

pub use case::{Bounds, Case, Expectation, NamedGoal};
pub use change::Change;
pub use codes::FAULT_CODES;
pub use control::{ControlStatus, How, Status};
pub use cost::{Costs, MAX_COST};
pub use known::{meant, place_in_file, suggestion};
pub use load::{MAX_BYTES, load};
pub use read::{days_between, is_date, parse, read};
pub use removal::Removal;
pub use review::{Assets, Lack, Review, Unstated, lack, review};
pub use said::{Form, Said, said};
pub use starter::starter;
pub use yaml::{MAX_DEPTH, MAX_REPEATED};

use crate::catalogue::{Kind, Verb};

/// A validated architecture. Every list is sorted by id, whatever the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// What the system is called; `system` when no file says.
    pub system: String,
    pub zones: Vec<Zone>,
    pub actors: Vec<Actor>,
    pub components: Vec<Component>,
    /// Sorted by both ends and the verb; each flow once.
    pub flows: Vec<Flow>,
    pub treatments: Vec<Treatment>,
    /// What measures take.
    pub costs: Costs,
    /// What the files say of incidents that they draw, at most one a file.
    pub cases: Vec<Case>,
    /// What places point into.
    pub sources: Arc<Sources>,
    /// What `--with` and `--without` say: effectiveness by component and control.
    alterations: change::Alterations,
}

/// Index into [`Model::zones`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZoneId(pub u32);

/// Index into [`Model::components`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComponentId(pub u32);

/// A value with the place where it is stated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated<T> {
    pub value: T,
    pub place: Place,
}

/// A part of the world that is trusted to the same degree.
#[derive(Clone, Debug)]
pub struct Zone {
    pub id: String,
    pub place: Place,
    pub title: Option<String>,
    /// From 0, untrusted, to 100.
    pub trust: Stated<u32>,
    /// Hold for every component in it. Sorted by control.
    pub controls: Vec<ControlStatement>,
}

/// Somebody who may attack.
#[derive(Clone, Debug)]
pub struct Actor {
    pub id: String,
    pub place: Place,
    pub title: Option<String>,
    pub position: Position,
    /// Where `position` or, failing that, the actor is stated.
    pub position_place: Place,
    pub zone: Option<Stated<ZoneId>>,
    /// How likely it is that the actor tries at all; `None` is certain.
    pub attempts: Option<Stated<f64>>,
    /// What the actor starts with. Sorted by component and word.
    pub entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    External,
    Internal,
}

/// A way in.
#[derive(Clone, Debug)]
pub struct Entry {
    pub component: ComponentId,
    /// A word of the catalogue.
    pub how: &'static str,
    pub place: Place,
}

/// A part of the system.
#[derive(Clone, Debug)]
pub struct Component {
    pub id: String,
    pub place: Place,
    pub title: Option<String>,
    pub kind: Stated<&'static Kind>,
    pub zone: Option<Stated<ZoneId>>,
    /// Words of the catalogue, sorted.
    pub attributes: Vec<Stated<&'static str>>,
    /// The component's own. Sorted by control.
    pub controls: Vec<ControlStatement>,
    /// Sorted by property.
    pub assets: Vec<Asset>,
}

/// What a component or zone says about a control.
#[derive(Clone, Debug)]
pub struct ControlStatement {
    /// A word of the catalogue.
    pub control: &'static str,
    pub status: Status,
    pub place: Place,
}

/// What it would cost to lose a property of a component.
#[derive(Clone, Debug)]
pub struct Asset {
    pub property: Property,
    /// From 0 to 10.
    pub impact: u32,
    pub place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Property {
    Accountability,
    Availability,
    Confidentiality,
    Integrity,
}

/// One component doing something with another.
#[derive(Clone, Debug)]
pub struct Flow {
    pub from: ComponentId,
    pub verb: &'static Verb,
    pub to: ComponentId,
    pub title: Option<String>,
    pub note: Option<String>,
    pub place: Place,
}

/// A risk that somebody has decided about.
#[derive(Clone, Debug, PartialEq)]
pub struct Treatment {
    pub of: Treated,
    pub status: TreatmentStatus,
    pub reason: String,
    pub owner: String,
    /// The last day on which it holds, `YYYY-MM-DD`.
    pub expires: String,
    /// The risk up to which it holds, from 0 to 10.
    pub up_to: Option<f64>,
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Treated {
    /// `goal: [actor] component property`.
    Goal {
        actor: Option<String>,
        component: ComponentId,
        property: Property,
    },
    /// `path: id`.
    Path(String),
    /// `finding: id`, for these actors, or for all if none is named.
    Finding { id: String, by: Vec<String> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TreatmentStatus {
    Accepted,
    Mitigated,
}

impl Model {
    /// What a component is and where it lies: `vector_db, zone ml-platform`; empty if the model has
    /// no such component.
    pub fn whereabouts(&self, component: &str) -> String {
        let Some(id) = self.component_named(component) else {
            return String::new();
        };
        let component = self.component(id);
        let zone = component.zone.map(|it| self.zone(it.value).id.as_str());
        let zone = zone.map_or_else(String::new, |zone| format!(", zone {zone}"));
        format!("{}{zone}", component.kind.value.id)
    }

    pub fn zone(&self, id: ZoneId) -> &Zone {
        &self.zones[id.0 as usize]
    }

    pub fn component(&self, id: ComponentId) -> &Component {
        &self.components[id.0 as usize]
    }

    pub fn zone_named(&self, id: &str) -> Option<ZoneId> {
        position(&self.zones, |it| it.id.as_str().cmp(id)).map(ZoneId)
    }

    pub fn component_named(&self, id: &str) -> Option<ComponentId> {
        position(&self.components, |it| it.id.as_str().cmp(id)).map(ComponentId)
    }

    pub fn actor_named(&self, id: &str) -> Option<&Actor> {
        let at = position(&self.actors, |it| it.id.as_str().cmp(id))?;
        self.actors.get(at as usize)
    }

    /// All components with their ids, in order.
    pub fn component_ids(&self) -> impl Iterator<Item = (ComponentId, &Component)> {
        (0..).map(ComponentId).zip(&self.components)
    }

    /// The zones that a flow leads from and to, if they are two.
    pub fn crossing(&self, flow: &Flow) -> Option<(ZoneId, ZoneId)> {
        let zone = |id| self.component(id).zone.map(|it| it.value);
        let (from, to) = (zone(flow.from)?, zone(flow.to)?);
        (from != to).then_some((from, to))
    }

    /// Whether some component states what it is worth; if none does, every one counts as
    /// [`DEFAULT_IMPACT`] in every property.
    pub fn states_assets(&self) -> bool {
        self.components.iter().any(|it| !it.assets.is_empty())
    }
}

/// The impact on each property of each component where no file states any: serious.
pub const DEFAULT_IMPACT: u32 = 5;

impl Treatment {
    /// Whether it holds for a risk. Answers show one digit behind the point, so one that is shown
    /// like the limit is not above it.
    pub fn holds_for(&self, risk: f64) -> bool {
        self.up_to.is_none_or(|most| risk < most + 0.05)
    }

    /// Whether it holds on a day, `YYYY-MM-DD`; the last day counts.
    pub fn holds_on(&self, day: &str) -> bool {
        self.expires.as_str() >= day
    }
}

impl TreatmentStatus {
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Mitigated => "mitigated",
        }
    }
}

impl Position {
    pub fn word(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::Internal => "internal",
        }
    }
}

impl Property {
    /// In the order of their words.
    pub const ALL: [Self; 4] = [
        Self::Accountability,
        Self::Availability,
        Self::Confidentiality,
        Self::Integrity,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::Accountability => "accountability",
            Self::Availability => "availability",
            Self::Confidentiality => "confidentiality",
            Self::Integrity => "integrity",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

fn position<T>(sorted: &[T], compare: impl FnMut(&T) -> std::cmp::Ordering) -> Option<u32> {
    u32::try_from(sorted.binary_search_by(compare).ok()?).ok()
}
