//! Who gains what, as text.

use super::grid::{fitted, grid, wrapped};
use super::style::Style;
use crate::answer::{Analysis, Gains, likelihood_word};
use crate::render::{certainty, likelihood, plural};

/// The rows of `who-can-reach`; actors who gain nothing are listed last.
pub fn who_can_reach(
    analysis: &Analysis,
    target: &str,
    rows: &[Gains],
    ids: &[String],
    style: Style,
) -> String {
    let reached = rows.len();
    let all = analysis.model.actors.len();
    let headline = format!(
        "{target}{} · reachable by {reached} of {}",
        kind_and_zone(analysis, target),
        plural(all, "actor"),
    );
    let mut cells = vec![header("ACTOR")];
    cells.extend(
        rows.iter()
            .zip(ids)
            .map(|(row, id)| line(&row.actor, row, id)),
    );
    let without = analysis.model.actors.iter().map(|actor| &actor.id);
    let without = without.filter(|id| !rows.iter().any(|row| row.actor == **id));
    cells.extend(without.map(|id| nothing(id)));
    table(&headline, &cells, style)
}

/// The rows of `reach`.
pub fn reach(actor: &str, rows: &[Gains], ids: &[String], style: Style) -> String {
    let headline = format!(
        "{actor} gains something on {}",
        plural(rows.len(), "component")
    );
    let mut cells = vec![header("COMPONENT")];
    cells.extend(
        rows.iter()
            .zip(ids)
            .map(|(row, id)| line(&row.component, row, id)),
    );
    table(&headline, &cells, style)
}

/// What counts as a gain.
const MEANING: &str = "Gains are access. What harm can be done, also without access as by poisoned \
    content, `threatlog paths` tells.";

/// A table whose rows each have a line below that says how.
fn table(headline: &str, rows: &[(Vec<String>, String)], style: Style) -> String {
    let mut lines = vec![style.bold(headline), String::new()];
    let cells: Vec<Vec<String>> = rows.iter().map(|(cells, _)| cells.clone()).collect();
    let columns = fitted(&cells, &[0, 1], &[], style.width.saturating_sub(2));
    for (at, (cells, way)) in rows.iter().enumerate() {
        for line in grid(std::slice::from_ref(cells), &columns) {
            let line = if at == 0 { style.dim(&line) } else { line };
            lines.push(format!("  {line}"));
        }
        if !way.is_empty() {
            let below = wrapped(way, 4, style.width).into_iter();
            lines.extend(below.map(|line| style.dim(&line)));
        }
    }
    lines.push(String::new());
    let meaning = wrapped(MEANING, 0, style.width).into_iter();
    lines.extend(meaning.map(|line| style.dim(&line)));
    lines.join("\n") + "\n"
}

fn header(first: &str) -> (Vec<String>, String) {
    let cells = [first, "GAINS", "LIKELIHOOD", "STEPS", "PATH"];
    (cells.map(str::to_owned).into(), String::new())
}

fn line(name: &str, row: &Gains, id: &str) -> (Vec<String>, String) {
    let path = &row.path;
    let way = path.acts.iter().map(|act| act.title.trim_end_matches('.'));
    let way = way.collect::<Vec<_>>().join(" → ");
    let cells = vec![
        name.to_owned(),
        gains(row),
        format!(
            "{}{} {}",
            certainty(path.exact),
            likelihood(path.likelihood),
            likelihood_word(path.likelihood)
        ),
        path.acts.len().to_string(),
        id.to_owned(),
    ];
    let way = if way.is_empty() {
        "from the start".to_owned()
    } else {
        way
    };
    (cells, way)
}

fn nothing(name: &str) -> (Vec<String>, String) {
    let cells = [name, "–", "", "", ""];
    (cells.map(str::to_owned).into(), String::new())
}

fn kind_and_zone(analysis: &Analysis, target: &str) -> String {
    let model = analysis.model;
    let Some(id) = model.component_named(target) else {
        return String::new();
    };
    let component = model.component(id);
    let zone = component.zone.map(|it| model.zone(it.value).id.as_str());
    match zone {
        Some(zone) => format!(" ({}, {zone})", component.kind.value.id),
        None => format!(" ({})", component.kind.value.id),
    }
}

/// What is gained, with its likelihood where that is less than the row's.
fn gains(row: &Gains) -> String {
    let gains = row.gains.iter().map(|(word, value)| {
        if likelihood(*value) == likelihood(row.path.likelihood) {
            word.clone()
        } else {
            format!("{word} {}", likelihood(*value))
        }
    });
    gains.collect::<Vec<_>>().join(", ")
}
