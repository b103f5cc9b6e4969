//! A solved model in; the controls in it that no attacker of it meets out.

use std::collections::BTreeSet;

use super::goals::goals;
use super::no_effect::looked_at;
use super::stated::{IdleControls, stated_where};
use crate::defence::{Change, ControlFate, relax};
use crate::derivations::{Chance, Scope};
use crate::engine::Solved;
use crate::facts::Fact;

/// Beyond so many components all ways at once are too many to look at for a check.
const COMPONENTS: usize = 300;

/// Controls that are there and that rules look at there, but that stand on no way of an actor to
/// anything of value, though every control failed: nobody who was drawn gets as far as what they
/// guard, or nothing of value is lost by it. Empty for a model that is too large to tell.
pub fn unmet(solved: &Solved) -> Vec<IdleControls> {
    let model = &solved.model;
    if model.components.len() > COMPONENTS {
        return Vec::new();
    }
    let Some(met) = met(solved) else {
        return Vec::new();
    };
    let mut looked_at = looked_at(solved);
    let symbols = &solved.facts().symbols;
    stated_where(model, |component, control| {
        let ids = [&*model.component(component).id, control].map(|it| symbols.id(it));
        let met =
            matches!(ids, [Some(component), Some(control)] if met.contains(&(component, control)));
        !met && looked_at(component, control)
    })
}

/// Component and control, as symbols, of all controls that any way meets once they all fail.
fn met(solved: &Solved) -> Option<BTreeSet<(u32, u32)>> {
    let relaxed = relax(solved.program(), solved.facts(), ControlFate::AllFail, &[]);
    let beyond = solved.with_facts(relaxed.facts.clone()).ok()?;
    let goals: Vec<Fact> = goals(&beyond).into_iter().map(|it| it.fact).collect();
    let graph = beyond.matcher.derive(&goals, Scope::Uncertain);
    let met = graph.chances().iter().filter_map(|chance| match chance {
        Chance::Given(fact) => relaxed.change_of(fact),
        Chance::Act { .. } => None,
    });
    let met = met.filter_map(|id| match relaxed.change(id) {
        Change::Fails { component, control } => Some((component, control)),
        Change::Entry { .. } => None,
    });
    Some(met.collect())
}
