//! Rows of cells in columns of given widths.

use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Padding, Style, Width};
use unicode_width::UnicodeWidthStr;

/// A column: how wide it is and on which side its text stands.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub width: usize,
    pub right: bool,
}

impl Column {
    pub fn left(width: usize) -> Self {
        Self {
            width,
            right: false,
        }
    }

    pub fn right(width: usize) -> Self {
        Self { width, right: true }
    }
}

/// Lines of a table without borders; long cells wrap at words. Columns are two blanks apart.
pub fn grid(rows: &[Vec<String>], columns: &[Column]) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let wrap = |(cell, column): (&String, &Column)| textwrap::fill(cell, words(column.width));
    let wrapped = rows.iter().map(|row| row.iter().zip(columns).map(wrap));
    let mut table = Builder::from_iter(wrapped).build();
    table.with(Style::empty()).with(Padding::new(0, 2, 0, 0));
    for (at, column) in columns.iter().enumerate() {
        table.modify(Columns::one(at), Width::increase(column.width.max(1)));
        if column.right {
            table.modify(Columns::one(at), Alignment::right());
        }
    }
    let text = table.to_string();
    text.lines()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// The widths that rows need, the header included; the column `flexible` is cut so that all fit
/// into `total`, but not below `least`.
pub fn fit(rows: &[Vec<String>], flexible: usize, least: usize, total: usize) -> Vec<usize> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![0; count];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let all: usize = widths.iter().map(|width| width + 2).sum();
    if let Some(width) = widths.get_mut(flexible) {
        let over = all.saturating_sub(total + 2);
        *width = width.saturating_sub(over).max(least.min(*width));
    }
    widths
}

/// Text wrapped at words, every line indented.
pub fn wrapped(text: &str, indent: usize, width: usize) -> Vec<String> {
    let lines = textwrap::wrap(text, words(width.saturating_sub(indent).max(20)));
    let lines = lines.into_iter();
    lines.map(|line| format!("{:indent$}{line}", "")).collect()
}

/// Names keep their hyphens: `vector-index` is one word.
fn words(width: usize) -> textwrap::Options<'static> {
    textwrap::Options::new(width.max(1)).word_splitter(textwrap::WordSplitter::NoHyphenation)
}
