//! A finding in; what a threat register says of it besides its figures out.

use std::collections::BTreeMap;

use super::analysis::Analysis;
use super::path::Control;
use super::paths::Finding;
use crate::rules::step_controls;

/// A finding as a threat.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterRow {
    /// Who does what by which deeds.
    pub sentence: String,
    /// Each once, in the order of the deeds.
    pub stride: Vec<String>,
    pub techniques: Vec<String>,
    /// Controls that the path's deeds are up against, sorted.
    pub present: Vec<Present>,
}

/// A control that is there where a path passes.
#[derive(Clone, Debug, PartialEq)]
pub struct Present {
    pub control: Control,
    /// How effective it is said to be, from 0 to 1.
    pub effectiveness: f64,
    /// How likely it is that the attacker gets past it; `None` if it is not in this path's way.
    pub gets_past: Option<f64>,
}

pub fn register_row(analysis: &Analysis, finding: &Finding) -> RegisterRow {
    let acts = &finding.path.acts;
    RegisterRow {
        sentence: wording(finding),
        stride: distinct(acts.iter().flat_map(|act| &act.stride)),
        techniques: distinct(acts.iter().flat_map(|act| &act.techniques)),
        present: present(analysis, finding),
    }
}

/// `x violates the integrity of y: do this; do that.`
fn wording(finding: &Finding) -> String {
    let path = &finding.path;
    let deeds = path.acts.iter().map(|act| {
        let title = act.title.trim_end_matches('.');
        let mut letters = title.chars();
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
fn present(analysis: &Analysis, finding: &Finding) -> Vec<Present> {
    let program = analysis.program();
    let model = analysis.model;
    let mut found: BTreeMap<Control, Present> = BTreeMap::new();
    for act in &finding.path.acts {
        let step = program.steps.iter().find(|it| it.id == act.step);
        let target = act.target.as_ref();
        let component = target.and_then(|it| Some((it, model.component_named(it)?)));
        let (Some(step), Some((target, component))) = (step, component) else {
            continue;
        };
        let named = ["lacks_control", "slips_past"];
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
    for weak in &finding.path.weak {
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

fn distinct<'t>(texts: impl Iterator<Item = &'t String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        if !found.contains(text) {
            found.push(text.clone());
        }
    }
    found
}
