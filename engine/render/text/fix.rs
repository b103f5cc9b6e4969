//! What would cut off goals, as text.

use threatlog_dl::Sources;

use super::grid::{JOINED, fitted, headed, wrapped};
use super::style::Style;
use crate::answer::{Fix, Proposal, RankedGoal, Remaining};
use crate::model::Model;
use crate::render::fix::{
    NOTHING_TO_CUT, alone, asked, bought, check, chokes, goal, graded, now, place, remains, verdict,
};
use crate::render::{certainty, likelihood, plural, risk};

/// How many goals and single controls are listed.
const GOALS: usize = 8;
const SINGLES: usize = 5;

/// The goals, the controls that cut them off, and what no control cuts off.
pub fn fix(model: &Model, answer: &Fix, sources: &Sources, style: Style) -> String {
    let headline = format!("{} · {}", model.system, asked(answer));
    let mut lines = vec![style.bold(&headline)];
    if answer.goals.is_empty() {
        lines.push(String::new());
        lines.extend(wrapped(NOTHING_TO_CUT, 0, style.width));
        return lines.join("\n") + "\n";
    }
    lines.extend(goals(&answer.goals, style));
    if let Some(set) = &answer.set {
        lines.push(String::new());
        lines.extend(wrapped(&verdict(answer, set), 0, style.width));
        lines.push(String::new());
        lines.extend(controls(&set.controls, sources, style));
        lines.push(String::new());
        lines.extend(wrapped(&check(answer, set), 0, style.width));
    }
    if let Some(purchase) = &answer.purchase {
        lines.push(String::new());
        lines.extend(wrapped(&bought(answer, purchase), 0, style.width));
        if !purchase.controls.is_empty() {
            lines.push(String::new());
            lines.extend(controls(&purchase.controls, sources, style));
        }
    }
    if !answer.remaining.is_empty() {
        lines.push(String::new());
        lines.extend(wrapped(&remains(answer), 0, style.width));
        lines.push(String::new());
        lines.extend(left(&answer.remaining, style));
    }
    lines.extend(singles(answer, style));
    if let Some(text) = chokes(answer) {
        lines.push(String::new());
        lines.extend(wrapped(&text, 0, style.width));
    }
    lines.join("\n") + "\n"
}

fn goals(goals: &[RankedGoal], style: Style) -> Vec<String> {
    let line = |it: &RankedGoal| {
        let text = format!(
            "{}, {}{}, likelihood {}",
            goal(it),
            certainty(it.exact),
            graded(it.risk),
            likelihood(it.likelihood)
        );
        wrapped(&text, 2, style.width)
    };
    let mut lines: Vec<String> = goals.iter().take(GOALS).flat_map(line).collect();
    lines.extend(more(goals.len(), style));
    lines
}

fn controls(list: &[Proposal], sources: &Sources, style: Style) -> Vec<String> {
    let header = ["COST", "CONTROL", "NOW", "AT"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(list.iter().map(|it| {
        vec![
            it.cost.to_string(),
            format!("{} {}", it.control.component, it.control.control),
            now(it).replace(' ', &JOINED.to_string()),
            place(it, list, sources),
        ]
    }));
    let columns = fitted(&rows, &[1, 3], &[0], style.width.saturating_sub(2));
    headed(&rows, &columns, style)
}

/// The goals that stay in reach; where there is one, with the path that is left.
fn left(remaining: &[Remaining], style: Style) -> Vec<String> {
    if let [rest] = remaining {
        return deeds(rest, style);
    }
    let line = |it: &Remaining| {
        let text = format!(
            "{} → {}  {}",
            risk(it.goal.risk),
            risk(it.risk),
            goal(&it.goal)
        );
        wrapped(&text, 2, style.width)
    };
    let mut lines: Vec<String> = remaining.iter().take(GOALS).flat_map(line).collect();
    lines.extend(more(remaining.len(), style));
    lines
}

fn more(goals: usize, style: Style) -> Option<String> {
    let more = goals.checked_sub(GOALS + 1)? + 1;
    Some(style.dim(&format!("  and {}", plural(more, "more goal"))))
}

/// The controls that take most risk alone.
fn singles(answer: &Fix, style: Style) -> Vec<String> {
    if answer.singles.is_empty() {
        return Vec::new();
    }
    let header = ["RISK FALLS", "COST", "GOALS", "PATHS", "CONTROL"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(answer.singles.iter().take(SINGLES).map(|it| {
        let control = &it.proposal.control;
        vec![
            risk(it.falls),
            it.proposal.cost.to_string(),
            it.goals.to_string(),
            it.paths.to_string(),
            format!("{} {}", control.component, control.control),
        ]
    }));
    let columns = fitted(&rows, &[4], &[0, 1, 2, 3], style.width.saturating_sub(2));
    let mut lines = vec![String::new()];
    lines.extend(wrapped(&alone(answer), 0, style.width));
    lines.push(String::new());
    lines.extend(headed(&rows, &columns, style));
    if let Some(more) = answer.singles.len().checked_sub(SINGLES + 1) {
        let text = format!("and {} in --format json", plural(more + 1, "more control"));
        lines.push(style.dim(&format!("  {text}")));
    }
    lines
}

fn deeds(rest: &Remaining, style: Style) -> Vec<String> {
    let acts = (1..).zip(&rest.path.acts);
    let mut lines: Vec<String> = acts
        .flat_map(|(at, act)| {
            let title = act.title.trim_end_matches('.');
            let target = act.target.as_ref();
            let target = target.map_or_else(String::new, |it| format!(" →{JOINED}{it}"));
            let text = format!("{at} {title}{target} ×{}", likelihood(act.likelihood));
            wrapped(&text, 4, style.width)
        })
        .map(|line| line.replace(JOINED, " "))
        .collect();
    if lines.is_empty() {
        lines.push("    held from the start, without any deed".to_owned());
    }
    lines
}
