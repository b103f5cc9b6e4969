//! Cases that were tested, as text.

use super::grid::wrapped;
use super::style::Style;
use crate::render::cases::{Tested, counts, failing};
use crate::render::plural;

/// A line for each case, then what fails; of a quiet answer only what fails.
pub fn cases(tested: &[Tested], quiet: bool, style: Style) -> String {
    let mut lines = Vec::new();
    for case in tested.iter().filter(|it| it.expectations > 0 && !quiet) {
        let count = plural(case.expectations, "expectation");
        lines.push(match case.failed() {
            0 => format!("✓ {}  {count}", case.file),
            _ => format!("✗ {}  {}", case.file, failing(case)),
        });
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    for case in tested {
        for (place, failure) in &case.failures {
            lines.push(style.bold(place));
            let text = format!("{}: {}", failure.goal, failure.reason);
            lines.extend(wrapped(&text, 2, style.width));
            let nearest = failure.nearest.iter();
            let nearest = nearest.flat_map(|it| wrapped(it, 2, style.width));
            lines.extend(nearest.map(|line| style.dim(&line)));
            lines.push(String::new());
        }
    }
    lines.push(counts(tested));
    lines.join("\n") + "\n"
}
