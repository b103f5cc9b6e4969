//! What findings mean for the NIST AI RMF, as Markdown.

use super::table::table;
use crate::answer::{Analysis, Paths, Subcategory};
use crate::render::{NOTHING, plural, rmf::paths};

/// The subcategories that the paths bear on, as an answer of its own.
pub fn rmf(
    analysis: &Analysis,
    answer: &Paths,
    subcategories: &[Subcategory],
    ids: &[String],
) -> String {
    if answer.rows.is_empty() {
        return format!(
            "# NIST AI RMF 1.0: {}\n\n{NOTHING}\n",
            analysis.model.system
        );
    }
    format!(
        "# NIST AI RMF 1.0: {}\n\nWhat {} bear on; {} in reach not counted. Names of subcategories \
         are abridged.\n\n{}",
        analysis.model.system,
        plural(answer.rows.len(), "attack path"),
        plural(answer.goals_left, "goal"),
        rmf_table(subcategories, ids)
    )
}

/// A row for each subcategory and reason.
pub fn rmf_table(subcategories: &[Subcategory], ids: &[String]) -> String {
    let header = ["Subcategory", "About", "Why", "Paths"].map(str::to_owned);
    let rows = subcategories.iter().flat_map(|it| {
        it.reasons.iter().map(|reason| {
            vec![
                it.id.to_owned(),
                it.name.to_owned(),
                reason.why.clone(),
                paths(&reason.rows, ids),
            ]
        })
    });
    let rows: Vec<Vec<String>> = rows.collect();
    table(&header, &rows)
}
