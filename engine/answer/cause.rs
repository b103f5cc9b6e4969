//! A path that holds on one side of a change and what the other side says in; what of the change
//! makes the difference out.

use serde::Serialize;

use super::carrying::carrying;
use super::derivation::derivation;
use super::explain::negated;
use super::path::{Control, Path, control_fact};
use super::spot::Spot;
use super::wording::sentence;
use crate::engine::Solved;
use crate::facts::{Fact, Input, Statements, origin};
use crate::model::How;

/// Something that a path needs and that the other side has not, or the other way round.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cause {
    /// Whether it came with the change; else it went.
    pub added: bool,
    pub text: String,
    /// Where it stands, as `name:line:column`, if it stands somewhere.
    pub place: Option<String>,
}

/// One side of a change.
#[derive(Clone, Copy, Debug)]
pub struct Side<'s> {
    pub solved: &'s Solved,
    /// Whether it is told again from a record, so that its places are in no file of the user's.
    pub retold: bool,
    pub stated: &'s Statements,
}

/// What a path of the side `here` needs that the side `there` did not say, or the reverse of it:
/// what went that it had needed. `came` tells whether `here` is the newer side.
pub fn causes(here: &Side, path: &Path, there: &Side, came: bool) -> Vec<Cause> {
    let solved = here.solved;
    let finder = Finder {
        solved,
        here: here.stated,
        there,
        came,
    };
    let mut causes = finder.given(path, |carries| carries);
    if causes.is_empty() {
        causes = finder.given(path, |_| true);
    }
    if causes.is_empty() {
        let inferences = path
            .derivation
            .nodes
            .iter()
            .filter_map(|node| node.by.as_ref());
        let absent = inferences.flat_map(|by| negated(solved, by));
        for cause in absent.flat_map(|fact| finder.absent(&fact)) {
            if !causes.contains(&cause) {
                causes.push(cause);
            }
        }
    }
    causes
}

/// That a goal is worth more, less, or something at all, if it is so.
pub fn worth(
    (component, property): (&str, &str),
    (from, to): (Option<u32>, Option<u32>),
    new: &Side,
) -> Option<Cause> {
    let place = to.and_then(|impact| {
        let solved = new.solved;
        let impact = impact.to_string();
        let asset = [component, property, impact.as_str()];
        let found = origin(&solved.model, Input::Asset.name(), &asset)?;
        Some(solved.spot(found.place?).to_string())
    });
    let text = match (from, to) {
        (Some(from), Some(to)) if from != to => {
            format!("{component} {property} has impact {to}, not {from}")
        }
        (None, Some(to)) => format!("{component} {property} has impact {to}"),
        (Some(_), None) => format!("{component} {property} has an impact"),
        _ => return None,
    };
    Some(Cause {
        added: to.is_some(),
        text,
        place,
    })
}

struct Finder<'f, 's> {
    solved: &'f Solved,
    here: &'f Statements,
    there: &'f Side<'s>,
    came: bool,
}

impl Finder<'_, '_> {
    /// The causes among the input facts of a path that are `wanted`, told by whether they carry it.
    fn given(&self, path: &Path, wanted: impl Fn(bool) -> bool) -> Vec<Cause> {
        let carries = carrying(self.solved, &path.derivation).into_iter();
        let nodes = carries.zip(&path.derivation.nodes);
        let given = nodes.filter(|(carries, node)| node.by.is_none() && wanted(*carries));
        let mut causes: Vec<Cause> = Vec::new();
        for cause in given.filter_map(|(_, node)| self.fact(&node.fact)) {
            // One flow may give several facts.
            let known =
                |it: &Cause| it.place == cause.place && it.place.is_some() || it.text == cause.text;
            if !causes.iter().any(known) {
                causes.push(cause);
            }
        }
        causes
    }

