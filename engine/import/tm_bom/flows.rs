//! Data flows: from a sender and a receiver to who does what with whom.

use super::super::draft::Flow;
use super::super::notes::Note;
use super::format;
use super::verbs::{Side, Way, serves, trains, verb};
use super::work::{Crossing, End, Work, name};
use super::{actors, ends};

/// Draws every flow; those of people become entries.
pub fn draw(work: &mut Work) {
    for flow in &work.model.flows {
        let called = name(&flow.symbolic_name, &flow.title);
        let from = ends::find(work, called, &flow.source);
        let to = ends::find(work, called, &flow.destination);
        let (Some(from), Some(to)) = (from, to) else {
            let text = "it does not say where it starts or ends; left out";
            work.notes
                .push(Note::repaired(format!("flow `{called}`"), text));
            continue;
        };
        let outcome = one(work, flow, called, from, to);
        work.notes.push(outcome);
        work.crossings.push(Crossing {
            flow: called.to_owned(),
            from,
            to,
            encrypted: flow.encrypted,
        });
    }
}

fn one(work: &mut Work, flow: &format::Flow, called: &str, from: End, to: End) -> Note {
    let item = format!("flow `{called}`");
    let sender = component(work, from);
    let receiver = component(work, to);
    match (sender, receiver) {
        (Some(sender), Some(receiver)) if sender == receiver => {
            Note::no_counterpart(item, "it starts and ends at the same component")
        }
        (Some(sender), Some(receiver)) => {
            let drawn = between(work, flow, called, sender, receiver);
            let mut text = drawn.join(", ");
            if work.kind(sender) == "secrets_store" {
                text.push_str("; say with `holds_credential_for` what its keys open");
            }
            Note::arrived(item, text)
        }
        (None, Some(thing)) => person(work, item, called, from, thing, "sends"),
        (Some(thing), None) => person(work, item, called, to, thing, "receives"),
        (None, None) => {
            Note::no_counterpart(item, "from a person to a person, past every component")
        }
    }
}

/// The component that takes part in flows for this end; `None` for a person.
fn component(work: &Work, end: End) -> Option<usize> {
    match end {
        End::Thing(at) => Some(at),
        End::Person(actor) => work.counterparts.get(&actor).copied(),
    }
}

fn person(work: &mut Work, item: String, flow: &str, end: End, thing: usize, does: &str) -> Note {
    let End::Person(actor) = end else {
        return Note::no_counterpart(item, "it has no end at a component");
    };
    let declared = work
        .people
        .iter()
        .find(|(_, at)| **at == actor)
        .map(|(name, _)| name.as_str());
    let types = work.model.actors.iter();
    let r#type = types
        .filter(|it| Some(name(&it.symbolic_name, &it.title)) == declared)
        .map(|it| it.r#type.as_str())
        .next()
        .unwrap_or("user");
    let how = actors::entry(r#type, work.kind(thing));
    let id = work.component_id(thing);
    let who = declared.unwrap_or_default().to_owned();
    actors::enter(
        work,
        actor,
        id.clone(),
        how,
        format!("guess: an actor of the type `{type}` who {does}, flow {flow}"),
    );
    Note::arrived(item, format!("entry of `{who}` on `{id}`: {how}"))
}

/// Draws the flow between two components, and what it says about the data sets on a store.
fn between(
    work: &mut Work,
    flow: &format::Flow,
    called: &str,
    sender: usize,
    receiver: usize,
) -> Vec<String> {
    let (from, to) = (side(work, sender), side(work, receiver));
    let (way, verb) = verb(from, to);
    let mut lines = vec![turned(way, sender, verb, receiver)];
    if from.store && !to.store {
        for set in content(work, sender) {
            lines.push((receiver, "reads_from", set));
        }
        for model in models(work, sender) {
            if serves(to.kind) {
                lines.push((receiver, "serves", model));
            } else if to.kind == "eval_harness" {
                lines.push((receiver, "evaluates", model));
            }
        }
    }
    if to.store && !from.store {
        for set in content(work, receiver) {
            lines.push((
                sender,
                if verb == "labels" { verb } else { "writes_to" },
                set,
            ));
        }
        for model in models(work, receiver) {
            if trains(from.kind) {
                lines.push((sender, "trains", model));
            }
        }
    }
    let mut note = called.to_owned();
    if !flow.title.is_empty() && flow.title != called {
        note = format!("{note}: {}", flow.title);
    }
    if flow.has_sensitive_data == Some(true) {
        note.push_str(" (sensitive)");
    }
    let mut drawn = Vec::new();
    for (a, verb, b) in lines {
        let (from, to) = (work.component_id(a), work.component_id(b));
        drawn.push(format!("`{from} {verb} {to}`"));
        work.draft.flow(Flow {
            from,
            verb,
            to,
            note: note.clone(),
        });
    }
    drawn
}

fn turned(way: Way, from: usize, verb: &'static str, to: usize) -> (usize, &'static str, usize) {
    match way {
        Way::Forth => (from, verb, to),
        Way::Back => (to, verb, from),
    }
}

fn side(work: &Work, thing: usize) -> Side {
    let kind = work.kind(thing);
    Side {
        kind,
        store: work.stores.contains(&thing)
            || matches!(kind, "dataset" | "label_store" | "vector_db"),
        keeps_models: kind == "model_registry" || !work.held(thing, &["model"]).is_empty(),
        outside: work.counterparts.values().any(|it| *it == thing)
            && !matches!(kind, "serving_endpoint" | "downstream_system"),
    }
}

/// Data sets that a flow to or from their store reaches as well. Of a store with very many the file cannot
/// mean all, so none is taken.
fn content(work: &Work, store: usize) -> Vec<usize> {
    few(work.held(
        store,
        &[
            "dataset",
            "label_store",
            "feature_store",
            "data_source",
            "downstream_system",
        ],
    ))
}

fn models(work: &Work, store: usize) -> Vec<usize> {
    few(work.held(store, &["model"]))
}

fn few(held: Vec<usize>) -> Vec<usize> {
    if held.len() > 20 { Vec::new() } else { held }
}
