//! A test plan as a Markdown checklist.

use crate::answer::{Analysis, Paths, Plan, Route, Test, risk_word};
use crate::render::plan::{blocked, harder, number, numbers, relied};
use crate::render::reference::reference;
use crate::render::{NOTHING, certainty, likelihood, plural, risk};

/// The paths with their tests; `ids` are the paths' ids as they are shown.
pub fn plan(analysis: &Analysis, answer: &Paths, plan: &Plan, ids: &[String]) -> String {
    if plan.routes.is_empty() {
        return format!("# Test plan: {}\n\n{NOTHING}\n", analysis.model.system);
    }
    let mut text = format!(
        "# Test plan: {}\n\n{}, {}; {} in reach not tested here. A control with `?` is not mentioned in the \
         architecture and so assumed absent.\n",
        analysis.model.system,
        plural(plan.routes.len(), "path"),
        plural(plan.tests.len(), "test"),
        plural(answer.goals_left, "goal"),
    );
    let mut told = 0;
    for (place, (route, id)) in (1..).zip(plan.routes.iter().zip(ids)) {
        text.push_str(&heading(place, route, id));
        for &at in &route.tests {
            let Some(it) = plan.tests.get(at) else {
                continue;
            };
            if at < told {
                let title = it.act.title.trim_end_matches('.');
                text.push_str(&format!("- {}: {title}, as above\n", number(at)));
            } else {
                text.push_str(&test(at, it));
                told = at + 1;
            }
        }
        if route.tests.is_empty() {
            text.push_str("Nothing to test: it holds from the start.\n");
        }
    }
    text
}

fn heading(place: usize, route: &Route, id: &str) -> String {
    let finding = &route.finding;
    format!(
        "\n## Path {place}: {}\n\nPath `{id}`, risk {} ({}), likelihood {}{}, impact {}.\n\n",
        finding.path.sentence,
        risk(finding.risk),
        risk_word(finding.risk),
        certainty(finding.path.exact),
        likelihood(finding.path.likelihood),
        finding.goal.impact,
    )
}

fn test(at: usize, test: &Test) -> String {
    let title = test.act.title.trim_end_matches('.');
    let target = test.act.target.as_ref();
    let target = target.map_or_else(String::new, |it| format!(" → `{it}`"));
    let techniques = test.act.techniques.iter().map(|it| reference(it).full());
    let given = test.given.iter().map(|it| match it.after.as_slice() {
        [] => it.sentence.clone(),
        after => format!("{} (by {})", it.sentence, numbers(after)),
    });
    let rows = [
        ("as", test.actor.clone()),
        ("techniques", techniques.collect::<Vec<_>>().join("; ")),
        ("given", given.collect::<Vec<_>>().join("; ")),
        ("relies on", relied(test)),
        ("passes if you hold", test.success.join("; ")),
        ("if blocked", blocked(test)),
        ("if harder", harder(test).unwrap_or_default()),
    ];
    let mut text = format!("- [ ] **{}** {title}{target}\n", number(at));
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        text.push_str(&format!("  - {name}: {value}\n"));
    }
    text
}
