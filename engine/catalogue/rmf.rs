//! What makes a finding bear on a subcategory of the NIST AI RMF.

use std::sync::LazyLock;

use serde::Deserialize;

/// The framework whose items the subcategories are.
pub const RMF: &str = "nist-ai-rmf";

/// A path bears on a subcategory if it meets every condition that is given; a list is met by any
/// of its words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bearing {
    /// Such as `MEASURE 2.7`.
    pub subcategory: &'static str,
    /// Why, as a clause.
    pub why: &'static str,
    /// A deed of the path cites one of these, written as in rules.
    #[serde(default)]
    pub techniques: Vec<&'static str>,
    /// A deed of the path is a threat of this kind.
    #[serde(default)]
    pub stride: Vec<&'static str>,
    /// A control that is missing or weak on the path.
    #[serde(default)]
    pub controls: Vec<&'static str>,
    /// The property that is violated.
    #[serde(default)]
    pub properties: Vec<&'static str>,
    /// What is harmed is of this kind.
    #[serde(default)]
    pub kinds: Vec<&'static str>,
    /// What is harmed is marked with this.
    #[serde(default)]
    pub attributes: Vec<&'static str>,
    /// Whether the path rests on a control that nobody has stated.
    pub unstated: Option<bool>,
    /// Whether somebody has decided about the goal or the path.
    pub treated: Option<bool>,
    /// The path's risk is at least this.
    pub min_risk: Option<f64>,
}

/// In the order of the framework's items.
pub fn bearings() -> &'static [Bearing] {
    static BEARINGS: LazyLock<Vec<Bearing>> =
        LazyLock::new(|| super::table(include_str!("../../facts/catalogue/rmf.json")));
    &BEARINGS
}
