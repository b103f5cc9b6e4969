//! What a person says of a model in; the changes that are meant out, or all faults.

mod control;
mod text;
mod things;

use std::collections::BTreeMap;

use threatlog_dl::{Fault, Place, Sources};

use super::{Change, Model};
use crate::catalogue::Vocabulary;
use control::control;
use text::Text;
use things::{attribute, entry, flow};

/// How a change is said: each is an option of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `component:control`, `component:control=0.8`, or with a word that files use.
    With,
    /// `component:control`
    Without,
    /// `component:attribute`
    WithAttribute,
    /// `component:attribute`
    WithoutAttribute,
    /// `from verb to`
    AddFlow,
    /// `from verb to`
    RemoveFlow,
    /// `actor:component:how`
    AddEntry,
    /// `actor:component:how`
    RemoveEntry,
}

/// A change as somebody says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub form: Form,
    pub change: Change,
    /// The whole text that says so.
    pub place: Place,
}

impl Form {
    /// The option that takes this form.
    pub fn option(self) -> &'static str {
        match self {
            Self::With => "--with",
            Self::Without => "--without",
            Self::WithAttribute => "--with-attribute",
            Self::WithoutAttribute => "--without-attribute",
            Self::AddFlow => "--add-flow",
            Self::RemoveFlow => "--remove-flow",
            Self::AddEntry => "--add-entry",
            Self::RemoveEntry => "--remove-entry",
        }
    }

    /// The form that says the same of a word of this vocabulary, if there is one.
    fn for_word_of(self, of: Vocabulary) -> Option<Self> {
        Some(match (of, self.adds()) {
            (Vocabulary::Kind, _) => return None,
            (Vocabulary::Verb, true) => Self::AddFlow,
            (Vocabulary::Verb, false) => Self::RemoveFlow,
            (Vocabulary::Entry, true) => Self::AddEntry,
            (Vocabulary::Entry, false) => Self::RemoveEntry,
            (Vocabulary::Attribute, true) => Self::WithAttribute,
            (Vocabulary::Attribute, false) => Self::WithoutAttribute,
            (Vocabulary::Control, true) => Self::With,
            (Vocabulary::Control, false) => Self::Without,
        })
    }

    /// Whether it says that something is there.
    fn adds(self) -> bool {
        matches!(
            self,
            Self::With | Self::WithAttribute | Self::AddFlow | Self::AddEntry
        )
    }
}

/// Reads texts, given as indices in the sources, in their order.
///
/// # Errors
///
/// All faults: what is not written as its form asks, names what the model does not have, takes away
/// what is not there, or says two things of the same.
pub fn said(
    model: &Model,
    sources: &Sources,
    texts: &[(Form, u32)],
) -> Result<Vec<Said>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut found: Vec<Said> = Vec::new();
    for &(form, file) in texts {
        let text = Text::new(sources, file);
        let change = match form {
            Form::With | Form::Without => control(model, &text, form).map_err(|fault| vec![fault]),
            Form::WithAttribute | Form::WithoutAttribute => attribute(model, &text, form),
            Form::AddFlow | Form::RemoveFlow => flow(model, &text, form),
            Form::AddEntry | Form::RemoveEntry => entry(model, &text, form),
        };
        let place = text.whole();
        match change {
            Ok(change) => found.push(Said {
                form,
                change,
                place,
            }),
            Err(several) => faults.extend(several),
        }
    }
    faults.extend(contradictions(&found));
    if faults.is_empty() {
        Ok(found)
    } else {
        Err(faults)
    }
}

/// Those that say other than an earlier one.
fn contradictions(said: &[Said]) -> Vec<Fault> {
    let mut before: BTreeMap<String, &Change> = BTreeMap::new();
    let mut faults = Vec::new();
    for Said { change, place, .. } in said {
        let Some(first) = before.insert(subject(change), change) else {
            continue;
        };
        if first != change {
            let message = disagreement(first, change);
            let fault = Fault::at(*place, "bad-alteration", message);
            faults.push(fault.help(match change {
                Change::Control { .. } => "say it once: 1 is with the control, 0 without it",
                _ => "say it once",
            }));
        }
    }
    faults
}

/// What a change is about, whatever it makes of it.
fn subject(change: &Change) -> String {
    match change {
        Change::Control {
            component, control, ..
        } => format!("control {component}:{control}"),
        Change::Attribute { .. } => format!("attribute {change}"),
        Change::Flow { .. } => format!("flow {change}"),
        Change::Entry { .. } => format!("entry {change}"),
    }
}

fn disagreement(first: &Change, second: &Change) -> String {
    match (first, second) {
        (
            Change::Control {
                effectiveness: before,
                ..
            },
            Change::Control {
                component,
                control,
                effectiveness,
            },
        ) => format!("`{component}:{control}` is set twice, to {before} and to {effectiveness}"),
        (Change::Attribute { .. }, _) => format!("`{second}` is both put on and taken off"),
        _ => format!("`{second}` is both added and removed"),
    }
}
