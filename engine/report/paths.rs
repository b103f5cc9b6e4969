//! The ranked paths, which on a page are a threat register.

use std::collections::BTreeMap;

use super::findings::findings;
use super::{
    Block, Cell, Column, Report, Row, Table, certainty, deeds, likelihood, plural, risk, rmf, total,
};
use crate::answer::{
    Boundary, Control, Decision, Gap, Loss, Path, Paths, Present, RankedPath, distinct,
    likelihood_word, risk_word,
};
use crate::catalogue::reference;

/// What it means that there is no path.
pub(super) const NOTHING: &str = "No attack path leads to anything of value that was asked about. Only \
    components with an `asset:` value are goals, unless no component has one.";

/// The findings, each with its deeds and what they rest on; then what they mean for the NIST AI RMF.
///
/// Single paths only where the answer has no findings.
pub fn paths(answer: &Paths) -> Report {
    if let Some(list) = &answer.findings {
        return findings(answer, list);
    }
    let mut report = register(answer);
    if answer.rows.is_empty() {
        report.text(no_path(answer));
        return report;
    }
    let mut table = Table::new([
        Column::word("Path").on_page(),
        Column::text("Threat").on_page(),
        Column::word("Risk").on_terminal(),
        Column::word("Risk").on_page(),
        Column::figure("Likelihood").on_terminal(),
        Column::word("Likelihood").on_page(),
        Column::figure("Impact"),
        Column::text("Goal"),
        Column::text("By"),
        Column::word("Path").on_terminal(),
        Column::text("STRIDE").on_page(),
        Column::text("Ids").on_page(),
        Column::text("Controls present").on_page(),
        Column::text("Controls missing").on_page(),
        Column::text("Treatment").on_page(),
    ]);
    table.rows.extend(answer.rows.iter().map(row));
    report.add(Block::Table(table));
    report.note(summary(answer));
    report.page(rmf::subcategories(&answer.rmf, answer.rows.len()));
    report
}

/// A register without rows.
pub(super) fn register(answer: &Paths) -> Report {
    let headline = format!(
        "{} · {} · {} · {} in reach",
        answer.system,
        plural(answer.components, "component"),
        plural(answer.actors, "actor"),
        plural(answer.goals, "goal"),
    );
    Report::new(format!("Threat register: {}", answer.system), headline)
}

/// The kinds of threat that a path's deeds are.
pub(super) fn stride(path: &Path) -> String {
    let words = distinct(path.acts.iter().flat_map(|act| &act.stride));
    words.join(", ").replace('_', " ")
}

/// The ids of frameworks that a path's deeds have.
pub(super) fn ids(path: &Path) -> String {
    let ids = distinct(path.acts.iter().flat_map(|act| &act.techniques));
    let ids: Vec<String> = ids.iter().map(|it| reference(it).id).collect();
    ids.join(", ")
}

/// What it means that no path is shown.
pub(super) fn no_path(answer: &Paths) -> String {
    match answer.goals {
        0 if answer.actors == 0 => {
            "No actor is stated, so nobody attacks: say under `actors:` who could, and where each starts."
                .to_owned()
        }
        0 => NOTHING.to_owned(),
        goals => format!(
            "{} in reach, but none in the way asked for: a lower --min-risk or another --via shows \
             more.",
            match goals {
                1 => "1 goal is".to_owned(),
                goals => format!("{goals} goals are"),
            }
        ),
    }
}

fn row(row: &RankedPath) -> Row {
    let path = &row.path;
    let treated = row.treatment.as_ref().map(treated);
    let (mark, word) = (if row.tied { "≈" } else { "" }, risk_word(row.risk));
    let chance = format!("{}{}", certainty(path.exact), likelihood(path.likelihood));
    let cells: [String; 15] = [
        path.shown.clone(),
        row.threat.clone(),
        format!("{mark}{} {}", risk(row.risk), short(word)),
        format!("{mark}{} {word}", risk(row.risk)),
        chance.clone(),
        format!(
            "{chance} {}{}",
            likelihood_word(path.likelihood),
            in_all(row)
        ),
        row.impact.to_string(),
        format!("{} {}", row.goal.component, row.goal.property),
        row.goal.actor.clone(),
        path.shown.clone(),
        stride(path),
        ids(path),
        present(&row.present),
        by_component(path.gaps.iter().map(|gap| (&gap.control, missing(gap)))),
        treated.unwrap_or_else(|| "–".to_owned()),
    ];
    Row {
        risk: Some(risk_word(row.risk)),
        title: format!(
            "{}: {} {} by {}",
            path.shown, row.goal.component, row.goal.property, row.goal.actor
        ),
        details: vec![Block::Deeds(deeds(path)), Block::List(remarks(row))],
        ..Row::new(cells.map(Cell::from))
    }
}

