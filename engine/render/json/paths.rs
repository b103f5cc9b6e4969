//! Paths as JSON.

use serde_json::{Value, json};

use super::rmf::list as rmf_list;
use crate::answer::{
    Act, Analysis, Boundary, Finding, Goal, Path, Paths, register_row, risk_word, rmf,
};
use crate::model::Assets;
use crate::rank::Total;

/// `{"system", "goals", "certain", "paths": […]}`.
pub fn paths(analysis: &Analysis, answer: &Paths, ids: &[String]) -> Value {
    let rows = answer.rows.iter().zip(ids);
    json!({
        "system": analysis.model.system,
        "default_assets": matches!(crate::model::review(analysis.model).assets, Assets::Default),
        "goals": answer.goals,
        "goals_left": answer.goals_left,
        "certain": answer.certain,
        "paths": rows.map(|(row, id)| threat_finding(analysis, row, id)).collect::<Vec<_>>(),
        "rmf": rmf_list(&rmf(analysis, answer), ids),
    })
}

/// A finding with what a threat register says of it.
fn threat_finding(analysis: &Analysis, row: &Finding, id: &str) -> Value {
    let threat = register_row(analysis, row);
    let present = threat.present.iter().map(|it| {
        json!({
            "component": it.control.component,
            "control": it.control.control,
            "effectiveness": it.effectiveness,
            "likelihood": it.gets_past,
        })
    });
    let present: Vec<Value> = present.collect();
    let mut value = finding(row, id);
    merge(
        &mut value,
        json!({ "threat": threat.sentence, "present": present }),
    );
    value
}

pub(super) fn finding(row: &Finding, id: &str) -> Value {
    let goal = &row.goal;
    let mut value = json!({
        "id": id,
        "goal": {
            "actor": goal.actor,
            "component": goal.component,
            "property": goal.property,
        },
        "likelihood": row.path.likelihood,
        "impact": goal.impact,
        "risk": row.risk,
        "level": risk_word(row.risk).replace(' ', "_"),
        "exact": row.path.exact,
        "place": row.place,
        "total": row.total.map(total),
        "tied": row.tied,
        "treatment": row.treatment.as_ref().map(|it| {
            json!({
                "status": it.status.word(),
                "reason": it.reason,
                "owner": it.owner,
                "expires": it.expires,
                "expired": row.expired,
            })
        }),
        "also": losses(&row.also),
        "falls": losses(&row.falls),
        "composed_impact": row.composed_impact,
    });
    merge(&mut value, parts(&row.path));
    value
}

/// `{"lower", "upper", "exact"}`.
pub(super) fn total(total: Total) -> Value {
    json!({ "lower": total.lower, "upper": total.upper, "exact": total.is_exact() })
}

/// A path without a goal: what comes about, and how.
pub fn path(path: &Path, id: &str) -> Value {
    let mut value = json!({
        "id": id,
        "sentence": path.sentence,
        "likelihood": path.likelihood,
        "exact": path.exact,
    });
    merge(&mut value, parts(path));
    value
}

/// What every path says of itself.
fn parts(path: &Path) -> Value {
    let weak = path.weak.iter().map(|weak| {
        json!({
            "component": weak.control.component,
            "control": weak.control.control,
            "likelihood": weak.likelihood,
        })
    });
    json!({
        "acts": path.acts.iter().map(act).collect::<Vec<_>>(),
        "boundaries": path.boundaries.iter().map(boundary).collect::<Vec<_>>(),
        "assumptions": gaps(path, true),
        "missing": gaps(path, false),
        "weak": weak.collect::<Vec<_>>(),
        "attempts": path.attempts,
    })
}

/// Adds the fields of one object to another.
pub fn merge(value: &mut Value, more: Value) {
    if let (Value::Object(value), Value::Object(more)) = (value, more) {
        value.extend(more);
    }
}

fn losses(goals: &[Goal]) -> Vec<Value> {
    let goals = goals.iter().map(|goal| {
        json!({
            "component": goal.component,
            "property": goal.property,
            "impact": goal.impact,
        })
    });
    goals.collect()
}

pub(super) fn act(act: &Act) -> Value {
    let args = act.args.iter();
    let args = args.map(|(name, value)| (name.clone(), Value::from(value.as_str())));
    json!({
        "step": act.step,
        "title": act.title,
        "args": Value::Object(args.collect()),
        "target": act.target,
        "likelihood": act.likelihood,
        "technique": act.techniques,
        "stride": act.stride,
    })
}

fn boundary(boundary: &Boundary) -> Value {
    json!({
        "name": boundary.name,
        "from": boundary.from,
        "to": boundary.to,
        "zones": boundary.zones,
    })
}

/// The missing controls: those assumed to be missing, or those said to be.
fn gaps(path: &Path, assumed: bool) -> Vec<Value> {
    let gaps = path.gaps.iter().filter(|gap| gap.assumed == assumed);
    gaps.map(|gap| {
        json!({
            "component": gap.control.component,
            "control": gap.control.control,
            "stops": gap.stops,
        })
    })
    .collect()
}
