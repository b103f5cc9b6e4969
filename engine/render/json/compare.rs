//! What a change does to the goals of a system, as JSON.

use serde_json::{Value, json};

use crate::answer::{Cause, Comparison, Difference, GoalName, Kind, Standing, Total, risk_word};

/// `{"before", "after", "same", "certain", "changes": […]}`.
pub fn compare(answer: &Comparison) -> Value {
    json!({
        "before": total(answer.before),
        "after": total(answer.after),
        "same": answer.same,
        "certain": answer.certain,
        "changes": answer.rows.iter().map(difference).collect::<Vec<_>>(),
    })
}

fn difference(row: &Difference) -> Value {
    json!({
        "change": match row.kind {
            Kind::Appeared => "appeared",
            Kind::Rose => "rose",
            Kind::Fell => "fell",
            Kind::Vanished => "vanished",
            Kind::Rerouted => "rerouted",
        },
        "goal": goal(&row.goal),
        "before": row.before.as_ref().map(standing),
        "after": row.after.as_ref().map(standing),
        "causes": causes(&row.causes),
    })
}

pub(super) fn goal(name: &GoalName) -> Value {
    json!({
        "actor": name.actor,
        "component": name.component,
        "property": name.property,
    })
}

pub(super) fn standing(it: &Standing) -> Value {
    json!({
        "risk": it.risk,
        "level": risk_word(it.risk).replace(' ', "_"),
        "likelihood": it.likelihood,
        "impact": it.impact,
        "exact": it.exact,
        "path": it.path,
    })
}

pub(super) fn causes(causes: &[Cause]) -> Vec<Value> {
    let causes = causes.iter();
    let cause = |it: &Cause| json!({ "added": it.added, "text": it.text, "place": it.place });
    causes.map(cause).collect()
}

fn total(total: Total) -> Value {
    json!({ "sum": total.sum, "highest": total.highest })
}
