//! Rows of cells in columns of given widths.

use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Padding, Style as Borders, Width};
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

use super::style::Style;

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

/// A blank at which no line is broken.
pub const JOINED: char = '\u{a0}';

/// Lines of a table without borders; long cells wrap at words. Columns are two blanks apart.
pub fn grid(rows: &[Vec<String>], columns: &[Column]) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let wrap = |(cell, column): (&String, &Column)| broken(cell, column.width).join("\n");
    let wrap = |it| aligned(&wrap(it).replace(JOINED, " "), it.1);
    let wrapped = rows.iter().map(|row| row.iter().zip(columns).map(wrap));
    let mut table = Builder::from_iter(wrapped).build();
    table.with(Borders::empty()).with(Padding::new(0, 2, 0, 0));
    for (at, column) in columns.iter().enumerate() {
        table.modify(Columns::one(at), Width::increase(column.width.max(1)));
    }
    let text = table.to_string();
    text.lines()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Every line moved to the column's right side, if that is where it stands. `Width::increase` fills
/// lines up on their right before the table could align them.
fn aligned(text: &str, column: &Column) -> String {
    if !column.right {
        return text.to_owned();
    }
    let lines = text.lines().map(|line| {
        let gap = column.width.saturating_sub(line.width());
        format!("{:gap$}{line}", "")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The widths that rows need, the header included. The widest of the `flexible` columns are cut
/// until all fit into `total`: first down to their longest words, then, within words, down to 12.
fn fit(rows: &[Vec<String>], flexible: &[usize], total: usize) -> Vec<usize> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let (mut widths, mut words) = (vec![0; count], vec![0; count]);
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            widths[at] = widths[at].max(cell.width());
            let word = cell.split(' ').map(UnicodeWidthStr::width).max();
            words[at] = words[at].max(word.unwrap_or(0));
        }
    }
    for least in [words, vec![12; count]] {
        let all = widths.iter().map(|width| width + 2).sum::<usize>();
        for _ in 0..all.saturating_sub(total + 2) {
            let columns = flexible.iter().copied();
            let wide = columns.filter(|&at| at < count && widths[at] > least[at]);
            if let Some(widest) = wide.max_by_key(|&at| widths[at]) {
                widths[widest] -= 1;
            }
        }
    }
    widths
}

/// Columns as wide as `fit` says; those that are `right` hold figures.
pub fn fitted(
    rows: &[Vec<String>],
    flexible: &[usize],
    right: &[usize],
    total: usize,
) -> Vec<Column> {
    let widths = fit(rows, flexible, total).into_iter().enumerate();
    let columns = widths.map(|(at, width)| Column {
        width,
        right: right.contains(&at),
    });
    columns.collect()
}

/// The lines of a table whose first row is the header, two blanks further in.
pub fn headed(rows: &[Vec<String>], columns: &[Column], style: Style) -> Vec<String> {
    let (header, rows) = rows.split_at(rows.len().min(1));
    let header = grid(header, columns).into_iter();
    let rows = grid(rows, columns).into_iter();
    header
        .map(|line| format!("  {}", style.dim(&line)))
        .chain(rows.map(|line| format!("  {line}")))
        .collect()
}

/// Text wrapped at words, every line indented.
pub fn wrapped(text: &str, indent: usize, width: usize) -> Vec<String> {
    let lines = broken(text, width.saturating_sub(indent).max(20)).into_iter();
    lines.map(|line| format!("{:indent$}{line}", "")).collect()
}

/// A place at which a name may be broken; takes no room.
const JOINT: char = '\u{200b}';

/// Lines of at most this width. Names are split at their hyphens and underscores only if one is
/// too long for a line.
fn broken(text: &str, width: usize) -> Vec<String> {
    let too_long = text.split(' ').any(|word| word.width() > width);
    let (text, splitter) = if too_long {
        let jointed = text.replace('_', &format!("_{JOINT}"));
        (jointed, WordSplitter::HyphenSplitter)
    } else {
        (text.to_owned(), WordSplitter::NoHyphenation)
    };
    let options = Options::new(width.max(1))
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(splitter);
    let lines = textwrap::wrap(&text, options).into_iter();
    lines.map(|line| line.replace(JOINT, "")).collect()
}

/// Words end at blanks and joints.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut ends = line.char_indices().peekable();
    let mut start = 0;
    Box::new(std::iter::from_fn(move || {
        while let Some((at, letter)) = ends.next() {
            let end = at + letter.len_utf8();
            let more_blanks = ends.peek().is_some_and(|(_, next)| *next == ' ');
            let ends_word = letter == JOINT || (letter == ' ' && !more_blanks);
            if ends_word || ends.peek().is_none() {
                let word = Word::from(&line[start..end]);
                start = end;
                return Some(word);
            }
        }
        None
    }))
}
