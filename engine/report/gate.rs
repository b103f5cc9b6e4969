//! The verdict on a system.

use super::compare::because;
use super::{Block, Cell, Column, Report, Row, Table, deeds, plural, risk, way};
use crate::answer::{Control, Exempt, Red, Settled, SettledOf, Verdict, risk_word};

/// What must not pass, why, and what would help.
pub fn gate(answer: &Verdict) -> Report {
    let mark = if answer.passes { '✓' } else { '✗' };
    let headline = format!("{mark} {}: {}", answer.system, verdict(answer));
    let passed = if answer.passes { "passed" } else { "failed" };
    // The name of a system may say anything, so the verdict comes before it.
    let title = format!("{mark} Gate {passed}: {}", answer.system);
    let mut report = Report::new(title, headline);
    let mut table = Table::new([
        Column::word("Risk"),
        Column::text("Goal"),
        Column::text("By"),
        Column::word("Path"),
        Column::text("Deeds").on_page(),
        Column::text("Because of").reads_on(),
        Column::text("Cut by").reads_on(),
    ]);
    table
        .rows
        .extend(answer.red.iter().map(|it| row(it, answer)));
    report.add(Block::Table(table));
    let mut notes = treatments(answer);
    notes.extend(answer.notes.iter().cloned());
    if answer.better > 0 {
        let goals = plural(answer.better, "goal");
        notes.push(format!("better than the baseline: {goals}"));
    }
    if !answer.certain {
        let text = "Some search was cut: a likelier path than the one judged may exist.";
        notes.push(text.to_owned());
    }
    report.add(Block::List(notes));
    report
}

/// `2 goals are worse than the baseline, 1 goal exceeds high`.
fn verdict(answer: &Verdict) -> String {
    let goals = |count: usize, one: &str, several: &str| {
        let verb = if count == 1 { one } else { several };
        format!("{} {verb}", plural(count, "goal"))
    };
    let worse = answer.red.iter().filter(|it| it.worse).count();
    let exceeding = answer.red.iter().filter(|it| it.exceeds).count();
    let limit = answer.max_risk.as_ref();
    if answer.passes {
        let mut parts = vec![format!("{} in reach", plural(answer.goals, "goal"))];
        parts.extend(limit.map(|it| format!("none exceeds {it}")));
        if answer.baseline {
            parts.push("none is worse than the baseline".to_owned());
        }
        return parts.join(", ");
    }
    let mut parts = Vec::new();
    if worse > 0 {
        parts.push(goals(
            worse,
            "is worse than the baseline",
            "are worse than the baseline",
        ));
    }
    if let Some(limit) = limit.filter(|_| exceeding > 0) {
        parts.push(format!("{} {limit}", goals(exceeding, "exceeds", "exceed")));
    }
    parts.join(", ")
}

fn row(red: &Red, answer: &Verdict) -> Row {
    let goal = &red.goal;
    let because = match because(&red.causes) {
        causes if causes.is_empty() && red.worse => Cell::from(
            "nothing that the baseline records: the rules changed, or the baseline was edited",
        ),
        causes => causes,
    };
    let cells = [
        change(red, answer).into(),
        format!("{} {}", goal.component, goal.property).into(),
        goal.actor.clone().into(),
        red.path.shown.clone().into(),
        way(&red.path).into(),
        because,
        cut(red).into(),
    ];
    Row {
        risk: Some(risk_word(red.standing.risk)),
        details: vec![Block::Deeds(deeds(&red.path))],
        title: format!("{} {} by {}", goal.component, goal.property, goal.actor),
        ..Row::new(cells)
    }
}

fn graded(value: f64) -> String {
    format!("{} {}", risk(value), risk_word(value))
}

/// `3.1 moderate → 7.0 very high`, or only how it is.
fn change(red: &Red, answer: &Verdict) -> String {
    let now = graded(red.standing.risk);
    match &red.before {
        Some(before) if red.worse => format!("{} → {now}", graded(before.risk)),
        None if answer.baseline => format!("new → {now}"),
        _ => now,
    }
}

/// `source_allowlist on trainer, which leaves 2.0 moderate`, with how many others would do.
fn cut(red: &Red) -> String {
    let Some(cuts) = &red.cuts else {
        return "not looked for: too many goals before it".to_owned();
    };
    let Some((first, others)) = cuts.split_first() else {
        return "no single control of this path".to_owned();
    };
    let Control { component, control } = &first.control;
    let mut text = format!("{control} on {component}");
    if first.risk_left > 0.0 {
        text.push_str(&format!(", which leaves {}", graded(first.risk_left)));
    }
    if !others.is_empty() {
        let others = plural(others.len(), "other control");
        text.push_str(&format!(" (or by {others})"));
    }
    text
}

/// Decisions that hold, that no longer do, and that are of no use, as lines.
fn treatments(answer: &Verdict) -> Vec<String> {
    let exempt = answer.exempt.iter().map(|it| {
        let Exempt {
            goal,
            now,
            treatment,
        } = it;
        let path = match &treatment.of {
            SettledOf::Path { path } => format!("path {path} to "),
            SettledOf::Goal { .. } => String::new(),
        };
        format!(
            "{}: {path}{} {} by {}, {}, until {} by {}: {}",
            treatment.status,
            goal.component,
            goal.property,
            goal.actor,
            graded(now.risk),
            treatment.expires,
            treatment.owner,
            treatment.reason,
        )
    });
    let expired = answer.expired.iter().map(|it| {
        let what = treated(it);
        format!("expired on {}: {what} ({})", it.expires, it.place)
    });
    let idle = answer.idle.iter().map(|it| {
        let why = match it.of {
            SettledOf::Path { .. } => "not among the first 20 paths of any goal",
            SettledOf::Goal { .. } => "not in reach",
        };
        format!(
            "treatment of nothing: {} is {why} ({})",
            treated(it),
            it.place
        )
    });
    exempt.chain(expired).chain(idle).collect()
}

fn treated(treatment: &Settled) -> String {
    match &treatment.of {
        SettledOf::Path { path } => format!("path {path}"),
        SettledOf::Goal {
            actor,
            component,
            property,
        } => {
            let by = actor.as_ref();
            let by = by.map_or_else(String::new, |it| format!(" by {it}"));
            format!("{component} {property}{by}")
        }
    }
}
