//! What the architecture has no word for is kept as comments at its end.
//!
//! Threats and risks are what the rules derive anew, so that they are not taken over; personas have no
//! entry and hence cannot be actors. All of them are worth reading beside the answers.

use super::super::draft::Remarks;
use super::super::notes::Note;
use super::format::Threat;
use super::work::{Work, name};

/// Draws threats, risks, personas, assumptions and diagrams.
pub fn draw(work: &mut Work) {
    let model = work.model;
    let threats = model.threats.iter().map(|it| {
        let called = name(&it.symbolic_name, &it.title);
        let text = format!(
            "{called}: {}. {}{}",
            it.title,
            it.description,
            references(it)
        );
        (called.to_owned(), text)
    });
    keep(
        work,
        "threat",
        "Threats, to compare with the derived paths",
        threats.collect(),
    );
    let risks = model.risks.iter().map(|it| {
        let called = name(&it.symbolic_name, &it.title);
        let rated = format!("{}, impact {}, {}", it.likelihood, it.impact, it.level);
        let text = format!(
            "{called} ({rated}; {}): {}. {}",
            it.threats.join(", "),
            it.title,
            it.description
        );
        (called.to_owned(), text)
    });
    keep(
        work,
        "risk",
        "Risks, as the threat model rates them",
        risks.collect(),
    );
    let personas = model.personas.iter().map(|it| {
        let called = name(&it.symbolic_name, &it.title);
        let able = format!("{}, access {}", it.skill_level, it.access_level);
        let fits = &it.applicability_to_org;
        (
            called.to_owned(),
            format!("{called} ({able}, applies {fits}): {}", it.description),
        )
    });
    let title = "Personas; give an actor their entries to ask about them";
    keep(work, "threat persona", title, personas.collect());
    let assumptions = model.assumptions.iter().map(|it| {
        (
            it.description.clone(),
            format!("{} ({})", it.description, it.validity),
        )
    });
    keep(work, "assumption", "Assumptions", assumptions.collect());
    for it in &model.diagrams {
        let text = format!("a drawing in {}; flows are taken from the lists", it.r#type);
        work.notes.push(Note::no_counterpart(
            format!("diagram `{}`", it.title),
            text,
        ));
    }
}

fn keep(work: &mut Work, sort: &str, title: &str, items: Vec<(String, String)>) {
    if items.is_empty() {
        return;
    }
    for (called, _) in &items {
        work.notes.push(Note::no_counterpart(
            format!("{sort} `{called}`"),
            "kept as a comment",
        ));
    }
    work.draft.remarks.push(Remarks {
        title: title.to_owned(),
        lines: items.into_iter().map(|(_, line)| line).collect(),
    });
}

fn references(threat: &Threat) -> String {
    let capec = threat
        .attack_mechanisms
        .iter()
        .filter_map(|it| it.capec_id.as_ref());
    let cwe = threat.weaknesses.iter().filter_map(|it| it.cwe_id.as_ref());
    let mut all: Vec<String> = capec
        .map(|it| format!("CAPEC-{it}"))
        .chain(cwe.map(|it| format!("CWE-{it}")))
        .collect();
    if !threat.threat_persona.is_empty() {
        all.push(format!("by {}", threat.threat_persona));
    }
    if all.is_empty() {
        String::new()
    } else {
        format!(" [{}]", all.join(", "))
    }
}
