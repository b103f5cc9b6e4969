//! What would have to change for a fact to hold.

use super::paths::gets_past;
use super::{Block, Cell, Column, Report, Row, Table, deeds, likelihood, plural, way};
use crate::answer::{FLOW_COST, Held, Miss, Need, Searched, Way, WhyNot};

/// The ways, cheapest first, each with its deeds; then what rules lack.
pub fn why_not(answer: &WhyNot) -> Report {
    let mut report = Report::new(format!("Why not: {}", answer.sentence), headline(answer));
    if !answer.holds.is_empty() {
        report.add(Block::List(answer.holds.iter().map(held).collect()));
        return report;
    }
    if answer.ways.is_empty() {
        report.text(
            "No way was found: it would take more than controls that fail and one entry or flow.",
        );
    } else {
        let mut table = Table::new([
            Column::figure("Cost"),
            Column::text("If"),
            Column::text("Then"),
            Column::text("How").on_page(),
            Column::word("Likelihood"),
        ]);
        table.rows.extend(answer.ways.iter().map(row));
        report.add(Block::Table(table));
    }
    if !answer.misses.is_empty() {
        report.heading("Rules that come closest");
        let columns = ["What the attacker does", "It is so", "But not"];
        let rows = answer.misses.iter().map(miss);
        report.add(Block::Table(
            Table::new(columns.map(Column::text)).rows(rows),
        ));
    }
    report.note(searched(&answer.searched));
    report
}

/// What the answer says first.
fn headline(answer: &WhyNot) -> String {
    let WhyNot {
        sentence,
        holds,
        asked,
        ..
    } = answer;
    match (holds.first(), asked.len()) {
        (Some(_), 0 | 1) => format!("it is so: {sentence}"),
        (Some(_), actors) => {
            let holding = holds.len();
            format!("it is so for {holding} of {actors} actors: {sentence}")
        }
        (None, 0 | 1) => format!("not so: {sentence}"),
        (None, actors) => format!("not so for any of {actors} actors: {sentence}"),
    }
}

fn held(held: &Held) -> String {
    let Held {
        sentence,
        likelihood: chance,
        ..
    } = held;
    format!("{sentence}, likelihood {}", likelihood(*chance))
}

fn row(it: &Way) -> Row {
    let others = instead(&it.instead, 3);
    let path = &it.path;
    let cells = [
        it.cost.to_string(),
        needs(&it.needs),
        path.sentence.clone(),
        way(path),
        likelihood(path.likelihood),
    ];
    let mut remarks = gets_past(path, "the actor");
    remarks.extend(others);
    Row {
        title: needs(&it.needs),
        details: vec![Block::Deeds(deeds(path)), Block::List(remarks)],
        ..Row::new(cells.map(Cell::from))
    }
}

fn needs(needs: &[Need]) -> String {
    let texts: Vec<String> = needs.iter().map(need).collect();
    texts.join(" and ")
}

fn need(need: &Need) -> String {
    match need {
        Need::Fails {
            control,
            effectiveness,
        } => {
            let how = if *effectiveness < 1.0 {
                format!(" (effective {effectiveness:.2})")
            } else {
                String::new()
            };
            format!("{} on {}{how} fails", control.control, control.component)
        }
        Need::Entry {
            actor,
            component,
            how,
        } => format!("{actor} gets the entry `{component}: {how}`"),
        Need::Flow { from, verb, to } => format!("a flow is added: {from} {verb} {to}"),
    }
}

/// Other sets that would do: `or perhaps …; 3 more`.
fn instead(sets: &[Vec<Need>], most: usize) -> Option<String> {
    if sets.is_empty() {
        return None;
    }
    let shown: Vec<String> = sets.iter().take(most).map(|it| needs(it)).collect();
    let mut text = format!("or perhaps {}", shown.join(" · or "));
    let more = sets.len().saturating_sub(most);
    if more > 0 {
        text.push_str(&format!(" · {more} more"));
    }
    Some(text)
}

fn miss(miss: &Miss) -> [String; 3] {
    let step = miss.step.as_deref().unwrap_or("–").trim_end_matches('.');
    let holds = miss.holds.last().cloned().unwrap_or_default();
    [step.to_owned(), holds, miss.lacks.clone()]
}

/// What was looked at, and what the costs are.
fn searched(searched: &Searched) -> String {
    let mut text = format!(
        "Looked at {} that may fail (cost 1 each), {} that could be added (cost {FLOW_COST}), and one \
         added flow (cost {FLOW_COST}) of {} between {} of components",
        plural(searched.controls, "control"),
        plural(searched.entries, "entry"),
        plural(searched.verbs, "verb"),
        plural(searched.pairs, "pair"),
    );
    if searched.pairs_left > 0 {
        let left = plural(searched.pairs_left, "pair");
        text.push_str(&format!(
            "; {left} not tried, since enough was found or tried"
        ));
    }
    text.push_str(
        ". Controls that only hamper are got past. Every way shown was tried: the system was \
         changed so and solved again.",
    );
    text
}
