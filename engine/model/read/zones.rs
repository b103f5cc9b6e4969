//! The `zones` section.

use super::{Item, controls, items, title};
use crate::model::reader::{Fields, Reader};
use crate::model::{Stated, Zone};

const KEYS: [&str; 3] = ["trust", "title", "controls"];

pub fn read<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>, zones: &mut Vec<Zone>) {
    items(reader, fields, "zones", zones, zone);
}

fn zone<'d>(reader: &mut Reader<'d>, item: Item<'d>) -> Option<Zone> {
    let whose = format!("the zone `{}`", item.id);
    let fields = reader.fields(item.node, "a zone", "a map, as in `{ trust: 50 }`", &KEYS);
    let title = title(reader, &fields);
    let controls = controls::read(reader, &fields);
    let Some(node) = fields.get("trust") else {
        if item.node.is_map() {
            let help = "add `trust:`, from 0 (untrusted) to 100 (most trusted)";
            reader.missing("trust", &whose, item.place, help);
        }
        return None;
    };
    let whole = node.text().and_then(|it| it.parse::<u32>().ok());
    let Some(value) = whole.filter(|&it| it <= 100) else {
        let expected = "a whole number from 0 to 100";
        match node.text().is_some_and(|it| it.parse::<f64>().is_ok()) {
            true => {
                let message = format!("`trust` should be {expected}");
                reader.fault("out-of-range", message, node.place, None);
            }
            false => reader.wrong_type(node, "`trust`", expected),
        }
        return None;
    };
    let place = node.place;
    Some(Zone {
        id: item.id.to_owned(),
        place: item.place,
        title,
        trust: Stated { value, place },
        controls,
    })
}
