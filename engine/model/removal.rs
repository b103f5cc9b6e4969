//! A model goes in; what of it could be done away with, how and at what cost, comes out.

use threatlog_dl::Place;

use super::{Change, Component, Model};
use crate::catalogue::{Labour, Remedy, catalogue};

/// Something that a model says and that somebody could make untrue.
#[derive(Clone, Debug, PartialEq)]
pub struct Removal {
    pub change: Change,
    /// An order: `change the default password of orders-db`.
    pub order: String,
    pub cost: u32,
    /// Whether the system would do less, or be made otherwise, after it.
    pub redesign: bool,
    /// Where the model says it.
    pub place: Place,
}

impl Model {
    /// Attributes, flows and ways in that the catalogue knows a remedy for, where it is one.
    pub fn removals(&self) -> Vec<Removal> {
        let words = catalogue();
        let mut found = Vec::new();
        for component in &self.components {
            let things = [("component", component.id.as_str())];
            for stated in &component.attributes {
                let word = words.attribute(stated.value);
                let change = Change::Attribute {
                    component: component.id.clone(),
                    attribute: stated.value.to_owned(),
                    there: false,
                };
                let remedy = word.and_then(|it| it.remedy.as_ref());
                let remedy = remedy.filter(|it| is_no_purpose(it, component));
                found.extend(
                    remedy.map(|it| self.removal(change, stated.value, it, &things, stated.place)),
                );
            }
        }
        for flow in &self.flows {
            let (from, to) = (self.component(flow.from), self.component(flow.to));
            let things = [("from", from.id.as_str()), ("to", to.id.as_str())];
            let change = Change::Flow {
                from: from.id.clone(),
                verb: flow.verb.id.to_owned(),
                to: to.id.clone(),
                there: false,
            };
            let remedy = flow.verb.remedy.as_ref();
            found.extend(
                remedy.map(|it| self.removal(change, flow.verb.id, it, &things, flow.place)),
            );
        }
        for actor in &self.actors {
            for entry in &actor.entries {
                let component = self.component(entry.component);
                let things = [("actor", actor.id.as_str()), ("component", &component.id)];
                let change = Change::Entry {
                    actor: actor.id.clone(),
                    component: component.id.clone(),
                    how: entry.how.to_owned(),
                    there: false,
                };
                let remedy = words.entry(entry.how).and_then(|it| it.remedy.as_ref());
                let remedy = remedy.filter(|it| is_no_purpose(it, component));
                found.extend(
                    remedy.map(|it| self.removal(change, entry.how, it, &things, entry.place)),
                );
            }
        }
        found
    }

    fn removal(
        &self,
        change: Change,
        word: &str,
        remedy: &Remedy,
        things: &[(&str, &str)],
        place: Place,
    ) -> Removal {
        let stated = self.stated_cost(&change.to_string(), word);
        Removal {
            order: remedy.order(things),
            cost: stated.unwrap_or_else(|| remedy.effort.cost()),
            redesign: remedy.effort == Labour::Redesign,
            change,
            place,
        }
    }
}

fn is_no_purpose(remedy: &Remedy, component: &Component) -> bool {
    !remedy.purpose_of.contains(&component.kind.value.id)
}
