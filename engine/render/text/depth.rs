//! Depths of defence as text.

use super::grid::{Column, fitted, grid, headed, wrapped};
use super::style::Style;
use crate::answer::{Act, Analysis, DepthRow, Depths};
use crate::render::depth::{MEANING, controls, counts, instead, nothing, number, what_fails};
use crate::render::{likelihood, plural};

/// The first `top` goals, shallowest first. With `whole`, each with the deeds that its controls
/// hold up.
pub fn depths(
    analysis: &Analysis,
    answer: &Depths,
    top: usize,
    whole: bool,
    style: Style,
) -> String {
    let title = format!("{} · {}", analysis.model.system, counts(answer));
    let mut lines: Vec<String> = wrapped(&title, 0, style.width);
    lines.iter_mut().for_each(|line| *line = style.bold(line));
    lines.push(String::new());
    if answer.rows.is_empty() {
        lines.extend(wrapped(&nothing(answer), 0, style.width));
        return lines.join("\n") + "\n";
    }
    let shown = &answer.rows[..answer.rows.len().min(top)];
    let mut rows = vec![header()];
    rows.extend(shown.iter().map(cells));
    let columns = fitted(&rows, &[2, 3, 4], &[0, 1], style.width.saturating_sub(2));
    lines.extend(headed(&rows[..1], &columns, style));
    for (row, cells) in shown.iter().zip(&rows[1..]) {
        let cells = grid(std::slice::from_ref(cells), &columns);
        lines.extend(cells.iter().map(|line| format!("  {line}")));
        if whole {
            lines.extend(details(row, style));
        }
    }
    let left = answer.rows.len().saturating_sub(top);
    if left > 0 {
        lines.push(format!(
            "  {} not shown: --top N shows more",
            plural(left, "goal")
        ));
    }
    lines.extend(weak_spots(answer, style));
    lines.push(String::new());
    let meaning = wrapped(MEANING, 0, style.width).into_iter();
    lines.extend(meaning.map(|line| style.dim(&line)));
    lines.join("\n") + "\n"
}

fn header() -> Vec<String> {
    let cells = ["DEPTH", "IMPACT", "GOAL", "BY", "WHAT WOULD HAVE TO FAIL"];
    cells.map(str::to_owned).into()
}

fn cells(row: &DepthRow) -> Vec<String> {
    vec![
        number(row),
        row.impact.to_string(),
        format!("{} {}", row.component, row.property),
        row.opening
            .as_ref()
            .map_or_else(String::new, |it| it.actor.clone()),
        what_fails(row),
    ]
}

/// The deeds in order, how likely they are together, and which other controls would do.
fn details(row: &DepthRow, style: Style) -> Vec<String> {
    let Some(breach) = &row.opening else {
        return Vec::new();
    };
    let mut lines = deeds(&breach.path.acts, style.width);
    let product = likelihood(breach.path.likelihood);
    let mut remarks = Vec::new();
    if let Some(attempts) = breach.path.attempts {
        let attempts = likelihood(attempts);
        remarks.push(format!("tries: {} ×{attempts}", breach.actor));
    }
    remarks.push(match breach.depth {
        0 => format!("likelihood {product}"),
        1 => format!("likelihood {product} once it has failed"),
        _ => format!("likelihood {product} once they have failed"),
    });
    remarks.extend(instead(breach, 5));
    let remarks = remarks
        .iter()
        .flat_map(|text| wrapped(text, 6, style.width));
    lines.extend(remarks.map(|line| style.dim(&line)));
    lines
}

/// Numbered deeds, one a row.
pub(super) fn deeds(acts: &[Act], width: usize) -> Vec<String> {
    let rows = (1..).zip(acts).map(|(at, act)| {
        let title = act.title.trim_end_matches('.');
        let target = act.target.as_ref();
        let target = target.map_or_else(String::new, |it| format!(" → {it}"));
        vec![
            at.to_string(),
            format!("{title}{target}"),
            format!("×{}", likelihood(act.likelihood)),
        ]
    });
    let text = width.saturating_sub(4 + 2 + 2 + 2 + 6).max(24);
    let columns = [Column::right(2), Column::left(text), Column::right(5)];
    let lines = grid(&rows.collect::<Vec<_>>(), &columns).into_iter();
    lines.map(|line| format!("    {line}")).collect()
}

/// How many weak spots are shown.
const SPOTS: usize = 8;

fn weak_spots(answer: &Depths, style: Style) -> Vec<String> {
    let spots = &answer.weak_spots;
    if spots.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new()];
    lines.push(style.bold("weak spots: the failure of one control opens a goal"));
    for spot in spots.iter().take(SPOTS) {
        let opens = spot.opens.iter();
        let opens = opens.map(|(component, property, _)| format!("{component} {property}"));
        let text = format!(
            "{}: {}",
            controls(std::slice::from_ref(&spot.control)),
            opens.collect::<Vec<_>>().join(", ")
        );
        lines.extend(wrapped(&text, 2, style.width));
    }
    let left = spots.len().saturating_sub(SPOTS);
    if left > 0 {
        lines.push(format!(
            "  {} more in the JSON answer",
            plural(left, "control")
        ));
    }
    lines
}
