//! How the figures of a path come about, as a Markdown table.

use threatlog_dl::Sources;

use super::table::table;
use crate::answer::Score;
use crate::render::score::figures;

pub fn score(score: &Score, sources: &Sources) -> String {
    let rows: Vec<Vec<String>> = figures(score, sources).into_iter().map(Vec::from).collect();
    let header = ["Factor", "From", "For"].map(str::to_owned);
    format!("\n## Score\n\n{}", table(&header, &rows))
}
