//! Which threats the steps cover, as text.

use threatlog_dl::Program;

use super::grid::wrapped;
use super::style::Style;
use crate::answer::{Coverage, Exercise, Threat, ThreatList};
use crate::render::plural;

/// The lists of threats, then the steps with the systems that exercise them.
pub fn coverage(program: &Program, coverage: &Coverage, style: Style) -> String {
    let mut headline = plural(program.steps.len(), "attack step");
    if !coverage.exercised.is_empty() {
        let systems = plural(coverage.exercised.len(), "system");
        headline.push_str(&format!(" · {systems}"));
    }
    let mut lines = vec![style.bold(&headline)];
    for list in &coverage.lists {
        lines.push(String::new());
        lines.extend(threats(list, style));
    }
    if !coverage.exercised.is_empty() {
        lines.extend(exercised(program, coverage, style));
    }
    lines.join("\n") + "\n"
}

/// A threat a line: how many steps, its id and name; the steps below it, unless they are too many
/// to tell anything.
fn threats(list: &ThreatList, style: Style) -> Vec<String> {
    let covered = list.threats.iter().filter(|it| !it.steps.is_empty());
    let (covered, all) = (covered.count(), list.threats.len());
    let title = format!("{}: {covered} of {all} with a step", list.title);
    let mut lines = vec![style.bold(&title)];
    let width = list.threats.iter().map(|it| it.id.len()).max().unwrap_or(0);
    for threat in &list.threats {
        let Threat { id, name, .. } = threat;
        let count = threat.steps.len();
        // A word of STRIDE is its own name.
        lines.push(if name.replace(' ', "_") == *id {
            format!("  {count:>3}  {name}")
        } else {
            format!("  {count:>3}  {id:width$}  {name}")
        });
        let below = match threat.reason {
            Some(reason) => format!("none: {reason}"),
            None if threat.steps.is_empty() => "none".to_owned(),
            None if threat.class => continue,
            None => threat.steps.join(", "),
        };
        lines.extend(wrapped(&below, 9 + width, style.width));
    }
    lines
}

fn exercised(program: &Program, coverage: &Coverage, style: Style) -> Vec<String> {
    let mut lines = vec![String::new(), style.bold("Exercised by these systems")];
    for step in &program.steps {
        let best = coverage.systems_of(&step.id, Exercise::BestPath);
        let fires = coverage.systems_of(&step.id, Exercise::Fires);
        if best.is_empty() && fires.is_empty() {
            continue;
        }
        lines.push(format!("  {}", step.id));
        for (how, names) in [("on a best path", best), ("fires", fires)] {
            if !names.is_empty() {
                let text = format!("{how}: {}", names.join(", "));
                lines.extend(wrapped(&text, 4, style.width));
            }
        }
    }
    let idle = coverage.idle(program);
    if !idle.is_empty() {
        let text = format!("by none: {}", idle.join(", "));
        lines.push(String::new());
        lines.extend(wrapped(&text, 2, style.width));
    }
    lines
}
