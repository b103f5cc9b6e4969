//! A component and a control go in; what it costs to put the control in place there comes out.

use std::collections::BTreeMap;

use super::{ComponentId, Model, Stated};

/// What controls cost, in a unit of the user's choice.
#[derive(Clone, Debug, Default)]
pub struct Costs {
    /// By control, wherever it is put.
    pub(super) anywhere: BTreeMap<&'static str, Stated<u32>>,
    /// By component and control; goes before the other.
    pub(super) there: BTreeMap<(ComponentId, &'static str), Stated<u32>>,
}

/// What a control costs of which no file says it.
pub const DEFAULT_COST: u32 = 1;

/// Costs are estimates; what differs by more than this is not worth weighing up.
pub const MAX_COST: u32 = 1_000;

impl Model {
    /// What it costs to have a control on a component: what is said of both, else of the control,
    /// else 1.
    pub fn cost_of(&self, component: ComponentId, control: &str) -> u32 {
        let there = self.costs.there.get(&(component, control));
        let stated = there.or_else(|| self.costs.anywhere.get(control));
        stated.map_or(DEFAULT_COST, |cost| cost.value)
    }
}
