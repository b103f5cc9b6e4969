//! The verdict on a system as JSON.

use serde_json::{Value, json};

use super::compare::{causes, goal, standing};
use crate::answer::{Red, Verdict};
use crate::model::{Model, Treated, Treatment};
use crate::render::gate::{Asked, limit};

/// `{"passes", "max_risk", "goals", "better", "red", "exempt", "expired", "idle", …}`.
pub fn gate(asked: &Asked, model: &Model, verdict: &Verdict) -> Value {
    let treated = |it: &&Treatment| treatment(asked, model, it);
    let exempt = verdict.exempt.iter().map(|(name, now, by)| {
        json!({ "goal": goal(name), "now": standing(now), "treatment": treated(by) })
    });
    json!({
        "system": asked.system,
        "passes": verdict.passes(),
        "max_risk": limit(asked.bar),
        "baseline": asked.bar.baseline.is_some(),
        "today": asked.bar.today,
        "goals": verdict.goals,
        "better": verdict.better,
        "certain": verdict.certain,
        "red": verdict.red.iter().map(red).collect::<Vec<_>>(),
        "exempt": exempt.collect::<Vec<_>>(),
        "expired": verdict.expired.iter().map(treated).collect::<Vec<_>>(),
        "idle": verdict.idle.iter().map(treated).collect::<Vec<_>>(),
        "notes": asked.notes,
    })
}

fn red(red: &Red) -> Value {
    let before = red.before.as_ref().map(|it| {
        json!({
            "risk": it.risk,
            "likelihood": it.likelihood,
            "impact": it.impact,
            "path": it.path,
            "steps": it.steps,
        })
    });
    let cuts = red.cuts.as_ref().map(|cuts| {
        let cuts = cuts.iter().map(|(it, left)| {
            json!({ "component": it.component, "control": it.control, "risk_left": left })
        });
        cuts.collect::<Vec<_>>()
    });
    json!({
        "goal": goal(&red.goal),
        "now": standing(&red.standing),
        "before": before,
        "exceeds": red.exceeds,
        "worse": red.worse,
        "acts": red.path.acts.iter().map(super::paths::act).collect::<Vec<_>>(),
        "causes": causes(&red.causes),
        "cuts": cuts,
    })
}

fn treatment(asked: &Asked, model: &Model, treatment: &Treatment) -> Value {
    let of = match &treatment.of {
        Treated::Path(id) => json!({ "path": id }),
        Treated::Goal {
            actor,
            component,
            property,
        } => json!({
            "actor": actor,
            "component": model.component(*component).id,
            "property": property.word(),
        }),
    };
    json!({
        "of": of,
        "status": treatment.status.word(),
        "reason": treatment.reason,
        "owner": treatment.owner,
        "expires": treatment.expires,
        "place": asked.sources.locate(treatment.place),
    })
}
