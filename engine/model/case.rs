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
    /// The attack steps that the right path contains, whatever else it contains. Whether there
    /// are such steps is for those to judge who have the rules.
    pub steps: Vec<Stated<String>>,
    /// Controls that, all together, would have stopped or hampered it. Sorted, each once.
    pub fix: Vec<(ComponentId, &'static str)>,
}

/// `[actor] component property`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedGoal {
    /// Anybody, if nobody is named.
    pub actor: Option<String>,
    pub component: ComponentId,
    pub property: Property,
}
