//! The verdict on a system.

use super::alike::Alike;
use super::compare::{because, named, now_called};
use super::{Block, Cell, Column, Report, Row, Table, deeds, plural, risk, way};
use crate::answer::{
    Control, Exempt, Red, Settled, SettledOf, Uncovered, Unrecorded, Verdict, billionths, risk_word,
};

/// What must not pass, why, and what would help: at most `top` findings where room is short.
pub fn gate(answer: &Verdict, top: usize) -> Report {
    let mark = if answer.passes { '✓' } else { '✗' };
    let headline = format!("{mark} {}: {}", answer.system, verdict(answer));
    let passed = if answer.passes { "passed" } else { "failed" };
    // The name of a system may say anything, so the verdict comes before it.
    let title = format!("{mark} Gate {passed}: {}", answer.system);
    let mut report = Report::new(title, headline);
    let mut table = Table::new([
        Column::word("Risk"),
        Column::text("Finding"),
        Column::text("By"),
        Column::word("Id"),
        Column::text("Deeds").on_page(),
        Column::text("For").reads_on(),
        Column::text("Because of").reads_on(),
        Column::text("Cut by").reads_on(),
    ]);
    let alike = Alike::of(&answer.red);
    let rows = alike.iter().map(|it| row(it, answer));
    table.rows.extend(rows);
    report.add(Block::Table(table.at_most(top, "finding")));
    let mut notes: Vec<String> = answer.renamed.iter().map(now_called).collect();
    notes.extend(answer.unrecorded.iter().take(top).map(unrecorded));
    if answer.unrecorded.len() > top {
        let more = plural(answer.unrecorded.len() - top, "more finding");
        notes.push(format!("and {more} of the recorded system: --top N"));
    }
    notes.extend(answer.uncovered.iter().map(uncovered));
    notes.extend(treatments(answer));
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

fn row(alike: &Alike<Red>, answer: &Verdict) -> Row {
    let red = alike.first;
    let because = match because(&red.causes) {
        causes if causes.is_empty() && red.worse => Cell::from(
            "nothing that the baseline records: the baseline was edited, or is of other words",
        ),
        causes => causes,
    };
    let cells = [
        change(red, answer).into(),
        red.way.title.clone().into(),
        named(&alike.actors).into(),
        red.way.shown().into(),
        way(&red.path).into(),
        named(&alike.goals).into(),
        because,
        cut(red).into(),
    ];
    Row {
        risk: Some(risk_word(shown_risk(red))),
        details: vec![Block::Deeds(deeds(&red.path))],
        title: red.way.title.clone(),
        ..Row::new(cells)
    }
}

/// `finding 087865, accepted by me: it holds up to 5, and this is 8.4`
fn uncovered(it: &Uncovered) -> String {
    let up_to = it.treatment.up_to.filter(|most| it.risk >= most + 0.05);
    let why = match (&it.treatment.of, up_to) {
        (_, Some(most)) => format!("up to a risk of {most}, and this is {}", risk(it.risk)),
        (SettledOf::Finding { by, .. }, None) => {
            format!("for {}, and this is {}", by.join(", "), it.actor)
        }
        _ => "for something else".to_owned(),
    };
    format!("not covered: {} holds {why}", treated(&it.treatment))
}

fn unrecorded(it: &Unrecorded) -> String {
    let before = it.before.map_or("none".to_owned(), graded);
    format!(
        "by other rules, or an edited baseline: {} ({}), {before} → {}",
        it.way.title,
        it.way.finding,
        graded(it.risk)
    )
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
    if !answer.unrecorded.is_empty() {
        let findings = plural(answer.unrecorded.len(), "finding");
        parts.push(format!(
            "{findings} of the recorded system not as the baseline has it"
        ));
    }
    if let Some(limit) = limit.filter(|_| exceeding > 0) {
        parts.push(format!("{} {limit}", goals(exceeding, "exceeds", "exceed")));
    }
    parts.join(", ")
}

fn graded(value: f64) -> String {
    format!("{} {}", risk(value), risk_word(value))
}

/// The risk that makes it red: of the new way, if there is one.
fn shown_risk(red: &Red) -> f64 {
    let risk = red.opened.as_ref().filter(|_| red.before.is_some());
    risk.map_or(red.standing.risk, |it| it.risk)
}

/// `3.1 → 7.0 very high`, `new 7.0 very high`, `new way 2.0 moderate`, or only how it is.
fn change(red: &Red, answer: &Verdict) -> String {
    let now = graded(shown_risk(red));
    match &red.before {
        Some(before) if red.worse && billionths(red.standing.risk) > billionths(before.risk) => {
            format!("{} → {}", risk(before.risk), graded(red.standing.risk))
        }
        Some(_) if red.opened.is_some() => format!("new way {now}"),
        None if answer.baseline => format!("new {now}"),
        _ => now,
    }
}

/// `source_allowlist on trainer, which leaves 2.0 moderate`, with how many others would do.
fn cut(red: &Red) -> String {
    let Some(cuts) = &red.cuts else {
        return "not looked for: too many goals before it".to_owned();
    };
    let Some((first, others)) = cuts.split_first() else {
        return "no single control alone: the gate stays red with each of this path".to_owned();
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
            SettledOf::Finding { finding, .. } => format!("finding {finding}, "),
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
            SettledOf::Finding { .. } => "not there",
            SettledOf::Goal { .. } => "not in reach",
        };
        format!(
            "treatment of nothing: {} is {why} ({})",
            treated(it),
            it.place
        )
    });
    let expiring = answer.expiring.iter().map(|it| {
        let what = treated(it);
        let (expires, owner, reason) = (&it.expires, &it.owner, &it.reason);
        format!(
            "expires on {expires}: {what}, {} by {owner}: {reason} ({})",
            it.status, it.place
        )
    });
    exempt.chain(expiring).chain(expired).chain(idle).collect()
}

fn treated(treatment: &Settled) -> String {
    match &treatment.of {
        SettledOf::Path { path } => format!("path {path}"),
        SettledOf::Finding { finding, by } => {
            let by = if by.is_empty() {
                String::new()
            } else {
                format!(" by {}", by.join(", "))
            };
            format!("finding {finding}{by}")
        }
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
