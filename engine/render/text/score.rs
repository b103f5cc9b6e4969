//! How the figures of a path come about, line by line.

use threatlog_dl::Sources;

use super::grid::{Column, grid};
use super::style::Style;
use crate::answer::Score;
use crate::render::score::{HEADER, figures};

/// Each factor with its word and bin or with where it was said; the product; impact and risk.
pub fn score(score: &Score, sources: &Sources, style: Style) -> String {
    let rows = std::iter::once(HEADER.map(str::to_owned)).chain(figures(score, sources));
    let rows: Vec<Vec<String>> = rows.map(Vec::from).collect();
    let width = |at: usize| {
        let widths = rows.iter().filter_map(|row| row.get(at));
        widths.map(|it| it.chars().count()).max().unwrap_or(0)
    };
    let (first, second) = (width(0), width(1).min(30));
    let rest = style.width.saturating_sub(first + second + 6).max(24);
    let columns = [
        Column::right(first),
        Column::left(second),
        Column::left(rest),
    ];
    let lines = grid(&rows, &columns).into_iter();
    let lines: Vec<String> = lines.map(|line| format!("  {line}\n")).collect();
    format!("\n{}", lines.concat())
}
