//! The ranked paths as a threat register in Markdown: a threat a row, then each path as a list,
//! then what they mean for the NIST AI RMF.

use std::collections::BTreeMap;

use super::rmf::rmf_table;
use super::table::table;
use crate::answer::{
    Analysis, Boundary, Control, Finding, Paths, RegisterRow, likelihood_word, register_row,
    risk_word, rmf,
};
use crate::render::reference::reference;
use crate::render::treatment::treated;
use crate::render::{certainty, likelihood, no_path, plural, risk, total};

pub fn paths(analysis: &Analysis, answer: &Paths, ids: &[String]) -> String {
    let mut text = format!(
        "# Threat register: {}\n\n{}\n\n",
        analysis.model.system,
        scope(analysis, answer)
    );
    if answer.rows.is_empty() {
        return text + &no_path(answer) + "\n";
    }
    let header = [
        "Path",
        "Threat",
        "STRIDE",
        "Ids",
        "Likelihood",
        "Impact",
        "Risk",
        "Controls present",
        "Controls missing",
        "Treatment",
    ];
    let rows = answer.rows.iter().zip(ids);
    let rows = rows.map(|(row, id)| cells(row, &register_row(analysis, row), id));
    text.push_str(&table(
        &header.map(str::to_owned),
        &rows.collect::<Vec<_>>(),
    ));
    for (row, id) in answer.rows.iter().zip(ids) {
        text.push_str(&one(row, id));
    }
    let rmf = rmf_table(&rmf(analysis, answer), ids);
    text.push_str(&format!("\n## NIST AI RMF 1.0\n\n{rmf}"));
    text
}

/// What the register covers and how to read it.
fn scope(analysis: &Analysis, answer: &Paths) -> String {
    let model = analysis.model;
    let mut text = format!(
        "{}, {}, {} in reach, {} of them in no row. Likelihood × impact (1 to 10) is the risk; \
         figures order risks and are no frequencies.",
        plural(model.components.len(), "component"),
        plural(model.actors.len(), "actor"),
        plural(answer.goals, "goal"),
        answer.goals_left,
    );
    let mut gaps = answer.rows.iter().flat_map(|row| &row.path.gaps);
    if gaps.any(|gap| gap.assumed) {
        text.push_str(
            " A control with `?` is not mentioned in the architecture and so assumed absent.",
        );
    }
    if answer.rows.iter().any(|row| !in_all(row).is_empty()) {
        text.push_str(" In brackets: the likelihood that some path to the goal succeeds.");
    }
    if answer.rows.iter().any(|row| row.tied) {
        text.push_str(
            " A risk marked ≈ could as well stand above the one before it: likelihoods are words \
             for ranges, and within these the order changes.",
        );
    }
    if !answer.certain {
        text.push_str(" The search was cut: likelihoods marked ≥ are lower bounds.");
    }
    text
}

fn cells(row: &Finding, threat: &RegisterRow, id: &str) -> Vec<String> {
    let path = &row.path;
    let stride = threat.stride.iter().map(|it| it.replace('_', " "));
    let ids = threat.techniques.iter().map(|it| reference(it).id);
    let present = threat.present.iter().map(|it| {
        let past = it.gets_past.map(|it| format!(" ×{}", likelihood(it)));
        let name = &it.control.control;
        (&it.control, format!("{name}{}", past.unwrap_or_default()))
    });
    let missing = path.gaps.iter().map(|gap| {
        let mark = if gap.assumed { "?" } else { "" };
        (&gap.control, format!("{}{mark}", gap.control.control))
    });
    vec![
        id.to_owned(),
        threat.sentence.clone(),
        stride.collect::<Vec<_>>().join(", "),
        ids.collect::<Vec<_>>().join(", "),
        format!(
            "{}{} {}{}",
            certainty(path.exact),
            likelihood(path.likelihood),
            likelihood_word(path.likelihood),
            in_all(row)
        ),
        row.goal.impact.to_string(),
        format!(
            "{}{} {}",
            if row.tied { "≈ " } else { "" },
            risk(row.risk),
            risk_word(row.risk)
        ),
        by_component(present),
        by_component(missing),
        treated(row).unwrap_or_else(|| "–".to_owned()),
    ]
}

/// The total likelihood in brackets, where it is another than the path's.
fn in_all(row: &Finding) -> String {
    let total = row.total.map(total);
    let total = total.filter(|it| *it != likelihood(row.path.likelihood));
    total.map_or_else(String::new, |it| format!(" ({it} in all)"))
}

/// `x: a, b; y: c`, or a dash.
fn by_component<'c>(controls: impl Iterator<Item = (&'c Control, String)>) -> String {
    let mut components: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (control, name) in controls {
        components.entry(&control.component).or_default().push(name);
    }
    if components.is_empty() {
        return "–".to_owned();
    }
    let texts = components.iter();
    let texts = texts.map(|(component, names)| format!("{component}: {}", names.join(", ")));
    texts.collect::<Vec<_>>().join("; ")
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
        let techniques = act.techniques.iter().map(|it| reference(it).full());
        text.push_str(&format!(
            "{at}. {title}{target} ({}; ×{})\n",
            techniques.collect::<Vec<_>>().join(", "),
            likelihood(act.likelihood)
        ));
    }
    if row.path.acts.is_empty() {
        text.push_str("It holds from the start: no deed is needed.\n");
    }
    let mut notes = Vec::new();
    notes.extend(treated(row).map(|it| format!("**{it}**")));
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
        .map_or_else(String::new, |it| format!(" ({})", it.replace("->", "–")));
    // A dash, because a flow is named as it was drawn: content may well go the other way.
    format!(
        "crosses {}: `{}` – `{}`{zones}",
        boundary.name, boundary.from, boundary.to
    )
}
