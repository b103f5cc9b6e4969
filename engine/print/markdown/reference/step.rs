//! One attack step as a section of a reference page.

use std::path::Path;

use threatlog_dl::program::{Clause, Program, Step, VariableId};

use super::wording::{conditions, reference, sentence};
use crate::answer::{Example, Examples};
use crate::catalogue::catalogue;
use crate::print::markdown::{code_span, escaped, prose};
use crate::report::likelihood;
use crate::rules::{HAMPERS, STOPS, clause_controls};

/// What the attacker does, needs and gains, what stops it, and where it is shown. `evidence` are
/// systems: those named `<step>.fires`, `<step>.2.fires`, … and `<step>.silent` show the step.
pub fn step(program: &Program, step: &Step, evidence: &[Examples]) -> String {
    let chance = likelihood(step.likelihood.chance());
    let stride = step.stride.iter().map(|it| it.word().replace('_', " "));
    let mut parts = vec![
        format!("### {}", step.id),
        format!("**{}**", escaped(&step.title)),
        prose(&step.explanation),
        format!(
            "Likelihood: {} ({chance}). STRIDE: {}.",
            step.likelihood.word().replace('_', " "),
            stride.collect::<Vec<_>>().join(", ")
        ),
    ];
    let clauses: Vec<&Clause> = step.clauses.iter().map(|&id| program.clause(id)).collect();
    parts.extend(needs(program, &clauses));
    parts.push(format!("Gains: {}.", gains(program, &clauses)));
    parts.extend(controls(program, &clauses));
    let references = step.techniques.iter().map(reference);
    parts.push(listed("References:", references));
    parts.extend(shown(step, evidence));
    parts.extend(example(step, evidence));
    parts.join("\n\n") + "\n"
}

/// What must hold beforehand, for each way of taking the step.
fn needs(program: &Program, clauses: &[&Clause]) -> Vec<String> {
    let lists = clauses.iter().zip(1..).map(|(clause, at)| {
        let title = if clauses.len() == 1 {
            "Needs:".to_owned()
        } else {
            format!("Needs, way {at} of {}:", clauses.len())
        };
        listed(&title, conditions(program, clause))
    });
    lists.collect()
}

fn gains(program: &Program, clauses: &[&Clause]) -> String {
    let mut gains: Vec<String> = Vec::new();
    for clause in clauses {
        let gained = &program.relation(clause.head.relation).gains;
        let gained = gained
            .as_ref()
            .map_or_else(String::new, |it| format!(" ({})", escaped(it)));
        let text = format!("{}{gained}", sentence(program, clause, &clause.head));
        if !gains.contains(&text) {
            gains.push(text);
        }
    }
    gains.join("; or ")
}

/// The controls that stop the step, then those that hamper it, each with where it must be.
fn controls(program: &Program, clauses: &[&Clause]) -> Vec<String> {
    let mut parts = Vec::new();
    for (relation, title) in [(STOPS, "Stopped by:"), (HAMPERS, "Hampered by:")] {
        let mut found: Vec<(String, Vec<usize>)> = Vec::new();
        for (clause, way) in clauses.iter().zip(1..) {
            for (control, on) in clause_controls(program, clause, relation) {
                let text = control_on(clause, control, on, relation == HAMPERS);
                match found.iter_mut().find(|(known, _)| *known == text) {
                    Some((_, ways)) => ways.push(way),
                    None => found.push((text, vec![way])),
                }
            }
        }
        let lines = found.into_iter().map(|(text, mut ways)| {
            ways.dedup();
            if ways.len() == clauses.len() {
                return text;
            }
            let numbers: Vec<String> = ways.iter().map(usize::to_string).collect();
            let noun = if ways.len() == 1 { "way" } else { "ways" };
            format!("{text}, {noun} {}", numbers.join(", "))
        });
        let lines: Vec<String> = lines.collect();
        if !lines.is_empty() {
            parts.push(listed(title, lines));
        }
    }
    if parts.is_empty() {
        parts.push("No control stops or hampers it where it happens.".to_owned());
    }
    parts
}

fn control_on(clause: &Clause, control: &str, on: VariableId, hampers: bool) -> String {
    let component = clause.variables.get(on.index()).map_or("?", String::as_str);
    let mut text = format!("[{control}](../vocabulary.md#{control}) on *{component}*");
    if let Some(known) = catalogue().control(control).filter(|_| hampers) {
        text.push_str(&format!(", leaves ×{}", likelihood(known.residual())));
    }
    text
}

/// The systems that are kept to show where the step can be taken and where not.
fn shown(step: &Step, evidence: &[Examples]) -> Option<String> {
    let files = |ending: &str| {
        let files = evidence
            .iter()
            .filter(|it| shows(&it.file, &step.id, ending));
        let names: Vec<String> = files.map(|it| code_span(&it.file)).collect();
        names.join(", ")
    };
    let (fires, silent) = (files("fires"), files("silent"));
    match (fires.as_str(), silent.as_str()) {
        ("", "") => None,
        (_, "") => Some(format!("Fires in {fires}.")),
        ("", _) => Some(format!("Silent in {silent}.")),
        _ => Some(format!("Fires in {fires}; silent in {silent}.")),
    }
}

/// Whether a file is named `<step>.<ending>` or `<step>.<number>.<ending>`.
fn shows(file: &str, step: &str, ending: &str) -> bool {
    let stem = Path::new(file).file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy();
    let middle = stem
        .strip_prefix(step)
        .and_then(|it| it.strip_suffix(ending));
    middle.is_some_and(|it| it.starts_with('.') && it.ends_with('.'))
}

/// A path with the step, from the first system that has one; those that are kept to show another
/// step come last.
fn example(step: &Step, evidence: &[Examples]) -> Option<String> {
    let of_another = |file: &str| {
        let shows_some = [".fires", ".silent"].iter().any(|ending| {
            let stem = Path::new(file).file_stem().unwrap_or_default();
            stem.to_string_lossy().ends_with(ending)
        });
        shows_some && !shows(file, &step.id, "fires")
    };
    let found = evidence
        .iter()
        .filter_map(|it| Some((it, it.by_step.get(&step.id)?)));
    let (system, example) = found.min_by_key(|(it, _)| of_another(&it.file))?;
    Some(told(step, &system.file, example))
}

fn told(step: &Step, file: &str, example: &Example) -> String {
    let title = format!(
        "Example, from {}: {} (likelihood {}).",
        code_span(file),
        escaped(&example.outcome),
        likelihood(example.likelihood)
    );
    let mut lines = vec![title, String::new()];
    for (deed, at) in example.deeds.iter().zip(1..) {
        let name = escaped(deed.title.trim_end_matches('.'));
        let name = match deed.step == step.id {
            true => format!("**{name}**"),
            false => name,
        };
        lines.push(format!("{at}. {name}: {}", escaped(&deed.outcome)));
    }
    lines.join("\n")
}

fn listed(title: &str, items: impl IntoIterator<Item = String>) -> String {
    let items = items.into_iter().map(|it| format!("- {it}\n"));
    let items: String = items.collect();
    format!("{title}\n\n{}", items.trim_end())
}
