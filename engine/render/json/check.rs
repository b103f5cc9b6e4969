//! What is sound but unsaid in a model, and what is of no use in it, as JSON.

use serde_json::{Value, json};
use threatlog_dl::Sources;

use crate::answer::{Holder, NoEffect};
use crate::model::{Assets, Model, Review};

/// `{"system", "components", …, "unstated": [{"component", "controls", "place"}], …,
/// "no_effect"}`.
pub fn check(model: &Model, review: &Review, idle: &NoEffect, sources: &Sources) -> Value {
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
        "no_effect": no_effect(model, idle, sources),
    })
}

/// `{"controls": [{"component" or "zone", "controls", "place"}], "flows": […]}`.
fn no_effect(model: &Model, idle: &NoEffect, sources: &Sources) -> Value {
    let controls = idle.controls.iter().map(|it| {
        let (what, id) = match it.of {
            Holder::Zone(id) => ("zone", &model.zone(id).id),
            Holder::Component(id) => ("component", &model.component(id).id),
        };
        json!({ what: id, "controls": it.controls, "place": sources.locate(it.place) })
    });
    let flows = idle.flows.iter().filter_map(|&at| {
        let flow = model.flows.get(at)?;
        Some(json!({
            "from": model.component(flow.from).id,
            "verb": flow.verb.id,
            "to": model.component(flow.to).id,
            "place": sources.locate(flow.place),
        }))
    });
    json!({ "controls": controls.collect::<Vec<_>>(), "flows": flows.collect::<Vec<_>>() })
}
