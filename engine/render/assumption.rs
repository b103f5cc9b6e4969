//! Unstated controls in; the words about them that every form of the answer uses out.

use threatlog_dl::{Place, Sources};

use super::{plural, risk};
use crate::answer::{Assumption, Assumptions, Total};
use crate::catalogue::catalogue;
use crate::model::Model;

/// What an empty answer means.
pub const NO_ASSUMPTION: &str = "No best path rests on a control that nobody has stated.";

/// What to ask about a control.
#[derive(Debug)]
pub struct Question {
    /// `Does x have k?`
    pub ask: String,
    /// `It would stop this: ….`
    pub because: String,
}

pub fn question(assumption: &Assumption) -> Question {
    let control = &assumption.control;
    let lead = if assumption.stops {
        "It would stop"
    } else {
        "It would hamper"
    };
    let stops = catalogue().control(&control.control).map(|it| it.stops);
    Question {
        ask: format!("Does {} have {}?", control.component, control.control),
        because: stops.map_or_else(String::new, |it| format!("{lead} this: {}.", clause(it))),
    }
}

/// Where something stands; where all is in one file, its name goes without saying.
pub fn place(place: Place, rows: &[Assumption], sources: &Sources) -> String {
    if rows.iter().all(|row| row.place.file == place.file) {
        format!("line {}", sources.line_column(place).0)
    } else {
        sources.locate(place)
    }
}

/// What a component is and where it lies: `vector_db, zone ml-platform`.
pub fn whereabouts(model: &Model, component: &str) -> String {
    let Some(id) = model.component_named(component) else {
        return String::new();
    };
    let component = model.component(id);
    let zone = component.zone.map(|it| model.zone(it.value).id.as_str());
    let zone = zone.map_or_else(String::new, |zone| format!(", zone {zone}"));
    format!("{}{zone}", component.kind.value.id)
}

/// How the risks of all goals change.
#[derive(Clone, Copy, Debug)]
pub struct Fall {
    before: Total,
    after: Total,
}

impl Fall {
    pub fn new(before: Total, after: Total) -> Self {
        Self { before, after }
    }

    /// By how much the sum falls: `6.1 (31 %)`.
    pub fn sum(self) -> String {
        let fall = (self.before.sum - self.after.sum).max(0.0);
        if fall < 1e-9 {
            return "0".to_owned();
        }
        let share = 100.0 * fall / self.before.sum;
        let share = if share < 0.95 {
            "<1".to_owned()
        } else {
            format!("{share:.0}")
        };
        format!("{} ({share} %)", risk(fall))
    }

    /// The highest risk before and after: `3.2 → 2.5`, or `3.2` where it stays.
    pub fn highest(self) -> String {
        let (before, after) = (risk(self.before.highest), risk(self.after.highest));
        if before == after {
            before
        } else {
            format!("{before} → {after}")
        }
    }
}

/// What the figures mean, and what is not shown.
pub fn summary(answer: &Assumptions, top: usize) -> String {
    let all = Fall::new(answer.now, answer.with_all);
    let mut text = format!(
        "The risks of {} add up to {}, the highest is {}. With all of these controls there the \
         sum would fall by {}, the highest to {}.",
        plural(answer.goals_ranked, "goal"),
        risk(answer.now.sum),
        risk(answer.now.highest),
        all.sum(),
        risk(answer.with_all.highest),
    );
    let idle = |row: &&Assumption| {
        row.trial
            .is_some_and(|it| answer.now.sum - it.total.sum < 1e-9)
    };
    let idle = answer.rows.iter().filter(idle).count();
    if idle > 0 {
        text.push_str(&format!(
            " {} alone would change nothing, since other ways are as likely.",
            plural(idle, "control")
        ));
    }
    let left = answer.rows.len().saturating_sub(top);
    if left > 0 {
        text.push_str(&format!(
            " {} not shown: --top N shows more.",
            plural(left, "control")
        ));
    }
    if answer.untried > 0 {
        text.push_str(&format!(
            " {} (marked ?) not tried, since a trial solves the whole system; none touches more \
             risk than those tried.",
            plural(answer.untried, "control")
        ));
    }
    if answer.goals_ranked < answer.goals {
        text.push_str(&format!(
            " Only the {} goals of highest possible risk, of {}, were looked at.",
            answer.goals_ranked, answer.goals
        ));
    }
    if !answer.certain {
        text.push_str(" The search was cut: some likelihoods are lower bounds.");
    }
    text.push_str(" Figures order risks; they are no frequencies.");
    text
}

/// The first `top` rows, those of one component together, in the order of their first ones.
pub fn by_component(rows: &[Assumption], top: usize) -> Vec<Vec<&Assumption>> {
    let mut groups: Vec<Vec<&Assumption>> = Vec::new();
    for row in rows.iter().take(top) {
        let same = |group: &&mut Vec<&Assumption>| {
            let first = group.first();
            first.is_some_and(|it| it.control.component == row.control.component)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
}

/// A control's meaning as part of a sentence: `poison (outliers are removed)`.
fn clause(meaning: &str) -> String {
    match meaning.split_once(": ") {
        Some((what, how)) => format!("{} ({how})", lower(what)),
        None => lower(meaning),
    }
}

/// The text with a small first letter, unless the second is a capital one, as in `SQL`.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            let rest = text.chars().skip(1);
            first.to_lowercase().chain(rest).collect()
        }
        _ => text.to_owned(),
    }
}
