//! Depths of defence as Markdown.

use super::reach::way;
use super::table::table;
use crate::answer::{Analysis, DepthRow, Depths};
use crate::render::depth::{MEANING, controls, counts, instead, nothing, number, what_fails};
use crate::render::{likelihood, plural};

/// The first `top` goals, shallowest first, and the weak spots.
pub fn depths(analysis: &Analysis, answer: &Depths, top: usize) -> String {
    let system = &analysis.model.system;
    let mut text = format!("# Depth of defence of {system}\n\n{}.\n\n", counts(answer));
    if answer.rows.is_empty() {
        return text + &nothing(answer) + "\n";
    }
    let cells: Vec<Vec<String>> = answer.rows.iter().take(top).map(line).collect();
    let header = [
        "Depth",
        "Impact",
        "Goal",
        "By",
        "What would have to fail",
        "Likelihood then",
        "How",
    ];
    text.push_str(&table(&header.map(str::to_owned), &cells));
    let left = answer.rows.len().saturating_sub(top);
    if left > 0 {
        text.push_str(&format!("\n{} not shown.\n", plural(left, "goal")));
    }
    if !answer.weak_spots.is_empty() {
        text.push_str("\n## Weak spots\n\nThe failure of one of these controls opens a goal.\n\n");
        let rows = answer.weak_spots.iter().map(|spot| {
            let opens = spot.opens.iter();
            let opens = opens.map(|(component, property, _)| format!("{component} {property}"));
            vec![
                controls(std::slice::from_ref(&spot.control)),
                opens.collect::<Vec<_>>().join(", "),
            ]
        });
        let header = ["Control", "Opens"].map(str::to_owned);
        text.push_str(&table(&header, &rows.collect::<Vec<_>>()));
    }
    text + "\n" + MEANING + "\n"
}

fn line(row: &DepthRow) -> Vec<String> {
    let opening = row.opening.as_ref();
    let others = opening.and_then(|it| instead(it, 5));
    let others = others.map_or_else(String::new, |it| format!(" ({it})"));
    vec![
        number(row),
        row.impact.to_string(),
        format!("{} {}", row.component, row.property),
        opening.map_or_else(String::new, |it| it.actor.clone()),
        what_fails(row) + &others,
        opening.map_or_else(String::new, |it| likelihood(it.path.likelihood)),
        opening.map_or_else(String::new, |it| way(&it.path)),
    ]
}
