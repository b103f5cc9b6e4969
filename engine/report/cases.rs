//! Cases that were tested.

use super::{Block, Column, Report, Table, plural};
use crate::answer::{TestedCase, TestedCases};

/// A line for each case, then what fails; a `brief` report has only what fails.
pub fn cases(answer: &TestedCases, brief: bool) -> Report {
    let mut report = Report::new("Cases", "");
    let cases = answer.cases.iter();
    let cases = cases
        .filter(|it| it.expectations > 0 && !brief)
        .map(|case| {
            let file = &case.file;
            match case.failed() {
                0 => format!("✓ {file}  {}\n", plural(case.expectations, "expectation")),
                _ => format!("✗ {file}  {}\n", failing(case)),
            }
        });
    report.add(Block::Code(cases.collect()));
    let failures = answer.cases.iter().flat_map(|it| &it.failures);
    let rows = failures.map(|it| {
        let failure = &it.failure;
        [
            it.place.to_string(),
            failure.goal.clone(),
            failure.reason.clone(),
            failure.nearest.clone().unwrap_or_default(),
        ]
    });
    let columns = [
        Column::word("Expectation"),
        Column::text("Goal"),
        Column::text("Why"),
        Column::text("Nearest").below(),
    ];
    report.add(Block::Table(Table::new(columns).rows(rows)));
    report.text(counts(&answer.cases));
    report
}

/// `40 of 41 cases hold, 57 of 58 expectations are met. 2 files have no case.`
fn counts(tested: &[TestedCase]) -> String {
    let cases = tested.iter().filter(|it| it.expectations > 0);
    let (mut all, mut holding, mut expected, mut failed) = (0, 0, 0, 0);
    for case in cases {
        all += 1;
        holding += usize::from(case.failures.is_empty());
        expected += case.expectations;
        failed += case.failed();
    }
    let met = expected - failed;
    let mut text = format!(
        "{holding} of {} {}, {met} of {} {} met.",
        plural(all, "case"),
        verb(all, "holds", "hold"),
        plural(expected, "expectation"),
        verb(expected, "is", "are"),
    );
    match tested.len() - all {
        0 => {}
        1 => text.push_str(" 1 file has no case."),
        more => text.push_str(&format!(" {more} files have no case.")),
    }
    text
}

/// `1 of 2 expectations fail`, as the verb follows the noun.
fn failing(case: &TestedCase) -> String {
    let (failed, all) = (case.failed(), case.expectations);
    let noun = plural(all, "expectation");
    format!("{failed} of {noun} {}", verb(all, "fails", "fail"))
}

fn verb<'w>(count: usize, one: &'w str, several: &'w str) -> &'w str {
    if count == 1 { one } else { several }
}
