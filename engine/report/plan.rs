//! A red-team test plan: path by path, each test where it is first needed.

use std::collections::BTreeMap;

use super::paths::NOTHING;
use super::{Block, Report, Task, certainty, likelihood, plural, risk};
use crate::answer::{Hurdle, HurdleStatus, Plan, Route, Test, risk_word};

pub fn plan(answer: &Plan) -> Report {
    let headline = format!(
        "{} · {} · {}",
        answer.system,
        plural(answer.routes.len(), "path"),
        plural(answer.tests.len(), "test"),
    );
    let mut report = Report::new(format!("Test plan: {}", answer.system), headline);
    if answer.routes.is_empty() {
        report.text(NOTHING);
    }
    let mut told = 0;
    for (place, route) in (1..).zip(&answer.routes) {
        report.heading(heading(place, route));
        report.text(format!(
            "{}. {}",
            route.finding.path.sentence,
            order(route, answer, told)
        ));
        let tests = route.tests.iter().filter_map(|id| {
            let at = answer.tests.iter().position(|it| it.id == *id)?;
            (at >= told).then_some((at, answer.tests.get(at)?))
        });
        let tests: Vec<(usize, &Test)> = tests.collect();
        told = tests.iter().map(|(at, _)| at + 1).max().unwrap_or(told);
        report.add(Block::Tasks(tests.iter().map(|(_, it)| task(it)).collect()));
    }
    report.note(remarks(answer));
    report
}

/// What is left out, and what marks mean.
fn remarks(answer: &Plan) -> String {
    let mut texts = Vec::new();
    if answer.goals_left > 0 {
        let left = plural(answer.goals_left, "goal");
        texts.push(format!(
            "{left} in reach not tested here: --top N plans more."
        ));
    }
    let mut hurdles = answer.tests.iter().flat_map(|test| &test.hurdles);
    if hurdles.any(|it| it.status == HurdleStatus::Unstated) {
        texts.push("A control with `?` is not mentioned and so assumed absent.".to_owned());
    }
    if !answer.certain {
        texts.push("The search was cut: rows marked ≥ are lower bounds.".to_owned());
    }
    texts.join(" ")
}

fn heading(place: usize, route: &Route) -> String {
    let path = &route.finding.path;
    format!(
        "Path {place} · {} · risk {} {} · likelihood {}{}",
        path.shown,
        risk(route.finding.risk),
        risk_word(route.finding.risk),
        certainty(path.exact),
        likelihood(path.likelihood),
    )
}

/// The tests in order, and which of them are described further up.
fn order(route: &Route, answer: &Plan, told: usize) -> String {
    if route.tests.is_empty() {
        return "Nothing to test: it holds from the start.".to_owned();
    }
    let known = answer.tests.iter().take(told).map(|it| it.id.as_str());
    let known: Vec<&str> = known
        .filter(|id| route.tests.iter().any(|it| it == id))
        .collect();
    let above = match known.as_slice() {
        [] => String::new(),
        known => format!(" ({}: above)", known.join(", ")),
    };
    let actor = &route.finding.goal.actor;
    format!("As {actor}: {}{above}", route.tests.join(" → "))
}

fn task(test: &Test) -> Task {
    let target = test.act.target.as_ref();
    let target = target.map_or_else(String::new, |it| format!(" → {it}"));
    let techniques = test.references.iter().map(|it| match it.name {
        Some(name) => format!("{} {name}", it.id),
        None => it.id.clone(),
    });
    let given = test.given.iter().map(|it| match it.after.as_slice() {
        [] => it.sentence.clone(),
        after => format!("{} ({})", it.sentence, after.join(", ")),
    });
    let pairs = [
        ("as", test.actor.clone()),
        ("techniques", techniques.collect::<Vec<_>>().join("; ")),
        ("given", given.collect::<Vec<_>>().join("; ")),
        ("relies on", relied(&test.hurdles)),
        (
            "passes if",
            format!("you hold: {}", test.success.join("; ")),
        ),
        ("if blocked", test.if_blocked.clone()),
        ("if harder", test.if_harder.clone().unwrap_or_default()),
    ];
    let pairs = pairs.into_iter().filter(|(_, text)| !text.is_empty());
    Task {
        name: test.id.clone(),
        text: format!("{}{target}", test.act.name()),
        pairs: pairs.map(|(name, text)| (name.to_owned(), text)).collect(),
    }
}

/// The controls whose absence or weakness a deed relies on, by component; `?` marks those that
/// nobody has stated. Empty if there is none.
fn relied(hurdles: &[Hurdle]) -> String {
    let mut lacking: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut weak = Vec::new();
    for hurdle in hurdles {
        let (component, control) = (&hurdle.control.component, &hurdle.control.control);
        let mark = match (hurdle.status, hurdle.likelihood) {
            (HurdleStatus::Weak, chance) => {
                let chance = likelihood(chance.unwrap_or(1.0));
                weak.push(format!("{control} on {component} fails ×{chance}"));
                continue;
            }
            (HurdleStatus::Missing, _) => "",
            (HurdleStatus::Unstated, _) => "?",
        };
        let names = lacking.entry(component).or_default();
        names.push(format!("{control}{mark}"));
    }
    let lacking = lacking.iter();
    let lacking =
        lacking.map(|(component, names)| format!("{component} lacks {}", names.join(", ")));
    lacking.chain(weak).collect::<Vec<_>>().join("; ")
}
