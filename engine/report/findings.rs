//! The findings, which on a page are a threat register.

use super::compare::named;
use super::paths::{
    by_component, certain_only_so_far, crosses, gets_past, ids, lacking, missing, no_path, present,
    register, short, stride, treated,
};
use super::{
    Block, Cell, Column, Report, Row, Table, certainty, deeds, likelihood, plural, risk, rmf,
};
use crate::answer::{Fallen, Finding, Paths, likelihood_word, risk_word};

/// The findings, each with its likeliest path and what it rests on; then what they mean for the NIST
/// AI RMF.
pub fn findings(answer: &Paths, list: &[Finding]) -> Report {
    let mut report = register(answer);
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
        falls(&it.falls).join(", "),
        it.shown.clone(),
        stride(path),
        ids(path),
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

/// `mail-sender, page-owner`, or who they are together.
fn by(it: &Finding) -> String {
    let names = || {
        it.actors
            .iter()
            .map(|it| it.actor.as_str())
            .collect::<Vec<_>>()
    };
    it.everybody.map_or_else(|| named(&names()), str::to_owned)
}

/// `invoicing integrity (8), webmail confidentiality (8)`, each.
fn falls(list: &[Fallen]) -> Vec<String> {
    let names = list.iter();
    let names = names.map(|it| format!("{} {} ({})", it.component, it.property, it.impact));
    names.collect()
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
    remarks.push(format!("falls: {}", named(&falls(&it.falls))));
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
