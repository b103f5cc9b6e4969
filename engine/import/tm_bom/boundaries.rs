//! Trust boundaries and encrypted flows become controls on components.
//!
//! The format puts log-in and access control on a boundary, we on a component. A boundary's methods hold
//! where a flow crosses it: on the end in the more trusted zone, which is the one that has to ask. Where
//! several boundaries meet on a component, a control is present only if each of them has it.

use std::collections::BTreeMap;

use super::super::draft::Status;
use super::super::notes::Note;
use super::format::Boundary;
use super::work::{Crossing, End, Work};
use super::zones;

/// Draws what boundaries and encryption say about the components at the ends of flows.
pub fn draw(work: &mut Work) {
    let boundaries = merged(work);
    let mut stated = Statements::default();
    let mut crossed: BTreeMap<(String, String), usize> = BTreeMap::new();
    for crossing in &work.crossings {
        let Some((pair, inner)) = inner_end(work, crossing) else {
            continue;
        };
        let Some(methods) = boundaries.get(&pair) else {
            continue;
        };
        *crossed.entry(pair.clone()).or_default() += 1;
        for (control, methods) in [
            ("authentication", &methods.authentication),
            ("access_control", &methods.access),
        ] {
            if let Some(there) = any_but_none(methods) {
                let between = format!("{} | {}", pair.0, pair.1);
                stated.add(
                    inner,
                    control,
                    there,
                    format!("boundary {between}: {}", methods.join(", ")),
                );
            }
        }
    }
    for (pair, methods) in &boundaries {
        let item = format!("trust boundary `{}` | `{}`", pair.0, pair.1);
        let count = crossed.get(pair).copied().unwrap_or_default();
        let note = if count == 0 {
            Note::no_counterpart(
                item,
                "no flow crosses it, so no component asks for its methods",
            )
        } else if methods.authentication.is_empty() && methods.access.is_empty() {
            Note::arrived(item, "as the two zones; it names no methods")
        } else {
            let text = format!("as controls on the inner ends of the {count} flows that cross it");
            Note::arrived(item, text)
        };
        work.notes.push(note);
    }
    encryption(work, &mut stated);
    stated.draw(work);
}

/// The methods of all boundaries between two zones; the names of the zones are in order.
fn merged(work: &Work) -> BTreeMap<(String, String), Methods> {
    let mut merged: BTreeMap<_, Methods> = BTreeMap::new();
    for boundary in &work.model.boundaries {
        let methods = merged.entry(pair(work, boundary)).or_default();
        add_new(
            &mut methods.authentication,
            &boundary.authentication_methods,
        );
        add_new(&mut methods.access, &boundary.access_control_methods);
    }
    merged
}

#[derive(Default)]
struct Methods {
    authentication: Vec<String>,
    access: Vec<String>,
}

fn pair(work: &Work, boundary: &Boundary) -> (String, String) {
    let id = |name: &str| zones::id(work, name).unwrap_or_else(|| name.to_owned());
    ordered(id(&boundary.trust_zone_a), id(&boundary.trust_zone_b))
}

fn ordered(a: String, b: String) -> (String, String) {
    if a <= b { (a, b) } else { (b, a) }
}

fn add_new(known: &mut Vec<String>, more: &[String]) {
    for it in more {
        if !known.contains(it) {
            known.push(it.clone());
        }
    }
}

/// Whether there is a method; `None` where nothing is said.
fn any_but_none(methods: &[String]) -> Option<bool> {
    (!methods.is_empty()).then(|| methods.iter().any(|it| it != "none"))
}

/// The zones that a flow connects, if they differ, and the component in the more trusted one.
fn inner_end(work: &Work, crossing: &Crossing) -> Option<((String, String), usize)> {
    let (a, b) = (zone(work, crossing.from)?, zone(work, crossing.to)?);
    if a == b {
        return None;
    }
    let (trust_a, trust_b) = (zones::trust(work, Some(&a)), zones::trust(work, Some(&b)));
    // Between equals the receiver has to ask.
    let inner = if trust_a > trust_b {
        crossing.from
    } else {
        crossing.to
    };
    let End::Thing(inner) = inner else {
        return None;
    };
    Some((ordered(a, b), inner))
}

fn zone(work: &Work, end: End) -> Option<String> {
    match end {
        End::Thing(at) => work.draft.components.get(at)?.zone.clone(),
        End::Person(at) => work.draft.actors.get(at)?.zone.clone(),
    }
}

/// Traffic of a component is protected if every flow that starts or ends at it is encrypted.
fn encryption(work: &Work, stated: &mut Statements) {
    for crossing in &work.crossings {
        let Some(encrypted) = crossing.encrypted else {
            continue;
        };
        let says = if encrypted {
            "encrypted"
        } else {
            "not encrypted"
        };
        for end in [crossing.from, crossing.to] {
            if let End::Thing(at) = end {
                let why = format!("flow {} is {says}", crossing.flow);
                stated.add(at, "transport_security", encrypted, why);
            }
        }
    }
}

/// What is said about a control of a component: whether each source has it, with the sources.
#[derive(Default)]
struct Statements(BTreeMap<(usize, &'static str), Vec<(bool, String)>>);

impl Statements {
    fn add(&mut self, component: usize, control: &'static str, there: bool, why: String) {
        let known = self.0.entry((component, control)).or_default();
        if !known.iter().any(|(_, it)| *it == why) && known.len() < MOST_REASONS {
            known.push((there, why));
        }
    }

    fn draw(self, work: &mut Work) {
        for ((component, control), said) in self.0 {
            let everywhere = said.iter().all(|(there, _)| *there);
            let status = if everywhere {
                Status::Present
            } else {
                Status::Absent
            };
            // What speaks for the status is enough of a reason.
            let why: Vec<_> = said
                .iter()
                .filter(|(there, _)| *there == everywhere)
                .map(|(_, why)| why.as_str())
                .take(SHOWN_REASONS)
                .collect();
            if let Some(component) = work.draft.components.get_mut(component) {
                component.state(control, status, why.join("; "));
            }
        }
    }
}

const MOST_REASONS: usize = 200;
const SHOWN_REASONS: usize = 2;
