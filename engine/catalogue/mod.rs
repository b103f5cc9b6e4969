//! The shipped JSON tables go in; kinds, controls, verbs, what else people call them, and the
//! frameworks' names come out, typed.

mod frameworks;
mod reference;
mod remedy;
mod rmf;
mod synonyms;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

pub use frameworks::{AtlasTechnique, Framework, Named, atlas_technique, framework, frameworks};
pub use frameworks::{atlas_tactics, atlas_version, why_uncovered};
pub use frameworks::{mitigation_name, technique_name, techniques_of};
pub use reference::{Reference, reference};
pub use remedy::{Labour, Remedy};
pub use rmf::{Bearing, RMF, bearings};
pub use synonyms::{Meaning, Synonyms, Vocabulary, meaning, meanings, synonyms};

/// What a component is.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Kind {
    pub id: &'static str,
    pub title: &'static str,
    pub what: &'static str,
    /// Whose absence `check` reports when the file does not mention them.
    pub expected_controls: Vec<&'static str>,
}

/// Something that stops or hampers attack steps on a component.
#[derive(Clone, Debug, Deserialize)]
pub struct ControlWord {
    pub id: &'static str,
    /// What no longer happens, or not as easily, where the control is present.
    pub stops: &'static str,
    /// What it leaves of the chance of a step; `None` for one that stops steps.
    residual: Option<f64>,
    /// How hard it is to have.
    pub effort: Labour,
    /// ATLAS mitigations that it carries out.
    pub atlas: Vec<&'static str>,
}

/// What one component does with another.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Verb {
    pub id: &'static str,
    /// A sentence with `{from}` and `{to}`.
    pub reads: &'static str,
    #[serde(skip_serializing)]
    pub taint: Taint,
    pub meaning: &'static str,
    /// How a flow of this verb is done away with, if it can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
}

/// Which way content travels along a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taint {
    /// From the first component to the second.
    Out,
    /// From the second component to the first.
    In,
    Both,
    /// Not at all, but the second component is under the influence of the first.
    Control,
    None,
}

/// A word with its meaning: entries, attributes, positions.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Word {
    pub id: &'static str,
    #[serde(default)]
    pub meaning: &'static str,
    /// Of an entry: whether it is what an attack from outside would have to gain first.
    #[serde(default, skip_serializing)]
    pub foothold: bool,
    /// How what it says is done away with, if it can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
}

/// A word with its number.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Grade {
    pub id: &'static str,
    pub value: f64,
    #[serde(default)]
    pub meaning: &'static str,
}

/// The whole vocabulary of architecture files.
#[derive(Clone, Debug)]
pub struct Catalogue {
    pub kinds: Vec<Kind>,
    pub controls: Vec<ControlWord>,
    pub verbs: Vec<Verb>,
    pub entries: Vec<Word>,
    pub attributes: Vec<Word>,
    pub properties: Vec<Word>,
    /// What can be said about a control, and how effective it is then, from 0 to 1.
    pub statuses: Vec<Grade>,
    pub positions: Vec<Word>,
    /// NIST SP 800-30r1, table H-3, as 0 to 10.
    pub impacts: Vec<Grade>,
    /// How likely it is that an actor tries at all.
    pub attempts: Vec<Grade>,
    /// What measures cost, by how hard they are.
    pub efforts: Vec<Grade>,
    by_kind: FxHashMap<&'static str, usize>,
    by_control: FxHashMap<&'static str, usize>,
    by_verb: FxHashMap<&'static str, usize>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Scales {
    impacts: Vec<Grade>,
    properties: Vec<Word>,
    statuses: Vec<Grade>,
    positions: Vec<Word>,
    attempts: Vec<Grade>,
    efforts: Vec<Grade>,
}

/// The catalogue, parsed when it is first asked for.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(load);
    &CATALOGUE
}

impl Catalogue {
    /// Whether this is a kind, control, verb, entry, attribute or property.
    pub fn is_word(&self, text: &str) -> bool {
        let words = [&self.entries, &self.attributes, &self.properties];
        self.kind(text).is_some()
            || self.control(text).is_some()
            || self.verb(text).is_some()
            || words.into_iter().flatten().any(|it| it.id == text)
    }

    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.get(*self.by_kind.get(id)?)
    }

    pub fn control(&self, id: &str) -> Option<&ControlWord> {
        self.controls.get(*self.by_control.get(id)?)
    }

    pub fn entry(&self, id: &str) -> Option<&Word> {
        self.entries.iter().find(|it| it.id == id)
    }

    pub fn attribute(&self, id: &str) -> Option<&Word> {
        self.attributes.iter().find(|it| it.id == id)
    }

    pub fn verb(&self, id: &str) -> Option<&Verb> {
        self.verbs.get(*self.by_verb.get(id)?)
    }
}

impl Grade {
    /// The number where it is a whole one, such as an impact.
    pub fn whole(&self) -> u32 {
        self.value as u32
    }
}

impl ControlWord {
    /// Whether it stops the steps that it is meant for, rather than make them less likely.
    pub fn can_stop(&self) -> bool {
        self.residual.is_none()
    }

    /// What is left of the chance of a step that this control merely hampers.
    ///
    /// A control that stops some steps leaves 0.3 of those that it only hampers.
    pub fn residual(&self) -> f64 {
        self.residual.unwrap_or(0.3)
    }
}

const KINDS: &str = include_str!("../../facts/catalogue/kinds.json");
const CONTROLS: &str = include_str!("../../facts/catalogue/controls.json");
const VERBS: &str = include_str!("../../facts/catalogue/verbs.json");
const SCALES: &str = include_str!("../../facts/catalogue/scales.json");
const ENTRIES: &str = include_str!("../../facts/catalogue/entries.json");
const ATTRIBUTES: &str = include_str!("../../facts/catalogue/attributes.json");

/// The texts that the catalogue is read from: what tells two versions of it apart. Synonyms are not
/// among them, as no answer about a system rests on them.
pub fn catalogue_texts() -> [&'static str; 6] {
    [KINDS, CONTROLS, VERBS, SCALES, ENTRIES, ATTRIBUTES]
}

fn load() -> Catalogue {
    let kinds: Vec<Kind> = table(KINDS);
    let controls: Vec<ControlWord> = table(CONTROLS);
    let verbs: Vec<Verb> = table(VERBS);
    let scales: Scales = table(SCALES);
    Catalogue {
        by_kind: index(kinds.iter().map(|it| it.id)),
        by_control: index(controls.iter().map(|it| it.id)),
        by_verb: index(verbs.iter().map(|it| it.id)),
        kinds,
        controls,
        verbs,
        entries: table(ENTRIES),
        attributes: table(ATTRIBUTES),
        properties: scales.properties,
        statuses: scales.statuses,
        positions: scales.positions,
        impacts: scales.impacts,
        attempts: scales.attempts,
        efforts: scales.efforts,
    }
}

fn table<T: Deserialize<'static>>(text: &'static str) -> T {
    serde_json::from_str(text).expect("the shipped catalogue is checked by a test")
}

fn index(ids: impl Iterator<Item = &'static str>) -> FxHashMap<&'static str, usize> {
    ids.enumerate().map(|(at, id)| (id, at)).collect()
}

#[cfg(test)]
mod tests;
