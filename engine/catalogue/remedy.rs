//! What it takes to put something right: how, how hard that is, and where it is no fault at all.

use serde::{Deserialize, Serialize};

use super::catalogue;

/// How something that a model says can be made untrue. A word without one says what a thing is for.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Remedy {
    /// An order that names `{component}`, `{actor}`, `{from}` or `{to}`.
    order: &'static str,
    pub effort: Labour,
    /// Kinds of components that are made for it, so that it is not proposed there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purpose_of: Vec<&'static str>,
}

/// How hard a measure is, by what sort of work it is. Costs are in `scales.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Labour {
    Configuration,
    Feature,
    Process,
    Redesign,
}

impl Remedy {
    /// The order about these things, given by the names that it has for them.
    pub fn order(&self, things: &[(&str, &str)]) -> String {
        let mut text = self.order.to_owned();
        for (name, thing) in things {
            text = text.replace(&format!("{{{name}}}"), thing);
        }
        text
    }
}

impl Labour {
    pub fn word(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Feature => "feature",
            Self::Process => "process",
            Self::Redesign => "redesign",
        }
    }

    /// What a measure of this sort costs where no file says it.
    pub fn cost(self) -> u32 {
        let known = catalogue().efforts.iter().find(|it| it.id == self.word());
        known.map_or(1, |it| it.whole())
    }
}
