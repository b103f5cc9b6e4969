//! The facts of a model as text.

use threatlog_dl::Sources;

use super::grid::{fitted, grid};
use super::style::Style;
use crate::answer::GivenFact;
use crate::render::{likelihood, plural};

/// One fact a line, with its chance and where it comes from.
pub fn facts(facts: &[GivenFact], sources: &Sources, style: Style) -> String {
    let mut rows = vec![["FACT", "LIKELIHOOD", "SOURCE"].map(str::to_owned).to_vec()];
    rows.extend(facts.iter().map(|fact| {
        vec![
            format!("{}({})", fact.relation, fact.values.join(", ")),
            fact.likelihood
                .map_or_else(|| "certain".to_owned(), likelihood),
            fact.origin
                .and_then(|origin| origin.place)
                .map_or_else(|| "derived".to_owned(), |place| sources.locate(place)),
        ]
    }));
    let columns = fitted(&rows, &[0, 2], &[], style.width);
    let mut lines = grid(&rows, &columns);
    if let Some(header) = lines.first_mut() {
        *header = style.dim(header);
    }
    format!(
        "{}\n\n{}\n",
        style.bold(&plural(facts.len(), "fact")),
        lines.join("\n")
    )
}
