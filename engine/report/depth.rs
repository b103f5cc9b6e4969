//! Depths of defence.

use super::paths::tries;
use super::{Block, Cell, Column, Report, Row, Table, deeds, likelihood, plural, way};
use crate::answer::{Breach, Control, DepthRow, Depths};

/// How many weak spots are shown.
const SPOTS: usize = 8;

/// The first `top` goals, shallowest first. With `whole`, each with the deeds that its controls
/// hold up.
pub fn depths(answer: &Depths, top: usize, whole: bool) -> Report {
    let system = &answer.system;
    let headline = format!("{system} · {}", counts(answer));
    let mut report = Report::new(format!("Depth of defence of {system}"), headline);
    if answer.rows.is_empty() {
        report.text(nothing(answer));
        return report;
    }
    let mut table = Table::new([
        Column::figure("Depth"),
        Column::figure("Impact"),
        Column::text("Goal"),
        Column::text("By"),
        Column::text("What would have to fail"),
        Column::word("Likelihood then").on_page(),
        Column::text("How").on_page(),
    ]);
    let shown = answer.rows.iter().take(top);
    table.rows.extend(shown.map(|it| row(it, whole)));
    report.add(Block::Table(table));
    let left = answer.rows.len().saturating_sub(top);
    if left > 0 {
        let left = plural(left, "goal");
        report.note(format!("{left} not shown: --top N shows more"));
    }
    if !answer.weak_spots.is_empty() {
        report.heading("weak spots: the failure of one control opens a goal");
        report.add(Block::List(weak_spots(answer)));
    }
    report.note(MEANING);
    report
}

fn row(row: &DepthRow, whole: bool) -> Row {
    let opening = row.opening.as_ref();
    let others = opening.filter(|_| !whole).and_then(|it| instead(it, 5));
    let goal = format!("{} {}", row.component, row.property);
    let cells = [
        number(row),
        row.impact.to_string(),
        goal.clone(),
        opening.map_or_else(String::new, |it| it.actor.clone()),
        what_fails(row),
        opening.map_or_else(String::new, |it| likelihood(it.path.likelihood)),
        opening.map_or_else(String::new, |it| {
            let others = others.map_or_else(String::new, |it| format!(" ({it})"));
            way(&it.path) + &others
        }),
    ];
    Row {
        title: goal,
        details: opening.filter(|_| whole).map_or_else(Vec::new, details),
        ..Row::new(cells.map(Cell::from))
    }
}

/// The deeds in order, how likely they are together, and which other controls would do.
fn details(breach: &Breach) -> Vec<Block> {
    let product = likelihood(breach.path.likelihood);
    let mut remarks: Vec<String> = tries(&breach.path, &breach.actor).into_iter().collect();
    remarks.push(match breach.depth {
        0 => format!("likelihood {product}"),
        1 => format!("likelihood {product} once it has failed"),
        _ => format!("likelihood {product} once they have failed"),
    });
    remarks.extend(instead(breach, 5));
    vec![Block::Deeds(deeds(&breach.path)), Block::List(remarks)]
}

fn weak_spots(answer: &Depths) -> Vec<String> {
    let spots = answer.weak_spots.iter().take(SPOTS).map(|spot| {
        let opens = spot.opens.iter();
        let opens: Vec<String> = opens
            .map(|it| format!("{} {}", it.component, it.property))
            .collect();
        let control = controls(std::slice::from_ref(&spot.control));
        format!("{control}: {}", opens.join(", "))
    });
    let mut lines: Vec<String> = spots.collect();
    if let Some(left @ 1..) = answer.weak_spots.len().checked_sub(SPOTS) {
        lines.push(format!(
            "{} more in the JSON answer",
            plural(left, "control")
        ));
    }
    lines
}

/// `control, control on component; control on component`.
fn controls(controls: &[Control]) -> String {
    let parts = controls.chunk_by(|a, b| a.component == b.component);
    let texts = parts.filter_map(|part| {
        let names: Vec<&str> = part.iter().map(|it| it.control.as_str()).collect();
        let component = &part.first()?.component;
        Some(format!("{} on {component}", names.join(", ")))
    });
    texts.collect::<Vec<_>>().join("; ")
}

/// The depth: `0`, `≤2` where fewer controls may suffice, or `–` where nothing opens the goal.
fn number(row: &DepthRow) -> String {
    match &row.opening {
        None => "–".to_owned(),
        Some(it) if it.exact => it.depth.to_string(),
        Some(it) => format!("≤{}", it.depth),
    }
}

/// What has to fail before the goal is open.
fn what_fails(row: &DepthRow) -> String {
    match &row.opening {
        None => "no path, even if every control fails".to_owned(),
        Some(it) if it.fails.is_empty() => "nothing".to_owned(),
        Some(it) => controls(&it.fails),
    }
}

/// Other controls that would do as well: `or authentication on api · 3 more`.
fn instead(breach: &Breach, most: usize) -> Option<String> {
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
fn counts(answer: &Depths) -> String {
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
const MEANING: &str = "Depth: the fewest present controls that must fail before a path is open. \
    A control that is only partly effective counts as present, and so does one that only hampers. \
    The likelihood is that of the deeds once the controls have failed.";

/// What an empty answer means.
fn nothing(answer: &Depths) -> String {
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
