//! The unstated controls that paths rest on, as Markdown: a table, then a list of questions.

use threatlog_dl::Sources;

use super::table::table;
use crate::answer::{Assumption, Assumptions};
use crate::model::Model;
use crate::render::assumption::{
    Fall, NO_ASSUMPTION, by_component, question, summary, whereabouts,
};
use crate::render::{plural, risk};

/// The `top` most influential controls, and a question about each.
pub fn assumptions(model: &Model, answer: &Assumptions, top: usize, sources: &Sources) -> String {
    if answer.rows.is_empty() {
        return format!("# Assumptions: {}\n\n{NO_ASSUMPTION}\n", model.system);
    }
    let mut text = format!(
        "# Assumptions: {}\n\nThe best paths to {} of {} rest on {}.\n\n",
        model.system,
        answer.goals_resting,
        plural(answer.goals_ranked, "goal"),
        plural(answer.rows.len(), "unstated control"),
    );
    let header = [
        "Component",
        "Control",
        "Risk falls by",
        "Highest risk",
        "Goals",
        "Paths",
        "Worst goal",
    ];
    let rows = answer.rows.iter().take(top);
    let rows: Vec<Vec<String>> = rows.map(|row| cells(answer, row)).collect();
    text.push_str(&table(&header.map(str::to_owned), &rows));
    text.push_str(&format!("\n{}\n\n## Questions\n", summary(answer, top)));
    for rows in by_component(&answer.rows, top) {
        let Some(first) = rows.first() else { continue };
        let component = &first.control.component;
        text.push_str(&format!(
            "\n**{component}** ({}), `{}`\n\n",
            whereabouts(model, component),
            sources.locate(first.place)
        ));
        for row in rows {
            let question = question(row);
            text.push_str(&format!("- [ ] {} {}\n", question.ask, question.because));
        }
    }
    text
}

fn cells(answer: &Assumptions, row: &Assumption) -> Vec<String> {
    let untried = || "not tried".to_owned();
    let fall = row.trial.map(|it| Fall::new(answer.now, it.total));
    let after = row.trial.map(|it| match it.worst_risk {
        after if after <= 0.0 => " → out of reach".to_owned(),
        after => format!(" → {}", risk(after)),
    });
    let goal = &row.worst;
    vec![
        row.control.component.clone(),
        row.control.control.clone(),
        fall.map_or_else(untried, Fall::sum),
        fall.map_or_else(untried, Fall::highest),
        row.goals.to_string(),
        row.paths.to_string(),
        format!(
            "{} {} by {}, {}{}",
            goal.component,
            goal.property,
            goal.actor,
            risk(row.worst_risk),
            after.unwrap_or_default()
        ),
    ]
}
