//! The `controls` of a component or zone: a list of those present, or a map to their status.

use threatlog_dl::Place;

use crate::catalogue::{Vocabulary, catalogue};
use crate::model::node::{Node, Value};
use crate::model::reader::{Fields, Reader};
use crate::model::{ControlStatement, Status};

const EXPECTED: &str = "a list, as in `[authentication]`, or a map, as in \
                        `{ authentication: present, rate_limiting: planned }`";

pub fn read<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>) -> Vec<ControlStatement> {
    let Some(node) = fields.get("controls") else {
        return Vec::new();
    };
    let mut statements: Vec<ControlStatement> = Vec::new();
    if let Value::List(listed) = &node.value {
        for node in listed {
            statements.extend(present(reader, node));
        }
    } else {
        for (id, place, node) in reader.map(node, "`controls`", EXPECTED).iter() {
            let control = known(reader, id, place);
            let status = status(reader, id, node);
            if let (Some(control), Some(status)) = (control, status) {
                statements.push(ControlStatement {
                    control,
                    status,
                    place,
                });
            }
        }
    }
    statements.sort_by_key(|it| (it.control, it.place));
    statements.dedup_by_key(|it| it.control);
    statements
}

fn present(reader: &mut Reader, node: &Node) -> Option<ControlStatement> {
    if let Value::Map(_) = node.value {
        let message = "a list of controls holds those that are present, by name alone";
        let help = "to give a status, write a map: `controls: { rate_limiting: planned }`";
        reader.fault("wrong-type", message, node.place, help.to_owned());
        return None;
    }
    let id = reader.text(node, "a control")?;
    let place = node.place;
    Some(ControlStatement {
        control: known(reader, id, place)?,
        status: Status::Present,
        place,
    })
}

/// The control with this id; a fault if there is none.
pub fn known(reader: &mut Reader, id: &str, place: Place) -> Option<&'static str> {
    let found = catalogue().control(id);
    if found.is_none() {
        reader.unknown_word(Vocabulary::Control, id, place);
    }
    found.map(|it| it.id)
}

fn status(reader: &mut Reader, control: &str, node: &Node) -> Option<Status> {
    let whose = format!("the status of `{control}`");
    let word = reader.text(node, &whose)?;
    match word {
        "present" => return Some(Status::Present),
        "planned" => return Some(Status::Planned),
        "absent" => return Some(Status::Absent),
        "unknown" => return Some(Status::Unknown),
        _ => {}
    }
    let statuses = &catalogue().statuses;
    if let Some(graded) = statuses.iter().find(|it| it.id == word) {
        return Some(Status::Effective(graded.value));
    }
    if let Some(number) = node.number() {
        let whose = format!("the effectiveness of `{control}`");
        let effectiveness = reader.within(number, 1.0, &whose, node.place)?;
        return Some(Status::Effective(effectiveness));
    }
    let known: Vec<&str> = statuses.iter().map(|it| it.id).collect();
    let help = match reader.nearest(word, known.iter().copied(), known.len()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "write {}, or how effective it is from 0 to 1",
            known.join(", ")
        ),
    };
    let message = format!("`{word}` is not a status of a control");
    reader.fault("unknown-status", message, node.place, help);
    None
}
