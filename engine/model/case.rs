//! What a file says about the incident that it draws, and what has to follow from it.

#[cfg(test)]
mod tests;

use threatlog_dl::source::Place;

use super::{ComponentId, Property, Stated};

/// The `case` section: what really happened, for tests and readers. It changes no answer.
#[derive(Clone, Debug)]
pub struct Case {
    pub place: Place,
    /// What happened.
    pub about: Option<String>,
    /// Where it is published.
    pub source: Option<String>,
    /// How the attackers did it.
    pub mechanism: Option<String>,
    /// In the order of the file: what the case is about comes first.
    pub expect: Vec<Expectation>,
}

/// Something that has to follow from the file, or must not.
#[derive(Clone, Debug)]
pub struct Expectation {
    pub place: Place,
    pub goal: NamedGoal,
    /// Whether somebody, or the goal's actor, reaches the goal.
    pub derived: bool,
    /// How likely its likeliest path is, if anything is said of that.
    pub likelihood: Option<Bounds>,
    /// The attack steps that the right path contains, whatever else it contains. Whether there
    /// are such steps is for those to judge who have the rules.
    pub steps: Vec<Stated<String>>,
    /// Components that the right path goes through, besides the goal's.
    pub via: Vec<ComponentId>,
    /// Controls that, all together, would have stopped or hampered it. Sorted, each once.
    pub fix: Vec<(ComponentId, &'static str)>,
}

/// From the least to the greatest likelihood that will do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub least: f64,
    pub most: f64,
}

impl Bounds {
    pub fn contains(self, likelihood: f64) -> bool {
        // Rounding in a product is no difference.
        (self.least - 1e-9..=self.most + 1e-9).contains(&likelihood)
    }
}

impl std::fmt::Display for Bounds {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        match (self.least, self.most) {
            (least, 1.0) => write!(out, ">= {least}"),
            (0.0, most) => write!(out, "<= {most}"),
            (least, most) => write!(out, "from {least} to {most}"),
        }
    }
}

/// `[actor] component property`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedGoal {
    /// Anybody, if nobody is named.
    pub actor: Option<String>,
    pub component: ComponentId,
    pub property: Property,
}
