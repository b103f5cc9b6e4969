//! What a model says goes in; an architecture file that says the same comes out.

use serde_json::{Map, Value, json};

use super::inputs::Input;
use super::stated::Statements;

/// The text of a file, as JSON, which is YAML. Titles, notes and what is said to be unknown are
/// not recorded, so they are not in it; answers do not rest on them.
pub fn retold(system: &str, stated: &Statements) -> String {
    let mut file = Map::new();
    file.insert("system".to_owned(), json!(system));
    for (fact, &value) in &stated.values {
        let Some((relation, values)) = parts(fact) else {
            continue;
        };
        if let Some(input) = Input::named(relation) {
            tell(&mut file, input, &values, value);
        }
    }
    // Whoever does not try is not said to.
    for actor in section(&mut file, "actors").values_mut() {
        if let Some(actor) = actor.as_object_mut() {
            actor.entry("attempts").or_insert(json!(0));
        }
    }
    Value::Object(file).to_string()
}

/// The name and the values of a fact.
fn parts(fact: &str) -> Option<(&str, Vec<&str>)> {
    let (relation, rest) = fact.split_once('(')?;
    Some((relation, rest.strip_suffix(')')?.split(", ").collect()))
}

fn tell(file: &mut Map<String, Value>, input: Input, values: &[&str], value: f64) {
    match (input, values) {
        (Input::Actor, [actor, position]) => {
            set(file, "actors", actor, "position", json!(position))
        }
        (Input::Attempts, [actor]) => set(file, "actors", actor, "attempts", json!(value)),
        (Input::Entry, [actor, component, how]) => {
            let entries = within(file, "actors", actor, "entry");
            add(entries, component, json!(how));
        }
        (Input::ZoneTrust, [zone, trust]) => {
            let trust: u32 = trust.parse().unwrap_or_default();
            set(file, "zones", zone, "trust", json!(trust));
        }
        (Input::Component, [component, kind]) => {
            set(file, "components", component, "kind", json!(kind));
        }
        (Input::InZone, [component, zone]) => {
            set(file, "components", component, "zone", json!(zone));
        }
        (Input::Attribute, [component, attribute]) => {
            let component = item(file, "components", component);
            add(component, "attributes", json!(attribute));
        }
        (Input::HasControl, [component, control]) => {
            let controls = within(file, "components", component, "controls");
            controls.insert((*control).to_owned(), json!(value));
        }
        (Input::Asset, [component, property, impact]) => {
            let impact: u32 = impact.parse().unwrap_or_default();
            let assets = within(file, "components", component, "asset");
            assets.insert((*property).to_owned(), json!(impact));
        }
        (Input::Flow(verb), [from, to]) => {
            let flow = json!({ "from": from, "verb": verb.id, "to": to });
            let flows = file.entry("flows").or_insert_with(|| json!([]));
            if let Some(flows) = flows.as_array_mut() {
                flows.push(flow);
            }
        }
        // Borders follow from zones.
        _ => {}
    }
}

fn section<'f>(file: &'f mut Map<String, Value>, name: &str) -> &'f mut Map<String, Value> {
    map(file.entry(name).or_insert_with(|| json!({})))
}

fn item<'f>(file: &'f mut Map<String, Value>, of: &str, name: &str) -> &'f mut Map<String, Value> {
    map(section(file, of).entry(name).or_insert_with(|| json!({})))
}

fn within<'f>(
    file: &'f mut Map<String, Value>,
    of: &str,
    name: &str,
    key: &str,
) -> &'f mut Map<String, Value> {
    map(item(file, of, name).entry(key).or_insert_with(|| json!({})))
}

fn set(file: &mut Map<String, Value>, of: &str, name: &str, key: &str, value: Value) {
    item(file, of, name).insert(key.to_owned(), value);
}

fn add(fields: &mut Map<String, Value>, key: &str, value: Value) {
    let list = fields.entry(key).or_insert_with(|| json!([]));
    if let Some(list) = list.as_array_mut() {
        list.push(value);
    }
}

/// A value that was made as a map.
fn map(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = json!({});
    }
    value.as_object_mut().expect("made so above")
}
