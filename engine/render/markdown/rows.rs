//! The rows of a query as Markdown.

use super::reach::way;
use super::table::table;
use crate::answer::Row;
use crate::render::{certainty, likelihood, plural};

/// A query's answer: its columns, then the likelihood of each row and how it comes about.
pub fn rows(title: &str, columns: &[String], rows: &[Row], ids: &[String]) -> String {
    let title = match title.trim_end_matches('.') {
        "" => "Query",
        title => title,
    };
    let mut text = format!("# {title}\n\n{}.\n", plural(rows.len(), "row"));
    if rows.is_empty() {
        return text;
    }
    let mut header = columns.to_vec();
    header.extend(["Likelihood", "How", "Path"].map(str::to_owned));
    let cells = rows.iter().zip(ids).map(|(row, id)| {
        let path = &row.path;
        let mut cells = row.values.clone();
        cells.push(if path.likelihood >= 1.0 {
            "certain".to_owned()
        } else {
            format!("{}{}", certainty(path.exact), likelihood(path.likelihood))
        });
        cells.extend([way(path), id.clone()]);
        cells
    });
    text.push('\n');
    text.push_str(&table(&header, &cells.collect::<Vec<_>>()));
    text
}
