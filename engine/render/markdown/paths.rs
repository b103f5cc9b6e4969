//! The ranked paths as Markdown: a table of findings, then each path as a list.

use super::table::table;
use crate::answer::{Analysis, Boundary, Control, Finding, Paths, risk_word};
use crate::render::{certainty, likelihood, plural, risk};

pub fn paths(analysis: &Analysis, answer: &Paths, ids: &[String]) -> String {
    let mut text = format!(
        "# Attack paths: {}\n\n{} in reach, {} not shown. Figures order risks; they are no \
         frequencies.\n\n",
        analysis.model.system,
        plural(answer.goals, "goal"),
        answer.goals_left
    );
    let header = [
        "Risk",
        "Level",
        "Likelihood",
        "Impact",
        "Goal",
        "By",
        "Path",
    ];
    let header = header.map(str::to_owned);
    let rows: Vec<Vec<String>> = answer
        .rows
        .iter()
        .zip(ids)
        .map(|(row, id)| {
            vec![
                risk(row.risk),
                risk_word(row.risk).to_owned(),
                format!(
                    "{}{}",
                    certainty(row.path.exact),
                    likelihood(row.path.likelihood)
                ),
                row.goal.impact.to_string(),
                format!("{} {}", row.goal.component, row.goal.property),
                row.goal.actor.clone(),
                id.clone(),
            ]
        })
        .collect();
    text.push_str(&table(&header, &rows));
    for (row, id) in answer.rows.iter().zip(ids) {
        text.push_str(&one(row, id));
    }
    text
}

fn one(row: &Finding, id: &str) -> String {
    let goal = &row.goal;
    let mut text = format!(
        "\n## {id}: {} {} by {}\n\n",
        goal.component, goal.property, goal.actor
    );
    for (at, act) in (1..).zip(&row.path.acts) {
        let title = act.title.trim_end_matches('.');
        let target = act
            .target
            .as_ref()
            .map_or_else(String::new, |it| format!(" → `{it}`"));
        text.push_str(&format!(
            "{at}. {title}{target} ({}; ×{})\n",
            act.techniques.join(", "),
            likelihood(act.likelihood)
        ));
    }
    if row.path.acts.is_empty() {
        text.push_str("It holds from the start: no deed is needed.\n");
    }
    let mut notes = Vec::new();
    notes.extend(row.treatment.as_ref().map(|it| {
        let status = it.status.word();
        format!(
            "**{status}** by {} until {}: {}",
            it.owner, it.expires, it.reason
        )
    }));
    notes.extend(
        row.path
            .attempts
            .map(|it| format!("tries: ×{}", likelihood(it))),
    );
    notes.extend(row.path.weak.iter().map(|weak| {
        let Control { component, control } = &weak.control;
        format!(
            "gets past `{control}` on `{component}` ×{}",
            likelihood(weak.likelihood)
        )
    }));
    notes.extend(row.path.boundaries.iter().map(crossing));
    notes.extend(row.path.gaps.iter().map(|gap| {
        let Control { component, control } = &gap.control;
        let role = if gap.stops { "rests on" } else { "eased by" };
        let assumed = if gap.assumed { " (assumed)" } else { "" };
        format!("{role}: `{component}` lacks `{control}`{assumed}")
    }));
    let also = row.also.iter();
    notes.extend(also.map(|goal| format!("also: {} {}", goal.component, goal.property)));
    if !notes.is_empty() {
        text.push('\n');
    }
    notes
        .iter()
        .for_each(|note| text.push_str(&format!("- {note}\n")));
    text
}

fn crossing(boundary: &Boundary) -> String {
    let zones = boundary
        .zones
        .as_ref()
        .map_or_else(String::new, |it| format!(" ({it})"));
    format!(
        "crosses {}: `{}` → `{}`{zones}",
        boundary.name, boundary.from, boundary.to
    )
}
