//! The `case` section.

use threatlog_dl::Place;

use super::{controls, flows, goal};
use crate::model::node::{Node, Value};
use crate::model::reader::{Fields, Reader};
use crate::model::{Bounds, Case, ComponentId, Expectation, Stated};

const KEYS: [&str; 4] = ["about", "source", "mechanism", "expect"];
const EXPECTATION_KEYS: [&str; 6] = ["goal", "derived", "likelihood", "steps", "via", "fix"];

pub fn read<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>, cases: &mut Vec<Case>) {
    let Some(node) = fields.get("case") else {
        return;
    };
    let expected = "a map with `about`, `source`, `mechanism` and `expect`";
    let fields = reader.fields(node, "a case", expected, &KEYS);
    cases.push(Case {
        place: node.place,
        about: words(reader, &fields, "about"),
        source: words(reader, &fields, "source"),
        mechanism: words(reader, &fields, "mechanism"),
        expect: expectations(reader, &fields),
    });
}

fn words(reader: &mut Reader, fields: &Fields, key: &str) -> Option<String> {
    let node = fields.get(key)?;
    Some(reader.text(node, &format!("`{key}`"))?.to_owned())
}

fn expectations<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>) -> Vec<Expectation> {
    let Some(node) = fields.get("expect") else {
        return Vec::new();
    };
    let expected = "a list, as in `- goal: model-registry integrity`";
    let listed = reader.list(node, "`expect`", expected);
    let read = listed.iter().filter_map(|it| expectation(reader, it));
    let read: Vec<Expectation> = read.collect();
    for never in read.iter().filter(|it| !it.derived) {
        let reached = read.iter().find(|it| it.derived && is_covered(it, never));
        if let Some(reached) = reached {
            let message = "this goal is expected to be reached and not to be reached";
            let (first, later) = order(reached.place, never.place);
            let help = reader.first_at(first);
            reader.fault("contradiction", message, later, help);
        }
    }
    read
}

/// Whether whoever is expected to reach a goal is among those who are expected not to.
fn is_covered(reached: &Expectation, never: &Expectation) -> bool {
    let (one, other) = (&reached.goal, &never.goal);
    (one.component, one.property) == (other.component, other.property)
        && (other.actor.is_none() || one.actor == other.actor)
}

fn order(one: Place, other: Place) -> (Place, Place) {
    (one.min(other), one.max(other))
}

fn expectation<'d>(reader: &mut Reader<'d>, node: &'d Node<'d>) -> Option<Expectation> {
    let expected =
        "a map with `goal` and, if you like, `derived`, `likelihood`, `steps`, `via` and `fix`";
    let fields = reader.fields(node, "an expectation", expected, &EXPECTATION_KEYS);
    if !node.is_map() {
        return None;
    }
    let goal = match fields.get("goal") {
        Some(node) => goal::read(reader, node),
        None => {
            let help = "say what is reached, as in `goal: model-registry integrity`";
            reader.missing("goal", "this expectation", fields.place, help);
            None
        }
    };
    let derived = derived(reader, &fields);
    let likelihood = likelihood(reader, &fields);
    let steps = steps(reader, &fields);
    let via = via(reader, &fields);
    let fix = fix(reader, &fields);
    if derived == Some(false) {
        for key in ["likelihood", "steps", "via", "fix"] {
            if let Some(node) = fields.get(key) {
                let message = format!("`{key}` is said of a goal that is not to be reached");
                let help = format!("leave out `{key}` or `derived: false`");
                reader.fault("contradiction", message, node.place, help);
            }
        }
    }
    Some(Expectation {
        place: node.place,
        goal: goal?,
        derived: derived?,
        likelihood,
        steps,
        via,
        fix,
    })
}

fn derived(reader: &mut Reader, fields: &Fields) -> Option<bool> {
    let Some(node) = fields.get("derived") else {
        return Some(true);
    };
    match &node.value {
        Value::Scalar {
            text,
            quoted: false,
        } if text == "true" => Some(true),
        Value::Scalar {
            text,
            quoted: false,
        } if text == "false" => Some(false),
        _ => {
            reader.wrong_type(node, "`derived`", "`true` or `false`");
            None
        }
    }
}

