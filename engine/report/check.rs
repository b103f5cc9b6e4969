//! What is sound but unsaid in a model, what looks like a mistake, and what is of no use in it.

mod questions;
mod warnings;

use super::place::place;
use super::{Block, Column, Report, Table, plural};
use crate::answer::{Check, Checks, Idle, IdleAt, Named, Spot};
use crate::model::Assets;

/// How many names of a long list are shown.
const SHOWN: usize = 3;

/// The counts, what looks like a mistake, what to ask first, and what is of no use: how much of it,
/// or `all`.
pub fn check(answer: &Check, all: bool) -> Report {
    let mut report = Report::new(format!("Check: {}", answer.system), headline(answer));
    report.text(assets(answer));
    report.add(warnings::list(&answer.warnings, all));
    if let Some(asked) = &answer.questions {
        questions::add(&mut report, asked, all);
    }
    let idle = &answer.no_effect;
    let mut sections = vec![unstated(answer)];
    sections.extend(of_no_use(idle));
    if all {
        sections.into_iter().flatten().for_each(|it| report.add(it));
    } else {
        report.add(Block::List(in_short(idle)));
        sections.into_iter().for_each(|it| report.page(it));
    }
    report
}

/// Of several systems, each for itself: what looks like a mistake.
pub fn checks(answer: &Checks) -> Report {
    let warned = answer
        .sound
        .iter()
        .map(|it| (it, warnings::without_notes(&it.check.warnings)));
    let warned: Vec<_> = warned.filter(|(_, it)| !it.is_empty()).collect();
    let faulty = answer.faulty.len();
    let counts = format!(
        "{} · {faulty} faulty · {} with warnings",
        plural(answer.sound.len() + faulty, "file"),
        warned.len(),
    );
    let mut report = Report::new("Check", counts);
    for (it, warnings) in warned {
        report.heading(it.file.clone());
        report.add(warnings);
    }
    report
}

fn headline(answer: &Check) -> String {
    format!(
        "{} is sound · {} · {} · {} · {}",
        answer.system,
        plural(answer.components, "component"),
        plural(answer.flows, "flow"),
        plural(answer.actors, "actor"),
        plural(answer.zones, "zone"),
    )
}

fn unstated(answer: &Check) -> Vec<Block> {
    let count: usize = answer.unstated.iter().map(|it| it.controls.len()).sum();
    let unstated = answer.unstated.iter();
    let unstated = unstated.map(|it| (it.component.clone(), it.controls.join(", "), &it.place));
    section(
        format!(
            "{} are expected but not mentioned, and so assumed absent:",
            plural(count, "control")
        ),
        ["Component", "Controls"],
        unstated.collect(),
    )
}

fn of_no_use(idle: &Idle) -> [Vec<Block>; 3] {
    let controls = idle.controls.iter().map(|it| {
        let controls = it.controls.iter().map(|control| {
            let at = idle.would_count_at.get(control);
            at.map_or_else(|| (*control).to_owned(), |at| elsewhere(control, at))
        });
        let controls: Vec<String> = controls.collect();
        (holder(&it.of), controls.join(", "), &it.place)
    });
    let count: usize = idle.controls.iter().map(|it| it.controls.len()).sum();
    let controls = section(
        format!(
            "{} no effect on any path: as this system is drawn, no rule looks at {} there:",
            has(count, "control"),
            if count == 1 { "it" } else { "them" }
        ),
        ["Component", "Controls"],
        controls.collect(),
    );
    let unmet = idle.unmet.iter();
    let unmet = unmet.map(|it| (holder(&it.of), it.controls.join(", "), &it.place));
    let count: usize = idle.unmet.iter().map(|it| it.controls.len()).sum();
    let unmet = section(
        format!(
            "{} on no attacker's way: as this system is drawn, nobody gets as far as what {} there, or \
             nothing of value is lost by it:",
            if count == 1 {
                "1 control stands".to_owned()
            } else {
                format!("{count} controls stand")
            },
            if count == 1 {
                "it guards"
            } else {
                "they guard"
            },
        ),
        ["Component", "Controls"],
        unmet.collect(),
    );
    let count = idle.flows.len();
    let flows = idle.flows.iter();
    let flows = flows.map(|it| (it.from.clone(), format!("{} {}", it.verb, it.to), &it.place));
    let flows = section(
        format!(
            "{} no effect on any path: as this system is drawn, no rule makes anything of {}:",
            has(count, "flow"),
            if count == 1 { "it" } else { "them" }
        ),
        ["Component", "Flow"],
        flows.collect(),
    );
    [controls, unmet, flows]
}

/// A line for each sort of what is of no use.
fn in_short(idle: &Idle) -> Vec<String> {
    let at = |it: &IdleAt| {
        let controls = it.controls.iter();
        let of = holder(&it.of);
        controls.map(|it| format!("{of} {it}")).collect::<Vec<_>>()
    };
    let controls: Vec<String> = idle.controls.iter().flat_map(at).collect();
    let unmet: Vec<String> = idle.unmet.iter().flat_map(at).collect();
    let flows = idle.flows.iter();
    let flows: Vec<String> = flows
        .map(|it| format!("{} {} {}", it.from, it.verb, it.to))
        .collect();
    [
        (controls, "control", "that no rule looks at where they are"),
        (unmet, "control", "on no attacker's way"),
        (flows, "flow", "that no rule makes anything of"),
    ]
    .into_iter()
    .filter(|(of, ..)| !of.is_empty())
    .map(|(of, noun, what)| format!("{} {what}: {}", plural(of.len(), noun), some(&of)))
    .collect()
}

/// The first few names of many.
fn some(names: &[String]) -> String {
    let more = match names.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "{}{more}",
        names
            .iter()
            .take(SHOWN)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ")
    )
}

fn holder(of: &Named) -> String {
    match of {
        Named::Zone(id) => format!("zone {id}"),
        Named::Component(id) => id.clone(),
    }
}

/// What there is to lose.
fn assets(answer: &Check) -> String {
    match answer.assets {
        Assets::Stated(count) => format!("{} stated.", plural(count, "asset value")),
        Assets::Default => {
            "No asset value is stated: every component counts as serious (5 of 10) in every \
             property. State what matters under `asset:`."
                .to_owned()
        }
    }
}

/// `1 control has`, `2 controls have`.
fn has(count: usize, noun: &str) -> String {
    let verb = if count == 1 { "has" } else { "have" };
    format!("{} {verb}", plural(count, noun))
}

/// A title and rows with their places; nothing if there are no rows.
fn section(title: String, columns: [&str; 2], rows: Vec<(String, String, &Spot)>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let places: Vec<&Spot> = rows.iter().map(|it| it.2).collect();
    let [of, what] = columns;
    let table = Table::new([
        Column::word(of),
        Column::text(what),
        Column::word("At").on_terminal(),
        Column::word("Place").on_page(),
    ]);
    let cells = rows.into_iter();
    let cells = cells.map(|(of, what, at)| {
        let short = place(at, places.iter().copied());
        [of, what, short, at.to_string()]
    });
    vec![Block::Text(title), Block::Table(table.rows(cells))]
}

/// A control that is idle, with the places where it would count: the first few.
fn elsewhere(control: &str, at: &[String]) -> String {
    format!("{control} (would count on {})", some(at))
}
