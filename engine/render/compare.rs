//! A comparison in; the words about it that every form of the answer uses out.

use super::{likelihood, plural, risk};
use crate::answer::{Cause, Comparison, Difference, Kind, Standing};

/// How a goal differs, in a word.
pub fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Appeared => "new",
        Kind::Rose => "higher",
        Kind::Fell => "lower",
        Kind::Vanished => "gone",
        Kind::Rerouted => "rerouted",
    }
}

/// `2 goals gone, 1 lower, 4 as before`.
pub fn counts(answer: &Comparison) -> String {
    let kinds = [
        Kind::Appeared,
        Kind::Rose,
        Kind::Fell,
        Kind::Vanished,
        Kind::Rerouted,
    ];
    let mut parts: Vec<String> = kinds
        .into_iter()
        .filter(|&kind| answer.count(kind) > 0)
        .map(|kind| format!("{} {}", plural(answer.count(kind), "goal"), word(kind)))
        .collect();
    parts.push(format!("{} as before", answer.same));
    parts.join(", ")
}

/// The sum of all risks and the highest one, before and after.
pub fn totals(answer: &Comparison) -> String {
    format!(
        "Sum of risks {:.1} → {:.1}, highest {} → {}.",
        answer.before.sum,
        answer.after.sum,
        risk(answer.before.highest),
        risk(answer.after.highest),
    )
}

/// What is said where nothing differs.
pub fn unchanged(answer: &Comparison) -> String {
    format!(
        "No goal changes: {} in reach, each by the same best path and at the same risk.",
        plural(answer.same, "goal")
    )
}

/// `3.1 → 7.0`, with a dash where there is none.
pub fn risks(row: &Difference) -> String {
    let one = |it: &Option<Standing>| it.as_ref().map_or("–".to_owned(), |it| risk(it.risk));
    format!("{} → {}", one(&row.before), one(&row.after))
}

/// The same of likelihoods.
pub fn likelihoods(row: &Difference) -> String {
    let one = |it: &Option<Standing>| {
        it.as_ref()
            .map_or("–".to_owned(), |it| likelihood(it.likelihood))
    };
    format!("{} → {}", one(&row.before), one(&row.after))
}

/// `+ trainer loads community-hub`.
pub fn cause(cause: &Cause) -> String {
    let sign = if cause.added { '+' } else { '-' };
    format!("{sign} {}", cause.text)
}
