//! A model and what `--with` and `--without` say go in; the altered model comes out.

use std::collections::BTreeMap;

use threatlog_dl::{Fault, nearest};

use super::known::suggestion;
use super::{ComponentId, Model};
use crate::catalogue::catalogue;

/// Effectiveness by component and control.
pub(super) type Alterations = BTreeMap<ComponentId, BTreeMap<&'static str, f64>>;

/// Adds and removes controls, each written `component:control`, those added also
/// `component:control=0.8`. Where both are said of the same control, it is removed.
pub fn alter(
    model: &Model,
    with: &[impl AsRef<str>],
    without: &[impl AsRef<str>],
) -> Result<Model, Vec<Fault>> {
    let mut altered = model.clone();
    let mut faults = Vec::new();
    let added = with.iter().map(|it| (it.as_ref(), true));
    let removed = without.iter().map(|it| (it.as_ref(), false));
    for (text, add) in added.chain(removed) {
        match alteration(model, text, add) {
            Ok((component, control, effectiveness)) => {
                let of_component = altered.alterations.entry(component).or_default();
                of_component.insert(control, effectiveness);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        Ok(altered)
    } else {
        Err(faults)
    }
}

fn alteration(
    model: &Model,
    text: &str,
    add: bool,
) -> Result<(ComponentId, &'static str, f64), Fault> {
    let form = "write `component:control`, as in `model-registry:access_control`";
    let Some((id, rest)) = text.split_once(':') else {
        let message = format!("`{text}` does not name a control of a component");
        return Err(fault("bad-alteration", message, Some(form.to_owned())));
    };
    let (word, effectiveness) = match rest.split_once('=') {
        None => (rest, Some(f64::from(u8::from(add)))),
        Some(_) if !add => {
            let message = format!("`{text}` removes a control, so it takes no number");
            return Err(fault("bad-alteration", message, None));
        }
        Some((word, number)) => (word, number.parse().ok()),
    };
    let Some(component) = model.component_named(id) else {
        let help = suggestion(id, model.components.iter().map(|it| it.id.as_str()));
        let message = format!("`{id}` is not a component");
        return Err(fault("unknown-component", message, Some(help)));
    };
    let known = catalogue();
    let Some(control) = known.control(word) else {
        let near = nearest(word, known.controls.iter().map(|it| it.id));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`threatlog words` lists the controls".to_owned(),
        };
        let message = format!("`{word}` is not a control");
        return Err(fault("unknown-control", message, Some(help)));
    };
    match effectiveness.filter(|it| (0.0..=1.0).contains(it)) {
        Some(effectiveness) => Ok((component, control.id, effectiveness)),
        None => {
            let message = format!("the effectiveness in `{text}` should be from 0 to 1");
            Err(fault("out-of-range", message, None))
        }
    }
}

fn fault(code: &'static str, message: String, help: Option<String>) -> Fault {
    Fault {
        code,
        message,
        place: None,
        help,
    }
}
