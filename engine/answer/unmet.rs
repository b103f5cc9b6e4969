//! A solved model in; the controls in it that no attacker of it meets out.

use std::collections::BTreeSet;

use super::no_effect::IdleSearch;
use super::stated::{IdleControls, stated_where};
use super::undefended::Undefended;
use crate::defence::ControlFate;
use crate::engine::Solved;

/// Controls that are there and that rules look at there, but that stand on no way of an actor to
/// anything of value, though every control failed: nobody who was drawn gets as far as what they
/// guard, or nothing of value is lost by it. Empty for a model that is too large to tell.
pub fn unmet(solved: &Solved) -> Vec<IdleControls> {
    unmet_by(solved, &mut IdleSearch::new(solved))
}

/// The same, by a search that is there already.
pub(super) fn unmet_by(solved: &Solved, search: &mut IdleSearch) -> Vec<IdleControls> {
    let model = &solved.model;
    let Some(undefended) = Undefended::new(solved, ControlFate::AllFail) else {
        return Vec::new();
    };
    let met: BTreeSet<(u32, u32)> = undefended.met().collect();
    let symbols = &solved.facts().symbols;
    stated_where(model, |component, control| {
        let ids = [&*model.component(component).id, control].map(|it| symbols.id(it));
        let met =
            matches!(ids, [Some(component), Some(control)] if met.contains(&(component, control)));
        !met && search.control_matters(component, control)
    })
}
