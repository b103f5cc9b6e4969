//! Depths of defence in; the words about them that every form of the answer uses out.

use super::plural;
use crate::answer::{Breach, Control, DepthRow, Depths};

/// `control, control on component; control on component`.
pub fn controls(controls: &[Control]) -> String {
    let parts = controls.chunk_by(|a, b| a.component == b.component);
    let texts = parts.filter_map(|part| {
        let names: Vec<&str> = part.iter().map(|it| it.control.as_str()).collect();
        let component = &part.first()?.component;
        Some(format!("{} on {component}", names.join(", ")))
    });
    texts.collect::<Vec<_>>().join("; ")
}

/// The depth: `0`, `≤2` where fewer controls may suffice, or `–` where nothing opens the goal.
pub fn number(row: &DepthRow) -> String {
    match &row.opening {
        None => "–".to_owned(),
        Some(it) if it.exact => it.depth.to_string(),
        Some(it) => format!("≤{}", it.depth),
    }
}

/// What has to fail before the goal is open.
pub fn what_fails(row: &DepthRow) -> String {
    match &row.opening {
        None => "no path, even if every control fails".to_owned(),
        Some(it) if it.fails.is_empty() => "nothing".to_owned(),
        Some(it) => controls(&it.fails),
    }
}

/// Other controls that would do as well: `or authentication on api · 3 more`.
pub fn instead(breach: &Breach, most: usize) -> Option<String> {
    if breach.instead.is_empty() {
        return None;
    }
    let shown = breach.instead.iter().take(most).map(|it| controls(it));
    let mut text = format!("or {}", shown.collect::<Vec<_>>().join(" · or "));
    let more = breach.instead.len().saturating_sub(most);
    if more > 0 {
        let least = if breach.all { "" } else { "at least " };
        text.push_str(&format!(" · {least}{more} more"));
    } else if !breach.all {
        text.push_str(" · and others");
    }
    Some(text)
}

/// How many goals stand how deep.
pub fn counts(answer: &Depths) -> String {
    let depth = |row: &DepthRow| row.opening.as_ref().map(|it| it.depth);
    let count = |wanted: &dyn Fn(Option<usize>) -> bool| {
        answer.rows.iter().filter(|row| wanted(depth(row))).count()
    };
    let open = count(&|it| it == Some(0));
    let weak = count(&|it| it == Some(1));
    let deeper = count(&|it| it.is_some_and(|it| it > 1));
    let closed = count(&|it| it.is_none());
    format!(
        "{}: {open} with no control in the way, {weak} behind one, {deeper} behind more, {closed} without \
         a path",
        plural(answer.rows.len(), "goal"),
    )
}

/// What the figures mean.
pub const MEANING: &str = "Depth: the fewest present controls that must fail before a path is open. \
    A control that is only partly effective counts as present, and so does one that only hampers. \
    The likelihood is that of the deeds once the controls have failed.";

/// What an empty answer means.
pub fn nothing(answer: &Depths) -> String {
    match answer.asked {
        0 => "Nothing of value was asked about. Only components with an `asset:` value are goals, \
              unless no component has one."
            .to_owned(),
        asked => format!(
            "None of {} asked about is behind exactly one control.",
            plural(asked, "goal")
        ),
    }
}
