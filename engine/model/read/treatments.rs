//! The `treatments` section.

use super::goal;
use crate::model::node::{Node, Value};
use crate::model::reader::{Fields, Reader};
use crate::model::{NamedGoal, Treated, Treatment, TreatmentStatus};

const KEYS: [&str; 9] = [
    "goal", "path", "finding", "by", "up_to", "status", "reason", "owner", "expires",
];

/// Answers show no shorter ids, and a shorter one would soon be that of other paths, too.
const SHORTEST_ID: usize = 6;

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
    let expected = "a map with `goal`, `path` or `finding`, `status`, `reason`, `owner` and \
                    `expires`";
    let fields = reader.fields(node, "a treatment", expected, &KEYS);
    if !node.is_map() {
        return None;
    }
    let of = treated(reader, &fields);
    let status = status(reader, &fields);
    let reason = required(reader, &fields, "reason", "say why the risk is taken");
    let owner = required(reader, &fields, "owner", "say who has decided");
    let expires = expires(reader, &fields);
    let up_to = up_to(reader, &fields);
    Some(Treatment {
        of: of?,
        status: status?,
        reason: reason?,
        owner: owner?,
        expires: expires?,
        up_to,
        place: node.place,
    })
}

fn treated<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>) -> Option<Treated> {
    let [goal, path, finding, by] = ["goal", "path", "finding", "by"].map(|it| fields.get(it));
    if let (Some(node), None) = (by, finding) {
        let message = "`by` says whose finding is treated, and this is no treatment of a finding";
        let help = "name the actor before the goal, as in `goal: outsider registry integrity`";
        reader.fault("bad-goal", message, node.place, help.to_owned());
    }
    let given: Vec<&Node> = [goal, path, finding].into_iter().flatten().collect();
    if let [_, second, ..] = given.as_slice() {
        let message = "a treatment is of a goal, of a path or of a finding, not of several";
        let help = "make a treatment of each".to_owned();
        reader.fault("bad-goal", message, second.place, help);
        return None;
    }
    if let Some(node) = goal {
        let NamedGoal {
            actor,
            component,
            property,
        } = goal::read(reader, node)?;
        return Some(Treated::Goal {
            actor,
            component,
            property,
        });
    }
    if let Some(node) = path {
        return id(reader, node, "path").map(Treated::Path);
    }
    if let Some(node) = finding {
        let by = by.map_or_else(Vec::new, |it| actors(reader, it));
        let id = id(reader, node, "finding")?;
        return Some(Treated::Finding { id, by });
    }
    let help = "say what is treated, as in `goal: model-registry integrity` or `finding: 3f9a2c`";
    reader.missing("goal", "this treatment", fields.place, help);
    None
}

/// The beginning of the id of a path or a finding.
fn id(reader: &mut Reader, node: &Node, what: &str) -> Option<String> {
    let id = reader.text(node, &format!("`{what}`"))?;
    let hex = !id.is_empty() && id.bytes().all(|it| it.is_ascii_hexdigit());
    if hex && id.len() >= SHORTEST_ID {
        return Some(id.to_lowercase());
    }
    let message = if hex {
        format!("`{id}` is too short for the id of a {what}: at least {SHORTEST_ID} digits")
    } else {
        format!("`{id}` is not the id of a {what}")
    };
    let help = "take it from the answer of `threatlog paths`, as in `3f9a2c`".to_owned();
    reader.fault("bad-path-id", message, node.place, help);
    None
}

/// The actors that `by` names: one, or a list.
fn actors<'d>(reader: &mut Reader<'d>, node: &'d Node<'d>) -> Vec<String> {
    let named: Vec<&Node> = match &node.value {
        Value::List(listed) => listed.iter().collect(),
        _ => vec![node],
    };
    let mut found = Vec::new();
    for node in named {
        let Some(id) = reader.text(node, "an actor") else {
            continue;
        };
        if reader.names.actors.contains(id) {
            found.push(id.to_owned());
            continue;
        }
        let actors = &reader.names.actors;
        let near = reader.nearest(id, actors.iter(), actors.len());
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "define it under `actors:`".to_owned(),
        };
        let message = format!("`{id}` is not an actor");
        reader.fault("unknown-actor", message, node.place, help);
    }
    found.sort();
    found.dedup();
    found
}

fn up_to(reader: &mut Reader, fields: &Fields) -> Option<f64> {
    let node = fields.get("up_to")?;
    let Some(number) = node.number() else {
        let message = "`up_to` is not a risk".to_owned();
        let help = "write a number from 0 to 10, as in `up_to: 4.6`".to_owned();
        reader.fault("out-of-range", message, node.place, help);
        return None;
    };
    reader.within(number, 10.0, "`up_to`", node.place)
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

/// How many days the second day, `YYYY-MM-DD`, comes after the first; `None` if one is no day.
pub fn days_between(from: &str, to: &str) -> Option<i64> {
    Some(day_number(to)? - day_number(from)?)
}

/// Days since 1970-01-01, counted in eras of 400 years that begin on 1 March (H. Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms").
fn day_number(date: &str) -> Option<i64> {
    if !is_date(date) {
        return None;
    }
    let mut parts = date.split('-').map(|it| it.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let month = (month + 9) % 12;
    let of_year = (153 * month + 2) / 5 + day - 1;
    let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Some(era * 146_097 + days - 719_468)
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
