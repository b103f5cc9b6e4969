//! A test plan as text: path by path, each test where it is first needed.

use super::grid::{Column, grid, wrapped};
use super::style::Style;
use crate::answer::{Analysis, HurdleState, Paths, Plan, Route, Test, risk_word};
use crate::render::plan::{blocked, harder, number, numbers, relied};
use crate::render::reference::reference;
use crate::render::{NOTHING, certainty, likelihood, plural, risk};

/// The paths with their tests; `ids` are the paths' ids as they are shown.
pub fn plan(
    analysis: &Analysis,
    answer: &Paths,
    plan: &Plan,
    ids: &[String],
    style: Style,
) -> String {
    let headline = format!(
        "{} · {} · {}",
        analysis.model.system,
        plural(plan.routes.len(), "path"),
        plural(plan.tests.len(), "test"),
    );
    let mut lines = vec![style.bold(&headline)];
    if plan.routes.is_empty() {
        lines.push(String::new());
        lines.extend(wrapped(NOTHING, 0, style.width));
    }
    let mut told = 0;
    for (at, (route, id)) in plan.routes.iter().zip(ids).enumerate() {
        lines.push(String::new());
        lines.extend(heading(at + 1, route, id, style));
        lines.extend(wrapped(&order(route, told), 2, style.width));
        for &at in &route.tests {
            let Some(it) = plan.tests.get(at).filter(|_| at >= told) else {
                continue;
            };
            lines.push(String::new());
            lines.extend(test(at, it, style));
            told = at + 1;
        }
    }
    let remarks = remarks(answer, plan);
    if !remarks.is_empty() {
        lines.push(String::new());
        let remarks = wrapped(&remarks, 0, style.width).into_iter();
        lines.extend(remarks.map(|line| style.dim(&line)));
    }
    lines.join("\n") + "\n"
}

/// What is left out, and what marks mean.
fn remarks(answer: &Paths, plan: &Plan) -> String {
    let mut texts = Vec::new();
    if answer.goals_left > 0 {
        let left = plural(answer.goals_left, "goal");
        texts.push(format!(
            "{left} in reach not tested here: --top N plans more."
        ));
    }
    let mut hurdles = plan.tests.iter().flat_map(|test| &test.hurdles);
    if hurdles.any(|it| it.state == HurdleState::Unstated) {
        texts.push("A control with `?` is not mentioned and so assumed absent.".to_owned());
    }
    if !answer.certain {
        texts.push("The search was cut: rows marked ≥ are lower bounds.".to_owned());
    }
    texts.join(" ")
}

fn heading(place: usize, route: &Route, id: &str, style: Style) -> Vec<String> {
    let path = &route.finding.path;
    let text = format!(
        "Path {place} · {id} · risk {} {} · likelihood {}{}",
        risk(route.finding.risk),
        risk_word(route.finding.risk),
        certainty(path.exact),
        likelihood(path.likelihood),
    );
    let mark = style.by_risk(route.finding.risk, "▌");
    let mut lines = vec![format!("{mark} {}", style.bold(&text))];
    lines.extend(wrapped(&path.sentence, 2, style.width));
    lines
}

/// The tests in order, and which of them are described further up.
fn order(route: &Route, told: usize) -> String {
    if route.tests.is_empty() {
        return "Nothing to test: it holds from the start.".to_owned();
    }
    let numbers_in_order: Vec<String> = route.tests.iter().map(|&at| number(at)).collect();
    let mut known: Vec<usize> = route
        .tests
        .iter()
        .copied()
        .filter(|&at| at < told)
        .collect();
    known.sort_unstable();
    let above = match known.as_slice() {
        [] => String::new(),
        known => format!(" ({}: above)", numbers(known)),
    };
    let actor = &route.finding.goal.actor;
    format!("as {actor}: {}{above}", numbers_in_order.join(" → "))
}

fn test(at: usize, test: &Test, style: Style) -> Vec<String> {
    let title = test.act.title.trim_end_matches('.');
    let target = test.act.target.as_ref();
    let target = target.map_or_else(String::new, |it| format!(" → {it}"));
    let number = number(at);
    let indent = 2 + number.len() + 2;
    let mut lines = wrapped(&format!("{title}{target}"), indent, style.width);
    if let Some(first) = lines.first_mut() {
        *first = format!("  {}  {}", style.bold(&number), first.trim_start());
    }
    let techniques = test.act.techniques.iter().map(|it| reference(it).full());
    let given = test.given.iter().map(|it| match it.after.as_slice() {
        [] => it.sentence.clone(),
        after => format!("{} ({})", it.sentence, numbers(after)),
    });
    let success = format!("you hold: {}", test.success.join("; "));
    let rows = [
        ("techniques", techniques.collect::<Vec<_>>().join("; ")),
        ("given", given.collect::<Vec<_>>().join("; ")),
        ("relies on", relied(test)),
        ("passes if", success),
        ("if blocked", blocked(test)),
        ("if harder", harder(test).unwrap_or_default()),
    ];
    let rows = rows.into_iter().filter(|(_, text)| !text.is_empty());
    let rows: Vec<Vec<String>> = rows
        .map(|(name, text)| vec![name.to_owned(), text])
        .collect();
    let columns = [
        Column::left(10),
        Column::left(style.width.saturating_sub(indent + 12).max(24)),
    ];
    let rows = grid(&rows, &columns).into_iter();
    lines.extend(rows.map(|line| format!("{:indent$}{line}", "")));
    lines
}
