//! The vocabulary of architecture files as an answer.

use serde::Serialize;

use crate::catalogue::{ControlWord, Grade, Kind, Verb, Word, catalogue, mitigation_name};

/// All words that architecture files can use.
#[derive(Clone, Debug, Serialize)]
pub struct Words {
    pub kinds: &'static [Kind],
    pub verbs: &'static [Verb],
    pub entries: &'static [Word],
    pub attributes: &'static [Word],
    pub controls: Vec<ControlInfo>,
    pub statuses: &'static [Grade],
    pub impacts: &'static [Grade],
    pub attempts: &'static [Grade],
    pub positions: &'static [Word],
}

/// A control, with what it does against the steps that it is meant for.
#[derive(Clone, Debug, Serialize)]
pub struct ControlInfo {
    pub id: &'static str,
    pub stops: &'static str,
    /// Whether it stops them, rather than hampers them.
    pub can_stop: bool,
    /// What it leaves of a step that it hampers.
    pub residual: f64,
    /// ATLAS mitigations that it carries out.
    pub atlas: Vec<Mitigation>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Mitigation {
    pub id: &'static str,
    pub name: Option<&'static str>,
}

pub fn words() -> Words {
    let known = catalogue();
    Words {
        kinds: &known.kinds,
        verbs: &known.verbs,
        entries: &known.entries,
        attributes: &known.attributes,
        controls: known.controls.iter().map(control).collect(),
        statuses: &known.statuses,
        impacts: &known.impacts,
        attempts: &known.attempts,
        positions: &known.positions,
    }
}

fn control(it: &'static ControlWord) -> ControlInfo {
    let atlas = it.atlas.iter().map(|&id| Mitigation {
        id,
        name: mitigation_name(id),
    });
    ControlInfo {
        id: it.id,
        stops: it.stops,
        can_stop: it.can_stop(),
        residual: it.residual(),
        atlas: atlas.collect(),
    }
}
