//! The `components` section.

use super::{Item, controls, items, title, zone};
use crate::catalogue::{Kind, Vocabulary, catalogue};
use crate::model::node::Node;
use crate::model::reader::{Fields, Reader};
use crate::model::{Asset, Component, Property, Stated};

const KEYS: [&str; 6] = ["kind", "zone", "title", "attributes", "controls", "asset"];

pub fn read<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>, components: &mut Vec<Component>) {
    items(reader, fields, "components", components, component);
}

fn component<'d>(reader: &mut Reader<'d>, item: Item<'d>) -> Option<Component> {
    let expected = "a map, as in `{ kind: model_registry }`";
    let fields = reader.fields(item.node, "a component", expected, &KEYS);
    let title = title(reader, &fields);
    let zone = zone(reader, &fields);
    let attributes = attributes(reader, &fields);
    let controls = controls::read(reader, &fields);
    let assets = assets(reader, &fields);
    let Some(node) = fields.get("kind") else {
        if item.node.is_map() && !fields.merges() {
            let whose = format!("the component `{}`", item.id);
            let help = "say what it is, as in `kind: model_registry`";
            reader.missing("kind", &whose, item.place, help);
        }
        return None;
    };
    Some(Component {
        id: item.id.to_owned(),
        place: item.place,
        title,
        kind: kind(reader, node)?,
        zone,
        attributes,
        controls,
        assets,
    })
}

fn kind(reader: &mut Reader, node: &Node) -> Option<Stated<&'static Kind>> {
    let word = reader.text(node, "`kind`")?;
    let place = node.place;
    if let Some(value) = catalogue().kind(word) {
        return Some(Stated { value, place });
    }
    reader.unknown_word(Vocabulary::Kind, word, place);
    None
}

fn attributes<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>) -> Vec<Stated<&'static str>> {
    let Some(node) = fields.get("attributes") else {
        return Vec::new();
    };
    let mut attributes: Vec<Stated<&str>> = Vec::new();
    let expected = "a list, as in `[personal_data]`";
    for node in reader.list(node, "`attributes`", expected) {
        if let Some(value) = reader.word_of(Vocabulary::Attribute, node) {
            let place = node.place;
            attributes.push(Stated { value, place });
        }
    }
    attributes.sort_by_key(|it| (it.value, it.place));
    attributes.dedup_by_key(|it| it.value);
    attributes
}

fn assets<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>) -> Vec<Asset> {
    let Some(node) = fields.get("asset") else {
        return Vec::new();
    };
    let mut assets: Vec<Asset> = Vec::new();
    let expected = "a map from properties, as in `{ integrity: severe }`";
    for (word, place, node) in reader.map(node, "`asset`", expected).iter() {
        let property = Property::named(word);
        if property.is_none() {
            let known: Vec<&str> = catalogue().properties.iter().map(|it| it.id).collect();
            let what = "a property of an asset";
            reader.unknown("unknown-property", word, place, what, &known);
        }
        let impact = impact(reader, node);
        if let (Some(property), Some(impact)) = (property, impact) {
            assets.push(Asset {
                property,
                impact,
                place,
            });
        }
    }
    assets.sort_by_key(|it| it.property);
    assets
}

fn impact(reader: &mut Reader, node: &Node) -> Option<u32> {
    let word = reader.text(node, "an impact")?;
    if let Some(number) = node.number() {
        return reader.whole(number, 10, "an impact", node.place);
    }
    let grades = &catalogue().impacts;
    if let Some(grade) = grades.iter().find(|it| it.id == word) {
        return Some(grade.whole());
    }
    let known: Vec<&str> = grades.iter().map(|it| it.id).collect();
    reader.unknown("unknown-impact", word, node.place, "an impact", &known);
    None
}
