//! What is sound but unsaid in a model, and what is of no use in it, as text.

use threatlog_dl::{Place, Sources};

use super::grid::{fitted, grid, wrapped};
use super::style::Style;
use crate::answer::{Holder, NoEffect};
use crate::model::{Model, Review};
use crate::render::plural;
use crate::render::review::{assets, counts, notes};

/// The counts, what is assumed, and what is of no use.
pub fn check(
    model: &Model,
    review: &Review,
    idle: &NoEffect,
    sources: &Sources,
    style: Style,
) -> String {
    let headline = counts(model, review);
    let mut lines = vec![style.bold(&headline), String::new()];
    let assets = assets(review);
    lines.extend(wrapped(&assets, 0, style.width));
    let unstated = review.unstated.iter().map(|unstated| {
        let id = model.component(unstated.component).id.clone();
        (id, unstated.controls.join(", "), unstated.place)
    });
    let count: usize = review.unstated.iter().map(|it| it.controls.len()).sum();
    let title = format!(
        "{} are expected but not mentioned, and so assumed absent:",
        plural(count, "control")
    );
    lines.extend(section(&title, unstated.collect(), sources, style));
    lines.extend(no_effect(model, idle, sources, style));
    let notes = notes(model, review);
    if !notes.is_empty() {
        lines.push(String::new());
        let notes = notes.iter().map(|note| format!("note: {note}"));
        lines.extend(notes.flat_map(|note| wrapped(&note, 0, style.width)));
    }
    lines.join("\n") + "\n"
}

/// What changes no path: controls, then flows.
fn no_effect(model: &Model, idle: &NoEffect, sources: &Sources, style: Style) -> Vec<String> {
    let controls = idle.controls.iter().map(|it| {
        let holder = match it.of {
            Holder::Zone(id) => format!("zone {}", model.zone(id).id),
            Holder::Component(id) => model.component(id).id.clone(),
        };
        (holder, it.controls.join(", "), it.place)
    });
    let flows = idle.flows.iter().filter_map(|&at| {
        let flow = model.flows.get(at)?;
        let [from, to] = [flow.from, flow.to].map(|id| &model.component(id).id);
        Some((from.clone(), format!("{} {to}", flow.verb.id), flow.place))
    });
    let count: usize = idle.controls.iter().map(|it| it.controls.len()).sum();
    let title = format!(
        "{} no effect on any path: as this system is drawn, no rule looks at {} there:",
        has(count, "control"),
        if count == 1 { "it" } else { "them" }
    );
    let mut lines = section(&title, controls.collect(), sources, style);
    let count = idle.flows.len();
    let title = format!(
        "{} no effect on any path: as this system is drawn, no rule makes anything of {}:",
        has(count, "flow"),
        if count == 1 { "it" } else { "them" }
    );
    lines.extend(section(&title, flows.collect(), sources, style));
    lines
}

/// `1 control has`, `2 controls have`.
fn has(count: usize, noun: &str) -> String {
    let verb = if count == 1 { "has" } else { "have" };
    format!("{} {verb}", plural(count, noun))
}

/// A title and rows with their places; nothing if there are no rows.
fn section(
    title: &str,
    rows: Vec<(String, String, Place)>,
    sources: &Sources,
    style: Style,
) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new()];
    lines.extend(wrapped(title, 0, style.width));
    let mut files: Vec<u32> = rows.iter().map(|(_, _, place)| place.file).collect();
    files.dedup();
    let one_file = files.len() == 1;
    let rows = rows.into_iter();
    let rows: Vec<Vec<String>> = rows
        .map(|(of, what, at)| vec![of, what, place(at, one_file, sources)])
        .collect();
    let columns = fitted(&rows, &[1], &[], style.width.saturating_sub(2));
    let table = grid(&rows, &columns).into_iter();
    lines.extend(table.map(|line| format!("  {line}")));
    lines
}

/// Where something stands; where all is in one file, its name goes without saying.
fn place(place: Place, one_file: bool, sources: &Sources) -> String {
    if one_file {
        format!("line {}", sources.line_column(place).0)
    } else {
        sources.locate(place)
    }
}
