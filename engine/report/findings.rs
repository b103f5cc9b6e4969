//! The findings, which on a page are a threat register.

use super::paths::{
    by_component, certain_only_so_far, crosses, gets_past, lacking, missing, no_path, present,
    short, treated,
};
use super::{
    Block, Cell, Column, Report, Row, Table, certainty, deeds, likelihood, plural, risk, rmf,
};
use crate::answer::{Fallen, Finding, Paths, distinct, likelihood_word, risk_word};
use crate::catalogue::reference;

/// The findings, each with its likeliest path and what it rests on; then what they mean for the NIST
/// AI RMF.
pub fn findings(answer: &Paths, list: &[Finding]) -> Report {
    let headline = format!(
        "{} · {} · {} · {} in reach",
        answer.system,
        plural(answer.components, "component"),
        plural(answer.actors, "actor"),
        plural(answer.goals, "goal"),
    );
    let mut report = Report::new(format!("Threat register: {}", answer.system), headline);
    if list.is_empty() {
        report.text(no_path(answer));
        return report;
    }
    let mut table = Table::new([
        Column::word("Id").on_page(),
        Column::word("Risk").on_terminal(),
        Column::word("Risk").on_page(),
        Column::word("Likelihood").on_page(),
        Column::text("Finding"),
        Column::text("By"),
        Column::text("Falls").on_page(),
        Column::word("Id").on_terminal(),
        Column::text("STRIDE").on_page(),
        Column::text("Ids").on_page(),
        Column::text("Controls present").on_page(),
        Column::text("Controls missing").on_page(),
        Column::text("Best change").on_page(),
        Column::text("Treatment").on_page(),
    ]);
    table.rows.extend(list.iter().map(row));
    report.add(Block::Table(table));
    report.note(summary(answer, list));
    report.page(rmf::subcategories(&answer.rmf, list.len()));
    report
}

fn row(it: &Finding) -> Row {
    let path = &it.path;
    let stride = distinct(path.acts.iter().flat_map(|act| &act.stride));
    let stride: Vec<String> = stride.iter().map(|it| it.replace('_', " ")).collect();
    let ids = distinct(path.acts.iter().flat_map(|act| &act.techniques));
    let ids: Vec<String> = ids.iter().map(|it| reference(it).id).collect();
    let (mark, word) = (if it.tied { "≈" } else { "" }, risk_word(it.risk));
    let chance = format!("{}{}", certainty(it.exact), likelihood(it.likelihood));
    let dash = || "–".to_owned();
    let cells: [String; 14] = [
        it.shown.clone(),
        format!("{mark}{} {}", risk(it.risk), short(word)),
        format!("{mark}{} {word}", risk(it.risk)),
        format!("{chance} {}", likelihood_word(it.likelihood)),
        it.title.clone(),
        by(it),
        falls(&it.falls, it.falls.len()),
        it.shown.clone(),
        stride.join(", "),
        ids.join(", "),
        present(&it.present),
        by_component(path.gaps.iter().map(|gap| (&gap.control, missing(gap)))),
        best_change(it).unwrap_or_else(dash),
        it.treatment.as_ref().map_or_else(dash, treated),
    ];
    Row {
        risk: Some(word),
        title: format!("{}: {}", it.shown, it.title),
        details: vec![Block::Deeds(deeds(path)), Block::List(remarks(it))],
        ..Row::new(cells.map(Cell::from))
    }
}

/// How many names of a list are shown where room is short.
const NAMED: usize = 3;

/// `mail-sender, page-owner`, or who they are together.
fn by(it: &Finding) -> String {
    if let Some(everybody) = it.everybody {
        return everybody.to_owned();
    }
    let names = it.actors.iter().map(|it| it.actor.as_str());
    let (shown, left) = (names.take(NAMED), it.actors.len().saturating_sub(NAMED));
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if left > 0 {
        text.push_str(&format!(" and {left} more"));
    }
    text
}

/// `invoicing integrity (8), webmail confidentiality (8) and 3 more`.
fn falls(list: &[Fallen], most: usize) -> String {
    let names = list.iter().take(most);
    let names = names.map(|it| format!("{} {} ({})", it.component, it.property, it.impact));
    let mut text = names.collect::<Vec<_>>().join(", ");
    let left = list.len().saturating_sub(most);
    if left > 0 {
        text.push_str(&format!(" and {left} more"));
    }
    text
}

fn best_change(it: &Finding) -> Option<String> {
    let change = it.best_change.as_ref()?;
    let (now, left) = (risk(it.risk), risk(change.risk_left));
    if now == left {
        return None;
    }
    Some(format!("{} ({now} → {left})", change.order))
}

/// What falls, what the likeliest path crosses and rests on, and what would help most.
fn remarks(it: &Finding) -> Vec<String> {
    let path = &it.path;
    let mut remarks = Vec::new();
    if path.acts.is_empty() {
        remarks.push("It holds from the start: no deed is needed.".to_owned());
    }
    remarks.push(format!("falls: {}", falls(&it.falls, NAMED)));
    remarks.extend(it.treatment.as_ref().map(treated));
    let actor = it.actors.first().map_or("", |it| it.actor.as_str());
    remarks.extend(gets_past(path, actor));
    remarks.extend(crosses(path));
    remarks.extend(lacking(&path.gaps, true, "because"));
    remarks.extend(lacking(&path.gaps, false, "eased by"));
    remarks.extend(best_change(it).map(|it| format!("best change: {it}")));
    remarks
}

fn summary(answer: &Paths, list: &[Finding]) -> String {
    let mut text = match answer.goals_left {
        0 => "Every goal in reach falls by one of these.".to_owned(),
        left if answer.all => format!(
            "{} in reach by none of the findings that were asked for.",
            plural(left, "goal")
        ),
        left => format!(
            "{} in reach by further findings only: --top N shows more.",
            plural(left, "goal")
        ),
    };
    text.push_str(" The deeds are those of the likeliest path; --each shows single paths.");
    if !answer.certain {
        text.push_str(certain_only_so_far());
    }
    if list.iter().any(|it| it.tied) {
        text.push_str(" ≈: could as well stand above the one before.");
    }
    if list
        .iter()
        .any(|it| it.path.gaps.iter().any(|gap| gap.assumed))
    {
        text.push_str(" ?: not mentioned, so assumed absent.");
    }
    text.push_str(" Figures order risks; they are no frequencies.");
    text
}
