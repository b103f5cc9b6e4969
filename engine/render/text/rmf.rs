//! What findings mean for the NIST AI RMF, as text.

use super::grid::wrapped;
use super::style::Style;
use crate::answer::{Analysis, Paths, Subcategory};
use crate::render::{NOTHING, plural};

/// The subcategories that the paths bear on, each with why and which.
pub fn rmf(
    analysis: &Analysis,
    answer: &Paths,
    subcategories: &[Subcategory],
    ids: &[String],
    style: Style,
) -> String {
    let headline = format!(
        "{} · NIST AI RMF 1.0 · {} bear on {}",
        analysis.model.system,
        plural(answer.rows.len(), "path"),
        match subcategories.len() {
            1 => "1 subcategory".to_owned(),
            count => format!("{count} subcategories"),
        }
    );
    let mut lines = vec![style.bold(&headline)];
    if answer.rows.is_empty() {
        lines.push(String::new());
        lines.extend(wrapped(NOTHING, 0, style.width));
        return lines.join("\n") + "\n";
    }
    for subcategory in subcategories {
        lines.push(String::new());
        let title = format!("{}  {}", subcategory.id, subcategory.name);
        lines.extend(
            wrapped(&title, 0, style.width)
                .into_iter()
                .map(|it| style.bold(&it)),
        );
        for reason in &subcategory.reasons {
            lines.extend(wrapped(&reason.why, 2, style.width));
            let paths = crate::render::rmf::paths(&reason.rows, ids);
            let paths = wrapped(&paths, 4, style.width).into_iter();
            lines.extend(paths.map(|line| style.dim(&line)));
        }
    }
    lines.push(String::new());
    let note = "Only the paths shown are counted: --top N takes in more. Names are abridged.";
    lines.extend(
        wrapped(note, 0, style.width)
            .into_iter()
            .map(|it| style.dim(&it)),
    );
    lines.join("\n") + "\n"
}
