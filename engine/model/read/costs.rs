//! The `costs` section: a map from controls, or from controls of components, to numbers.

use std::collections::BTreeMap;

use threatlog_dl::Place;

use super::controls;
use crate::model::cost::{Costs, MAX_COST};
use crate::model::node::Node;
use crate::model::reader::{Fields, Reader};
use crate::model::{ComponentId, Stated};

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
        match key.split_once(':') {
            None => {
                if let Some(control) = controls::known(reader, key, place) {
                    insert(reader, &mut costs.anywhere, control, stated, key);
                }
            }
            Some((component, control)) => {
                let component = known_component(reader, component, place);
                let control = controls::known(reader, control, place);
                if let (Some(component), Some(control)) = (component, control) {
                    insert(reader, &mut costs.there, (component, control), stated, key);
                }
            }
        }
    }
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

fn known_component(reader: &mut Reader, id: &str, place: Place) -> Option<ComponentId> {
    let names = reader.names;
    if let Some(number) = names.components.number(id) {
        return Some(ComponentId(number));
    }
    let near = reader.nearest(id, names.components.iter(), names.components.len());
    let help = near.map(|near| format!("did you mean `{near}`?"));
    let message = format!("`{id}` is not a component");
    reader.fault("unknown-component", message, place, help);
    None
}
