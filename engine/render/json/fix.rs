//! What would cut off goals, as JSON.

use serde_json::{Value, json};
use threatlog_dl::Sources;

use super::paths::act;
use crate::answer::{
    Asked, Control, Fix, FixSet, Goal, Proposal, RankedGoal, Remaining, risk_word,
};
use crate::model::Model;
use crate::render::fix::status;

/// `{"system", "asked", "goals", "considered", "set", "remaining"}`.
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
