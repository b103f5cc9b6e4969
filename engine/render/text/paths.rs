//! The ranked paths as text.

use std::collections::BTreeMap;

use super::grid::{Column, JOINED, fitted, grid, headed, wrapped};
use super::style::Style;
use crate::answer::{Act, Analysis, Boundary, Finding, Gap, Paths, risk_word};
use crate::render::treatment::treated;
use crate::render::{certainty, likelihood, no_path, plural, risk, total};

/// The findings with their deeds; `ids` are the paths' ids as they are shown.
pub fn paths(analysis: &Analysis, answer: &Paths, ids: &[String], style: Style) -> String {
    let mut lines = vec![style.bold(&headline(analysis, answer)), String::new()];
    if answer.rows.is_empty() {
        lines.extend(wrapped(&no_path(answer), 0, style.width));
        return lines.join("\n") + "\n";
    }
    let rows: Vec<Vec<String>> = std::iter::once(header())
        .chain(answer.rows.iter().zip(ids).map(|(row, id)| cells(row, id)))
        .collect();
    let columns = fitted(&rows, &[3, 4], &[1, 2], style.width.saturating_sub(2));
    lines.extend(headed(&rows[..1], &columns, style));
    for ((row, cells), _) in answer.rows.iter().zip(&rows[1..]).zip(ids) {
        let mark = style.by_risk(row.risk, "▌");
        for line in grid(std::slice::from_ref(cells), &columns) {
            lines.push(format!("{mark} {line}"));
        }
        lines.extend(deeds(row, style));
        lines.extend(remarks(row, style));
    }
    lines.push(String::new());
    lines.extend(summary(answer, style));
    lines.join("\n") + "\n"
}

fn headline(analysis: &Analysis, answer: &Paths) -> String {
    let model = analysis.model;
    format!(
        "{} · {} · {} · {} in reach",
        model.system,
        plural(model.components.len(), "component"),
        plural(model.actors.len(), "actor"),
        plural(answer.goals, "goal"),
    )
}

fn header() -> Vec<String> {
    ["RISK", "LIKELIHOOD", "IMPACT", "GOAL", "BY", "PATH"]
        .map(str::to_owned)
        .into()
}

fn cells(row: &Finding, id: &str) -> Vec<String> {
    let path = &row.path;
    vec![
        format!(
            "{}{} {}",
            if row.tied { "≈" } else { "" },
            risk(row.risk),
            short(risk_word(row.risk))
        ),
        format!("{}{}", certainty(path.exact), likelihood(path.likelihood)),
        row.goal.impact.to_string(),
        format!("{} {}", row.goal.component, row.goal.property),
        row.goal.actor.clone(),
        id.to_owned(),
    ]
}

fn short(word: &str) -> &str {
    match word {
        "very high" => "v.high",
        "very low" => "v.low",
        "moderate" => "mod.",
        other => other,
    }
}

/// The deeds in order, numbered.
fn deeds(row: &Finding, style: Style) -> Vec<String> {
    let acts = row.path.acts.iter();
    let rows: Vec<Vec<String>> = (1..).zip(acts).map(|(at, act)| deed(at, act)).collect();
    let technique = rows.iter().map(|row| row[2].len()).max().unwrap_or(0);
    let text = style
        .width
        .saturating_sub(4 + 3 + 2 + technique + 2 + 6)
        .max(24);
    let columns = [
        Column::right(2),
        Column::left(text),
        Column::left(technique.max(1)),
        Column::right(5),
    ];
    let lines = grid(&rows, &columns).into_iter();
    lines.map(|line| format!("   {line}")).collect()
}

fn deed(at: usize, act: &Act) -> Vec<String> {
    let title = act.title.trim_end_matches('.');
    let text = match &act.target {
        Some(target) => format!("{title} →{JOINED}{target}"),
        None => title.to_owned(),
    };
    vec![
        at.to_string(),
        text,
        atlas(&act.techniques).unwrap_or_default(),
        format!("×{}", likelihood(act.likelihood)),
    ]
}

fn atlas(techniques: &[String]) -> Option<String> {
    let mut ids = techniques.iter().filter_map(|it| it.strip_prefix("atlas:"));
    ids.next().map(str::to_owned)
}

