//! A report in; Markdown for pages, tickets and pull requests out.

pub mod reference;

use threatlog_dl::visible;

use crate::report::{Block, Cell, Deed, Line, Place, Proven, Report, Row, Table, Task};

/// The answer as a page. Texts that came from a model or a file hold no markup (CommonMark, with
/// the tables and bare links of GitHub).
pub fn markdown(report: Report) -> String {
    let report = report.map(&escaped, &code_span);
    let mut parts = vec![format!("# {}\n", report.title)];
    if !report.headline.is_empty() {
        parts.push(format!("{}\n", sentence(&beginning(&report.headline))));
    }
    let blocks = report.blocks.iter().chain(&report.appendix);
    parts.extend(blocks.map(|it| block(it, 2)));
    parts.join("\n")
}

/// A text on one line, as it is to be read: nothing in it is markup.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut shown = String::with_capacity(text.len());
    let letters: Vec<char> = text.chars().collect();
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|it| letters.get(it)).copied();
        let after = letters.get(at + 1).copied();
        if is_markup(before, letter, after) {
            shown.push('\\');
        }
        shown.push(letter);
    }
    shown
}

/// Paragraphs of a text, none of which is markup.
fn prose(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|it| beginning(&escaped(it)));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// A text that begins a line: what would begin a list, a heading or a rule there does not, nor a
/// command to a CI runner that sees the page go by.
fn beginning(text: &str) -> String {
    let digits = text.trim_start_matches(|it: char| it.is_ascii_digit());
    let mut after = digits.chars();
    let numbered = digits.len() < text.len()
        && matches!(after.next(), Some('.' | ')'))
        && after.next().is_none_or(|it| it == ' ');
    if numbered {
        let (number, rest) = text.split_at(text.len() - digits.len());
        format!("{number}\\{rest}")
    } else if text.starts_with(['#', '+', '-', '=']) || text.starts_with("::") {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}

/// A text as code within a line. There is no escaping inside of it, so a backtick goes.
fn code_span(text: &str) -> String {
    format!("`{}`", visible(text).replace('`', "'"))
}

fn is_markup(before: Option<char>, letter: char, after: Option<char>) -> bool {
    let word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    match letter {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => true,
        // Within a word it is no emphasis.
        '_' => !(word(before) && word(after)),
        '&' => after.is_some_and(|it| it == '#' || it.is_ascii_alphabetic()),
        // A bare address becomes a link.
        ':' => after == Some('/'),
        '!' => after == Some('['),
        _ => false,
    }
}

/// A part; its headings are of this level.
fn block(part: &Block, level: usize) -> String {
    match part {
        Block::Heading(text) => format!("{} {text}\n", "#".repeat(level)),
        Block::Text(text) | Block::Note(text) => format!("{}\n", beginning(text)),
        Block::List(items) | Block::LongList { items, .. } => items
            .iter()
            .map(|it| format!("- {}\n", beginning(it)))
            .collect(),
        Block::Tasks(tasks) => tasks.iter().map(task).collect(),
        Block::Pairs(pairs) => pairs
            .iter()
            .map(|(name, text)| format!("- {name}: {text}\n"))
            .collect(),
        Block::Deeds(list) => (1..).zip(list).map(|(at, it)| deed(at, it)).collect(),
        Block::Table(it) => table(it, level),
        Block::Proof(facts) => proof(facts),
        Block::Code(text) => code(text),
    }
}

fn task(task: &Task) -> String {
    let pairs = task.pairs.iter();
    let pairs = pairs.map(|(name, text)| format!("  - {name}: {text}\n"));
    let name = match task.name.as_str() {
        "" => String::new(),
        name => format!("**{name}** "),
    };
    format!("- [ ] {name}{}\n{}", task.text, pairs.collect::<String>())
}

fn deed(at: usize, deed: &Deed) -> String {
    let target = deed.target.as_ref();
    let target = target.map_or_else(String::new, |it| format!(" → {it}"));
    let mut figures = vec![deed.techniques.join(", "), deed.chance.clone()];
    figures.retain(|it| !it.is_empty());
    format!("{at}. {}{target} ({})\n", deed.title, figures.join("; "))
}

/// The table, then each row that has details under a heading of its own.
fn table(table: &Table, level: usize) -> String {
    let columns = table.columns.iter().enumerate();
    let columns = columns.filter(|(_, it)| !matches!(it.place, Place::Terminal | Place::OnlyBelow));
    let columns: Vec<usize> = columns.map(|(at, _)| at).collect();
    let titles = columns.iter().filter_map(|&at| table.columns.get(at));
    let titles: Vec<&str> = titles.map(|it| it.title.as_str()).collect();
    let rows = table.rows.iter().map(|row| {
        let cells = columns.iter().map(|&at| row.cells.get(at));
        let cells = cells.map(|it| it.map_or_else(String::new, cell));
        cells.collect()
    });
    let mut text = grid(&titles, rows);
    let details = table.rows.iter().filter(|row| !row.details.is_empty());
    text.extend(details.map(|row| section(row, level)));
    text
}

/// Header and rows of cells that are Markdown already.
fn grid(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let mut text = line(header) + &line(&vec!["---"; header.len()]);
    for row in rows {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        text.push_str(&line(&cells));
    }
    text
}

fn cell(cell: &Cell) -> String {
    let lines = cell.0.iter().map(|line| {
        let Line { text, place } = line;
        match place {
            Some(place) => format!("{text} ({place})"),
            None => text.clone(),
        }
    });
    lines.collect::<Vec<_>>().join("; ")
}

fn section(row: &Row, level: usize) -> String {
    let mut text = String::new();
    if !row.title.is_empty() {
        text.push_str(&format!("\n{} {}\n", "#".repeat(level), row.title));
    }
    let parts = row.details.iter();
    text.extend(parts.map(|it| format!("\n{}", block(it, level + 1))));
    text
}

/// Each fact once, numbered, so that long proofs stay readable without deep nesting.
fn proof(facts: &[Proven]) -> String {
    let line = |(at, fact): (usize, &Proven)| {
        let mut line = format!("{at}. {}", fact.sentence);
        if let Some(by) = &fact.by {
            line.push_str(&format!(" — by {by}"));
        }
        if !fact.premises.is_empty() {
            let premises = fact.premises.iter().map(|at| (at + 1).to_string());
            let premises: Vec<String> = premises.collect();
            line.push_str(&format!(" — from {}", premises.join(", ")));
        }
        if !fact.absent.is_empty() {
            line.push_str(&format!(" — not: {}", fact.absent.join("; ")));
        }
        if let Some(told) = &fact.told {
            line.push_str(&format!(" — {told}"));
        }
        line + "\n"
    };
    (1..).zip(facts).map(line).collect()
}

/// Text between fences that none of its lines can close.
fn code(text: &str) -> String {
    let runs = text.split(|it| it != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
    let lines: String = text
        .lines()
        .map(|it| format!("{}\n", visible(it)))
        .collect();
    format!("{fence}\n{lines}{fence}\n")
}

/// A line as a sentence.
fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?', ':']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
