//! The ends of flows: a type and a name in; an actor or a component of the draft out.

use super::super::notes::Note;
use super::format::End as Named;
use super::things;
use super::work::{End, Sort, Work};
use super::{actors, kinds};

/// Finds what a flow's end means. What is declared under another type is taken for it; what is nowhere
/// declared is added, so that the flow arrives.
pub fn find(work: &mut Work, flow: &str, end: &Named) -> Option<End> {
    if end.object.is_empty() {
        return None;
    }
    if let Some(found) = declared(work, end) {
        return Some(found);
    }
    let (end_type, object) = (&end.r#type, &end.object);
    if let Some(found) = elsewhere(work, &end.object) {
        let text = format!("it calls `{object}` a `{end_type}`, which it is not");
        work.notes
            .push(Note::repaired(format!("flow `{flow}`"), text));
        return Some(found);
    }
    if let Some((at, known)) = things::store(work, object) {
        let text = format!("`{object}` is not declared; taken for `{known}`");
        work.notes
            .push(Note::repaired(format!("flow `{flow}`"), text));
        return Some(End::Thing(at));
    }
    if end_type == "actor" {
        return Some(End::Person(actors::undeclared(work, object)));
    }
    let (sort, guess) = if end_type == "data_store" {
        (Sort::Store, things::store_kind(&[object], "", ""))
    } else {
        let guess = kinds::by_name(kinds::COMPONENTS, &[object]);
        (
            Sort::Component,
            guess.unwrap_or_else(|| things::unknown("downstream_system")),
        )
    };
    let text = format!("not declared, but the flow `{flow}` names it");
    work.notes.push(Note::repaired(
        format!("{} `{object}`", sort.word()),
        text.clone(),
    ));
    let at = things::add(work, sort, [object, object], None, guess, vec![text]);
    if sort == Sort::Store {
        work.stores.insert(at);
    }
    Some(End::Thing(at))
}

fn declared(work: &Work, end: &Named) -> Option<End> {
    let sort = match end.r#type.as_str() {
        "actor" => return work.people.get(&end.object).copied().map(End::Person),
        "component" => Sort::Component,
        "data_store" => Sort::Store,
        "data_set" => Sort::DataSet,
        _ => return None,
    };
    work.things
        .get(&(sort, end.object.clone()))
        .copied()
        .map(End::Thing)
}

fn elsewhere(work: &Work, object: &str) -> Option<End> {
    let sorts = [Sort::Component, Sort::Store, Sort::DataSet];
    let thing = sorts
        .into_iter()
        .find_map(|sort| work.things.get(&(sort, object.to_owned())));
    let person = work.people.get(object);
    thing
        .copied()
        .map(End::Thing)
        .or(person.copied().map(End::Person))
}
