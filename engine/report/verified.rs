//! What was checked.

use super::{Block, Report, plural};
use crate::checker::Verified;

/// What was checked, then what is wrong.
pub fn verified(answer: &Verified) -> Report {
    let system = &answer.system;
    let headline = format!("{system} · answers checked");
    let mut report = Report::new(format!("Answers checked: {system}"), headline);
    if answer.wrong.is_empty() {
        report.add(Block::List(checks(answer)));
    }
    report.text(verdict(answer));
    let wrong = answer.wrong.iter();
    let wrong = wrong.map(|it| format!("{}: {}", it.about, it.what));
    report.add(Block::List(wrong.collect()));
    report
}

/// One sentence for each sort of check.
fn checks(answer: &Verified) -> Vec<String> {
    let mut checks = vec![
        format!(
            "{} of {} in reach were read against rules and files: {} are instances of their rules, \
             {} are given, each figure follows from its factors, and no path has needless acts.",
            plural(answer.paths, "path"),
            plural(answer.goals, "goal"),
            plural(answer.inferences, "inference"),
            plural(answer.given, "fact"),
        ),
        format!(
            "{} hold, by the compiled rules and by the interpreter alike.",
            plural(answer.facts, "fact"),
        ),
    ];
    if answer.cut > 0 {
        checks.push(format!(
            "{} out of reach when the system is solved again with the measures that `fix` names.",
            match answer.cut {
                1 => "1 goal is".to_owned(),
                cut => format!("{cut} goals are each"),
            }
        ));
    }
    if answer.uncuttable > 0 {
        checks.push(format!(
            "{} cannot be cut off by any measures, and `fix` says so.",
            plural(answer.uncuttable, "goal"),
        ));
    }
    checks
}

fn verdict(answer: &Verified) -> String {
    match answer.wrong.len() {
        0 => "Nothing is wrong.".to_owned(),
        1 => "1 thing is wrong; please report this.".to_owned(),
        wrong => format!("{wrong} things are wrong; please report this."),
    }
}
