//! What is sound but unsaid in a model, as text.

use threatlog_dl::{Place, Sources};

use super::grid::{Column, fit, grid, wrapped};
use super::style::Style;
use crate::model::{Assets, Model, Review};
use crate::render::plural;

/// The counts, what is assumed, and what is of no use.
pub fn check(model: &Model, review: &Review, sources: &Sources, style: Style) -> String {
    let headline = format!(
        "{} is sound · {} · {} · {} · {}",
        model.system,
        plural(review.components, "component"),
        plural(review.flows, "flow"),
        plural(review.actors, "actor"),
        plural(review.zones, "zone"),
    );
    let mut lines = vec![style.bold(&headline), String::new()];
    let assets = match review.assets {
        Assets::Stated(count) => format!("{} stated.", plural(count, "asset value")),
        Assets::Default => {
            "No asset value is stated: every component counts as serious (5 of 10) in every \
             property. State what matters under `asset:`."
                .to_owned()
        }
    };
    lines.extend(wrapped(&assets, 0, style.width));
    if !review.unstated.is_empty() {
        let count: usize = review.unstated.iter().map(|it| it.controls.len()).sum();
        let text = format!(
            "{} are expected but not mentioned, and so assumed absent:",
            plural(count, "control")
        );
        lines.push(String::new());
        lines.extend(wrapped(&text, 0, style.width));
        let mut files: Vec<u32> = review.unstated.iter().map(|it| it.place.file).collect();
        files.dedup();
        let one_file = files.len() == 1;
        let rows = review.unstated.iter().map(|unstated| {
            vec![
                model.component(unstated.component).id.clone(),
                unstated.controls.join(", "),
                place(unstated.place, one_file, sources),
            ]
        });
        let rows: Vec<Vec<String>> = rows.collect();
        let widths = fit(&rows, &[1], style.width.saturating_sub(2));
        let columns: Vec<Column> = widths.into_iter().map(Column::left).collect();
        lines.extend(
            grid(&rows, &columns)
                .into_iter()
                .map(|line| format!("  {line}")),
        );
    }
    let notes = notes(model, review);
    if !notes.is_empty() {
        lines.push(String::new());
        lines.extend(notes.iter().flat_map(|note| wrapped(note, 0, style.width)));
    }
    lines.join("\n") + "\n"
}

/// Where something stands; where all is in one file, its name goes without saying.
fn place(place: Place, one_file: bool, sources: &Sources) -> String {
    if one_file {
        format!("line {}", sources.line_column(place).0)
    } else {
        sources.locate(place)
    }
}

fn notes(model: &Model, review: &Review) -> Vec<String> {
    let orphans = review.orphans.iter().map(|&id| &model.component(id).id);
    let zones = review
        .empty_zones
        .iter()
        .filter_map(|&at| Some(&model.zones.get(at)?.id));
    let actors = review
        .idle_actors
        .iter()
        .filter_map(|&at| Some(&model.actors.get(at)?.id));
    [
        (orphans.collect::<Vec<_>>(), "in no flow and no entry"),
        (zones.collect(), "zone without a component"),
        (actors.collect(), "actor without an entry: reaches nothing"),
    ]
    .into_iter()
    .filter(|(names, _)| !names.is_empty())
    .map(|(names, what)| {
        let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
        format!("note: {what}: {}", names.join(", "))
    })
    .collect()
}
