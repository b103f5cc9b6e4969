//! The verdict on a system as Markdown, as a comment on a change.

use super::compare::because;
use super::table::table;
use crate::answer::{Red, Verdict};
use crate::model::Model;
use crate::render::gate::{Asked, change, cut, treatments, verdict as headline};

/// The verdict, a table of the goals that must not pass, and what was decided.
pub fn gate(asked: &Asked, model: &Model, verdict: &Verdict, ids: &[String]) -> String {
    let mark = if verdict.passes() { '✓' } else { '✗' };
    let mut text = format!("## {mark} {}: {}\n", asked.system, headline(asked, verdict));
    if !verdict.red.is_empty() {
        let header = ["Goal", "By", "Risk", "Path", "Deeds", "Because", "Cut by"];
        let header = header.map(str::to_owned);
        let rows = verdict.red.iter().zip(ids);
        let rows: Vec<Vec<String>> = rows.map(|(it, id)| cells(asked, it, id)).collect();
        text.push_str(&format!("\n{}", table(&header, &rows)));
    }
    let mut notes = treatments(asked, model, verdict);
    notes.extend(asked.notes.iter().cloned());
    if !notes.is_empty() {
        let notes: Vec<String> = notes.iter().map(|it| format!("- {it}\n")).collect();
        text.push_str(&format!("\n{}", notes.concat()));
    }
    text
}

fn cells(asked: &Asked, red: &Red, id: &str) -> Vec<String> {
    let acts = red.path.acts.iter();
    let acts = acts.map(|act| act.title.trim_end_matches('.').to_owned());
    vec![
        format!("{} {}", red.goal.component, red.goal.property),
        red.goal.actor.clone(),
        change(red, asked.bar),
        id.to_owned(),
        acts.collect::<Vec<_>>().join(" → "),
        because(&red.causes),
        cut(red),
    ]
}
