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
        if item.node.is_map() && !fields.merges() {
            let help = "add `trust:`, from 0 (untrusted) to 100 (most trusted)";
            reader.missing("trust", &whose, item.place, help);
        }
        return None;
    };
    let Some(number) = node.number() else {
        reader.wrong_type(node, "`trust`", "a whole number from 0 to 100");
        return None;
    };
    let value = reader.whole(number, 100, "`trust`", node.place)?;
    let place = node.place;
    Some(Zone {
        id: item.id.to_owned(),
        place: item.place,
        title,
        trust: Stated { value, place },
        controls,
    })
}
