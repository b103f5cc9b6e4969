//! A model in; the same system in other words out, one thing changed at a time.

use threatlog::catalogue::{Kind, Verb, catalogue};
use threatlog::model::{ComponentId, Flow, Model};

use crate::spelling::Say::{Turned, With};
use crate::spelling::{FLOWS, KINDS, flows_of, given_to, is_of};
use crate::support::shipped::{Solved, files};

/// One thing said otherwise, and the system with it.
pub struct Respelling {
    pub said: String,
    pub model: Model,
}

/// Every respelling of one flow or kind, and every pipeline left out.
pub fn respellings(model: &Model) -> Vec<Respelling> {
    let mut found = respelt_flows(model);
    found.extend(respelt_kinds(model));
    found.extend(without_pipelines(model));
    found
}

fn respelt_flows(model: &Model) -> Vec<Respelling> {
    let mut found = Vec::new();
    for (at, flow) in model.flows.iter().enumerate() {
        let rows = FLOWS.iter().filter(|(from, verb, to, _)| {
            *verb == flow.verb.id && is_of(model, flow.from, from) && is_of(model, flow.to, to)
        });
        for say in rows.flat_map(|(.., says)| *says) {
            let (verb, from, to) = match *say {
                With(verb) => (verb, flow.from, flow.to),
                Turned(verb) => (verb, flow.to, flow.from),
            };
            let new = Flow {
                from,
                verb: self::verb(verb),
                to,
                ..flow.clone()
            };
            let said = format!("{} → {}", shown(model, flow), shown(model, &new));
            let mut model = model.clone();
            model.flows[at] = new;
            found.push(Respelling {
                said,
                model: sorted(model),
            });
        }
    }
    found
}

fn respelt_kinds(model: &Model) -> Vec<Respelling> {
    let mut found = Vec::new();
    for (id, component) in model.component_ids() {
        let rows = KINDS
            .iter()
            .filter(|(old, ..)| *old == component.kind.value.id);
        for (old, new, _) in rows.filter(|(.., when)| when(model, id)) {
            let mut model = model.clone();
            model.components[id.0 as usize].kind.value = kind(new);
            let said = format!("{}: {old} → {new}", component.id);
            found.push(Respelling { said, model });
        }
    }
    found
}

/// A pipeline that nobody values and nobody enters may be left out: what takes its content takes
/// it from where the pipeline got it. It stays without flows, so that nothing passes it.
fn without_pipelines(model: &Model) -> Vec<Respelling> {
    let mut found = Vec::new();
    for (id, component) in model.component_ids() {
        let entered = model.actors.iter().flat_map(|it| &it.entries);
        let entered = entered.into_iter().any(|it| it.component == id);
        let is_pipeline = ["data_pipeline", "embedding_service"].contains(&component.kind.value.id);
        let (sources, targets) = (taken_from(model, id), given_to(model, id));
        let moves = flows_of(model, id).count() == sources.len() + targets.len();
        if !is_pipeline || entered || !component.assets.is_empty() || !moves {
            continue;
        }
        let Some(like) = flows_of(model, id).next().cloned() else {
            continue;
        };
        let pairs = targets
            .iter()
            .flat_map(|to| sources.iter().map(move |from| (*to, *from)));
        let direct: Vec<Flow> = pairs
            .filter(|(to, from)| to != from)
            .map(|(from, to)| Flow {
                from,
                verb: verb("reads_from"),
                to,
                ..like.clone()
            })
            .collect();
        if direct.is_empty() {
            continue;
        }
        let mut model = model.clone();
        model.flows.retain(|it| it.from != id && it.to != id);
        model.flows.extend(direct);
        let said = format!("{} left out", component.id);
        found.push(Respelling {
            said,
            model: sorted(model),
        });
    }
    found
}

fn taken_from(model: &Model, id: ComponentId) -> Vec<ComponentId> {
    let taken = flows_of(model, id).filter_map(|it| match it.verb.id {
        "reads_from" if it.from == id => Some(it.to),
        "writes_to" | "feeds_back" if it.to == id => Some(it.from),
        _ => None,
    });
    taken.collect()
}

fn shown(model: &Model, flow: &Flow) -> String {
    let id = |it| &model.component(it).id;
    format!("{} {} {}", id(flow.from), flow.verb.id, id(flow.to))
}

/// Flows stand in order, and each once.
fn sorted(mut model: Model) -> Model {
    let key = |it: &Flow| (it.from, it.to, it.verb.id);
    model.flows.sort_by_key(key);
    model.flows.dedup_by_key(|it| key(it));
    model
}

fn verb(id: &str) -> &'static Verb {
    catalogue()
        .verb(id)
        .unwrap_or_else(|| panic!("no verb `{id}`"))
}

fn kind(id: &str) -> &'static Kind {
    catalogue()
        .kind(id)
        .unwrap_or_else(|| panic!("no kind `{id}`"))
}

/// A row that no file uses would test nothing.
#[test]
fn every_row_is_used() {
    let paths = ["facts/cases", "facts/systems"]
        .iter()
        .flat_map(|it| files(it));
    let models: Vec<Model> = paths.map(|it| Solved::file(&it).model).collect();
    for (from, old, to, _) in FLOWS {
        let is_row = |model: &Model, it: &Flow| {
            it.verb.id == *old && is_of(model, it.from, from) && is_of(model, it.to, to)
        };
        let used = |model: &Model| model.flows.iter().any(|it| is_row(model, it));
        assert!(models.iter().any(used), "{from:?} {old} {to:?}");
    }
    for (old, new, when) in KINDS {
        let used = |model: &Model| {
            let of = model.component_ids();
            of.filter(|(_, it)| it.kind.value.id == *old)
                .any(|(id, _)| when(model, id))
        };
        assert!(models.iter().any(used), "{old} as {new}");
    }
}
