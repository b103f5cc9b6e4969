//! A model and what `--with` and `--without` say go in; the altered model comes out.

use std::collections::BTreeMap;
use std::ops::Range;

use threatlog_dl::{Fault, Place, Sources, nearest};

use super::known::suggestion;
use super::{ComponentId, Model};
use crate::catalogue::catalogue;

/// Effectiveness by component and control.
pub(super) type Alterations = BTreeMap<ComponentId, BTreeMap<&'static str, f64>>;

/// Adds and removes controls, each written `component:control`, those added also
/// `component:control=0.8` or with a word that files use. Where both are said of the same control,
/// it is removed.
pub fn alter(
    model: &Model,
    with: &[impl AsRef<str>],
    without: &[impl AsRef<str>],
) -> Result<Model, Vec<Fault>> {
    let added = with.iter().map(|it| (it.as_ref(), true, None));
    let removed = without.iter().map(|it| (it.as_ref(), false, None));
    let mut altered = model.clone();
    let mut faults = Vec::new();
    for (component, control, value, _) in read(model, added.chain(removed), &mut faults) {
        altered.set(component, control, value);
    }
    if faults.is_empty() {
        Ok(altered)
    } else {
        Err(faults)
    }
}

/// The same as a person says it: the texts are indices into the sources, so that faults have
/// places, and to say two things of one control is a fault.
pub fn alter_as_said(
    model: &Model,
    sources: &Sources,
    with: &[u32],
    without: &[u32],
) -> Result<Model, Vec<Fault>> {
    let text = |file: u32| sources.get(file).map_or("", |it| it.text.as_str());
    let added = with.iter().map(|&it| (text(it), true, Some(it)));
    let removed = without.iter().map(|&it| (text(it), false, Some(it)));
    let mut altered = model.clone();
    let mut faults = Vec::new();
    let mut said: BTreeMap<(ComponentId, &str), f64> = BTreeMap::new();
    for (component, control, value, file) in read(model, added.chain(removed), &mut faults) {
        let before = said.insert((component, control), value);
        if let Some(before) = before.filter(|it| *it != value) {
            let id = &model.component(component).id;
            let message = format!("`{id}:{control}` is set twice, to {before} and to {value}");
            let help = "say it once: 1 is with the control, 0 without it";
            let whole = 0..file.map_or(0, |it| text(it).len());
            faults.push(fault(
                file,
                whole,
                "bad-alteration",
                message,
                Some(help.to_owned()),
            ));
        }
        altered.set(component, control, value);
    }
    if faults.is_empty() {
        Ok(altered)
    } else {
        Err(faults)
    }
}

impl Model {
    fn set(&mut self, component: ComponentId, control: &'static str, effectiveness: f64) {
        let of_component = self.alterations.entry(component).or_default();
        of_component.insert(control, effectiveness);
    }
}

/// A control of a component, how effective it is to be, and which text says so.
type Alteration = (ComponentId, &'static str, f64, Option<u32>);

fn read<'t>(
    model: &Model,
    texts: impl Iterator<Item = (&'t str, bool, Option<u32>)>,
    faults: &mut Vec<Fault>,
) -> Vec<Alteration> {
    let mut found = Vec::new();
    for (text, add, file) in texts {
        match alteration(model, text, add, file) {
            Ok((component, control, value)) => found.push((component, control, value, file)),
            Err(fault) => faults.push(fault),
        }
    }
    found
}

fn alteration(
    model: &Model,
    text: &str,
    add: bool,
    file: Option<u32>,
) -> Result<(ComponentId, &'static str, f64), Fault> {
    let whole = 0..text.len();
    let form = "write `component:control`, as in `model-registry:access_control`";
    let Some((id, rest)) = text.split_once(':') else {
        let message = format!("`{text}` does not name a control of a component");
        let help = Some(form.to_owned());
        return Err(fault(file, whole, "bad-alteration", message, help));
    };
    let (word, value) = match rest.split_once('=') {
        None => (rest, None),
        Some(_) if !add => {
            let message = format!("`{text}` removes a control, so it takes no number");
            return Err(fault(file, whole, "bad-alteration", message, None));
        }
        Some((word, value)) => (word, Some(value)),
    };
    let Some(component) = model.component_named(id) else {
        let help = suggestion(id, model.components.iter().map(|it| it.id.as_str()));
        let message = format!("`{id}` is not a component");
        let at = 0..id.len();
        return Err(fault(file, at, "unknown-component", message, Some(help)));
    };
    let start = id.len() + 1;
    let known = catalogue();
    let Some(control) = known.control(word) else {
        let near = nearest(word, known.controls.iter().map(|it| it.id));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`threatlog words` lists the controls".to_owned(),
        };
        let message = format!("`{word}` is not a control");
        let at = start..start + word.len();
        return Err(fault(file, at, "unknown-control", message, Some(help)));
    };
    let Some(value) = value else {
        return Ok((component, control.id, f64::from(u8::from(add))));
    };
    let at = start + word.len() + 1..text.len();
    let Some(effectiveness) = effectiveness(value) else {
        let statuses = known.statuses.iter().map(|it| it.id);
        let help = match nearest(value, statuses.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "write {}, or how effective it is from 0 to 1",
                statuses.collect::<Vec<_>>().join(", ")
            ),
        };
        let message = format!("`{value}` is not a status of a control");
        return Err(fault(file, at, "unknown-status", message, Some(help)));
    };
    if (0.0..=1.0).contains(&effectiveness) {
        return Ok((component, control.id, effectiveness));
    }
    let message = format!("the effectiveness in `{text}` should be from 0 to 1");
    Err(fault(file, at, "out-of-range", message, None))
}

/// A number, or what a word means that files use.
fn effectiveness(value: &str) -> Option<f64> {
    let mut statuses = catalogue().statuses.iter();
    let graded = statuses.find(|it| it.id == value);
    graded.map(|it| it.value).or_else(|| value.parse().ok())
}

fn fault(
    file: Option<u32>,
    at: Range<usize>,
    code: &'static str,
    message: String,
    help: Option<String>,
) -> Fault {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Fault {
        code,
        message,
        place: file.map(|file| Place {
            file,
            start: offset(at.start),
            end: offset(at.end),
        }),
        help,
    }
}
