//! What would have to change in; the words about it that every form of the answer uses out.

use super::{likelihood, plural};
use crate::answer::{FLOW_COST, Held, Need, Searched, WhyNot};

/// What the answer says first.
pub fn headline(answer: &WhyNot) -> String {
    match (answer.holds.first(), answer.asked.len()) {
        (Some(_), 0 | 1) => format!("it is so: {}", answer.sentence),
        (Some(_), actors) => {
            format!(
                "it is so for {} of {actors} actors: {}",
                answer.holds.len(),
                answer.sentence
            )
        }
        (None, 0 | 1) => format!("not so: {}", answer.sentence),
        (None, actors) => format!("not so for any of {actors} actors: {}", answer.sentence),
    }
}

pub fn held(held: &Held) -> String {
    format!(
        "{}, likelihood {}",
        held.sentence,
        likelihood(held.likelihood)
    )
}

pub fn needs(needs: &[Need]) -> String {
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

/// Other sets that would do: `or …; 3 more`.
pub fn instead(sets: &[Vec<Need>], most: usize) -> Option<String> {
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

/// What was looked at, and what the costs are.
pub fn searched(searched: &Searched) -> String {
    let mut text = format!(
        "Looked at {} that may fail (cost 1 each), {} that could be added (cost {FLOW_COST}), and one \
         added flow (cost {FLOW_COST}) of {} between {}",
        plural(searched.controls, "control"),
        plural(searched.entries, "entry"),
        plural(searched.verbs, "verb"),
        plural(searched.pairs, "pair"),
    );
    text.push_str(" of components");
    if searched.pairs_left > 0 {
        let left = plural(searched.pairs_left, "pair");
        text.push_str(&format!(
            "; {left} not tried, since enough was found or tried"
        ));
    }
    text.push_str(". Controls that only hamper are got past. Every way shown was tried: the system was changed so and solved again.");
    text
}

/// What it means that no way was found.
pub const NO_WAY: &str = "No way was found: it would take more than controls that fail and one \
    entry or flow.";
