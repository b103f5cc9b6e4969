//! A table in; its lines out.

use unicode_width::UnicodeWidthStr;

use super::grid::{Cells, fitted, grid, wrapped};
use super::style::Style;
use super::{block, indented, more};
use crate::report::{Block, Cell, Column, Line, Place, Row, Table};

/// Header and rows, two blanks further in. What has its place below a row, and the row's details,
/// stand there.
pub(super) fn table(table: &Table, indent: usize, style: Style) -> Vec<String> {
    let is_beside = |it: &Column| matches!(it.place, Place::Beside | Place::Terminal);
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|&at| table.columns.get(at).is_some_and(is_beside))
        .collect();
    let columns: Vec<&Column> = shown
        .iter()
        .filter_map(|&at| table.columns.get(at))
        .collect();
    let header: Vec<String> = columns.iter().map(|it| it.title.to_uppercase()).collect();
    let rows = table.rows.iter().map(|row| {
        let cells = shown.iter().map(|&at| row.cells.get(at));
        cells.map(|it| it.map_or_else(String::new, flat)).collect()
    });
    let has_header = header.iter().any(|it| !it.is_empty());
    let rows: Vec<Vec<String>> = std::iter::once(header).chain(rows).collect();
    let room = style.width.saturating_sub(indent + 2);
    let cells = fitted(&rows, &columns, room);
    let (header, rows) = rows.split_at(1);
    let mut lines = Vec::new();
    if has_header {
        lines.extend(
            grid(header, &cells)
                .iter()
                .map(|it| format!("  {}", style.dim(it))),
        );
    }
    let most = table.most.map_or(usize::MAX, |it| it.0);
    for (at, (row, texts)) in table.rows.iter().zip(rows).enumerate().take(most) {
        lines.extend(beside(row, texts, &cells, style));
        lines.extend(row.details.iter().flat_map(|it| detail(it, style)));
        lines.extend(below(table, at, style));
    }
    let more = table
        .most
        .and_then(|(most, noun)| more(table.rows.len(), most, noun));
    lines.extend(more.map(|it| style.dim(&format!("  {it}; all in --format json"))));
    indented(lines, indent)
}

fn beside(row: &Row, texts: &[String], cells: &[Cells], style: Style) -> Vec<String> {
    let mark = match row.risk {
        Some(risk) => style.by_risk(risk, "▌"),
        None => " ".to_owned(),
    };
    let lines = grid(&[texts.to_vec()], cells).into_iter();
    lines.map(|line| format!("{mark} {line}")).collect()
}

/// How many lines of a cell are shown below a row.
const LINES: usize = 6;

/// What has its place below this row: once, below the last one of those that say the same there.
fn below(table: &Table, at: usize, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    for (place, column) in table.columns.iter().enumerate() {
        let cell = |at: usize| table.rows.get(at).and_then(|row| row.cells.get(place));
        let Some(here) = cell(at).filter(|it| column.is_below() && !it.is_empty()) else {
            continue;
        };
        if cell(at + 1) == Some(here) {
            continue;
        }
        let alike = (0..=at)
            .rev()
            .take_while(|&it| cell(it) == Some(here))
            .count();
        let lead = lead(column, alike);
        let found = match here.0.as_slice() {
            [Line { text, place: None }] => {
                let lead = match (lead.as_str(), column.place) {
                    ("", _) => lead,
                    (it, Place::ReadOn) => format!("{it} "),
                    (it, _) => format!("{it}: "),
                };
                wrapped(&format!("{lead}{text}"), 4, style.width)
            }
            all => {
                let mut found = vec![format!("    {lead}")];
                let shown = all.iter().take(LINES);
                found.extend(shown.flat_map(|it| line(it, 6, style.width)));
                if let Some(more @ 1..) = all.len().checked_sub(LINES) {
                    found.push(format!("      and {more} more"));
                }
                found
            }
        };
        lines.extend(found.iter().map(|it| style.dim(it)));
    }
    lines
}

/// What leads in a cell below a row, or below so many that say the same.
fn lead(column: &Column, alike: usize) -> String {
    let title = match column.place {
        Place::OnlyBelow => String::new(),
        _ => column.title.to_lowercase(),
    };
    match (alike, title.as_str()) {
        (1, _) => title,
        (_, "") => format!("these {alike}"),
        _ => format!("these {alike}, {title}"),
    }
}

fn detail(part: &Block, style: Style) -> Vec<String> {
    match part {
        Block::List(items) => {
            let lines = items.iter().flat_map(|it| wrapped(it, 6, style.width));
            lines.map(|line| style.dim(&line)).collect()
        }
        other => block(other, 4, style),
    }
}

/// A text with its place on the right where both fit, else below.
fn line(it: &Line, indent: usize, width: usize) -> Vec<String> {
    let place = it.place.as_deref().unwrap_or_default();
    let room = width.saturating_sub(indent);
    if place.is_empty() {
        return wrapped(&it.text, indent, width);
    }
    if it.text.width() + 2 + place.width() <= room {
        let gap = room - it.text.width() - place.width();
        return vec![format!("{:indent$}{}{:gap$}{place}", "", it.text, "")];
    }
    let mut lines = wrapped(&it.text, indent, width);
    lines.push(format!("{:1$}{place}", "", indent + 2));
    lines
}

/// A cell as one text.
fn flat(cell: &Cell) -> String {
    let lines = cell.0.iter().map(|line| match &line.place {
        Some(place) => format!("{} ({place})", line.text),
        None => line.text.clone(),
    });
    lines.collect::<Vec<_>>().join("; ")
}
