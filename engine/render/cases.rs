//! Cases that were tested in; the words about them that every form of the answer uses out.

use super::plural;
use crate::answer::Failure;

/// A case file with what fails in it.
#[derive(Clone, Debug)]
pub struct Tested {
    pub file: String,
    /// How many expectations it has.
    pub expectations: usize,
    /// What fails, each with the place of its expectation.
    pub failures: Vec<(String, Failure)>,
}

impl Tested {
    /// How many expectations fail; several things can be wrong with one.
    pub fn failed(&self) -> usize {
        let mut places: Vec<&str> = self.failures.iter().map(|it| it.0.as_str()).collect();
        places.dedup();
        places.len()
    }
}

/// `40 of 41 cases hold, 57 of 58 expectations are met. 2 files have no case.`
pub fn counts(tested: &[Tested]) -> String {
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
pub fn failing(case: &Tested) -> String {
    let (failed, all) = (case.failed(), case.expectations);
    let noun = plural(all, "expectation");
    format!("{failed} of {noun} {}", verb(all, "fails", "fail"))
}

fn verb<'w>(count: usize, one: &'w str, several: &'w str) -> &'w str {
    if count == 1 { one } else { several }
}