    /// The cause if an input fact of the path is not said on the other side, or less so.
    fn fact(&self, fact: &Fact) -> Option<Cause> {
        if let Some((_, control, _)) = control_fact(self.solved, fact) {
            return self.control(&control);
        }
        let relation = &self.solved.program().relation(fact.relation).name;
        let values = self.solved.values(fact);
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let here = self.here.value(relation, &values);
        let there = self.there.stated.value(relation, &values);
        if there >= here - 1e-9 {
            return None;
        }
        let place = origin(&self.solved.model, relation, &values).and_then(|it| it.place);
        let likelier = here < 1.0 || there > 0.0;
        Some(Cause {
            added: self.came,
            text: match likelier {
                true => format!("{} ({here}, not {there})", sentence(self.solved, fact)),
                false => sentence(self.solved, fact),
            },
            place: place.map(|it| self.solved.spot(it).to_string()),
        })
    }

    /// A control that is more effective on the other side. It is what the path does not have, so
    /// it came if the path went.
    fn control(&self, control: &Control) -> Option<Cause> {
        let Control { component, control } = control;
        let here = self.here.control(component, control);
        let there = self.there.stated.control(component, control);
        // That a component which is only here lacks something is not news of its own.
        if there <= here + 1e-9 || !self.here.knows(component) {
            return None;
        }
        let degree = |value: f64| match value {
            value if value >= 1.0 => String::new(),
            value => format!(" ({value} effective)"),
        };
        let told = (!self.there.retold).then_some(self.there.solved);
        let place = told.and_then(|solved| {
            let id = solved.model.component_named(component)?;
            match solved.model.control_of(id, control).how {
                How::Stated(place) | How::Zone(place) => Some(solved.spot(place).to_string()),
                How::Altered => Some("--with".to_owned()),
                _ => None,
            }
        });
        let left = if here > 0.0 {
            format!(", not {here}")
        } else {
            String::new()
        };
        Some(Cause {
            added: !self.came,
            text: format!("{component} has {control}{}{left}", degree(there)),
            place: place.or_else(|| self.missing(component, control)),
        })
    }

    /// Where the path's side says that a control is missing, or where its component stands.
    fn missing(&self, component: &str, control: &str) -> Option<String> {
        if !self.came {
            return None;
        }
        let lacks = Input::LacksControl.name();
        let found = origin(&self.solved.model, lacks, &[component, control]);
        Some(self.solved.spot(found?.place?).to_string())
    }

    /// The causes if something that must not hold for the path holds on the other side: what is
    /// said there, and not here, that it rests on.
    fn absent(&self, fact: &Fact) -> Vec<Cause> {
        let there = self.there.solved;
        let Some(held) = there.same(self.solved, fact) else {
            return Vec::new();
        };
        let derived = derivation(&there.matcher, &held, [], &|_| None);
        let nodes = derived.map_or_else(Vec::new, |it| it.nodes);
        let given = nodes.iter().filter(|node| node.by.is_none());
        let gone = given.filter_map(|node| self.gone(there, &node.fact));
        let gone: Vec<Cause> = gone.collect();
        if !gone.is_empty() {
            return gone;
        }
        vec![Cause {
            added: !self.came,
            text: sentence(self.solved, fact),
            place: None,
        }]
    }

    /// The cause if an input fact of the other side is not said here.
    fn gone(&self, there: &Solved, fact: &Fact) -> Option<Cause> {
        let relation = &there.program().relation(fact.relation).name;
        let values = there.values(fact);
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        if self.here.value(relation, &values) > 0.0 {
            return None;
        }
        let place = if self.there.retold {
            self.thing(values.first()?)
        } else {
            let found = origin(&there.model, relation, &values);
            found.and_then(|it| Some(there.spot(it.place?)))
        };
        Some(Cause {
            added: !self.came,
            text: sentence(there, fact),
            place: place.map(|it| it.to_string()),
        })
    }

    /// Where a component or an actor stands on this side.
    fn thing(&self, id: &str) -> Option<Spot> {
        let model = &self.solved.model;
        let component = model.component_named(id);
        let place = component.map(|it| model.component(it).place);
        let place = place.or_else(|| model.actor_named(id).map(|it| it.place));
        place.map(|it| self.solved.spot(it))
    }
}
