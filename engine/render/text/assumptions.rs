//! The unstated controls that paths rest on, as text: what each carries, then what to ask.

use threatlog_dl::Sources;

use super::grid::{fitted, grid, headed, wrapped};
use super::style::Style;
use crate::answer::{Assumption, Assumptions};
use crate::model::Model;
use crate::render::assumption::{
    Fall, NO_ASSUMPTION, by_component, place, question, summary, whereabouts,
};
use crate::render::{plural, risk};

/// The `top` most influential controls, and a question about each.
pub fn assumptions(
    model: &Model,
    answer: &Assumptions,
    top: usize,
    sources: &Sources,
    style: Style,
) -> String {
    let headline = format!(
        "{} · {} under {} of {}",
        model.system,
        plural(answer.rows.len(), "unstated control"),
        answer.goals_resting,
        plural(answer.goals_ranked, "goal"),
    );
    let mut lines = vec![style.bold(&headline), String::new()];
    if answer.rows.is_empty() {
        lines.push(NO_ASSUMPTION.to_owned());
        return lines.join("\n") + "\n";
    }
    lines.extend(table(answer, top, style));
    lines.push(String::new());
    let summary = wrapped(&summary(answer, top), 0, style.width).into_iter();
    lines.extend(summary.map(|line| style.dim(&line)));
    lines.push(String::new());
    lines.push(style.bold("Ask whoever runs these, and write the answers into the file"));
    lines.extend(questions(model, answer, top, sources, style));
    lines.join("\n") + "\n"
}

fn table(answer: &Assumptions, top: usize, style: Style) -> Vec<String> {
    let header = [
        "RISK FALLS",
        "HIGHEST",
        "GOALS",
        "PATHS",
        "UNSTATED CONTROL",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(answer.rows.iter().take(top).map(|row| cells(answer, row)));
    let columns = fitted(&rows, &[4], &[0, 1, 2, 3], style.width.saturating_sub(2));
    let mut lines = headed(&rows[..1], &columns, style);
    for (row, cells) in answer.rows.iter().zip(&rows[1..]) {
        let shown = grid(std::slice::from_ref(cells), &columns);
        lines.extend(shown.into_iter().map(|line| format!("  {line}")));
        let worst = wrapped(&worst(row), 6, style.width).into_iter();
        lines.extend(worst.map(|line| style.dim(&line)));
    }
    lines
}

fn cells(answer: &Assumptions, row: &Assumption) -> Vec<String> {
    let fall = row.trial.map(|it| Fall::new(answer.now, it.total));
    let control = &row.control;
    vec![
        fall.map_or_else(|| "?".to_owned(), |it| it.sum()),
        fall.map_or_else(|| "?".to_owned(), |it| it.highest()),
        row.goals.to_string(),
        row.paths.to_string(),
        format!("{} {}", control.component, control.control),
    ]
}

/// The goal that its absence touches most, before and after.
fn worst(row: &Assumption) -> String {
    let goal = &row.worst;
    let after = row.trial.map(|it| match it.worst_risk {
        after if after <= 0.0 => "out of reach".to_owned(),
        after => risk(after),
    });
    let after = after.map_or_else(String::new, |it| format!(" → {it}"));
    format!(
        "worst: {} {} by {}, risk {}{after}",
        goal.component,
        goal.property,
        goal.actor,
        risk(row.worst_risk),
    )
}

/// The questions, by component in the order of the rows.
fn questions(
    model: &Model,
    answer: &Assumptions,
    top: usize,
    sources: &Sources,
    style: Style,
) -> Vec<String> {
    let mut lines = Vec::new();
    for rows in by_component(&answer.rows, top) {
        let Some(first) = rows.first() else { continue };
        let component = &first.control.component;
        lines.push(String::new());
        let about = format!(
            "{component} ({}), {}",
            whereabouts(model, component),
            place(first.place, &answer.rows, sources)
        );
        lines.extend(wrapped(&about, 2, style.width));
        for row in rows {
            let question = question(row);
            let text = format!("{} {}", question.ask, question.because);
            lines.extend(wrapped(&text, 4, style.width));
        }
    }
    lines
}
