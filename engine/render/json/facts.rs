//! Facts and reviews as JSON.

use serde_json::{Value, json};
use threatlog_dl::Sources;

use super::explain::source;
use crate::answer::GivenFact;
use crate::model::{Assets, Model, Review};

/// `{"facts": [{"relation", "args", "likelihood", "source"}]}`; certain facts have no likelihood.
pub fn facts(facts: &[GivenFact], sources: &Sources) -> Value {
    let facts = facts.iter().map(|fact| {
        let mut value = json!({ "relation": fact.relation, "args": fact.values });
        if let Some(likelihood) = fact.likelihood {
            value["likelihood"] = likelihood.into();
        }
        value["source"] = fact
            .origin
            .as_ref()
            .map_or(Value::Null, |it| source(it, sources));
        value
    });
    json!({ "facts": facts.collect::<Vec<_>>() })
}

/// `{"system", "components", …, "unstated": [{"component", "controls", "place"}], …}`.
pub fn check(model: &Model, review: &Review, sources: &Sources) -> Value {
    let unstated = review.unstated.iter().map(|it| {
        json!({
            "component": model.component(it.component).id,
            "controls": it.controls,
            "place": sources.locate(it.place),
        })
    });
    let orphans = review
        .orphans
        .iter()
        .map(|&id| model.component(id).id.as_str());
    let zones = review
        .empty_zones
        .iter()
        .filter_map(|&at| Some(model.zones.get(at)?.id.as_str()));
    let actors = review.idle_actors.iter();
    let actors = actors.filter_map(|&at| Some(model.actors.get(at)?.id.as_str()));
    json!({
        "system": model.system,
        "components": review.components,
        "flows": review.flows,
        "actors": review.actors,
        "zones": review.zones,
        "treatments": review.treatments,
        "assets": match review.assets {
            Assets::Stated(count) => Value::from(count),
            Assets::Default => Value::from("default"),
        },
        "unstated": unstated.collect::<Vec<_>>(),
        "orphans": orphans.collect::<Vec<_>>(),
        "empty_zones": zones.collect::<Vec<_>>(),
        "idle_actors": actors.collect::<Vec<_>>(),
    })
}
