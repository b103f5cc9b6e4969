//! What a model leaves unsaid in; the words about it that every form of the answer uses out.

use super::plural;
use crate::model::{Assets, Model, Review};

/// That a model is sound, and how much is in it.
pub fn counts(model: &Model, review: &Review) -> String {
    format!(
        "{} is sound · {} · {} · {} · {}",
        model.system,
        plural(review.components, "component"),
        plural(review.flows, "flow"),
        plural(review.actors, "actor"),
        plural(review.zones, "zone"),
    )
}

/// What there is to lose.
pub fn assets(review: &Review) -> String {
    match review.assets {
        Assets::Stated(count) => format!("{} stated.", plural(count, "asset value")),
        Assets::Default => {
            "No asset value is stated: every component counts as serious (5 of 10) in every \
             property. State what matters under `asset:`."
                .to_owned()
        }
    }
}

/// What is of no use in a model: ids that nothing mentions or that lead nowhere.
pub fn notes(model: &Model, review: &Review) -> Vec<String> {
    let orphans = review.orphans.iter().map(|&id| &model.component(id).id);
    let zones = review
        .empty_zones
        .iter()
        .filter_map(|&at| Some(&model.zones.get(at)?.id));
    let actors = review
        .idle_actors
        .iter()
        .filter_map(|&at| Some(&model.actors.get(at)?.id));
    [
        (orphans.collect::<Vec<_>>(), "in no flow and no entry"),
        (zones.collect(), "zone without a component"),
        (actors.collect(), "actor without an entry: reaches nothing"),
    ]
    .into_iter()
    .filter(|(names, _)| !names.is_empty())
    .map(|(names, what)| {
        let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
        format!("{what}: {}", names.join(", "))
    })
    .collect()
}
