//! What would cut off goals, as Markdown: a table for a ticket.

use threatlog_dl::Sources;

use super::table::table;
use crate::answer::{Fix, Proposal, RankedGoal, Remaining, Single};
use crate::model::Model;
use crate::render::fix::{
    NOTHING_TO_CUT, alone, asked, bought, check, chokes, goal, graded, now, remains, verdict,
};
use crate::render::{likelihood, risk};

/// The goals, the controls that cut them off, and what no control cuts off.
pub fn fix(model: &Model, answer: &Fix, sources: &Sources) -> String {
    let mut text = format!("# Fix: {}\n\nAbout {}.\n", model.system, asked(answer));
    if answer.goals.is_empty() {
        return format!("{text}\n{NOTHING_TO_CUT}\n");
    }
    text.push('\n');
    for it in &answer.goals {
        text.push_str(&line(it));
    }
    if let Some(set) = &answer.set {
        text.push_str(&format!("\n{}\n\n", verdict(answer, set)));
        text.push_str(&controls(&set.controls, sources));
        text.push_str(&format!("\n{}\n", check(answer, set)));
    }
    if let Some(purchase) = &answer.purchase {
        text.push_str(&format!("\n{}\n\n", bought(answer, purchase)));
        text.push_str(&controls(&purchase.controls, sources));
    }
    if !answer.remaining.is_empty() {
        text.push_str(&format!("\n{}\n\n", remains(answer)));
        text.push_str(&left(&answer.remaining));
    }
    if !answer.singles.is_empty() {
        text.push_str(&format!("\n{}\n\n", alone(answer)));
        text.push_str(&singles(&answer.singles));
    }
    if let Some(chokes) = chokes(answer) {
        text.push_str(&format!("\n{chokes}\n"));
    }
    text
}

/// The goals that stay in reach; where there is one, the deeds of the path that is left.
fn left(remaining: &[Remaining]) -> String {
    if let [rest] = remaining {
        let acts = (1..).zip(&rest.path.acts).map(|(at, act)| {
            let title = act.title.trim_end_matches('.');
            let target = act.target.as_deref().unwrap_or_default();
            format!("{at}. {title} → {target}\n")
        });
        return acts.collect();
    }
    let goals = remaining.iter().map(|it| {
        let (now, then) = (risk(it.goal.risk), risk(it.risk));
        format!("- {now} → {then}: {}\n", goal(&it.goal))
    });
    goals.collect()
}

fn line(it: &RankedGoal) -> String {
    format!(
        "- {}: {}, likelihood {}\n",
        goal(it),
        graded(it.risk),
        likelihood(it.likelihood)
    )
}

fn controls(list: &[Proposal], sources: &Sources) -> String {
    let header = ["Component", "Control", "Cost", "Now", "Where"].map(str::to_owned);
    let rows = list.iter().map(|it| {
        vec![
            it.control.component.clone(),
            it.control.control.clone(),
            it.cost.to_string(),
            now(it),
            it.place.map_or_else(String::new, |it| sources.locate(it)),
        ]
    });
    table(&header, &rows.collect::<Vec<_>>())
}

fn singles(list: &[Single]) -> String {
    let header = [
        "Component",
        "Control",
        "Risk falls by",
        "Cost",
        "Goals",
        "Paths",
    ];
    let rows = list.iter().map(|it| {
        vec![
            it.proposal.control.component.clone(),
            it.proposal.control.control.clone(),
            risk(it.falls),
            it.proposal.cost.to_string(),
            it.goals.to_string(),
            it.paths.to_string(),
        ]
    });
    table(&header.map(str::to_owned), &rows.collect::<Vec<_>>())
}
