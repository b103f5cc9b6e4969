//! Where a fact comes from in; words out.

use threatlog_dl::Sources;

use super::likelihood;
use crate::facts::{Origin, Source};

/// Where a given fact comes from, in words.
pub(super) fn told(origin: &Origin, chance: Option<f64>, sources: &Sources) -> String {
    let place = origin.place.map(|place| sources.locate(place));
    let at = place
        .clone()
        .map_or_else(String::new, |it| format!(" at {it}"));
    let chance = chance.map_or_else(String::new, |it| format!(" ×{}", likelihood(it)));
    match origin.source {
        Source::Stated => place.unwrap_or_else(|| "stated".to_owned()) + &chance,
        Source::Zone => format!("by its zone{at}{chance}"),
        Source::Default => format!("by default{chance}"),
        Source::Assumed => format!("assumed: not mentioned{at}{chance}"),
        Source::Absent => format!("said to be absent{at}{chance}"),
        Source::Planned => format!("only planned{at}{chance}"),
        Source::Weak(effect) if effect >= 1.0 => format!("is there, but only hampers{at}{chance}"),
        Source::Weak(effect) => format!("only {} effective{at}{chance}", likelihood(effect)),
        Source::Altered(_) => format!("set by the question{chance}"),
    }
}
