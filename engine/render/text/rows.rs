//! The rows of a query as text.

use super::grid::{fitted, headed, wrapped};
use super::style::Style;
use crate::answer::Row;
use crate::render::{certainty, likelihood, plural};

/// A query's answer: its columns, the likelihood of each row and the id of its likeliest path.
pub fn rows(title: &str, columns: &[String], rows: &[Row], ids: &[String], style: Style) -> String {
    let title = if title.is_empty() {
        "query"
    } else {
        title.trim_end_matches('.')
    };
    let headline = format!("{title} · {}", plural(rows.len(), "row"));
    let mut lines: Vec<String> = wrapped(&headline, 0, style.width)
        .into_iter()
        .map(|line| style.bold(&line))
        .collect();
    lines.push(String::new());
    if rows.is_empty() {
        lines.push("  no row".to_owned());
        return lines.join("\n") + "\n";
    }
    let mut header: Vec<String> = columns.iter().map(|name| name.to_uppercase()).collect();
    header.extend(["LIKELIHOOD", "PATH"].map(str::to_owned));
    let mut cells = vec![header];
    cells.extend(rows.iter().zip(ids).map(|(row, id)| {
        let mut cells = row.values.clone();
        let certain = row.path.likelihood >= 1.0;
        cells.push(if certain {
            "certain".to_owned()
        } else {
            format!(
                "{}{}",
                certainty(row.path.exact),
                likelihood(row.path.likelihood)
            )
        });
        cells.push(id.clone());
        cells
    }));
    let flexible: Vec<usize> = (0..columns.len()).collect();
    let columns = fitted(&cells, &flexible, &[], style.width.saturating_sub(2));
    lines.extend(headed(&cells, &columns, style));
    lines.join("\n") + "\n"
}
