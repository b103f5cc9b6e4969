//! A verdict in; the words about it that every form of the answer uses out.

use threatlog_dl::Sources;

use super::{plural, risk};
use crate::answer::{Bar, Control, MaxRisk, RISK_WORDS, Red, Verdict, risk_word};
use crate::model::{Model, Treated, Treatment};

/// What was asked, and what its answer points into.
#[derive(Debug)]
pub struct Asked<'s> {
    pub system: &'s str,
    pub bar: &'s Bar<'s>,
    pub sources: &'s Sources,
    /// What makes the comparison with the baseline less than it seems.
    pub notes: Vec<String>,
}

/// `2 goals are worse than the baseline, 1 goal exceeds high`.
pub fn verdict(asked: &Asked, verdict: &Verdict) -> String {
    let goals = |count: usize, one: &str, several: &str| {
        let verb = if count == 1 { one } else { several };
        format!("{} {verb}", plural(count, "goal"))
    };
    let worse = verdict.red.iter().filter(|it| it.worse).count();
    let exceeding = verdict.red.iter().filter(|it| it.exceeds).count();
    let limit = limit(asked.bar);
    if verdict.passes() {
        let mut parts = vec![format!("{} in reach", plural(verdict.goals, "goal"))];
        parts.extend(limit.map(|it| format!("none exceeds {it}")));
        if asked.bar.baseline.is_some() {
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

/// The limit as it was given.
pub fn limit(bar: &Bar) -> Option<String> {
    bar.max_risk.map(|it| match it {
        MaxRisk::Word(rank) => RISK_WORDS.get(rank).copied().unwrap_or_default().to_owned(),
        MaxRisk::Number(number) => number.to_string(),
    })
}

/// `3.1 moderate → 7.0 very high`, or only how it is.
pub fn change(red: &Red, bar: &Bar) -> String {
    let now = red.standing.risk;
    let now = format!("{} {}", risk(now), risk_word(now));
    match (&red.before, bar.baseline) {
        (Some(before), _) if red.worse => {
            let before = before.risk;
            format!("{} {} → {now}", risk(before), risk_word(before))
        }
        (None, Some(_)) => format!("new → {now}"),
        _ => now,
    }
}

/// `source_allowlist on trainer, which leaves 2.0 moderate`, with how many others would do.
pub fn cut(red: &Red) -> String {
    let Some(cuts) = &red.cuts else {
        return "not looked for: too many goals before it".to_owned();
    };
    let Some(((Control { component, control }, left), others)) = cuts.split_first() else {
        return "no single control of this path".to_owned();
    };
    let mut text = format!("{control} on {component}");
    if *left > 0.0 {
        text.push_str(&format!(
            ", which leaves {} {}",
            risk(*left),
            risk_word(*left)
        ));
    }
    if !others.is_empty() {
        let others = plural(others.len(), "other control");
        text.push_str(&format!(" (or by {others})"));
    }
    text
}

/// Decisions that hold, that no longer do, and that are of no use, as lines.
pub fn treatments(asked: &Asked, model: &Model, verdict: &Verdict) -> Vec<String> {
    let mut lines = Vec::new();
    for (goal, standing, treatment) in &verdict.exempt {
        let path = match &treatment.of {
            Treated::Path(id) => format!("path {id} to "),
            Treated::Goal { .. } => String::new(),
        };
        lines.push(format!(
            "{}: {path}{} {} by {}, {} {}, until {} by {}: {}",
            treatment.status.word(),
            goal.component,
            goal.property,
            goal.actor,
            risk(standing.risk),
            risk_word(standing.risk),
            treatment.expires,
            treatment.owner,
            treatment.reason,
        ));
    }
    for treatment in &verdict.expired {
        let at = asked.sources.locate(treatment.place);
        let what = treated(model, treatment);
        lines.push(format!("expired on {}: {what} ({at})", treatment.expires));
    }
    for treatment in &verdict.idle {
        let at = asked.sources.locate(treatment.place);
        let what = treated(model, treatment);
        let why = match treatment.of {
            Treated::Path(_) => "not among the first 20 paths of any goal",
            Treated::Goal { .. } => "not in reach",
        };
        lines.push(format!("treatment of nothing: {what} is {why} ({at})"));
    }
    lines
}

fn treated(model: &Model, treatment: &Treatment) -> String {
    match &treatment.of {
        Treated::Path(id) => format!("path {id}"),
        Treated::Goal {
            actor,
            component,
            property,
        } => {
            let component = &model.component(*component).id;
            let by = actor
                .as_ref()
                .map_or_else(String::new, |it| format!(" by {it}"));
            format!("{component} {}{by}", property.word())
        }
    }
}
