//! What an attacker must not bring about: violations of stated value.

use std::collections::BTreeMap;

use super::analysis::Analysis;
use crate::facts::Fact;

/// A violation that holds, and what it costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    pub fact: Fact,
    pub actor: String,
    pub component: String,
    /// Confidentiality, integrity, availability or accountability.
    pub property: String,
    /// From 1 to 10 (NIST SP 800-30r1, table H-3).
    pub impact: u32,
}

/// The relation whose facts are goals.
pub const VIOLATED: &str = "violated";

/// Every `violated` fact whose component and property are worth something, sorted by text.
pub fn goals(analysis: &Analysis) -> Vec<Goal> {
    let impacts = impacts(analysis);
    let goal = |fact: Fact| {
        let [actor, component, property] = analysis.values(&fact).try_into().ok()?;
        let impact = *impacts.get(&(component.clone(), property.clone()))?;
        (impact > 0).then_some(Goal {
            fact,
            actor,
            component,
            property,
            impact,
        })
    };
    let violated = analysis.holding_named(VIOLATED);
    violated.into_iter().filter_map(goal).collect()
}

/// By component and property: the stated impact.
fn impacts(analysis: &Analysis) -> BTreeMap<(String, String), u32> {
    let impact = |fact: Fact| {
        let [component, property, impact] = analysis.values(&fact).try_into().ok()?;
        Some(((component, property), impact.parse().ok()?))
    };
    let assets = analysis.holding_named("asset");
    assets.into_iter().filter_map(impact).collect()
}
