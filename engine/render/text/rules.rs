//! The attack steps as text.

use threatlog_dl::Sources;
use threatlog_dl::program::{Program, Step};

use super::grid::{Column, fitted, grid, wrapped};
use super::style::Style;
use crate::render::{likelihood, plural};
use crate::rules::step_controls;

/// One step a line.
pub fn rules(program: &Program, style: Style) -> String {
    let mut rows = vec![
        ["STEP", "WHAT THE ATTACKER DOES", "ATLAS", "CHANCE"]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.extend(program.steps.iter().map(|step| {
        let atlas = step.techniques.iter().find(|it| it.framework == "atlas");
        vec![
            step.id.clone(),
            step.title.trim_end_matches('.').to_owned(),
            atlas.map_or_else(|| "–".to_owned(), |it| it.id.clone()),
            likelihood(step.likelihood.chance()),
        ]
    }));
    let columns = fitted(&rows, &[1], &[], style.width);
    let mut lines = grid(&rows, &columns);
    if let Some(header) = lines.first_mut() {
        *header = style.dim(header);
    }
    let headline = format!(
        "{} · {} · {}",
        plural(program.steps.len(), "attack step"),
        plural(program.clauses.len(), "clause"),
        plural(program.relations.len(), "relation"),
    );
    format!("{}\n\n{}\n", style.bold(&headline), lines.join("\n"))
}

/// One step in full: what it is, its references, what stops and what hampers it, its clauses.
pub fn step(program: &Program, step: &Step, sources: &Sources, style: Style) -> String {
    let mut lines = vec![style.bold(&step.id)];
    lines.extend(wrapped(&step.title, 0, style.width));
    for paragraph in step.explanation.split("\n\n") {
        lines.push(String::new());
        let text = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        lines.extend(wrapped(&text, 0, style.width));
    }
    lines.push(String::new());
    let stride: Vec<String> = step.stride.iter().map(ToString::to_string).collect();
    let techniques: Vec<String> = step.techniques.iter().map(ToString::to_string).collect();
    let chance = likelihood(step.likelihood.chance());
    let rows = [
        ("chance", format!("{} ({chance})", step.likelihood)),
        ("STRIDE", stride.join(", ")),
        ("references", techniques.join(", ")),
        (
            "stopped by",
            listed(&step_controls(program, step, "lacks_control")),
        ),
        (
            "hampered by",
            listed(&step_controls(program, step, "slips_past")),
        ),
    ];
    let rows = rows.map(|(name, text)| vec![name.to_owned(), text]);
    let columns = [
        Column::left(11),
        Column::left(style.width.saturating_sub(15).max(30)),
    ];
    lines.extend(grid(&rows, &columns));
    for &clause in &step.clauses {
        lines.push(String::new());
        lines.push(sources.text(program.clause(clause).place).to_owned());
    }
    lines.join("\n") + "\n"
}

fn listed(controls: &[&str]) -> String {
    if controls.is_empty() {
        "–".to_owned()
    } else {
        controls.join(", ")
    }
}
