//! Which threats the steps cover.

use std::collections::BTreeSet;

use super::{Block, Column, Report, Table, plural};
use crate::answer::{Coverage, Exercise, Threat};

/// The lists of threats, then the steps with the systems that exercise them.
pub fn coverage(answer: &Coverage) -> Report {
    let mut headline = plural(answer.steps, "attack step");
    if !answer.exercised.is_empty() {
        let systems = plural(answer.exercised.len(), "system");
        headline.push_str(&format!(" · {systems}"));
    }
    let mut report = Report::new("Coverage", headline);
    for list in &answer.lists {
        let covered = list.threats.iter().filter(|it| !it.steps.is_empty());
        let (covered, all) = (covered.count(), list.threats.len());
        report.heading(format!("{}: {covered} of {all} with a step", list.title));
        let columns = [
            Column::figure("Count"),
            Column::word("Id"),
            Column::text("Threat"),
            Column::text("Steps").only_below(),
            Column::text("Steps").on_page(),
        ];
        report.add(Block::Table(
            Table::new(columns).rows(list.threats.iter().map(threat)),
        ));
    }
    if !answer.exercised.is_empty() {
        report.heading("Exercised by these systems");
        report.add(Block::Table(exercised(answer)));
    }
    let idle = answer.idle.as_deref().unwrap_or_default();
    if !idle.is_empty() {
        report.text(format!("by none: {}", idle.join(", ")));
    }
    report
}

/// A threat with its steps, unless they are too many to tell anything.
fn threat(threat: &Threat) -> [String; 5] {
    let steps = match threat.reason {
        Some(reason) => format!("none: {reason}"),
        None if threat.steps.is_empty() => "none".to_owned(),
        None => threat.steps.join(", "),
    };
    let few = match threat.class {
        true if !threat.steps.is_empty() => String::new(),
        _ => steps.clone(),
    };
    let count = threat.steps.len().to_string();
    [count, threat.id.clone(), threat.name.clone(), few, steps]
}

fn exercised(answer: &Coverage) -> Table {
    let steps = answer.exercised.iter().flat_map(|it| it.steps.keys());
    let steps: BTreeSet<&String> = steps.collect();
    let rows = steps.into_iter().map(|step| {
        let systems = |how| answer.systems_of(step, how).join(", ");
        [
            step.clone(),
            systems(Exercise::BestPath),
            systems(Exercise::Fires),
        ]
    });
    Table::new([
        Column::word("Step"),
        Column::text("On a best path of"),
        Column::text("Else fires in"),
    ])
    .rows(rows)
}
