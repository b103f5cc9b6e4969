//! The texts of architecture files go in; the merged and validated [`Model`] or every fault comes out.

mod actors;
mod case;
mod components;
mod controls;
mod costs;
mod flows;
mod goal;
mod treatments;
mod zones;

pub use treatments::{days_between, is_date};

use std::sync::Arc;

use threatlog_dl::{Fault, Place, Sources};

use super::names::{Ids, Names};
use super::node::Node;
use super::reader::{Fields, Reader};
use super::{Model, Stated, ZoneId, yaml};

const SECTIONS: [&str; 8] = [
    "system",
    "zones",
    "actors",
    "components",
    "flows",
    "treatments",
    "costs",
    "case",
];

/// Reads and merges the files with these indices.
pub fn read(sources: &Sources, files: &[u32]) -> Result<Model, Vec<Fault>> {
    let mut documents = Vec::new();
    let mut faults = Vec::new();
    for &file in files {
        let text = sources.get(file).map_or("", |it| it.text.as_str());
        match yaml::parse(file, text) {
            Ok(document) => documents.push(document),
            Err(found) => faults.extend(found),
        }
    }
    // What a broken file defines is not known, so references are not judged.
    if !faults.is_empty() {
        return Err(faults);
    }
    merge(sources, &documents)
}

/// Reads one text; for examples and tests.
pub fn parse(name: &str, text: &str) -> (Sources, Result<Model, Vec<Fault>>) {
    let mut sources = Sources::default();
    let read = match super::load(&mut sources, name, text.as_bytes()) {
        Ok(file) => read(&sources, &[file]),
        Err(fault) => Err(vec![fault]),
    };
    (sources, read)
}

fn merge<'d>(sources: &'d Sources, documents: &'d [Node<'d>]) -> Result<Model, Vec<Fault>> {
    let names = Names::new(documents);
    let mut reader = Reader::new(sources, &names);
    let mut system: Option<Stated<&str>> = None;
    let mut model = Model::default();
    for document in documents {
        let whose = "an architecture file";
        let fields = reader.fields(document, whose, "a map of sections", &SECTIONS);
        name_system(&mut reader, &fields, &mut system);
        zones::read(&mut reader, &fields, &mut model.zones);
        actors::read(&mut reader, &fields, &mut model.actors);
        components::read(&mut reader, &fields, &mut model.components);
        flows::read(&mut reader, &fields, &mut model.flows);
        treatments::read(&mut reader, &fields, &mut model.treatments);
        costs::read(&mut reader, &fields, &mut model.costs);
        case::read(&mut reader, &fields, &mut model.cases);
    }
    definitions(&mut reader, &names.zones, "zone");
    definitions(&mut reader, &names.actors, "actor");
    definitions(&mut reader, &names.components, "component");
    if names.components.len() == 0 && reader.is_sound() {
        let place = documents.first().map_or(NOWHERE, |it| it.place);
        let help = "list the parts of the system under `components:`".to_owned();
        reader.fault("no-components", "no component is defined", place, help);
    }
    model
        .treatments
        .sort_by(|a, b| a.of.cmp(&b.of).then(a.place.cmp(&b.place)));
    treatments::agree(&mut reader, &model.treatments);
    if !reader.is_sound() {
        return Err(reader.finish());
    }
    model.sources = Arc::new(sources.clone());
    model.system = system.map_or("system", |it| it.value).to_owned();
    model.zones.sort_by(|a, b| a.id.cmp(&b.id));
    model.actors.sort_by(|a, b| a.id.cmp(&b.id));
    model.components.sort_by(|a, b| a.id.cmp(&b.id));
    let end = |it: &super::Flow| (it.from, it.verb.id, it.to);
    model.flows.sort_by_key(|it| (end(it), it.place));
    // Two teams may both state a flow between their parts; the first one stands for it.
    model
        .flows
        .dedup_by(|later, first| end(later) == end(first));
    let told = |it: &super::Case| (it.about.clone(), it.source.clone());
    model.cases.sort_by_cached_key(|it| (told(it), it.place));
    Ok(model)
}

const NOWHERE: Place = Place {
    file: 0,
    start: 0,
    end: 0,
};

fn name_system<'d>(
    reader: &mut Reader<'d>,
    fields: &Fields<'d>,
    system: &mut Option<Stated<&'d str>>,
) {
    let Some(node) = fields.get("system") else {
        return;
    };
    let Some(value) = reader.text(node, "`system`") else {
        return;
    };
    let place = node.place;
    match system {
        Some(first) if first.value != value => {
            let message = format!("the system is called `{}` and `{value}`", first.value);
            let help = reader.first_at(first.place);
            reader.fault("conflicting-system", message, place, help);
        }
        Some(_) => {}
        None => *system = Some(Stated { value, place }),
    }
}

/// Judges the ids that are defined: each once, and in the characters that ids have.
fn definitions(reader: &mut Reader, ids: &Ids, what: &str) {
    for again in &ids.repeated {
        let message = format!("the {what} `{}` is defined twice", again.id);
        let help = reader.first_at(again.first);
        reader.fault("duplicate-definition", message, again.place, help);
    }
}

/// Reads the items of a section that is a map from ids.
fn items<'d, T>(
    reader: &mut Reader<'d>,
    fields: &Fields<'d>,
    section: &str,
    items: &mut Vec<T>,
    read: impl Fn(&mut Reader<'d>, Item<'d>) -> Option<T>,
) {
    let Some(node) = fields.get(section) else {
        return;
    };
    let whose = format!("`{section}`");
    for (id, place, node) in reader.entries(node, &whose, "a map from ids").iter() {
        if !is_id(id) {
            let message = format!("`{id}` cannot be an id");
            let help = "ids start with a letter or digit and go on with letters, digits, `.`, `_` \
                        or `-`; put free text into `title`"
                .to_owned();
            reader.fault("bad-id", message, place, help);
        }
        items.extend(read(reader, Item { id, place, node }));
    }
}

/// A definition: its id, the place of the id, and what is said about it.
struct Item<'d> {
    id: &'d str,
    place: Place,
    node: &'d Node<'d>,
}

fn title(reader: &mut Reader, fields: &Fields) -> Option<String> {
    let node = fields.get("title")?;
    Some(reader.text(node, "`title`")?.to_owned())
}

fn zone(reader: &mut Reader, fields: &Fields) -> Option<Stated<ZoneId>> {
    let node = fields.get("zone")?;
    let id = reader.text(node, "`zone`")?;
    let place = node.place;
    if let Some(number) = reader.names.zones.number(id) {
        let value = ZoneId(number);
        return Some(Stated { value, place });
    }
    let names = reader.names;
    let near = reader.nearest(id, names.zones.iter(), names.zones.len());
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.components.contains(id) => "it is a component".to_owned(),
        None => format!("define it under `zones:`, as in `{id}: {{ trust: 50 }}`"),
    };
    let message = format!("`{id}` is not a zone");
    reader.fault("unknown-zone", message, place, help);
    None
}

fn is_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|it| it.is_ascii_alphanumeric())
        && bytes.all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'_' | b'-'))
        && text.len() <= MAX_ID
}

/// Longer ids are no names.
const MAX_ID: usize = 200;