/// What a path crosses, rests on and brings down besides.
fn remarks(row: &Finding, style: Style) -> Vec<String> {
    let path = &row.path;
    let mut remarks = Vec::new();
    let in_all = row.total.filter(|_| row.place == 1).map(total);
    let in_all = in_all.filter(|it| *it != likelihood(path.likelihood));
    remarks.extend(in_all.map(|it| format!("{it} that some path to this goal succeeds")));
    remarks.extend(treated(row));
    if let Some(attempts) = path.attempts {
        let attempts = likelihood(attempts);
        remarks.push(format!("tries: {} ×{attempts}", row.goal.actor));
    }
    for weak in &path.weak {
        let control = &weak.control;
        let chance = likelihood(weak.likelihood);
        remarks.push(format!(
            "gets past: {} on {} ×{chance}",
            control.control, control.component
        ));
    }
    if !path.boundaries.is_empty() {
        let crossings: Vec<String> = path.boundaries.iter().map(crossing).collect();
        remarks.push(format!("crosses: {}", crossings.join("; ")));
    }
    remarks.extend(lacking(&path.gaps, true, "rests on"));
    remarks.extend(lacking(&path.gaps, false, "eased by"));
    if !row.also.is_empty() {
        let also = row.also.iter();
        let also = also.map(|goal| format!("{} {}", goal.component, goal.property));
        remarks.push(format!("also: {}", also.collect::<Vec<_>>().join(", ")));
    }
    remarks.extend(falling(row));
    let lines = remarks
        .iter()
        .flat_map(|text| wrapped(text, 6, style.width));
    lines.map(|line| style.dim(&line)).collect()
}

/// How many of the other goals that fall with a path are named.
const NAMED: usize = 3;

/// What else of value falls with the path, besides what has the same chances.
fn falling(row: &Finding) -> Option<String> {
    let others = row
        .falls
        .iter()
        .filter(|it| **it != row.goal && !row.also.contains(it));
    let names: Vec<String> = others
        .map(|goal| format!("{} {}", goal.component, goal.property))
        .collect();
    if row.falls.len() < 2 {
        return None;
    }
    let all = format!("impact {:.1} in all", row.composed_impact);
    let (first, left) = names.split_at(names.len().min(NAMED));
    Some(match (first, left.len()) {
        ([], _) => all,
        (first, 0) => format!("falls with it: {}; {all}", first.join(", ")),
        (first, left) => format!("falls with it: {} and {left} more; {all}", first.join(", ")),
    })
}

/// The missing controls that would stop a path, or those that would hamper it, by component.
/// Of the hampering ones those that nobody mentions and that are unusual there are only counted:
/// a sentence about shielding helps nobody who has a chat window.
fn lacking(gaps: &[Gap], stops: bool, role: &str) -> Option<String> {
    let mut components: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut unusual = 0;
    for gap in gaps.iter().filter(|gap| gap.stops == stops) {
        if gap.assumed && !gap.stops && !gap.usual {
            unusual += 1;
            continue;
        }
        let mark = if gap.assumed { "?" } else { "" };
        let names = components.entry(&gap.control.component).or_default();
        names.push(format!("{}{mark}", gap.control.control));
    }
    let texts = components.iter();
    let texts = texts.map(|(component, names)| format!("{component} lacks {}", names.join(", ")));
    let mut texts: Vec<String> = texts.collect();
    match unusual {
        0 => {}
        1 => texts.push("1 less usual control".to_owned()),
        _ => texts.push(format!("{unusual} less usual controls")),
    }
    (!texts.is_empty()).then(|| format!("{role}: {}", texts.join("; ")))
}

fn crossing(boundary: &Boundary) -> String {
    let Boundary {
        name,
        from,
        to,
        zones,
    } = boundary;
    // A dash, because a flow is named as it was drawn: content may well go the other way.
    let zones = zones.as_ref().map(|it| it.replace("->", "–"));
    match (name.as_str(), zones) {
        ("zone", Some(zones)) => format!("{from} – {to} ({zones})"),
        (name, Some(zones)) => format!("{name} {from} – {to} ({zones})"),
        (name, None) => format!("{name} {from} – {to}"),
    }
}

fn summary(answer: &Paths, style: Style) -> Vec<String> {
    let mut text = match answer.goals_left {
        0 => "Every goal in reach is shown.".to_owned(),
        left => format!(
            "{} in reach not shown: --top N shows more.",
            plural(left, "goal")
        ),
    };
    if !answer.certain {
        text.push_str(" The search was cut: rows marked ≥ are lower bounds.");
    }
    if answer.rows.iter().any(|row| row.tied) {
        text.push_str(
            " A row marked ≈ could as well stand above the one before it: likelihoods are words \
             for ranges, and within these the order changes.",
        );
    }
    let assumed = |row: &Finding| row.path.gaps.iter().any(|gap| gap.assumed);
    if answer.rows.iter().any(assumed) {
        text.push_str(" A control with `?` is not mentioned and so assumed absent.");
    }
    text.push_str(" Figures order risks; they are no frequencies.");
    let lines = wrapped(&text, 0, style.width);
    lines.into_iter().map(|line| style.dim(&line)).collect()
}
