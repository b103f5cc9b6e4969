//! Words with their meanings, as text.

use super::grid::{Column, grid};
use super::style::Style;

/// A headline and one word a line, its meaning beside it.
pub fn words(title: &str, rows: &[(String, String)], style: Style) -> String {
    let width = rows.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
    let meaning = style.width.saturating_sub(2 + width + 2).max(24);
    let columns = [Column::left(width), Column::left(meaning)];
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|(word, meaning)| vec![word.clone(), meaning.clone()])
        .collect();
    let lines = grid(&cells, &columns).into_iter();
    let lines: String = lines.map(|line| format!("  {line}\n")).collect();
    format!("{}\n{lines}", style.bold(title))
}
