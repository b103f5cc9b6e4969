//! The verdict on a system as text.

use super::compare::because;
use super::grid::wrapped;
use super::style::Style;
use crate::answer::{Red, Verdict};
use crate::model::Model;
use crate::render::gate::{Asked, change, cut, treatments, verdict as headline};
use unicode_width::UnicodeWidthStr;

/// What must not pass, why, and what would help; `ids` are the paths' ids as they are shown.
pub fn gate(
    asked: &Asked,
    model: &Model,
    verdict: &Verdict,
    ids: &[String],
    style: Style,
) -> String {
    let mark = if verdict.passes() { '✓' } else { '✗' };
    let text = format!("{mark} {}: {}", asked.system, headline(asked, verdict));
    let head = wrapped(&text, 0, style.width);
    let mut lines: Vec<String> = head.iter().map(|line| style.bold(line)).collect();
    for (red, id) in verdict.red.iter().zip(ids) {
        lines.extend(goal(asked, red, id, style));
    }
    let mut notes = treatments(asked, model, verdict);
    notes.extend(asked.notes.iter().cloned());
    if verdict.better > 0 {
        let goals = crate::render::plural(verdict.better, "goal");
        notes.push(format!("better than the baseline: {goals}"));
    }
    if !verdict.certain {
        let text = "Some search was cut: a likelier path than the one judged may exist.";
        notes.push(text.to_owned());
    }
    if !notes.is_empty() {
        lines.push(String::new());
        let texts = notes.iter().flat_map(|it| wrapped(it, 0, style.width));
        lines.extend(texts);
    }
    lines.join("\n") + "\n"
}

fn goal(asked: &Asked, red: &Red, id: &str, style: Style) -> Vec<String> {
    let name = format!("{} {}", red.goal.component, red.goal.property);
    let figures = format!("{}   {id}", change(red, asked.bar));
    let by = format!("by {}", red.goal.actor);
    let whole = format!("{name} {by}   {figures}");
    let mut lines = vec![String::new()];
    if whole.width() + 2 <= style.width {
        lines.push(format!(
            "  {name} {by}   {}",
            style.by_risk(red.standing.risk, &figures)
        ));
    } else {
        lines.extend(wrapped(&format!("{name} {by}"), 2, style.width));
        lines.push(format!("  {}", style.by_risk(red.standing.risk, &figures)));
    }
    for (at, act) in (1..).zip(&red.path.acts) {
        let title = act.title.trim_end_matches('.');
        let target = act.target.as_ref();
        let target = target.map_or_else(String::new, |it| format!(" → {it}"));
        lines.extend(wrapped(&format!("{at} {title}{target}"), 4, style.width));
    }
    if !red.causes.is_empty() {
        lines.push("    because".to_owned());
        lines.extend(because(&red.causes, style));
    } else if red.worse {
        let text = "because of nothing that the baseline records: the rules changed, or the \
                    baseline was edited";
        lines.extend(wrapped(text, 4, style.width));
    }
    lines.extend(wrapped(&format!("cut by {}", cut(red)), 4, style.width));
    lines
}
