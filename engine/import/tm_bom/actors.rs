//! Actors: who they are, and a component for those that are services.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Actor, Component, Entry};
use super::super::notes::Note;
use super::format;
use super::kinds::{self, Guess};
use super::work::{Work, name, title};
use super::zones;

/// Draws the declared actors.
///
/// Content comes from components, so an actor of the type `third_party` or `system` that a flow starts or
/// ends at gets a component, and the actor an entry on it.
pub fn draw(work: &mut Work) {
    let model = work.model;
    let in_flows: BTreeSet<&str> = model
        .flows
        .iter()
        .flat_map(|it| [&it.source, &it.destination])
        .map(|it| it.object.as_str())
        .collect();
    let sends: BTreeSet<&str> = model
        .flows
        .iter()
        .map(|it| it.source.object.as_str())
        .collect();
    for it in &model.actors {
        let called = name(&it.symbolic_name, &it.title);
        if work.people.contains_key(called) {
            work.notes.push(Note::repaired(
                format!("actor `{called}`"),
                "declared twice; taken once",
            ));
            continue;
        }
        let zone = zones::id(work, &it.trust_zone);
        let at = add(
            work,
            called,
            title(&it.symbolic_name, &it.title),
            &it.r#type,
            zone.clone(),
        );
        let position = work.draft.actors.get(at).map_or("", |it| it.position);
        let mut text = format!("{position} actor of the type `{}`", it.r#type);
        if service(&it.r#type) && in_flows.contains(called) {
            let component = counterpart(work, it, at, zone, sends.contains(called));
            let id = work.component_id(component);
            text.push_str(&format!(
                ", with {} `{id}` in its place in flows",
                work.kind(component)
            ));
        }
        work.notes
            .push(Note::arrived(format!("actor `{called}`"), text));
        if !it.permissions.is_empty() {
            let text = format!("permissions are free text: {}", it.permissions);
            work.notes
                .push(Note::no_counterpart(format!("actor `{called}`"), text));
        }
    }
}

/// Adds an actor that the model does not declare, for a flow that starts or ends at it.
pub fn undeclared(work: &mut Work, called: &str) -> usize {
    let zone = zones::outermost(work);
    let at = add(work, called, called, "user", zone);
    let text = "not declared, but a flow names it; taken for a user from outside";
    work.notes
        .push(Note::repaired(format!("actor `{called}`"), text));
    at
}

/// Gives an actor a way in; of several flows to one component the first gives it.
pub fn enter(work: &mut Work, actor: usize, component: String, how: &'static str, why: String) {
    let Some(actor) = work.draft.actors.get_mut(actor) else {
        return;
    };
    if !actor.entries.iter().any(|it| it.component == component) {
        actor.entries.push(Entry {
            component,
            how,
            why,
        });
    }
}

/// What an actor of a type can do at a component of a kind that it sends to.
pub fn entry(r#type: &str, kind: &str) -> &'static str {
    match (r#type, kind) {
        ("engineer" | "administrator" | "power_user" | "system", _) => "account",
        (_, "package_index" | "model_hub") => "publish",
        (_, "data_source" | "dataset" | "artifact_store" | "vector_db" | "memory_store") => "post",
        _ => "query",
    }
}

fn add(work: &mut Work, called: &str, title: &str, r#type: &str, zone: Option<String>) -> usize {
    let internal = matches!(
        r#type,
        "engineer" | "administrator" | "system" | "power_user"
    );
    let at = work.draft.actors.len();
    let id = work.ids.claim(called);
    work.draft.actors.push(Actor {
        id,
        title: title.to_owned(),
        why: format!("guess: its type is `{type}`"),
        position: if internal { "internal" } else { "external" },
        zone,
        // Staff and operated services have their way in for their work, not for an attack.
        attempts: internal.then_some("low"),
        entries: Vec::new(),
    });
    work.people.insert(called.to_owned(), at);
    at
}

fn service(r#type: &str) -> bool {
    matches!(r#type, "third_party" | "system")
}

fn counterpart(
    work: &mut Work,
    actor: &format::Actor,
    at: usize,
    zone: Option<String>,
    sends: bool,
) -> usize {
    let called = name(&actor.symbolic_name, &actor.title);
    let named = [actor.symbolic_name.as_str(), actor.title.as_str()];
    let guess = kinds::guess(kinds::SERVICES, &named, &actor.description).unwrap_or_else(|| {
        let (kind, why) = if sends {
            ("data_source", "guess: flows start at this actor")
        } else {
            ("downstream_system", "guess: flows end at this actor")
        };
        Guess {
            kind,
            why: why.to_owned(),
        }
    });
    let suffix = match guess.kind {
        "data_source" => "content",
        "package_index" => "packages",
        "model_hub" => "models",
        _ => "service",
    };
    let id = work.ids.claim(&format!("{called}-{suffix}"));
    let how = entry(if sends { "third_party" } else { "" }, guess.kind);
    let component = work.add(Component {
        id: id.clone(),
        title: title(&actor.symbolic_name, &actor.title).to_owned(),
        kind: guess.kind,
        why: guess.why,
        zone,
        attributes: Vec::new(),
        controls: BTreeMap::new(),
        asset: BTreeMap::new(),
        comments: vec![
            format!("Stands for the actor `{called}` where content flows."),
            actor.description.clone(),
        ],
    });
    work.counterparts.insert(at, component);
    enter(
        work,
        at,
        id,
        how,
        "it decides what is offered there".to_owned(),
    );
    component
}
