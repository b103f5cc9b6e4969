//! The `costs` section: a map from measures, by word or as changes are said, to numbers.

use std::collections::BTreeMap;

use threatlog_dl::Place;

use crate::catalogue::{Word, catalogue};
use crate::model::Stated;
use crate::model::cost::{Costs, MAX_COST};
use crate::model::node::Node;
use crate::model::reader::{Fields, Reader};

const EXPECTED: &str = "a map, as in `{ access_control: 3, model-registry:access_control: 5 }`";

pub fn read<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>, costs: &mut Costs) {
    let Some(node) = fields.get("costs") else {
        return;
    };
    for (key, place, node) in reader.map(node, "`costs`", EXPECTED).iter() {
        let Some(value) = cost(reader, key, node) else {
            continue;
        };
        let stated = Stated { value, place };
        let parts: Vec<&str> = if key.contains(':') {
            key.split(':').map(str::trim).collect()
        } else {
            key.split_whitespace().collect()
        };
        match parts.as_slice() {
            [word] => {
                let words = [controls(), attributes(), verbs(), entries()].concat();
                if let Some(word) = known_word(reader, (word, place), CONTROL_OR_WORD, &words) {
                    insert(reader, &mut costs.anywhere, word, stated, key);
                }
            }
            [component, word] if key.contains(':') => {
                let words = [controls(), attributes()].concat();
                let known = known_component(reader, component, place);
                let word = known_word(reader, (word, place), CONTROL_OR_WORD, &words);
                if let (true, Some(word)) = (known, word) {
                    let change = format!("{component}:{word}");
                    insert(reader, &mut costs.there, change, stated, key);
                }
            }
            [from, verb, to] if !key.contains(':') => {
                let ends =
                    known_component(reader, from, place) & known_component(reader, to, place);
                let verb = known_word(reader, (verb, place), VERB, &verbs());
                if let (true, Some(verb)) = (ends, verb) {
                    let change = format!("{from} {verb} {to}");
                    insert(reader, &mut costs.there, change, stated, key);
                }
            }
            [actor, component, how] => {
                let known = known_actor(reader, actor, place);
                let known = known & known_component(reader, component, place);
                let how = known_word(reader, (how, place), ENTRY, &entries());
                if let (true, Some(how)) = (known, how) {
                    let change = format!("{actor}:{component}:{how}");
                    insert(reader, &mut costs.there, change, stated, key);
                }
            }
            _ => {
                let message = format!("`{key}` is no measure");
                let help = "name a control, an attribute, a flow or a way in, as options do";
                reader.fault("bad-alteration", message, place, Some(help.to_owned()));
            }
        }
    }
}

/// What a word should be: the code of the fault where it is not, and what it is called there.
type Expected = (&'static str, &'static str);

const CONTROL_OR_WORD: Expected = ("unknown-control", "a control, nor can it be done away with");
const VERB: Expected = ("unknown-verb", "a verb of flows that can be removed");
const ENTRY: Expected = ("unknown-entry", "a way in that can be closed");

fn known_word(
    reader: &mut Reader,
    (word, place): (&str, Place),
    (code, what): Expected,
    words: &[&'static str],
) -> Option<&'static str> {
    let found = words.iter().find(|it| **it == word).copied();
    if found.is_none() {
        reader.unknown(code, word, place, what, words);
    }
    found
}

fn controls() -> Vec<&'static str> {
    catalogue().controls.iter().map(|it| it.id).collect()
}

fn attributes() -> Vec<&'static str> {
    with_remedy(&catalogue().attributes)
}

fn entries() -> Vec<&'static str> {
    with_remedy(&catalogue().entries)
}

fn verbs() -> Vec<&'static str> {
    let verbs = catalogue().verbs.iter();
    let verbs = verbs.filter(|it| it.remedy.is_some());
    verbs.map(|it| it.id).collect()
}

fn with_remedy(words: &'static [Word]) -> Vec<&'static str> {
    let words = words.iter().filter(|it| it.remedy.is_some());
    words.map(|it| it.id).collect()
}

/// Two files may both say it, if they agree.
fn insert<K: Ord>(
    reader: &mut Reader,
    costs: &mut BTreeMap<K, Stated<u32>>,
    of: K,
    stated: Stated<u32>,
    key: &str,
) {
    match costs.get(&of) {
        Some(first) if first.value != stated.value => {
            let message = format!("`{key}` costs {} and {}", first.value, stated.value);
            let help = reader.first_at(first.place);
            reader.fault("duplicate-key", message, stated.place, help);
        }
        Some(_) => {}
        None => {
            costs.insert(of, stated);
        }
    }
}

fn cost(reader: &mut Reader, key: &str, node: &Node) -> Option<u32> {
    let whose = format!("the cost of `{key}`");
    let expected = format!("a whole number from 1 to {MAX_COST}");
    let Some(number) = node.number() else {
        reader.wrong_type(node, &whose, &expected);
        return None;
    };
    let found = (1..=MAX_COST).find(|&it| f64::from(it) == number);
    if found.is_none() {
        let message = format!("{whose} should be {expected}, not {number}");
        reader.fault("out-of-range", message, node.place, None);
    }
    found
}

fn known_component(reader: &mut Reader, id: &str, place: Place) -> bool {
    let names = reader.names;
    let names = &names.components;
    if names.contains(id) {
        return true;
    }
    let near = reader.nearest(id, names.iter(), names.len());
    let help = near.map(|near| format!("did you mean `{near}`?"));
    let message = format!("`{id}` is not a component");
    reader.fault("unknown-component", message, place, help);
    false
}

fn known_actor(reader: &mut Reader, id: &str, place: Place) -> bool {
    let names = reader.names;
    let names = &names.actors;
    if names.contains(id) {
        return true;
    }
    let near = reader.nearest(id, names.iter(), names.len());
    let help = near.map(|near| format!("did you mean `{near}`?"));
    let message = format!("`{id}` is not an actor");
    reader.fault("unknown-actor", message, place, help);
    false
}
