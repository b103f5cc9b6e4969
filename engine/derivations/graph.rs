//! Facts and the rule instances that support them.

use rustc_hash::FxHashMap;
use threatlog_dl::program::ClauseId;

use super::chance::Chance;
use crate::facts::Fact;

/// Index of a fact in its [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u32);

/// Index of a chance in its [`Graph`]; chances are in the order of their texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChanceId(pub u32);

/// A ground rule: its body supports its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    pub clause: ClauseId,
    pub head: FactId,
    /// The positive body facts, in the clause's order; those that the scope leaves out are absent.
    pub body: Vec<FactId>,
    /// The act and the uncertain input facts of this instance, sorted.
    pub chances: Vec<ChanceId>,
    /// By variable of the clause.
    pub values: Box<[u32]>,
}

/// An AND/OR graph: a fact holds by any of its instances, an instance by all of its body.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub(super) facts: Vec<Fact>,
    pub(super) given: Vec<bool>,
    pub(super) ids: FxHashMap<Fact, FactId>,
    pub(super) instances: Vec<Instance>,
    pub(super) chances: Vec<Chance>,
    pub(super) values: Vec<f64>,
}

impl Graph {
    pub fn id(&self, fact: &Fact) -> Option<FactId> {
        self.ids.get(fact).copied()
    }

    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.0 as usize]
    }

    /// How many facts there are; ids run from 0.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Whether a fact was given rather than derived.
    pub fn is_given(&self, id: FactId) -> bool {
        self.given[id.0 as usize]
    }

    pub fn instances(&self) -> &[Instance] {
        &self.instances
    }

    pub fn chance(&self, id: ChanceId) -> &Chance {
        &self.chances[id.0 as usize]
    }

    pub fn chances(&self) -> &[Chance] {
        &self.chances
    }

    /// By chance, as a number.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// A chance as a number, strictly between 0 and 1.
    pub fn value(&self, id: ChanceId) -> f64 {
        self.values[id.0 as usize]
    }
}
