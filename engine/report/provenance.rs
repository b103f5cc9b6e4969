//! Where a given fact comes from.

use super::likelihood;
use crate::answer::Provenance;
use crate::facts::Source;

/// On whose word a given fact holds, and with what chance.
pub(super) fn told(from: &Provenance, chance: Option<f64>) -> String {
    let place = from.place.as_ref().map(ToString::to_string);
    let at = place.clone();
    let at = at.map_or_else(String::new, |it| format!(" at {it}"));
    let chance = chance.map_or_else(String::new, |it| format!(" ×{}", likelihood(it)));
    match from.source {
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
