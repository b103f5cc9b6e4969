//! `component:control`, with a status or without; the change that is meant out.

use threatlog_dl::{Fault, Place, nearest};

use super::Form;
use super::text::{Text, component, word_of};
use crate::catalogue::{Vocabulary, catalogue};
use crate::model::{Change, Model};

pub fn control(model: &Model, text: &Text, form: Form) -> Result<Change, Fault> {
    let said = text.text;
    let Some((id, rest)) = said.split_once(':') else {
        let message = format!("`{said}` does not name a control of a component");
        let fault = Fault::at(text.whole(), "bad-alteration", message);
        return Err(fault.help("write `component:control`, as in `model-registry:access_control`"));
    };
    let (word, value) = match rest.split_once('=') {
        None => (rest, None),
        Some(_) if !form.adds() => {
            let message = format!("`{said}` removes a control, so it takes no number");
            return Err(Fault::at(text.whole(), "bad-alteration", message));
        }
        Some((word, value)) => (word, Some(value)),
    };
    let component = component(model, (id, text.place(0..id.len())))?;
    let start = id.len() + 1;
    let at = text.place(start..start + word.len());
    let control = word_of(Vocabulary::Control, (word, at), form)?;
    let effectiveness = match value {
        Some(value) => {
            let at = text.place(start + word.len() + 1..said.len());
            effectiveness(said, value, at)?
        }
        None => f64::from(u8::from(form.adds())),
    };
    Ok(Change::Control {
        component,
        control,
        effectiveness,
    })
}

/// A number, or what a word means that files use.
fn effectiveness(said: &str, value: &str, at: Place) -> Result<f64, Fault> {
    let statuses = || catalogue().statuses.iter();
    let graded = statuses().find(|it| it.id == value).map(|it| it.value);
    let Some(effectiveness) = graded.or_else(|| value.parse().ok()) else {
        let statuses = statuses().map(|it| it.id);
        let help = match nearest(value, statuses.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "write {}, or how effective it is from 0 to 1",
                statuses.collect::<Vec<_>>().join(", ")
            ),
        };
        let message = format!("`{value}` is not a status of a control");
        return Err(Fault::at(at, "unknown-status", message).help(help));
    };
    if (0.0..=1.0).contains(&effectiveness) {
        return Ok(effectiveness);
    }
    let message = format!("the effectiveness in `{said}` should be from 0 to 1");
    Err(Fault::at(at, "out-of-range", message))
}
