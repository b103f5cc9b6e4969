//! What would cut off goals, as JSON.

use serde_json::{Value, json};
use threatlog_dl::Sources;

use super::paths::{act, merge};
use crate::answer::{
    Asked, Control, Fix, FixSet, Goal, Proposal, Purchase, RankedGoal, Remaining, Single, risk_word,
};
use crate::model::Model;
use crate::render::fix::status;

/// `{"system", "asked", "goals", "considered", "set", "remaining", …}`.
pub fn fix(model: &Model, answer: &Fix, sources: &Sources) -> Value {
    json!({
        "system": model.system,
        "asked": match answer.asked {
            Asked::Top => "top",
            Asked::Named => "named",
            Asked::AtLeast(_) => "at_least",
        },
        "goals": answer.goals.iter().map(ranked).collect::<Vec<_>>(),
        "considered": answer.considered,
        "set": answer.set.as_ref().map(|it| set(it, sources)),
        "remaining": answer.remaining.iter().map(remaining).collect::<Vec<_>>(),
        "risk": answer.risk,
        "purchase": answer.purchase.as_ref().map(|it| purchase(it, sources)),
        "singles": answer.singles.iter().map(|it| single(it, sources)).collect::<Vec<_>>(),
        "choke_points": answer.choke_points,
    })
}

fn set(set: &FixSet, sources: &Sources) -> Value {
    let others = set.others.iter();
    let others = others.map(|set| set.iter().map(control).collect::<Vec<_>>());
    json!({
        "cost": set.cost,
        "at_least": set.at_least,
        "controls": set.controls.iter().map(|it| proposal(it, sources)).collect::<Vec<_>>(),
        "others": others.collect::<Vec<_>>(),
        "all_others": set.all_others,
        "witnesses": set.witnesses,
        "left": set.left.iter().map(goal).collect::<Vec<_>>(),
    })
}

fn purchase(it: &Purchase, sources: &Sources) -> Value {
    json!({
        "budget": it.budget,
        "cost": it.cost,
        "controls": it.controls.iter().map(|it| proposal(it, sources)).collect::<Vec<_>>(),
        "left": it.left,
        "at_best": it.at_best,
    })
}

fn single(it: &Single, sources: &Sources) -> Value {
    let mut value = proposal(&it.proposal, sources);
    merge(
        &mut value,
        json!({ "risk_falls": it.falls, "goals": it.goals, "paths": it.paths }),
    );
    value
}

fn proposal(it: &Proposal, sources: &Sources) -> Value {
    json!({
        "component": it.control.component,
        "control": it.control.control,
        "cost": it.cost,
        "usual": it.usual,
        "status": status(it),
        "effectiveness": it.effectiveness,
        "place": it.place.map(|it| sources.locate(it)),
    })
}

fn control(it: &Control) -> Value {
    json!({ "component": it.component, "control": it.control })
}

fn goal(it: &Goal) -> Value {
    json!({ "actor": it.actor, "component": it.component, "property": it.property })
}

fn ranked(it: &RankedGoal) -> Value {
    json!({
        "actor": it.goal.actor,
        "component": it.goal.component,
        "property": it.goal.property,
        "impact": it.goal.impact,
        "likelihood": it.likelihood,
        "risk": it.risk,
        "level": risk_word(it.risk).replace(' ', "_"),
        "exact": it.exact,
    })
}

fn remaining(it: &Remaining) -> Value {
    json!({
        "goal": goal(&it.goal.goal),
        "likelihood": it.path.likelihood,
        "risk": it.risk,
        "acts": it.path.acts.iter().map(act).collect::<Vec<_>>(),
    })
}