/// The total likelihood in brackets, where it is another than the path's.
fn in_all(row: &RankedPath) -> String {
    let total = row.total.map(total);
    let total = total.filter(|it| *it != likelihood(row.path.likelihood));
    total.map_or_else(String::new, |it| format!(" ({it} in all)"))
}

/// A risk's word as short as a table wants it.
pub(super) fn short(word: &str) -> &str {
    match word {
        "very high" => "v.high",
        "very low" => "v.low",
        "moderate" => "mod.",
        other => other,
    }
}

/// The controls that a path is up against, by component.
pub(super) fn present(list: &[Present]) -> String {
    by_component(list.iter().map(|it| {
        let past = it.gets_past.map(|it| format!(" ×{}", likelihood(it)));
        let name = &it.control.control;
        (&it.control, format!("{name}{}", past.unwrap_or_default()))
    }))
}

/// A control that is missing, marked if nobody has said so.
pub(super) fn missing(gap: &Gap) -> String {
    let mark = if gap.assumed { "?" } else { "" };
    format!("{}{mark}", gap.control.control)
}

/// `x: a, b; y: c`, or a dash.
pub(super) fn by_component<'c>(controls: impl Iterator<Item = (&'c Control, String)>) -> String {
    let mut components: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (control, name) in controls {
        components.entry(&control.component).or_default().push(name);
    }
    if components.is_empty() {
        return "–".to_owned();
    }
    let texts = components.iter();
    let texts = texts.map(|(component, names)| format!("{component}: {}", names.join(", ")));
    texts.collect::<Vec<_>>().join("; ")
}

/// `accepted by me until 2027-03-31: pilot`, marked where it is over: a treated finding is shown
/// all the same.
pub(super) fn treated(decision: &Decision) -> String {
    let Decision {
        status,
        reason,
        owner,
        expires,
        expired,
    } = decision;
    if *expired {
        format!("expired on {expires}: {status} by {owner}: {reason}")
    } else {
        format!("{status} by {owner} until {expires}: {reason}")
    }
}

/// What a path crosses, rests on and brings down besides.
fn remarks(row: &RankedPath) -> Vec<String> {
    let path = &row.path;
    let mut remarks = Vec::new();
    if path.acts.is_empty() {
        remarks.push("It holds from the start: no deed is needed.".to_owned());
    }
    let in_all = row.total.filter(|_| row.place == 1).map(total);
    let in_all = in_all.filter(|it| *it != likelihood(path.likelihood));
    remarks.extend(in_all.map(|it| format!("{it} that some path to this goal succeeds")));
    remarks.extend(row.treatment.as_ref().map(treated));
    remarks.extend(gets_past(path, &row.goal.actor));
    remarks.extend(crosses(path));
    remarks.extend(lacking(&path.gaps, true, "rests on"));
    remarks.extend(lacking(&path.gaps, false, "eased by"));
    if !row.also.is_empty() {
        let also: Vec<String> = row.also.iter().map(loss).collect();
        remarks.push(format!("also: {}", also.join(", ")));
    }
    remarks.extend(falling(row));
    remarks
}

/// That it is not certain that the actor tries, and which weak controls are in the way.
pub(super) fn gets_past(path: &Path, actor: &str) -> Vec<String> {
    let weak = path.weak.iter().map(|weak| {
        let Control { component, control } = &weak.control;
        let chance = likelihood(weak.likelihood);
        format!("gets past: {control} on {component} ×{chance}")
    });
    tries(path, actor).into_iter().chain(weak).collect()
}

