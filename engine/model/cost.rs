//! A component and a control go in; what it costs to put the control in place there comes out.

use std::collections::BTreeMap;

use super::{ComponentId, How, Model, Stated};
use crate::catalogue::catalogue;

/// What measures cost, in a unit of the user's choice.
#[derive(Clone, Debug, Default)]
pub struct Costs {
    /// By control, or by the word that is done away with, wherever that is.
    pub(super) anywhere: BTreeMap<&'static str, Stated<u32>>,
    /// By the text of the change; goes before the other.
    pub(super) there: BTreeMap<String, Stated<u32>>,
}

/// Costs are estimates; what differs by more than this is not worth weighing up.
pub const MAX_COST: u32 = 1_000;

/// How much dearer a control is where the kind does not expect it and no file mentions it: it has
/// to be made to fit, if it makes sense there at all.
const UNUSUAL: u32 = 3;

impl Model {
    /// What it costs to have a control on a component: what is said of both, else of the control,
    /// else what the catalogue says, more where it is unusual.
    pub fn cost_of(&self, component: ComponentId, control: &str) -> u32 {
        let there = format!("{}:{control}", self.component(component).id);
        if let Some(stated) = self.stated_cost(&there, control) {
            return stated;
        }
        let effort = catalogue().control(control).map(|it| it.effort);
        let usual = effort.map_or(1, |it| it.cost());
        if self.makes_sense(component, control) {
            usual
        } else {
            usual * UNUSUAL
        }
    }

    /// What files say that a change costs, or else what is done by it anywhere.
    pub(super) fn stated_cost(&self, change: &str, word: &str) -> Option<u32> {
        let there = self.costs.there.get(change);
        let stated = there.or_else(|| self.costs.anywhere.get(word));
        stated.map(|cost| cost.value)
    }

    /// Whether the kind of the component expects the control, or a file mentions it there.
    fn makes_sense(&self, component: ComponentId, control: &str) -> bool {
        let kind = self.component(component).kind.value;
        kind.expected_controls.contains(&control)
            || !matches!(
                self.control_of(component, control).how,
                How::NotMentioned(_)
            )
    }
}
