//! What a change does to the goals of a system, as text.

use super::grid::{fitted, grid, headed, wrapped};
use super::style::Style;
use crate::answer::{Cause, Comparison, Difference};
use crate::render::compare::{cause, counts, risks, totals, unchanged, word};
use unicode_width::UnicodeWidthStr;

/// The goals that differ, at most `top` of them; `id` shortens a path's id.
pub fn compare(
    title: &str,
    answer: &Comparison,
    top: usize,
    id: &dyn Fn(&str) -> String,
    style: Style,
) -> String {
    let headline = format!("{title} · {}", counts(answer));
    let headline = wrapped(&headline, 0, style.width);
    let mut lines: Vec<String> = headline.iter().map(|line| style.bold(line)).collect();
    lines.push(String::new());
    if answer.rows.is_empty() {
        lines.extend(wrapped(&unchanged(answer), 0, style.width));
        return lines.join("\n") + "\n";
    }
    let shown = answer.rows.get(..top).unwrap_or(&answer.rows);
    lines.extend(rows(shown, id, style));
    lines.push(String::new());
    let more = answer.rows.len() - shown.len();
    if more > 0 {
        lines.push(format!("{more} more changes: --top {}", answer.rows.len()));
    }
    lines.push(totals(answer));
    if !answer.certain {
        let text = "Some search was cut: a likelier path than the one counted may exist.";
        lines.push(text.to_owned());
    }
    lines.join("\n") + "\n"
}

/// The rows; causes stand below the rows that they explain.
fn rows(shown: &[Difference], id: &dyn Fn(&str) -> String, style: Style) -> Vec<String> {
    let header = ["CHANGE", "RISK", "GOAL", "BY", "PATH"].map(str::to_owned);
    let mut table = vec![Vec::from(header)];
    table.extend(shown.iter().map(|row| cells(row, id)));
    let columns = fitted(&table, &[2, 3], &[], style.width.saturating_sub(2));
    let mut lines = headed(&table[..1], &columns, style);
    let mut alike = 0;
    for (at, (row, cells)) in shown.iter().zip(&table[1..]).enumerate() {
        alike += 1;
        let cells = grid(std::slice::from_ref(cells), &columns).into_iter();
        lines.extend(cells.map(|line| format!("  {line}")));
        let next = shown.get(at + 1);
        if next.is_none_or(|next| next.causes != row.causes) {
            if alike > 1 && !row.causes.is_empty() {
                lines.push(style.dim(&format!("    these {alike}, because of")));
            }
            alike = 0;
            lines.extend(because(&row.causes, style));
        }
    }
    lines
}

fn cells(row: &Difference, id: &dyn Fn(&str) -> String) -> Vec<String> {
    let path = match (&row.before, &row.after) {
        (Some(old), Some(new)) if old.path != new.path => {
            format!("{} → {}", id(&old.path), id(&new.path))
        }
        (_, Some(it)) | (Some(it), None) => id(&it.path),
        (None, None) => String::new(),
    };
    vec![
        word(row.kind).to_owned(),
        risks(row),
        format!("{} {}", row.goal.component, row.goal.property),
        row.goal.actor.clone(),
        path,
    ]
}

/// Causes with their places on the right where both fit, else below.
pub(super) fn because(causes: &[Cause], style: Style) -> Vec<String> {
    const SHOWN: usize = 6;
    const INDENT: usize = 6;
    let room = style.width.saturating_sub(INDENT);
    let mut lines = Vec::new();
    for it in causes.iter().take(SHOWN) {
        let text = cause(it);
        let place = it.place.clone().unwrap_or_default();
        if text.width() + 2 + place.width() <= room {
            let gap = room - text.width() - place.width();
            let gap = if place.is_empty() { 0 } else { gap };
            lines.push(format!("{:INDENT$}{text}{:gap$}{place}", "", ""));
            continue;
        }
        lines.extend(wrapped(&text, INDENT, style.width));
        lines.push(format!("{:1$}{place}", "", INDENT + 2));
    }
    if let Some(more @ 1..) = causes.len().checked_sub(SHOWN) {
        lines.push(format!("{:INDENT$}and {more} more", ""));
    }
    lines.iter().map(|line| style.dim(line)).collect()
}
