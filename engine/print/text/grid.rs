//! Rows of cells in columns of given widths.

use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Padding, Style as Borders, Width};
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

use crate::report::Column;

/// The cells of a column: how wide they are and on which side their text stands.
#[derive(Clone, Copy, Debug)]
pub struct Cells {
    width: usize,
    right: bool,
}

impl Cells {
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

/// Lines of a table without borders; long cells wrap at words. Columns are two blanks apart; those
/// without width are left out.
pub fn grid(rows: &[Vec<String>], columns: &[Cells]) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let wrap = |(cell, column): (&String, &Cells)| {
        let lines = broken(cell, column.width).join("\n");
        (column.width > 0).then(|| lines.replace(JOINED, " "))
    };
    let shown = rows
        .iter()
        .map(|row| row.iter().zip(columns).filter_map(wrap));
    let columns: Vec<Cells> = columns.iter().copied().filter(|it| it.width > 0).collect();
    let mut table = Builder::from_iter(shown).build();
    table.with(Borders::empty()).with(Padding::new(0, 2, 0, 0));
    for (at, _) in columns.iter().enumerate().filter(|(_, it)| it.right) {
        table.modify(Columns::one(at), Alignment::right());
    }
    table.with(Width::list(columns.iter().map(|it| it.width + 2)));
    let text = table.to_string();
    let lines = text.lines().map(|line| line.trim_end().to_owned());
    lines.collect()
}

/// Cells as wide as rows need, the header included. The widest of the columns that wrap are cut
/// until all fit into `total`: first down to their longest words, then, within words, down to 12.
pub fn fitted(rows: &[Vec<String>], columns: &[&Column], total: usize) -> Vec<Cells> {
    let count = columns.len();
    let (mut widths, mut words) = (vec![0; count], vec![0; count]);
    for row in rows {
        for (at, cell) in row.iter().enumerate().take(count) {
            widths[at] = widths[at].max(cell.width());
            let word = cell.split(' ').map(UnicodeWidthStr::width).max();
            words[at] = words[at].max(word.unwrap_or(0));
        }
    }
    for least in [words, vec![12; count]] {
        let all = widths.iter().map(|width| width + 2).sum::<usize>();
        for _ in 0..all.saturating_sub(total + 2) {
            let wide = (0..count).filter(|&at| columns[at].wraps && widths[at] > least[at]);
            if let Some(widest) = wide.max_by_key(|&at| widths[at]) {
                widths[widest] -= 1;
            }
        }
    }
    let cells = widths.into_iter().zip(columns);
    cells
        .map(|(width, column)| Cells {
            width: width.max(1),
            right: column.right,
        })
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
