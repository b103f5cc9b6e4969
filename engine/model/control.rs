//! A component and a control go in; how effective the control is there, and who says so, comes out.

use threatlog_dl::source::Place;

use super::{ComponentId, ControlStatement, Model};

/// What a file says about a control.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Status {
    Present,
    /// Present, and this effective: from 0 to 1.
    Effective(f64),
    Planned,
    Absent,
    Unknown,
}

/// How effective a control is on a component, from 0 to 1, and on whose word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ControlStatus {
    pub effectiveness: f64,
    pub how: How,
}

/// Where a control's status comes from; the place is that of the statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The component says that it is there.
    Stated(Place),
    /// The component's zone says that it is there.
    Zone(Place),
    /// Said to be absent.
    Absent(Place),
    /// Said to be planned, so not there yet.
    Planned(Place),
    /// Said to be unknown, so assumed absent.
    Unknown(Place),
    /// Not mentioned, so assumed absent; the place is the component's.
    NotMentioned(Place),
    /// Set by the question, not by a file.
    Altered,
}

impl Status {
    pub fn effectiveness(self) -> f64 {
        match self {
            Self::Present => 1.0,
            Self::Effective(value) => value,
            Self::Planned | Self::Absent | Self::Unknown => 0.0,
        }
    }
}

impl How {
    /// Nobody has said that the control is missing; it is taken to be.
    pub fn is_assumption(self) -> bool {
        matches!(self, Self::Unknown(_) | Self::NotMentioned(_))
    }

    /// Where it is said, or where the component stands; `None` if the question says it.
    pub fn place(self) -> Option<Place> {
        match self {
            Self::Stated(place)
            | Self::Zone(place)
            | Self::Absent(place)
            | Self::Planned(place)
            | Self::Unknown(place)
            | Self::NotMentioned(place) => Some(place),
            Self::Altered => None,
        }
    }
}

impl Model {
    /// The status of a control on a component: what the question sets, else what the component
    /// says, else what its zone says, else absent.
    pub fn control_of(&self, component: ComponentId, control: &str) -> ControlStatus {
        if let Some(&effectiveness) = self
            .alterations
            .get(&component)
            .and_then(|it| it.get(control))
        {
            let how = How::Altered;
            return ControlStatus { effectiveness, how };
        }
        let stated = self.component(component);
        if let Some(own) = statement(&stated.controls, control) {
            return status(own, How::Stated(own.place));
        }
        let zone = stated.zone.map(|it| self.zone(it.value));
        if let Some(common) = zone.and_then(|it| statement(&it.controls, control)) {
            return status(common, How::Zone(common.place));
        }
        ControlStatus {
            effectiveness: 0.0,
            how: How::NotMentioned(stated.place),
        }
    }

    /// Every control that something is said about on a component, sorted.
    pub fn controls_mentioned(&self, component: ComponentId) -> Vec<&'static str> {
        let stated = self.component(component);
        let zone = stated.zone.map(|it| self.zone(it.value));
        let common = zone.map_or(&[][..], |it| &it.controls);
        let altered = self.alterations.get(&component);
        let mut mentioned: Vec<&'static str> = (stated.controls.iter().chain(common))
            .map(|it| it.control)
            .chain(altered.into_iter().flat_map(|it| it.keys().copied()))
            .collect();
        mentioned.sort_unstable();
        mentioned.dedup();
        mentioned
    }
}

fn statement<'m>(sorted: &'m [ControlStatement], control: &str) -> Option<&'m ControlStatement> {
    let at = sorted.binary_search_by(|it| it.control.cmp(control)).ok()?;
    sorted.get(at)
}

fn status(said: &ControlStatement, there: How) -> ControlStatus {
    let how = match said.status {
        Status::Effective(0.0) | Status::Absent => How::Absent(said.place),
        Status::Present | Status::Effective(_) => there,
        Status::Planned => How::Planned(said.place),
        Status::Unknown => How::Unknown(said.place),
    };
    ControlStatus {
        effectiveness: said.status.effectiveness(),
        how,
    }
}
