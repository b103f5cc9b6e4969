//! Cases that were tested, as Markdown.

use super::table::table;
use crate::render::cases::{Tested, counts};

/// The counts and a table of what fails.
pub fn cases(tested: &[Tested]) -> String {
    let header = ["Expectation", "Goal", "Why", "Nearest"].map(str::to_owned);
    let failures = tested.iter().flat_map(|it| &it.failures);
    let rows = failures.map(|(place, it)| {
        let nearest = it.nearest.clone().unwrap_or_default();
        vec![
            format!("`{place}`"),
            it.goal.clone(),
            it.reason.clone(),
            nearest,
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return counts(tested) + "\n";
    }
    format!("{}\n\n{}", counts(tested), table(&header, &rows))
}
