//! What is unsaid in a model, and what is of no use in it, as Markdown.

use threatlog_dl::{Place, Sources};

use super::table::table;
use crate::answer::{Holder, NoEffect};
use crate::model::{Model, Review};
use crate::render::plural;
use crate::render::review::{assets, counts, notes};

pub fn check(model: &Model, review: &Review, idle: &NoEffect, sources: &Sources) -> String {
    let id = |component| model.component(component).id.clone();
    let place = |at: Place| sources.locate(at);
    let mut text = format!(
        "# Check: {}\n\n{}. {}\n",
        model.system,
        counts(model, review),
        assets(review)
    );
    let unstated = review.unstated.iter();
    let unstated =
        unstated.map(|it| vec![id(it.component), it.controls.join(", "), place(it.place)]);
    let count: usize = review.unstated.iter().map(|it| it.controls.len()).sum();
    let title = format!(
        "\nExpected but not mentioned, and so assumed absent: {}.\n",
        plural(count, "control")
    );
    let header = ["Component", "Controls", "Place"];
    text.push_str(&section(&title, header, unstated.collect()));
    let controls = idle.controls.iter().map(|it| {
        let holder = match it.of {
            Holder::Zone(zone) => format!("zone {}", model.zone(zone).id),
            Holder::Component(component) => id(component),
        };
        vec![holder, it.controls.join(", "), place(it.place)]
    });
    let title = "\nNo rule looks at these controls there: they have no effect on any path.\n";
    let header = ["Component", "Controls", "Place"];
    text.push_str(&section(title, header, controls.collect()));
    let flows = idle.flows.iter().filter_map(|&at| model.flows.get(at));
    let flows = flows.map(|it| {
        let flow = format!("{} {}", it.verb.id, id(it.to));
        vec![id(it.from), flow, place(it.place)]
    });
    let title = "\nNo rule makes anything of these flows: they have no effect on any path.\n";
    let header = ["Component", "Flow", "Place"];
    text.push_str(&section(title, header, flows.collect()));
    let notes = notes(model, review);
    if !notes.is_empty() {
        text.push('\n');
    }
    for note in notes {
        text.push_str(&format!("- {note}\n"));
    }
    text
}

fn section(title: &str, header: [&str; 3], rows: Vec<Vec<String>>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    format!("{title}\n{}", table(&header.map(str::to_owned), &rows))
}
