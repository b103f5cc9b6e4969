//! Each control as a section of the vocabulary page.

use threatlog_dl::program::Program;

use super::step_link;
use super::wording::role;
use crate::catalogue::{ControlWord, catalogue, mitigation_name};
use crate::report::likelihood;
use crate::rules::{ControlUse, Group, HAMPERS, STOPS, control_uses};

/// What it does, how well, where it is expected, and which steps look at it on what.
pub fn control(program: &Program, groups: &[Group], control: &ControlWord) -> String {
    let strength = if control.can_stop() {
        "complete"
    } else {
        "partial"
    };
    let residual = likelihood(control.residual());
    let effort = control.effort;
    let mut text = format!(
        "### {}\n\nWhat it is against: {}.\n\nStrength in general: {strength}; a step that it \
         hampers keeps ×{residual}. Cost: {} ({}).\n",
        control.id,
        lowered(control.stops),
        effort.cost(),
        effort.word(),
    );
    if !control.atlas.is_empty() {
        let named = control.atlas.iter().map(|id| {
            let name = mitigation_name(id).unwrap_or_default();
            format!("{id} {name}")
        });
        let named: Vec<String> = named.collect();
        text.push_str(&format!("\nMITRE ATLAS: {}.\n", named.join(", ")));
    }
    let kinds = catalogue().kinds.iter();
    let kinds = kinds.filter(|it| it.expected_controls.contains(&control.id));
    let kinds: Vec<String> = kinds.map(|it| format!("`{}`", it.id)).collect();
    if !kinds.is_empty() {
        text.push_str(&format!("\nExpected of: {}.\n", kinds.join(", ")));
    }
    let mut used = false;
    for (relation, title) in [(STOPS, "Stops"), (HAMPERS, "Hampers")] {
        let lines = uses(
            program,
            groups,
            &control_uses(program, control.id, relation),
        );
        used |= !lines.is_empty();
        if !lines.is_empty() {
            text.push_str(&format!("\n{title}:\n\n{}\n", lines.join("\n")));
        }
    }
    if !used {
        text.push_str("\nNo rule looks at it: it has no effect on any path.\n");
    }
    text
}

/// One step a line, with what the component is to it.
fn uses(program: &Program, groups: &[Group], uses: &[ControlUse]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for ControlUse { step, clause, on } in uses {
        let name = clause.variables.get(on.index()).map_or("?", String::as_str);
        let link = step_link(program, groups, &step.id, "rules/");
        let role = role(program, clause, *on);
        let line = format!("- {link} on *{name}*: {role}");
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// The first letter small, unless the word is an abbreviation.
fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}
