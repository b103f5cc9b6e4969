//! The unstated controls that paths rest on: what each carries, then what to ask.

use super::{Block, Column, Report, Table, Task, plural, risk};
use crate::answer::{Assumption, Assumptions, RiskSum};

/// The `top` most influential controls, and a question about each.
pub fn assumptions(answer: &Assumptions, top: usize) -> Report {
    let headline = format!(
        "{} · {} under {} of {}",
        answer.system,
        plural(answer.rows.len(), "unstated control"),
        answer.goals_resting,
        plural(answer.goals_ranked, "goal"),
    );
    let mut report = Report::new(format!("Assumptions: {}", answer.system), headline);
    if answer.rows.is_empty() {
        report.text("No best path rests on a control that nobody has stated.");
        return report;
    }
    let table = Table::new([
        Column::figure("Risk falls"),
        Column::figure("Highest"),
        Column::figure("Goals"),
        Column::figure("Paths"),
        Column::text("Unstated control"),
        Column::text("Worst").below(),
    ]);
    let rows = answer.rows.iter().take(top);
    report.add(Block::Table(table.rows(rows.map(|row| cells(answer, row)))));
    report.note(summary(answer, top));
    report.heading("Ask whoever runs these, and write the answers into the file");
    for rows in by_component(&answer.rows, top) {
        let Some(first) = rows.first() else { continue };
        report.text(format!(
            "{} ({}), {}",
            first.control.component, first.whereabouts, first.place,
        ));
        report.add(Block::Tasks(
            rows.iter().map(|it| Task::new(&it.question)).collect(),
        ));
    }
    report
}

fn cells(answer: &Assumptions, row: &Assumption) -> [String; 6] {
    let sums = row.trial.map(|it| (answer.now, it.total));
    let untried = || "?".to_owned();
    let control = &row.control;
    [
        sums.map_or_else(untried, |(before, after)| fall(before, after)),
        sums.map_or_else(untried, |(before, after)| highest(before, after)),
        row.goals.to_string(),
        row.paths.to_string(),
        format!("{} {}", control.component, control.control),
        worst(row),
    ]
}

/// The goal that its absence touches most, before and after.
fn worst(row: &Assumption) -> String {
    let goal = &row.worst;
    let after = row.trial.map(|it| match it.worst_risk {
        after if after <= 0.0 => " → out of reach".to_owned(),
        after => format!(" → {}", risk(after)),
    });
    format!(
        "{} {} by {}, risk {}{}",
        goal.goal.component,
        goal.goal.property,
        goal.goal.actor,
        risk(goal.risk),
        after.unwrap_or_default(),
    )
}

/// By how much the sum of risks falls: `6.1 (31 %)`.
fn fall(before: RiskSum, after: RiskSum) -> String {
    let fall = (before.sum - after.sum).max(0.0);
    if fall < 1e-9 {
        return "0".to_owned();
    }
    match 100.0 * fall / before.sum {
        share if share < 0.95 => format!("{} (<1 %)", risk(fall)),
        share => format!("{} ({share:.0} %)", risk(fall)),
    }
}

/// The highest risk before and after: `3.2 → 2.5`, or `3.2` where it stays.
fn highest(before: RiskSum, after: RiskSum) -> String {
    match (risk(before.highest), risk(after.highest)) {
        (before, after) if before == after => before,
        (before, after) => format!("{before} → {after}"),
    }
}

/// What the figures mean, and what is not shown.
fn summary(answer: &Assumptions, top: usize) -> String {
    let mut text = format!(
        "The risks of {} add up to {}, the highest is {}. With all of these controls there the \
         sum would fall by {}, the highest to {}.",
        plural(answer.goals_ranked, "goal"),
        risk(answer.now.sum),
        risk(answer.now.highest),
        fall(answer.now, answer.with_all),
        risk(answer.with_all.highest),
    );
    let idle = |row: &&Assumption| {
        row.trial
            .is_some_and(|it| answer.now.sum - it.total.sum < 1e-9)
    };
    let idle = answer.rows.iter().filter(idle).count();
    if idle > 0 {
        text.push_str(&format!(
            " {} alone would change nothing, since other ways are as likely.",
            plural(idle, "control")
        ));
    }
    let left = answer.rows.len().saturating_sub(top);
    if left > 0 {
        text.push_str(&format!(
            " {} not shown: --top N shows more.",
            plural(left, "control")
        ));
    }
    if answer.untried > 0 {
        text.push_str(&format!(
            " {} (marked ?) not tried, since a trial solves the whole system; none touches more \
             risk than those tried.",
            plural(answer.untried, "control")
        ));
    }
    if answer.goals_ranked < answer.goals {
        text.push_str(&format!(
            " Only the {} goals of highest possible risk, of {}, were looked at.",
            answer.goals_ranked, answer.goals
        ));
    }
    if !answer.certain {
        text.push_str(" The search was cut: some likelihoods are lower bounds.");
    }
    text.push_str(" Figures order risks; they are no frequencies.");
    text
}

/// The first `top` rows, those of one component together, in the order of their first ones.
fn by_component(rows: &[Assumption], top: usize) -> Vec<Vec<&Assumption>> {
    let mut groups: Vec<Vec<&Assumption>> = Vec::new();
    for row in rows.iter().take(top) {
        let same = |group: &&mut Vec<&Assumption>| {
            let first = group.first();
            first.is_some_and(|it| it.control.component == row.control.component)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
}
