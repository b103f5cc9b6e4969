//! The unstated controls that paths rest on, as JSON.

use serde_json::{Value, json};
use threatlog_dl::Sources;

use crate::answer::{Assumption, Assumptions, Total};
use crate::model::Model;
use crate::render::assumption::question;

/// `{"system", "now", "with_all", …, "assumptions": […]}`.
pub fn assumptions(model: &Model, answer: &Assumptions, sources: &Sources) -> Value {
    let rows = answer.rows.iter();
    let rows = rows.map(|row| assumption(answer.now, row, sources));
    json!({
        "system": model.system,
        "goals": answer.goals,
        "goals_ranked": answer.goals_ranked,
        "goals_resting": answer.goals_resting,
        "now": total(answer.now),
        "with_all": total(answer.with_all),
        "untried": answer.untried,
        "certain": answer.certain,
        "assumptions": rows.collect::<Vec<_>>(),
    })
}

fn assumption(now: Total, row: &Assumption, sources: &Sources) -> Value {
    let goal = &row.worst;
    let question = question(row);
    let trial = row.trial.map(|it| {
        json!({
            "sum": it.total.sum,
            "highest": it.total.highest,
            "sum_falls": (now.sum - it.total.sum).max(0.0),
            "highest_falls": (now.highest - it.total.highest).max(0.0),
            "worst_risk": it.worst_risk,
        })
    });
    json!({
        "component": row.control.component,
        "control": row.control.control,
        "stops": row.stops,
        "status": if row.unknown { "unknown" } else { "unmentioned" },
        "place": sources.locate(row.place),
        "goals": row.goals,
        "paths": row.paths,
        "worst": {
            "actor": goal.actor,
            "component": goal.component,
            "property": goal.property,
            "impact": goal.impact,
            "risk": row.worst_risk,
        },
        "if_present": trial,
        "question": format!("{} {}", question.ask, question.because),
    })
}

fn total(total: Total) -> Value {
    json!({ "sum": total.sum, "highest": total.highest })
}