/// That it is not certain that the actor tries.
pub(super) fn tries(path: &Path, actor: &str) -> Option<String> {
    let attempts = path.attempts.map(likelihood)?;
    Some(format!("tries: {actor} ×{attempts}"))
}

fn loss(loss: &Loss) -> String {
    format!("{} {}", loss.component, loss.property)
}

/// How many of the other goals that fall with a path are named.
const NAMED: usize = 3;

/// What else of value falls with the path, besides what has the same chances.
fn falling(row: &RankedPath) -> Option<String> {
    if row.falls.len() < 2 {
        return None;
    }
    let own = Loss::from(&row.goal);
    let others = row.falls.iter();
    let others = others.filter(|it| **it != own && !row.also.contains(it));
    let names: Vec<String> = others.map(loss).collect();
    let all = format!("impact {:.1} in all", row.composed_impact);
    let (first, left) = names.split_at(names.len().min(NAMED));
    Some(match (first, left.len()) {
        ([], _) => all,
        (first, 0) => format!("falls with it: {}; {all}", first.join(", ")),
        (first, left) => format!("falls with it: {} and {left} more; {all}", first.join(", ")),
    })
}

/// The missing controls that would stop a path, or those that would hamper it, by component.
/// Of the hampering ones those that nobody mentions and that are unusual there are only counted:
/// a sentence about shielding helps nobody who has a chat window.
pub(super) fn lacking(gaps: &[Gap], stops: bool, role: &str) -> Option<String> {
    let unusual = |gap: &&Gap| gap.assumed && !gap.stops && !gap.usual;
    let gaps = || gaps.iter().filter(|gap| gap.stops == stops);
    let mut components: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for gap in gaps().filter(|it| !unusual(it)) {
        let names = components.entry(&gap.control.component).or_default();
        names.push(missing(gap));
    }
    let texts = components.iter();
    let texts = texts.map(|(component, names)| format!("{component} lacks {}", names.join(", ")));
    let mut texts: Vec<String> = texts.collect();
    match gaps().filter(unusual).count() {
        0 => {}
        count => texts.push(plural(count, "less usual control")),
    }
    (!texts.is_empty()).then(|| format!("{role}: {}", texts.join("; ")))
}

/// The boundaries that a path crosses, if it crosses any.
pub(super) fn crosses(path: &Path) -> Option<String> {
    let crossings: Vec<String> = path.boundaries.iter().map(crossing).collect();
    (!crossings.is_empty()).then(|| format!("crosses: {}", crossings.join("; ")))
}

fn crossing(boundary: &Boundary) -> String {
    let Boundary {
        name,
        from,
        to,
        zones,
    } = boundary;
    // A dash, because a flow is named as it was drawn: content may well go the other way.
    let zones = zones.as_ref().map(|it| it.replace("->", "–"));
    match (name.as_str(), zones) {
        ("zone", Some(zones)) => format!("{from} – {to} ({zones})"),
        (name, Some(zones)) => format!("{name} {from} – {to} ({zones})"),
        (name, None) => format!("{name} {from} – {to}"),
    }
}

/// What it means that a search was cut.
pub(super) fn certain_only_so_far() -> &'static str {
    " The search was cut: rows marked ≥ are lower bounds."
}

fn summary(answer: &Paths) -> String {
    let mut text = match answer.goals_left {
        0 => "Every goal in reach is shown.".to_owned(),
        left => format!(
            "{} in reach not shown: --top N shows more.",
            plural(left, "goal")
        ),
    };
    if !answer.certain {
        text.push_str(certain_only_so_far());
    }
    if answer.rows.iter().any(|row| row.tied) {
        text.push_str(
            " A row marked ≈ could as well stand above the one before it: likelihoods are words \
             for ranges, and within these the order changes.",
        );
    }
    let assumed = |row: &RankedPath| row.path.gaps.iter().any(|gap| gap.assumed);
    if answer.rows.iter().any(assumed) {
        text.push_str(" A control with `?` is not mentioned and so assumed absent.");
    }
    text.push_str(" Figures order risks; they are no frequencies.");
    text
}
