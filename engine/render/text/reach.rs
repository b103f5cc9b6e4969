//! Who gains what, as text.

use super::grid::{Column, fit, grid};
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

fn table(headline: &str, cells: &[Vec<String>], style: Style) -> String {
    let mut lines = vec![style.bold(headline), String::new()];
    if cells.len() > 1 {
        let widths = fit(cells, 4, 20, style.width.saturating_sub(2));
        let columns: Vec<Column> = widths.into_iter().map(Column::left).collect();
        let mut rows = grid(cells, &columns).into_iter();
        lines.extend(rows.next().map(|line| format!("  {}", style.dim(&line))));
        lines.extend(rows.map(|line| format!("  {line}")));
    }
    lines.join("\n") + "\n"
}

fn header(first: &str) -> Vec<String> {
    [first, "GAINS", "LIKELIHOOD", "STEPS", "BEST WAY", "PATH"]
        .map(str::to_owned)
        .into()
}

fn line(name: &str, row: &Gains, id: &str) -> Vec<String> {
    let path = &row.path;
    let way: Vec<&str> = path
        .acts
        .iter()
        .map(|act| act.title.trim_end_matches('.'))
        .collect();
    let way = if way.is_empty() {
        "from the start".to_owned()
    } else {
        way.join(" → ")
    };
    vec![
        name.to_owned(),
        row.gains.join(", "),
        format!(
            "{}{} {}",
            certainty(path.exact),
            likelihood(path.likelihood),
            likelihood_word(path.likelihood)
        ),
        path.acts.len().to_string(),
        way,
        id.to_owned(),
    ]
}

fn nothing(name: &str) -> Vec<String> {
    let mut cells = vec![String::new(); 6];
    name.clone_into(&mut cells[0]);
    "–".clone_into(&mut cells[1]);
    cells
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
