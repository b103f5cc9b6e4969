//! What is unsaid in a model, and what is of no use in it, as Markdown.

use super::table::table;
use crate::answer::{Holder, NoEffect};
use crate::model::{Model, Review};

pub fn check(model: &Model, review: &Review, idle: &NoEffect) -> String {
    let id = |component| model.component(component).id.clone();
    let unstated = review.unstated.iter();
    let unstated = unstated.map(|it| vec![id(it.component), it.controls.join(", ")]);
    let header = ["Component", "Expected but not mentioned"];
    let mut text = format!("# {}\n", model.system);
    text.push_str(&section("", header, unstated.collect()));
    let controls = idle.controls.iter().map(|it| {
        let holder = match it.of {
            Holder::Zone(zone) => format!("zone {}", model.zone(zone).id),
            Holder::Component(component) => id(component),
        };
        vec![holder, it.controls.join(", ")]
    });
    let title = "\nNo rule looks at these controls there: they have no effect on any path.\n";
    let header = ["Component", "Control"];
    text.push_str(&section(title, header, controls.collect()));
    let flows = idle.flows.iter().filter_map(|&at| model.flows.get(at));
    let flows = flows.map(|it| vec![id(it.from), format!("{} {}", it.verb.id, id(it.to))]);
    let title = "\nNo rule makes anything of these flows: they have no effect on any path.\n";
    let header = ["Component", "Flow"];
    text.push_str(&section(title, header, flows.collect()));
    text
}

fn section(title: &str, header: [&str; 2], rows: Vec<Vec<String>>) -> String {
    if rows.is_empty() && !title.is_empty() {
        return String::new();
    }
    format!("{title}\n{}", table(&header.map(str::to_owned), &rows))
}
