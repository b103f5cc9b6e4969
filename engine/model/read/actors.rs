//! The `actors` section.

use threatlog_dl::Place;

use super::flows::component;
use super::{Item, items, title, zone};
use crate::catalogue::{Vocabulary, catalogue};
use crate::model::node::Value;
use crate::model::reader::{Fields, Reader};
use crate::model::{Actor, Entry, Position, Stated};

const KEYS: [&str; 5] = ["position", "zone", "title", "attempts", "entry"];

pub fn read<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>, actors: &mut Vec<Actor>) {
    items(reader, fields, "actors", actors, actor);
}

fn actor<'d>(reader: &mut Reader<'d>, item: Item<'d>) -> Option<Actor> {
    let expected = "a map, as in `{ position: external, entry: { chat-ui: query } }`";
    let fields = reader.fields(item.node, "an actor", expected, &KEYS);
    let (position, position_place) = position(reader, &fields, item.place);
    Some(Actor {
        id: item.id.to_owned(),
        place: item.place,
        title: title(reader, &fields),
        position,
        position_place,
        zone: zone(reader, &fields),
        attempts: attempts(reader, &fields),
        entries: entries(reader, &fields),
    })
}

/// An actor of whom nothing is said is outside the organisation.
fn position(reader: &mut Reader, fields: &Fields, actor: Place) -> (Position, Place) {
    let Some(node) = fields.get("position") else {
        return (Position::External, actor);
    };
    let known = ["external", "internal"];
    let said = reader.word(node, ("unknown-position", "an actor's position"), &known);
    match said {
        Some("internal") => (Position::Internal, node.place),
        _ => (Position::External, node.place),
    }
}

fn attempts(reader: &mut Reader, fields: &Fields) -> Option<Stated<f64>> {
    let node = fields.get("attempts")?;
    let place = node.place;
    let word = reader.text(node, "`attempts`")?;
    if let Some(number) = node.number() {
        let value = reader.within(number, 1.0, "`attempts`", place)?;
        return Some(Stated { value, place });
    }
    let grades = &catalogue().attempts;
    if let Some(grade) = grades.iter().find(|it| it.id == word) {
        let value = grade.value;
        return Some(Stated { value, place });
    }
    let known: Vec<&str> = grades.iter().map(|it| it.id).collect();
    let what = "a likelihood of trying";
    reader.unknown("unknown-likelihood", word, place, what, &known);
    None
}

fn entries<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>) -> Vec<Entry> {
    let Some(node) = fields.get("entry") else {
        return Vec::new();
    };
    let mut entries: Vec<Entry> = Vec::new();
    let expected = "a map from components, as in `{ chat-ui: query }`";
    for (id, place, node) in reader.map(node, "`entry`", expected).iter() {
        let target = component(reader, id, place);
        let words = match &node.value {
            Value::List(words) => words.as_slice(),
            _ => std::slice::from_ref(node),
        };
        for node in words {
            let how = reader.word_of(Vocabulary::Entry, node);
            if let (Some(component), Some(how)) = (target, how) {
                let place = node.place;
                entries.push(Entry {
                    component,
                    how,
                    place,
                });
            }
        }
    }
    entries.sort_by_key(|it| (it.component, it.how, it.place));
    entries.dedup_by_key(|it| (it.component, it.how));
    entries
}