/// `[0.3, 0.6]`, or a text with `>=` or `<=` before a number.
fn likelihood(reader: &mut Reader, fields: &Fields) -> Option<Bounds> {
    let node = fields.get("likelihood")?;
    let bounds = bounds(reader, node)?;
    if bounds.most <= 0.0 {
        let message = "`likelihood` is at most 0, which no goal in reach has";
        let help = "to say that nobody reaches the goal, write `derived: false`".to_owned();
        reader.fault("contradiction", message, node.place, help);
    }
    Some(bounds)
}

fn bounds(reader: &mut Reader, node: &Node) -> Option<Bounds> {
    const EXPECTED: &str = "as in `[0.3, 0.6]` or `\">= 0.3\"`";
    let whose = "`likelihood`";
    if let Value::List(items) = &node.value {
        let [least, most] = items.as_slice() else {
            reader.wrong_type(node, whose, EXPECTED);
            return None;
        };
        let mut bound = |node: &Node| match node.number() {
            Some(number) => reader.within(number, 1.0, whose, node.place),
            None => {
                reader.wrong_type(node, whose, EXPECTED);
                None
            }
        };
        let (least, most) = (bound(least), bound(most));
        let (least, most) = (least?, most?);
        if least > most {
            let message = format!("{whose} is from {least} to {most}, so nothing will do");
            let help = "write the smaller number first".to_owned();
            reader.fault("out-of-range", message, node.place, help);
        }
        return Some(Bounds { least, most });
    }
    let text = node.text().unwrap_or_default().trim();
    let digits = |it: &&str| it.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number = |sign: &str| {
        text.strip_prefix(sign)
            .map(str::trim)
            .filter(digits)?
            .parse()
            .ok()
    };
    match (number(">="), number("<=")) {
        (Some(least), _) => {
            let least = reader.within(least, 1.0, whose, node.place)?;
            Some(Bounds { least, most: 1.0 })
        }
        (_, Some(most)) => {
            let most = reader.within(most, 1.0, whose, node.place)?;
            Some(Bounds { least: 0.0, most })
        }
        (None, None) => {
            reader.wrong_type(node, whose, EXPECTED);
            None
        }
    }
}

fn steps<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>) -> Vec<Stated<String>> {
    let Some(node) = fields.get("steps") else {
        return Vec::new();
    };
    let listed = reader.list(node, "`steps`", "a list of attack steps");
    let step = |node: &'d Node<'d>| {
        let value = reader.text(node, "a step")?.to_owned();
        let place = node.place;
        Some(Stated { value, place })
    };
    listed.iter().filter_map(step).collect()
}

fn via<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>) -> Vec<ComponentId> {
    let Some(node) = fields.get("via") else {
        return Vec::new();
    };
    let listed = reader.list(node, "`via`", "a list of components");
    let component = |node: &'d Node<'d>| {
        let id = reader.text(node, "a component")?;
        flows::component(reader, id, node.place)
    };
    listed.iter().filter_map(component).collect()
}

fn fix<'d>(reader: &mut Reader<'d>, fields: &Fields<'d>) -> Vec<(ComponentId, &'static str)> {
    let Some(node) = fields.get("fix") else {
        return Vec::new();
    };
    let mut fix = Vec::new();
    let expected = "a map from components, as in `{ model-registry: [authentication] }`";
    for (id, place, node) in reader.map(node, "`fix`", expected).iter() {
        let component = flows::component(reader, id, place);
        let listed = reader.list(node, "a fix", "a list of controls");
        for node in listed {
            let Some(word) = reader.text(node, "a control") else {
                continue;
            };
            let control = controls::known(reader, word, node.place);
            fix.extend(component.zip(control));
        }
    }
    fix.sort_unstable();
    fix.dedup();
    fix
}
