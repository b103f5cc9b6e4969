//! Who gains what.

use super::{Block, Cell, Column, Report, Row, Table, certainty, likelihood, plural, way};
use crate::answer::{Gains, Path, Reach, WhoCanReach, likelihood_word};

/// The rows of `who-can-reach`; actors who gain nothing are listed last.
pub fn who_can_reach(answer: &WhoCanReach) -> Report {
    let target = &answer.target;
    let headline = format!(
        "{target} ({}) · reachable by {} of {}",
        answer.whereabouts,
        answer.rows.len(),
        plural(answer.rows.len() + answer.idle.len(), "actor"),
    );
    let title = format!("Who can reach {target} of {}", answer.system);
    let mut report = Report::new(title, headline);
    let mut table = table("Actor").rows(answer.rows.iter().map(|row| line(&row.actor, row)));
    let idle = answer
        .idle
        .iter()
        .map(|id| [id.as_str(), "–", "", "", "", ""]);
    table.rows.extend(idle.map(Row::new));
    report.add(Block::Table(table));
    report.note(MEANING);
    report
}

/// The rows of `reach`.
pub fn reach(answer: &Reach) -> Report {
    let headline = format!(
        "{} gains something on {} of {}",
        answer.actor,
        answer.rows.len(),
        plural(answer.components, "component"),
    );
    let title = format!("What {} can reach in {}", answer.actor, answer.system);
    let mut report = Report::new(title, headline);
    let rows = answer.rows.iter().map(|row| line(&row.component, row));
    report.add(Block::Table(table("Component").rows(rows)));
    report.note(MEANING);
    report
}

/// What counts as a gain.
const MEANING: &str = "Gains are access. What harm can be done, also without access as by poisoned \
    content, `threatlog paths` tells.";

fn table(first: &str) -> Table {
    Table::new([
        Column::text(first),
        Column::text("Gains"),
        Column::word("Likelihood"),
        Column::word("Steps"),
        Column::text("How").below(),
        Column::word("Path"),
    ])
}

fn line(name: &str, row: &Gains) -> [Cell; 6] {
    let path = &row.path;
    [
        name.to_owned(),
        gains(row),
        graded(path),
        path.acts.len().to_string(),
        way(path),
        path.shown.clone(),
    ]
    .map(Cell::from)
}

/// `≥0.77 moderate`.
fn graded(path: &Path) -> String {
    let Path {
        likelihood: chance,
        exact,
        ..
    } = path;
    let word = likelihood_word(*chance);
    format!("{}{} {word}", certainty(*exact), likelihood(*chance))
}

/// What is gained, with its likelihood where that is less than the row's.
fn gains(row: &Gains) -> String {
    let whole = likelihood(row.path.likelihood);
    let gains = row
        .gains
        .iter()
        .map(|(word, value)| match likelihood(*value) {
            chance if chance == whole => word.clone(),
            chance => format!("{word} {chance}"),
        });
    gains.collect::<Vec<_>>().join(", ")
}
