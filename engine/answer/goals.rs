//! What an attacker must not bring about: violations of stated value.

use std::collections::BTreeMap;

use serde::Serialize;

use super::derived::VIOLATED;
use crate::engine::Solved;
use crate::facts::{Fact, Input};

/// A violation that holds, and what it costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Goal {
    #[serde(skip)]
    pub fact: Fact,
    pub actor: String,
    pub component: String,
    /// Confidentiality, integrity, availability or accountability.
    pub property: String,
    /// From 1 to 10 (NIST SP 800-30r1, table H-3).
    #[serde(skip)]
    pub impact: u32,
}

/// What is lost with a goal, whoever brings it about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    pub component: String,
    pub property: String,
    /// From 1 to 10.
    pub impact: u32,
}

impl From<&Goal> for Loss {
    fn from(goal: &Goal) -> Self {
        Self {
            component: goal.component.clone(),
            property: goal.property.clone(),
            impact: goal.impact,
        }
    }
}

/// Every `violated` fact whose component and property are worth something, sorted by text.
pub fn goals(solved: &Solved) -> Vec<Goal> {
    let impacts = impacts(solved);
    let goal = |fact: Fact| {
        let [actor, component, property] = solved.values(&fact).try_into().ok()?;
        let impact = *impacts.get(&(component.clone(), property.clone()))?;
        (impact > 0).then_some(Goal {
            fact,
            actor,
            component,
            property,
            impact,
        })
    };
    let violated = solved.holding_named(VIOLATED);
    violated.into_iter().filter_map(goal).collect()
}

/// By component and property: the stated impact.
fn impacts(solved: &Solved) -> BTreeMap<(String, String), u32> {
    let impact = |fact: Fact| {
        let [component, property, impact] = solved.values(&fact).try_into().ok()?;
        Some(((component, property), impact.parse().ok()?))
    };
    let assets = solved.holding_named(Input::Asset.name());
    assets.into_iter().filter_map(impact).collect()
}
