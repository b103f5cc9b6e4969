//! The `treatments` section.

use super::goal;
use crate::model::node::Node;
use crate::model::reader::{Fields, Reader};
use crate::model::{NamedGoal, Treated, Treatment, TreatmentStatus};

const KEYS: [&str; 6] = ["goal", "path", "status", "reason", "owner", "expires"];

/// Answers show no shorter ids, and a shorter one would soon be that of other paths, too.
const SHORTEST_PATH_ID: usize = 6;

pub fn read<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>, treatments: &mut Vec<Treatment>) {
    let Some(node) = fields.get("treatments") else {
        return;
    };
    let expected = "a list of maps";
    for node in reader.list(node, "`treatments`", expected) {
        treatments.extend(treatment(reader, node));
    }
}

/// Judges sorted treatments: what is decided twice is decided alike.
pub fn agree(reader: &mut Reader, sorted: &[Treatment]) {
    for pair in sorted.windows(2) {
        let [first, later] = pair else { continue };
        if first.of == later.of && first.status != later.status {
            let (one, other) = (first.status.word(), later.status.word());
            let message = format!("this is treated as {one} and as {other}");
            let help = reader.first_at(first.place);
            reader.fault("conflicting-treatments", message, later.place, help);
        }
    }
}

fn treatment<'d>(reader: &mut Reader<'d>, node: &'d Node<'d>) -> Option<Treatment> {
    let expected = "a map with `goal` or `path`, `status`, `reason`, `owner` and `expires`";
    let fields = reader.fields(node, "a treatment", expected, &KEYS);
    if !node.is_map() {
        return None;
    }
    let of = treated(reader, &fields);
    let status = status(reader, &fields);
    let reason = required(reader, &fields, "reason", "say why the risk is taken");
    let owner = required(reader, &fields, "owner", "say who has decided");
    let expires = expires(reader, &fields);
    Some(Treatment {
        of: of?,
        status: status?,
        reason: reason?,
        owner: owner?,
        expires: expires?,
        place: node.place,
    })
}

fn treated(reader: &mut Reader, fields: &Fields) -> Option<Treated> {
    let (goal, path) = (fields.get("goal"), fields.get("path"));
    match (goal, path) {
        (Some(node), None) => {
            let NamedGoal {
                actor,
                component,
                property,
            } = goal::read(reader, node)?;
            Some(Treated::Goal {
                actor,
                component,
                property,
            })
        }
        (None, Some(node)) => {
            let id = reader.text(node, "`path`")?;
            let hex = !id.is_empty() && id.bytes().all(|it| it.is_ascii_hexdigit());
            if hex && id.len() >= SHORTEST_PATH_ID {
                return Some(Treated::Path(id.to_lowercase()));
            }
            let message = if hex {
                format!(
                    "`{id}` is too short for the id of a path: at least {SHORTEST_PATH_ID} digits"
                )
            } else {
                format!("`{id}` is not the id of a path")
            };
            let help = "take it from the answer of `threatlog paths`, as in `3f9a2c`".to_owned();
            reader.fault("bad-path-id", message, node.place, help);
            None
        }
        (None, None) => {
            let help = "say what is treated, as in `goal: model-registry integrity`";
            reader.missing("goal", "this treatment", fields.place, help);
            None
        }
        (Some(_), Some(node)) => {
            let message = "a treatment is of a goal or of a path, not of both";
            let help = "make two treatments of it".to_owned();
            reader.fault("bad-goal", message, node.place, help);
            None
        }
    }
}

fn status(reader: &mut Reader, fields: &Fields) -> Option<TreatmentStatus> {
    let Some(node) = fields.get("status") else {
        let help = "write `status: accepted` or `status: mitigated`";
        reader.missing("status", "this treatment", fields.place, help);
        return None;
    };
    let known = ["accepted", "mitigated"];
    let what = ("unknown-treatment", "a status of a treatment");
    match reader.word(node, what, &known)? {
        "mitigated" => Some(TreatmentStatus::Mitigated),
        _ => Some(TreatmentStatus::Accepted),
    }
}

fn required(reader: &mut Reader, fields: &Fields, key: &str, help: &str) -> Option<String> {
    let Some(node) = fields.get(key) else {
        reader.missing(key, "this treatment", fields.place, help);
        return None;
    };
    let text = reader.text(node, &format!("`{key}`"))?;
    if text.trim().is_empty() {
        let message = format!("`{key}` of this treatment is empty");
        reader.fault("missing-key", message, node.place, help.to_owned());
        return None;
    }
    Some(text.to_owned())
}

fn expires(reader: &mut Reader, fields: &Fields) -> Option<String> {
    let date = required(reader, fields, "expires", "say until when it holds")?;
    if is_date(&date) {
        return Some(date);
    }
    let place = fields.get("expires").map_or(fields.place, |it| it.place);
    let message = format!("`{date}` is not a date");
    let help = "write year, month and day, as in `2027-03-31`".to_owned();
    reader.fault("bad-date", message, place, help);
    None
}

/// Whether a text is a day of the Gregorian calendar, written `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let &[year, month, day] = parts.as_slice() else {
        return false;
    };
    let digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    if [year.len(), month.len(), day.len()] != [4, 2, 2] || !parts.iter().all(|it| digits(it)) {
        return false;
    }
    let number = |it: &str| it.parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(year), number(month), number(day));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}
