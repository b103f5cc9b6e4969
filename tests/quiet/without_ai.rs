//! Systems without AI: general attacks are found, those that AI brings along are not.

use std::collections::BTreeSet;

use crate::support::harm::{deeds, violated_pairs};
use crate::support::shipped::{RULES, Solved, files, root};

#[test]
fn no_step_that_needs_ai_is_taken_without_it() {
    let general = general_steps();
    let systems = systems();
    let mut wrong = Vec::new();
    for solved in &systems {
        let deeds = deeds(&solved.analysis());
        assert!(deeds.len() >= 5, "{}: {deeds:?}", solved.name);
        let alarms = deeds.iter().filter(|(step, _)| !general.contains(step));
        wrong.extend(alarms.map(|(_, text)| format!("{}: {text}", solved.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files say what is and what is not reached there.
#[test]
fn what_is_expected_without_ai_holds() {
    for solved in systems() {
        let violated = violated_pairs(&solved.analysis());
        let [case] = solved.model.cases.as_slice() else {
            panic!("{}: a case", solved.name);
        };
        for expected in &case.expect {
            let component = &solved.model.component(expected.goal.component).id;
            let pair = [component.clone(), expected.goal.property.word().to_owned()];
            let derived = violated.contains(&pair);
            assert_eq!(derived, expected.derived, "{}: {pair:?}", solved.name);
        }
    }
}

/// A renamed step would otherwise go on being allowed under a name that nothing has.
#[test]
fn the_general_steps_exist_and_are_fewer_than_the_others() {
    let general = general_steps();
    let steps: BTreeSet<&String> = RULES.steps.iter().map(|it| &it.id).collect();
    let unknown: Vec<&String> = general.iter().filter(|it| !steps.contains(it)).collect();
    assert!(unknown.is_empty(), "no steps: {unknown:?}");
    assert!(general.len() * 2 < steps.len(), "{}", general.len());
}

fn systems() -> Vec<Solved<'static>> {
    let found = files("facts/quiet");
    assert!(found.len() >= 2, "the systems without AI are missing");
    found.iter().map(|path| Solved::file(path)).collect()
}

fn general_steps() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root("facts/quiet/general-steps.txt")).expect("a list");
    let lines = text.lines().map(str::trim);
    let steps = lines.filter(|it| !it.is_empty() && !it.starts_with('#'));
    steps.map(str::to_owned).collect()
}
