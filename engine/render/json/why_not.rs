//! What would have to change, as JSON.

use serde_json::{Value, json};
use threatlog_dl::Sources;

use super::paths::act;
use crate::answer::{Miss, Need, Way, WhyNot};

/// `{"asked", "holds", "ways", "misses", "searched"}`.
pub fn why_not(answer: &WhyNot, sources: &Sources) -> Value {
    let searched = answer.searched;
    let misses = answer.misses.iter().map(|it| miss(it, sources));
    json!({
        "asked": answer.asked,
        "sentence": answer.sentence,
        "holds": answer.holds.iter().map(|it| &it.fact).collect::<Vec<_>>(),
        "ways": answer.ways.iter().map(way).collect::<Vec<_>>(),
        "misses": misses.collect::<Vec<_>>(),
        "searched": {
            "controls": searched.controls,
            "entries": searched.entries,
            "verbs": searched.verbs,
            "pairs": searched.pairs,
            "pairs_left": searched.pairs_left,
        },
    })
}

fn way(way: &Way) -> Value {
    let instead = way.instead.iter().map(|it| needs(it));
    json!({
        "cost": way.cost,
        "needs": needs(&way.needs),
        "instead": instead.collect::<Vec<_>>(),
        "fact": way.path.sentence,
        "likelihood": way.path.likelihood,
        "acts": way.path.acts.iter().map(act).collect::<Vec<_>>(),
    })
}

fn needs(needs: &[Need]) -> Value {
    let each = needs.iter().map(|need| match need {
        Need::Fails {
            control,
            effectiveness,
        } => json!({
            "fails": { "component": control.component, "control": control.control },
            "effectiveness": effectiveness,
        }),
        Need::Entry {
            actor,
            component,
            how,
        } => json!({ "entry": { "actor": actor, "component": component, "how": how } }),
        Need::Flow { from, verb, to } => {
            json!({ "flow": { "from": from, "verb": verb, "to": to } })
        }
    });
    each.collect()
}

fn miss(miss: &Miss, sources: &Sources) -> Value {
    json!({
        "step": miss.step,
        "rule": sources.locate(miss.rule),
        "holds": miss.holds,
        "lacks": miss.lacks,
        "left": miss.left,
    })
}
