//! What looks like a mistake: a line for each sort.

use super::some;
use crate::answer::{Spot, Warned, Warning, WarningKind};
use crate::report::place::place;
use crate::report::{Block, plural};

pub(super) fn list(warnings: &[Warning], all: bool) -> Block {
    Block::List(warnings.iter().map(|it| line(it, all)).collect())
}

pub(super) fn without_notes(warnings: &[Warning]) -> Block {
    let warnings = warnings.iter().filter(|it| !it.note);
    Block::List(warnings.map(|it| line(it, false)).collect())
}

fn line(warning: &Warning, all: bool) -> String {
    let sort = if warning.note { "note" } else { "warning" };
    if let Some(text) = of_the_whole(warning.kind) {
        return format!("{sort}: {text}");
    }
    let places: Vec<&Spot> = warning.of.iter().map(|it| &it.place).collect();
    let names: Vec<String> = warning.of.iter().map(|it| name(it, &places)).collect();
    let names = if all { names.join(", ") } else { some(&names) };
    let help = help(warning.kind).map_or_else(String::new, |it| format!("; {it}"));
    format!("{sort}: {}: {names}{help}", what(warning))
}

/// What is wrong with the whole system, and what to do.
fn of_the_whole(kind: WarningKind) -> Option<&'static str> {
    match kind {
        WarningKind::NoActor => {
            Some("no actor, so nothing is analysed; say under `actors:` who could attack")
        }
        WarningKind::NoEntry => Some(
            "no actor has an entry, so nothing is analysed; say where each comes in, as in \
             `entry: { COMPONENT: network }`",
        ),
        WarningKind::NoValue => Some(
            "every stated value is 0, so nothing is analysed; say under `asset:` what a loss would \
             cost, from 1 to 10",
        ),
        WarningKind::NoPath => Some(
            "no path: no actor brings about anything of value; `reach` shows how far each gets",
        ),
        _ => None,
    }
}

fn what(warning: &Warning) -> String {
    let count = warning.of.len();
    match warning.kind {
        WarningKind::ZeroValue => format!("{} of 0, counted for nothing", plural(count, "value")),
        WarningKind::IdleActor => "actor without an entry, who reaches nothing".to_owned(),
        WarningKind::NeverTries => "actor who never tries, as `attempts` is 0".to_owned(),
        WarningKind::HarmlessActor => "actor from whom nothing of value follows".to_owned(),
        WarningKind::Foothold => "external actor who starts inside, as after a break-in".to_owned(),
        WarningKind::ApartAsset => format!(
            "{} that no flow joins to anything an actor enters",
            plural(count, "value")
        ),
        WarningKind::UnreachedAsset => format!("{} that no actor reaches", plural(count, "value")),
        WarningKind::Orphan => "component in no flow and no entry".to_owned(),
        WarningKind::StoppedAsset => format!(
            "{} out of reach as long as controls hold",
            plural(count, "value")
        ),
        WarningKind::StoppedActor => {
            "actor from whom nothing of value follows as long as controls hold".to_owned()
        }
        WarningKind::EmptyZone => "zone without a component".to_owned(),
        WarningKind::NoActor
        | WarningKind::NoEntry
        | WarningKind::NoValue
        | WarningKind::NoPath => String::new(),
    }
}

/// What to do, where the warning does not say so by itself.
fn help(kind: WarningKind) -> Option<&'static str> {
    match kind {
        WarningKind::HarmlessActor => Some("`reach` shows how far they get"),
        WarningKind::UnreachedAsset => Some("`why-not` says what is missing"),
        WarningKind::Foothold => Some("if that is not meant, say how they come in"),
        _ => None,
    }
}

/// `ledger integrity (line 12: code_review on repo)`.
fn name(of: &Warned, places: &[&Spot]) -> String {
    let place = place(&of.place, places.iter().copied());
    let controls = of.stopped_by.iter();
    let controls: Vec<String> = controls
        .map(|it| format!("{} on {}", it.control, it.component))
        .collect();
    if controls.is_empty() {
        format!("{} ({place})", of.name)
    } else {
        format!("{} ({place}: {})", of.name, some(&controls))
    }
}
