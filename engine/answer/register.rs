//! A path in; what a threat register says of it besides its figures out.

use std::collections::BTreeMap;

use serde::Serialize;

use super::path::{Control, Path};
use crate::engine::Solved;
use crate::rules::{HAMPERS, STOPS, step_controls};

/// A control that is there where a path passes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Present {
    #[serde(flatten)]
    pub control: Control,
    /// How effective it is said to be, from 0 to 1.
    pub effectiveness: f64,
    /// How likely it is that the attacker gets past it; `None` if it is not in this path's way.
    #[serde(rename = "likelihood")]
    pub gets_past: Option<f64>,
}

/// `x violates the integrity of y: do this; do that.`
pub fn threat(path: &Path) -> String {
    let deeds = path.acts.iter().map(|act| {
        let mut letters = act.name().chars();
        let first = letters.next().into_iter().flat_map(char::to_lowercase);
        first.chain(letters).collect::<String>()
    });
    let deeds: Vec<String> = deeds.collect();
    if deeds.is_empty() {
        format!("{} by what the actor may do anyway.", path.sentence)
    } else {
        format!("{}: {}.", path.sentence, deeds.join("; "))
    }
}

/// The controls that a deed's step names and that its target has, and those that the path gets past.
pub fn present(solved: &Solved, path: &Path) -> Vec<Present> {
    let program = solved.program();
    let model = &solved.model;
    let mut found: BTreeMap<Control, Present> = BTreeMap::new();
    for act in &path.acts {
        let step = program.steps.iter().find(|it| it.id == act.step);
        let target = act.target.as_ref();
        let component = target.and_then(|it| Some((it, model.component_named(it)?)));
        let (Some(step), Some((target, component))) = (step, component) else {
            continue;
        };
        let named = [STOPS, HAMPERS];
        for name in named.iter().flat_map(|it| step_controls(program, step, it)) {
            let effectiveness = model.control_of(component, name).effectiveness;
            if effectiveness > 0.0 {
                let control = Control {
                    component: target.clone(),
                    control: name.to_owned(),
                };
                found.entry(control.clone()).or_insert(Present {
                    control,
                    effectiveness,
                    gets_past: None,
                });
            }
        }
    }
    for weak in &path.weak {
        let component = model.component_named(&weak.control.component);
        let status = component.map(|it| model.control_of(it, &weak.control.control));
        let entry = found.entry(weak.control.clone()).or_insert(Present {
            control: weak.control.clone(),
            effectiveness: status.map_or(0.0, |it| it.effectiveness),
            gets_past: None,
        });
        // One control can both fail to stop a deed and fail to hamper another.
        let before = entry.gets_past.unwrap_or(1.0);
        entry.gets_past = Some(before * weak.likelihood);
    }
    found.into_values().collect()
}
