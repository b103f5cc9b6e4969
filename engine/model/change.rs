//! A model and changes to it go in; the changed model comes out.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use threatlog_dl::{Place, Sources};

use super::said::{Form, Said};
use super::{ComponentId, Entry, Flow, Model, Stated};
use crate::catalogue::catalogue;

/// Something that is otherwise than the files say. Named as the files name it.
///
/// Shown as what its option takes: `component:control=0.8`, `component:attribute`, `from verb to` or
/// `actor:component:how`.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A control is this effective on a component: from 0, missing, to 1.
    Control {
        component: String,
        control: String,
        effectiveness: f64,
    },
    /// A component is marked so, or not.
    Attribute {
        component: String,
        attribute: String,
        there: bool,
    },
    /// A flow is there, or not.
    Flow {
        from: String,
        verb: String,
        to: String,
        there: bool,
    },
    /// A way in is there, or not.
    Entry {
        actor: String,
        component: String,
        how: String,
        there: bool,
    },
}

/// Effectiveness by component and control.
pub(super) type Alterations = BTreeMap<ComponentId, BTreeMap<&'static str, f64>>;

impl Change {
    /// A control is in place, and fully effective.
    pub fn with(component: impl Into<String>, control: impl Into<String>) -> Self {
        Self::Control {
            component: component.into(),
            control: control.into(),
            effectiveness: 1.0,
        }
    }

    /// A control is missing.
    pub fn without(component: impl Into<String>, control: impl Into<String>) -> Self {
        Self::Control {
            component: component.into(),
            control: control.into(),
            effectiveness: 0.0,
        }
    }

    /// How it is said.
    pub fn form(&self) -> Form {
        match self {
            Self::Control { effectiveness, .. } if *effectiveness > 0.0 => Form::With,
            Self::Control { .. } => Form::Without,
            Self::Attribute { there: true, .. } => Form::WithAttribute,
            Self::Attribute { there: false, .. } => Form::WithoutAttribute,
            Self::Flow { there: true, .. } => Form::AddFlow,
            Self::Flow { there: false, .. } => Form::RemoveFlow,
            Self::Entry { there: true, .. } => Form::AddEntry,
            Self::Entry { there: false, .. } => Form::RemoveEntry,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Control {
                component,
                control,
                effectiveness,
            } => {
                write!(f, "{component}:{control}")?;
                match *effectiveness {
                    value if value <= 0.0 || value >= 1.0 => Ok(()),
                    value => write!(f, "={value}"),
                }
            }
            Self::Attribute {
                component,
                attribute,
                ..
            } => write!(f, "{component}:{attribute}"),
            Self::Flow { from, verb, to, .. } => write!(f, "{from} {verb} {to}"),
            Self::Entry {
                actor,
                component,
                how,
                ..
            } => write!(f, "{actor}:{component}:{how}"),
        }
    }
}

impl Model {
    /// The model with these changes, of which later ones have the last word; `None` if it has no
    /// such actor or component, or the catalogue no such word. What is added has the place of its
    /// actor or component.
    pub fn changed<'c>(&self, changes: impl IntoIterator<Item = &'c Change>) -> Option<Self> {
        let mut model = self.clone();
        for change in changes {
            model.change(change, None)?;
        }
        Some(model)
    }

    /// The model with the changes that a person says; what is added has its place there, among the
    /// sources.
    pub fn changed_as_said(&self, said: &[Said], sources: &Sources) -> Option<Self> {
        let mut model = self.clone();
        model.sources = Arc::new(sources.clone());
        for Said { change, place, .. } in said {
            model.change(change, Some(*place))?;
        }
        Some(model)
    }

    /// What is there already stays as it is, and what is not there cannot go.
    fn change(&mut self, change: &Change, place: Option<Place>) -> Option<()> {
        let words = catalogue();
        match change {
            Change::Control {
                component,
                control,
                effectiveness,
            } => {
                let component = self.component_named(component)?;
                let control = words.control(control)?.id;
                let of_component = self.alterations.entry(component).or_default();
                of_component.insert(control, *effectiveness);
            }
            Change::Attribute {
                component,
                attribute,
                there,
            } => {
                let id = self.component_named(component)?;
                let value = words.attributes.iter().find(|it| it.id == attribute)?.id;
                let component = self.components.get_mut(id.0 as usize)?;
                let place = place.unwrap_or(component.place);
                let list = &mut component.attributes;
                put(list, Stated { value, place }, *there, |it| it.value);
            }
            Change::Flow {
                from,
                verb,
                to,
                there,
            } => {
                let (from, to) = (self.component_named(from)?, self.component_named(to)?);
                let flow = Flow {
                    from,
                    verb: words.verb(verb)?,
                    to,
                    title: None,
                    note: None,
                    place: place.unwrap_or(self.component(from).place),
                };
                put(&mut self.flows, flow, *there, |it| {
                    (it.from, it.verb.id, it.to)
                });
            }
            Change::Entry {
                actor,
                component,
                how,
                there,
            } => {
                let component = self.component_named(component)?;
                let how = words.entries.iter().find(|it| it.id == how)?.id;
                let actor = self.actors.iter_mut().find(|it| it.id == *actor)?;
                let entry = Entry {
                    component,
                    how,
                    place: place.unwrap_or(actor.place),
                };
                put(&mut actor.entries, entry, *there, |it| {
                    (it.component, it.how)
                });
            }
        }
        Some(())
    }
}

/// Sees to it that a sorted list has the item, or none that is the same.
fn put<T, K: Ord>(list: &mut Vec<T>, item: T, there: bool, key: impl Fn(&T) -> K) {
    let found = list.binary_search_by(|it| key(it).cmp(&key(&item)));
    match (found, there) {
        (Err(at), true) => list.insert(at, item),
        (Ok(at), false) => {
            list.remove(at);
        }
        (Ok(_), true) | (Err(_), false) => {}
    }
}
