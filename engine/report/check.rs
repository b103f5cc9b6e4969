//! What is sound but unsaid in a model, and what is of no use in it.

use super::place::place;
use super::{Block, Column, Report, Table, plural};
use crate::answer::{Check, Named, Spot};
use crate::model::Assets;

/// The counts, what is assumed, and what is of no use.
pub fn check(answer: &Check) -> Report {
    let headline = format!(
        "{} is sound · {} · {} · {} · {}",
        answer.system,
        plural(answer.components, "component"),
        plural(answer.flows, "flow"),
        plural(answer.actors, "actor"),
        plural(answer.zones, "zone"),
    );
    let mut report = Report::new(format!("Check: {}", answer.system), headline);
    report.text(assets(answer));
    let count: usize = answer.unstated.iter().map(|it| it.controls.len()).sum();
    let unstated = answer.unstated.iter();
    let unstated = unstated.map(|it| (it.component.clone(), it.controls.join(", "), &it.place));
    section(
        &mut report,
        format!(
            "{} are expected but not mentioned, and so assumed absent:",
            plural(count, "control")
        ),
        ["Component", "Controls"],
        unstated.collect(),
    );
    let idle = &answer.no_effect;
    let controls = idle.controls.iter().map(|it| {
        let controls = it.controls.iter().map(|control| {
            let at = idle.would_count_at.get(control);
            at.map_or_else(|| (*control).to_owned(), |at| elsewhere(control, at))
        });
        let controls: Vec<String> = controls.collect();
        (holder(&it.of), controls.join(", "), &it.place)
    });
    let count: usize = idle.controls.iter().map(|it| it.controls.len()).sum();
    section(
        &mut report,
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
    section(
        &mut report,
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
    section(
        &mut report,
        format!(
            "{} no effect on any path: as this system is drawn, no rule makes anything of {}:",
            has(count, "flow"),
            if count == 1 { "it" } else { "them" }
        ),
        ["Component", "Flow"],
        flows.collect(),
    );
    for (names, what) in [
        (&answer.orphans, "in no flow and no entry"),
        (&answer.empty_zones, "zone without a component"),
        (
            &answer.idle_actors,
            "actor without an entry: reaches nothing",
        ),
    ] {
        if !names.is_empty() {
            report.text(format!("note: {what}: {}", names.join(", ")));
        }
    }
    report
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
fn section(
    report: &mut Report,
    title: String,
    columns: [&str; 2],
    rows: Vec<(String, String, &Spot)>,
) {
    if rows.is_empty() {
        return;
    }
    report.text(title);
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
    report.add(Block::Table(table.rows(cells)));
}

/// A control that is idle, with the places where it would count: the first few.
fn elsewhere(control: &str, at: &[String]) -> String {
    const SHOWN: usize = 3;
    let more = match at.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let first: Vec<&str> = at.iter().take(SHOWN).map(String::as_str).collect();
    format!("{control} (would count on {}{more})", first.join(", "))
}
