//! Sensitivity, criticality and encryption of data become attributes, asset values and controls.

use super::super::draft::{IMPACTS, Status};
use super::super::notes::Note;
use super::format::DataSet;
use super::things;
use super::work::{Sort, Work, name};

/// Draws what the model says its data and its service are worth.
pub fn draw(work: &mut Work) {
    let criticality = criticality(work);
    let model = work.model;
    for set in &model.data_sets {
        let called = name(&set.symbolic_name, &set.title);
        let Some(at) = work
            .things
            .get(&(Sort::DataSet, called.to_owned()))
            .copied()
        else {
            continue;
        };
        sensitivity(work, set, at);
        protection(work, set, at);
        if let Some(impact) = criticality {
            worth(work, at, "integrity", impact);
        }
    }
    if let Some(impact) = criticality {
        for it in &model.components {
            let called = name(&it.symbolic_name, &it.title).to_owned();
            if let Some(at) = work.things.get(&(Sort::Component, called)).copied() {
                worth(work, at, "integrity", impact);
                worth(work, at, "availability", impact);
            }
        }
    }
    let sorts = &model.scope.data_sensitivity;
    if !sorts.is_empty() {
        let text = format!("{}; what counts is each data set's own", sorts.join(", "));
        work.notes
            .push(Note::no_counterpart("scope's data sensitivity", text));
    }
}

/// The value of integrity and availability, by the scope's business criticality.
fn criticality(work: &mut Work) -> Option<&'static str> {
    let word = work.model.scope.business_criticality.as_str();
    let degrees = ["minimal", "low", "moderate", "high", "maximal"];
    let at = degrees.iter().position(|it| *it == word);
    let impact = at.and_then(|it| IMPACTS.get(it)).copied();
    let note = match impact {
        Some(impact) => {
            let text = format!(
                "as `{impact}` for the integrity of components and data sets and the availability of components"
            );
            Note::arrived(format!("business criticality `{word}`"), text)
        }
        None => Note::no_counterpart("business criticality", "none that is known is stated"),
    };
    work.notes.push(note);
    impact
}

/// Personal, secret and owned data is worth most to those who should not see it.
fn sensitivity(work: &mut Work, set: &DataSet, at: usize) {
    for word in &set.data_sensitivity {
        let (impact, attributes): (_, &[&'static str]) = match word.as_str() {
            "pii" | "phi" => ("severe", &["personal_data", "sensitive"]),
            "cred" | "fin" | "pci" | "gov" | "ip" => ("severe", &["sensitive"]),
            "biz" | "op" => ("limited", &[]),
            _ => ("serious", &["sensitive"]),
        };
        worth(work, at, "confidentiality", impact);
        let Some(component) = work.draft.components.get_mut(at) else {
            continue;
        };
        for attribute in attributes {
            if !component.attributes.contains(attribute) {
                component.attributes.push(attribute);
            }
        }
        component.comments.push(format!("data sensitivity: {word}"));
    }
}

/// Access control and encryption of a data set hold for it and for the store that it lies on.
fn protection(work: &mut Work, set: &DataSet, at: usize) {
    let called = name(&set.symbolic_name, &set.title);
    let methods = &set.access_control_methods;
    if !methods.is_empty() {
        let there = methods.iter().any(|it| it != "none");
        let why = format!("data set {called}: {}", methods.join(", "));
        state(work, at, "access_control", there, &why);
        for store in homes(work, at) {
            state(work, store, "access_control", there, &why);
        }
    }
    let stated: Vec<(String, bool)> = set
        .placements
        .iter()
        .filter_map(|it| Some((it.data_store.clone(), it.encrypted?)))
        .collect();
    for (store, encrypted) in &stated {
        let says = if *encrypted {
            "encrypted"
        } else {
            "not encrypted"
        };
        let why = format!("data set {called} is {says} on {store}");
        if let Some((home, _)) = things::store(work, store) {
            state(work, home, "encryption_at_rest", *encrypted, &why);
        }
    }
    if let Some((store, _)) = stated.first() {
        // A copy in the clear is enough for a thief.
        let everywhere = stated.iter().all(|(_, encrypted)| *encrypted);
        let why = format!("its placement on {store}");
        state(work, at, "encryption_at_rest", everywhere, &why);
    }
}

fn homes(work: &Work, set: usize) -> Vec<usize> {
    work.holds
        .iter()
        .filter(|(_, held)| held.contains(&set))
        .map(|(home, _)| *home)
        .collect()
}

/// Of two data sets on a store the worse protected one decides: a store is as open as its openest corner.
fn state(work: &mut Work, at: usize, control: &'static str, there: bool, why: &str) {
    let Some(component) = work.draft.components.get_mut(at) else {
        return;
    };
    if !there {
        component.controls.remove(control);
        component.state(control, Status::Absent, why);
        return;
    }
    let worse = component
        .controls
        .get(control)
        .is_some_and(|it| it.status == Status::Absent);
    if !worse {
        component.state(control, Status::Present, why);
    }
}

fn worth(work: &mut Work, at: usize, property: &'static str, impact: &'static str) {
    if let Some(component) = work.draft.components.get_mut(at) {
        component.worth(property, impact);
    }
}
