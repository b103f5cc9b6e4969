//! A model goes in; what it leaves unsaid, and what is of no use in it, comes out.

use threatlog_dl::source::Place;

use super::{ComponentId, Model};

/// What `check` reports of a sound file. Nothing in it is a fault.
#[derive(Clone, Debug)]
pub struct Review {
    pub zones: usize,
    pub actors: usize,
    pub components: usize,
    pub flows: usize,
    pub treatments: usize,
    pub assets: Assets,
    /// Controls that are expected of a component's kind and that nothing is said about, or that
    /// are said to be unknown. Components in order, none without such controls.
    pub unstated: Vec<Unstated>,
    /// Components that no flow and no entry mentions.
    pub orphans: Vec<ComponentId>,
    /// Zones that nothing lies in, as indices into [`Model::zones`].
    pub empty_zones: Vec<usize>,
    /// Actors that have no way in, as indices into [`Model::actors`].
    pub idle_actors: Vec<usize>,
}

/// What there is to lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assets {
    /// So many values are stated.
    Stated(usize),
    /// None is, so every component counts as serious in every property.
    Default,
}

/// The assumptions about one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unstated {
    pub component: ComponentId,
    pub place: Place,
    /// In the order in which the catalogue expects them.
    pub controls: Vec<&'static str>,
}

pub fn review(model: &Model) -> Review {
    let mut mentioned = vec![false; model.components.len()];
    let mut mention = |id: ComponentId| {
        if let Some(it) = mentioned.get_mut(id.0 as usize) {
            *it = true;
        }
    };
    for flow in &model.flows {
        mention(flow.from);
        mention(flow.to);
    }
    for entry in model.actors.iter().flat_map(|it| &it.entries) {
        mention(entry.component);
    }
    let mut used = vec![false; model.zones.len()];
    let of_components = model.components.iter().filter_map(|it| it.zone);
    for zone in of_components.chain(model.actors.iter().filter_map(|it| it.zone)) {
        if let Some(it) = used.get_mut(zone.value.0 as usize) {
            *it = true;
        }
    }
    let idle = |at: &usize| model.actors[*at].entries.is_empty();
    Review {
        zones: model.zones.len(),
        actors: model.actors.len(),
        components: model.components.len(),
        flows: model.flows.len(),
        treatments: model.treatments.len(),
        assets: assets(model),
        unstated: unstated(model),
        orphans: (0..)
            .map(ComponentId)
            .zip(mentioned)
            .filter_map(|(id, mentioned)| (!mentioned).then_some(id))
            .collect(),
        empty_zones: (0..used.len()).filter(|&at| !used[at]).collect(),
        idle_actors: (0..model.actors.len()).filter(idle).collect(),
    }
}

fn assets(model: &Model) -> Assets {
    match model.components.iter().map(|it| it.assets.len()).sum() {
        0 => Assets::Default,
        stated => Assets::Stated(stated),
    }
}

fn unstated(model: &Model) -> Vec<Unstated> {
    let mut unstated = Vec::new();
    for (id, component) in model.component_ids() {
        let expected = component.kind.value.expected_controls.iter().copied();
        let assumed = |control: &&str| model.control_of(id, control).how.is_assumption();
        let controls: Vec<&'static str> = expected.filter(assumed).collect();
        if !controls.is_empty() {
            unstated.push(Unstated {
                component: id,
                place: component.place,
                controls,
            });
        }
    }
    unstated
}

/// What a model lacks so that nothing can follow from it. One without components is a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    Actor,
    Entry,
    /// All values that are stated are 0.
    Value,
}

/// What a model lacks, if nothing can follow from it for that.
pub fn lack(model: &Model) -> Option<Lack> {
    let mut values = model.components.iter().flat_map(|it| &it.assets);
    if model.actors.is_empty() {
        Some(Lack::Actor)
    } else if model.actors.iter().all(|it| it.entries.is_empty()) {
        Some(Lack::Entry)
    } else {
        let worthless = model.states_assets() && values.all(|it| it.impact == 0);
        worthless.then_some(Lack::Value)
    }
}
