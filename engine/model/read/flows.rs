//! The `flows` section: `a verb b` as one text, or a map.

use threatlog_dl::Place;

use crate::catalogue::{Verb, Vocabulary, catalogue};
use crate::model::node::{Node, Value};
use crate::model::reader::{Fields, Reader};
use crate::model::{ComponentId, Flow};

const KEYS: [&str; 5] = ["from", "verb", "to", "title", "note"];

pub fn read<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>, flows: &mut Vec<Flow>) {
    let Some(node) = fields.get("flows") else {
        return;
    };
    let expected = "a list, as in `- trainer reads_from dataset`";
    for node in reader.list(node, "`flows`", expected) {
        let flow = match &node.value {
            Value::Map(_) => from_map(reader, node),
            _ => from_text(reader, node),
        };
        flows.extend(flow);
    }
}

/// The component with this id; a fault if there is none.
pub fn component(reader: &mut Reader, id: &str, place: Place) -> Option<ComponentId> {
    let names = reader.names;
    if let Some(number) = names.components.number(id) {
        return Some(ComponentId(number));
    }
    let help = if names.actors.contains(id) {
        Some("it is an actor: what an actor can do from the start goes into its `entry`".to_owned())
    } else if names.zones.contains(id) {
        Some("it is a zone: name a component in it".to_owned())
    } else {
        let near = reader.nearest(id, names.components.iter(), names.components.len());
        near.map(|near| format!("did you mean `{near}`?"))
    };
    let message = format!("`{id}` is not a component");
    let help = help.unwrap_or_else(|| "define it under `components:`".to_owned());
    reader.fault("unknown-component", message, place, help);
    None
}

fn from_text(reader: &mut Reader, node: &Node) -> Option<Flow> {
    let text = reader.text(node, "a flow")?;
    let words: Vec<(&str, Place)> = words(reader, node, text);
    let &[from, verb, to] = words.as_slice() else {
        let message = format!("`{}` is not a flow", shortened(text));
        let help = "write three words, as in `trainer reads_from dataset`".to_owned();
        reader.fault("bad-flow", message, node.place, help);
        return None;
    };
    flow(reader, from, verb, to, node.place)
}

fn from_map<'d>(reader: &mut Reader<'d>, node: &'d Node<'d>) -> Option<Flow> {
    let expected = "a map, as in `{ from: trainer, verb: reads_from, to: dataset }`";
    let fields = reader.fields(node, "a flow", expected, &KEYS);
    let from = part(reader, &fields, "from");
    let verb = part(reader, &fields, "verb");
    let to = part(reader, &fields, "to");
    let title = super::title(reader, &fields);
    let note = match fields.get("note") {
        Some(node) => reader.text(node, "`note`").map(str::to_owned),
        None => None,
    };
    let flow = flow(reader, from?, verb?, to?, node.place)?;
    Some(Flow {
        title,
        note,
        ..flow
    })
}

fn part<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>, key: &str) -> Option<(&'d str, Place)> {
    let Some(node) = fields.get(key) else {
        let help = "a flow has `from`, `verb` and `to`";
        reader.missing(key, "this flow", fields.place, help);
        return None;
    };
    Some((reader.text(node, &format!("`{key}`"))?, node.place))
}

fn flow(
    reader: &mut Reader,
    (from, from_place): (&str, Place),
    (verb, verb_place): (&str, Place),
    (to, to_place): (&str, Place),
    place: Place,
) -> Option<Flow> {
    let from = component(reader, from, from_place);
    let verb = self::verb(reader, verb, verb_place);
    let to_id = component(reader, to, to_place);
    let (from, verb, to_id) = (from?, verb?, to_id?);
    if from == to_id {
        let message = format!("this flow leads from `{to}` to itself");
        let help = "name the component at the other end".to_owned();
        reader.fault("self-flow", message, to_place, help);
        return None;
    }
    Some(Flow {
        from,
        verb,
        to: to_id,
        title: None,
        note: None,
        place,
    })
}

fn verb(reader: &mut Reader, word: &str, place: Place) -> Option<&'static Verb> {
    let found = catalogue().verb(word);
    if found.is_none() {
        reader.unknown_word(Vocabulary::Verb, word, place);
    }
    found
}

/// The words of a text, each with its own place where the file has the text as it is.
pub fn words<'n>(reader: &Reader, node: &Node, text: &'n str) -> Vec<(&'n str, Place)> {
    let written = reader.sources.text(node.place);
    let start = written.find(text);
    let place = |word: &str| {
        let Some(start) = start else {
            return node.place;
        };
        let before = word.as_ptr() as usize - text.as_ptr() as usize;
        let offset = u32::try_from(start + before).unwrap_or(0);
        let length = u32::try_from(word.len()).unwrap_or(0);
        let start = node.place.start + offset;
        Place {
            start,
            end: start + length,
            ..node.place
        }
    };
    text.split_whitespace()
        .map(|word| (word, place(word)))
        .collect()
}

fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}
