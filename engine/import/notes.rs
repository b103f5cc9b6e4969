//! What became of an item of the input, for the person who imports it.

use std::fmt;

/// One line of the report on an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What the input calls it, e.g. ``component `jupyter` ``.
    pub item: String,
    pub outcome: Outcome,
    /// What it arrived as, or why it did not.
    pub text: String,
}

/// Whether an item found its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is in the architecture, as a statement that rules can use.
    Arrived,
    /// The input contradicts itself or leaves something out; the import decided.
    Repaired,
    /// The architecture has no word for it; it is kept as a comment.
    NoCounterpart,
}

impl Note {
    pub fn arrived(item: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(item, Outcome::Arrived, text)
    }

    pub fn repaired(item: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(item, Outcome::Repaired, text)
    }

    pub fn no_counterpart(item: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(item, Outcome::NoCounterpart, text)
    }

    fn new(item: impl Into<String>, outcome: Outcome, text: impl Into<String>) -> Self {
        Self {
            item: item.into(),
            outcome,
            text: text.into(),
        }
    }
}

impl Outcome {
    pub fn word(self) -> &'static str {
        match self {
            Self::Arrived => "arrived",
            Self::Repaired => "repaired",
            Self::NoCounterpart => "no counterpart",
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}: {}", self.item, self.outcome.word(), self.text)
    }
}
