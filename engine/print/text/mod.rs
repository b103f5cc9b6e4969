//! A report in; text for a terminal out.

mod grid;
mod proof;
mod style;
mod table;

pub use style::Style;

use threatlog_dl::visible;
use unicode_width::UnicodeWidthStr;

use crate::report::{Block, Deed, Hint, Report, Task, plural};
use grid::{Cells, JOINED, grid, wrapped};

/// The answer, and what to ask next.
pub fn text(report: Report, style: Style) -> String {
    let shown = |it: &str| visible(it).into_owned();
    let report = report.map(&shown, &shown);
    let headline = match report.headline.as_str() {
        "" => Vec::new(),
        text => wrapped(text, 0, style.width),
    };
    let mut lines: Vec<String> = headline.iter().map(|it| style.bold(it)).collect();
    let mut before: Option<&Block> = None;
    for part in &report.blocks {
        if !lines.is_empty() && stands_apart(before, part) {
            lines.push(String::new());
        }
        lines.extend(block(part, 0, style));
        before = Some(part);
    }
    let mut text: String = lines.iter().map(|line| obeyed_by_nobody(line)).collect();
    text.push_str(&hints(&report.next));
    text
}

/// The lines that say what to ask next. A description stands beside its command where all of them
/// fit, else below it.
pub fn hints(hints: &[Hint]) -> String {
    if hints.is_empty() {
        return String::new();
    }
    let length = |text: &str| text.width();
    let commands = hints.iter().map(|it| length(&it.command));
    let width = commands.max().unwrap_or(0);
    let beside = hints
        .iter()
        .all(|it| 6 + width + 2 + length(&it.what) <= 80);
    let lines = hints.iter().enumerate().map(|(at, hint)| {
        let Hint { command, what } = hint;
        let lead = if at == 0 { "next: " } else { "      " };
        if beside {
            format!("{lead}{command:width$}  {what}\n")
        } else {
            format!("{lead}{command}\n        {what}\n")
        }
    });
    format!("\n{}", lines.collect::<String>())
}

/// Whether a blank line comes before a part.
fn stands_apart(before: Option<&Block>, part: &Block) -> bool {
    !matches!(
        (before, part),
        (Some(Block::Heading(_)), _)
            | (Some(Block::Note(_)), Block::Note(_))
            | (None, Block::Proof(_))
    )
}

/// A line with its end. One that a CI runner would take for a command (GitHub's `::`, the `##` of
/// Azure and TeamCity) gets a backslash in front.
fn obeyed_by_nobody(line: &str) -> String {
    let start = line.trim_start();
    let command = start.starts_with("::")
        || start
            .strip_prefix("##")
            .is_some_and(|it| it.starts_with(|it: char| it == '[' || it.is_alphanumeric()));
    if !command {
        return format!("{line}\n");
    }
    let (blank, rest) = line.split_at(line.len() - start.len());
    format!("{blank}\\{rest}\n")
}

/// The lines of a part, each so far in.
fn block(part: &Block, indent: usize, style: Style) -> Vec<String> {
    let prose = |text: &str, more: usize| wrapped(text, indent + more, style.width);
    match part {
        Block::Heading(text) => prose(text, 0).iter().map(|it| style.bold(it)).collect(),
        Block::Text(text) => prose(text, 0),
        Block::Note(text) => prose(text, 0).iter().map(|it| style.dim(it)).collect(),
        Block::List(items) => items.iter().flat_map(|it| prose(it, 2)).collect(),
        Block::LongList { items, most, noun } => {
            let shown = items.iter().take(*most).flat_map(|it| prose(it, 2));
            let more = more(items.len(), *most, noun).map(|it| style.dim(&format!("  {it}")));
            shown.chain(more).collect()
        }
        Block::Tasks(tasks) => tasks
            .iter()
            .flat_map(|it| task(it, indent, style))
            .collect(),
        Block::Pairs(list) => pairs(list, indent, style),
        Block::Deeds(list) => deeds(list, indent, style),
        Block::Table(it) => table::table(it, indent, style),
        Block::Proof(facts) => proof::proof(facts, style),
        Block::Code(text) => text.lines().map(|it| visible(it).into_owned()).collect(),
    }
}

/// `and 3 more goals`, if there are more than are shown.
fn more(all: usize, shown: usize, noun: &str) -> Option<String> {
    let left = all.checked_sub(shown).filter(|it| *it > 0)?;
    Some(format!("and {}", plural(left, &format!("more {noun}"))))
}

/// Numbered deeds, one a row.
fn deeds(list: &[Deed], indent: usize, style: Style) -> Vec<String> {
    let rows = (1..).zip(list).map(|(at, deed)| {
        let target = deed.target.as_ref();
        let target = target.map_or_else(String::new, |it| format!(" →{JOINED}{it}"));
        let atlas = deed.atlas.clone().unwrap_or_default();
        let title = format!("{}{target}", deed.title);
        vec![at.to_string(), title, atlas, deed.chance.clone()]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        cells.map(|it| it.width()).max().unwrap_or(0)
    };
    let (number, atlas, chance) = (width(0), width(2), width(3));
    let used = indent + number + atlas + chance + if atlas == 0 { 5 } else { 7 };
    let columns = [
        Cells::right(number),
        Cells::left(style.width.saturating_sub(used).max(24)),
        Cells::left(atlas),
        Cells::right(chance),
    ];
    indented(grid(&rows, &columns), indent)
}

fn task(task: &Task, indent: usize, style: Style) -> Vec<String> {
    if task.name.is_empty() {
        return wrapped(&task.text, indent + 2, style.width);
    }
    let deep = indent + task.name.width() + 2;
    let mut lines = vec![String::new()];
    lines.extend(wrapped(&task.text, deep, style.width));
    if let Some(first) = lines.get_mut(1) {
        *first = format!(
            "{:indent$}{}  {}",
            "",
            style.bold(&task.name),
            first.trim_start()
        );
    }
    lines.extend(pairs(&task.pairs, deep, style));
    lines
}

/// Names in a column, what is said of them beside.
fn pairs(list: &[(String, String)], indent: usize, style: Style) -> Vec<String> {
    let names = list.iter().map(|(name, _)| name.width());
    let width = names.max().unwrap_or(0);
    let columns = [
        Cells::left(width),
        Cells::left(style.width.saturating_sub(indent + width + 2).max(24)),
    ];
    let rows = list
        .iter()
        .map(|(name, text)| vec![name.clone(), text.clone()]);
    indented(grid(&rows.collect::<Vec<_>>(), &columns), indent)
}

fn indented(lines: Vec<String>, indent: usize) -> Vec<String> {
    let lines = lines.into_iter();
    lines.map(|line| format!("{:indent$}{line}", "")).collect()
}
