//! The published incidents of `facts/cases`: which the rules derive, by which path, and what the
//! fix that was published does. `docs/cases.md` says how to read the table.

#[path = "../support/mod.rs"]
mod support;

mod outcome;
mod respell;
mod spelling;
mod table;
mod variants;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use outcome::{Fixed, Outcome};
use support::shipped::{RULES, Solved, files, root};
use support::snapshot::snapshot;
use threatlog::facts::{souffle, unknown_steps};
use threatlog_dl::fault;

/// Where the cases lie, and how many there are at least.
const FOLDERS: [(&str, usize); 4] = [
    ("facts/cases/atlas", 16),
    ("facts/cases/incidents", 41),
    ("facts/cases/wider", 12),
    ("facts/cases/more", 120),
];
const WIDER: usize = 2;
const MORE: usize = 3;

/// Every case under the rules that ship, by folder.
static OUTCOMES: [LazyLock<Vec<Outcome>>; 4] = [
    LazyLock::new(|| outcomes(0)),
    LazyLock::new(|| outcomes(1)),
    LazyLock::new(|| outcomes(WIDER)),
    LazyLock::new(|| outcomes(MORE)),
];

fn outcomes(folder: usize) -> Vec<Outcome> {
    let paths = files(FOLDERS[folder].0);
    paths.iter().map(|path| Outcome::of(path)).collect()
}

#[test]
fn the_table_of_cases() {
    let parts = [0, 1].map(table_of);
    let first = OUTCOMES[0].iter().chain(OUTCOMES[1].iter());
    let median = table::median(first.map(|it| it.share));
    let last = format!("violated in all cases: median {:.0} %", median * 100.0);
    snapshot("cases", &format!("{}\n\n{last}", parts.join("\n\n")));
}

#[test]
fn the_table_of_second_versions() {
    snapshot("cases@wider", &table_of(WIDER));
}

#[test]
fn the_table_of_further_cases() {
    snapshot("cases@more", &table_of(MORE));
}

fn all() -> impl Iterator<Item = &'static Outcome> {
    OUTCOMES.iter().flat_map(|it| it.iter())
}

fn table_of(folder: usize) -> String {
    table::table(FOLDERS[folder].0, &OUTCOMES[folder])
}

#[test]
fn the_harm_that_was_done_is_derived() {
    for (outcomes, (folder, _)) in OUTCOMES.iter().zip(FOLDERS) {
        let without = outcomes.iter().filter(|it| it.likelihood.is_none());
        let without: Vec<&str> = without.map(|it| it.name.as_str()).collect();
        let all = outcomes.len();
        assert!(without.len() * 10 <= all, "{folder}: not {without:#?}");
        if folder == FOLDERS[0].0 {
            assert_eq!(without, [""; 0], "{folder}");
        }
    }
}

#[test]
fn what_must_not_be_reached_is_not() {
    let wrong = all().flat_map(|it| &it.wrongly_derived);
    assert_eq!(wrong.collect::<Vec<_>>(), [""; 0]);
}

/// A rule that derives everything would find every case, too.
#[test]
fn most_of_a_system_is_not_violated() {
    let all = table::median(all().map(|it| it.share));
    let incidents = table::median(OUTCOMES[1].iter().map(|it| it.share));
    assert!(all < 0.3 && incidents < 0.3, "{all} and {incidents}");
}

#[test]
fn the_fix_that_was_published_helps() {
    let helped = OUTCOMES[1].iter().filter(|it| it.fixed.is_clear());
    let helped = helped.count();
    let without = OUTCOMES[1].iter().filter(|it| it.fixed == Fixed::Same);
    let without: Vec<&str> = without.map(|it| it.name.as_str()).collect();
    assert!(
        helped >= 33,
        "{helped} incidents; nothing happens in {without:#?}"
    );
}

/// The documentation names the cases whose best path is not what happened, in bold, and no others.
#[test]
fn what_is_right_for_the_wrong_reason_is_named() {
    let sections: [(&str, &[usize]); 3] = [
        ("## Derived, but not as it happened", &[0, 1]),
        ("## Second versions", &[WIDER]),
        ("## Further cases", &[MORE]),
    ];
    let text = read(&root("docs/cases.md"));
    for (heading, folders) in sections {
        let outcomes = folders.iter().flat_map(|it| OUTCOMES[*it].iter());
        let wrong = outcomes.filter(|it| it.rank != Some(1));
        let wrong: BTreeSet<&str> = wrong.map(|it| it.name.as_str()).collect();
        let (_, section) = text.split_once(heading).expect(heading);
        let section = section.split("\n## ").next().unwrap_or_default();
        let named: BTreeSet<&str> = section.split("**").skip(1).step_by(2).collect();
        assert_eq!(named, wrong, "{heading}");
    }
}

/// A second version tells the same incident: only the words for the system differ.
#[test]
fn second_versions_tell_the_same_incident() {
    let told = |path: &Path| {
        let solved = Solved::file(path);
        let case = solved.model.cases.first().cloned().expect("a case");
        let property = case.expect.first().expect("an expectation").goal.property;
        (case.about, case.source, case.mechanism, property)
    };
    let firsts = FOLDERS.iter().filter(|it| **it != FOLDERS[WIDER]);
    let firsts: Vec<_> = firsts.flat_map(|(folder, _)| files(folder)).collect();
    for path in files(FOLDERS[WIDER].0) {
        let first = firsts.iter().find(|it| it.file_name() == path.file_name());
        let first = first.unwrap_or_else(|| panic!("{}: no first version", path.display()));
        assert_eq!(told(&path), told(first), "{}", path.display());
    }
}

/// The folders hold what they should, every case says what it is about, and the steps that it
/// names exist.
#[test]
fn every_case_is_complete() {
    for ((folder, least), outcomes) in FOLDERS.iter().zip(OUTCOMES.iter()) {
        assert!(outcomes.len() >= *least, "{folder}: {}", outcomes.len());
    }
    for path in FOLDERS.iter().flat_map(|(folder, _)| files(folder)) {
        let solved = Solved::file(&path);
        let faults = unknown_steps(&solved.model, &RULES);
        let shown = fault::render(&faults, &solved.sources, false);
        assert!(faults.is_empty(), "{shown}");
        let name = path.display();
        let [case] = solved.model.cases.as_slice() else {
            panic!("{name}: one case, not {}", solved.model.cases.len());
        };
        let told = [&case.about, &case.source, &case.mechanism];
        assert!(told.iter().all(|it| it.is_some()), "{name}: {case:#?}");
        let first = case.expect.first().expect("an expectation");
        assert!(first.derived && !first.fix.is_empty(), "{name}: {first:#?}");
    }
}

#[test]
fn a_step_that_the_rules_have_not_is_a_fault() {
    let case = "case: { expect: [{ goal: shop integrity, steps: [jailbrake, extract_model] }] }";
    let text = format!("components: {{ shop: {{ kind: llm_app }} }}\n{case}\n");
    let solved = Solved::text("shop", &text);
    let faults = unknown_steps(&solved.model, &RULES);
    let seen = faults.iter().map(|it| {
        let place = it.place.expect("a place");
        let help = it.help.as_deref().unwrap_or("");
        (it.code, solved.sources.text(place), help)
    });
    let expected = ("unknown-step", "jailbrake", "did you mean `jailbreak`?");
    assert_eq!(seen.collect::<Vec<_>>(), [expected]);
}

/// The section is for tests and readers: it gives no facts.
#[test]
fn a_case_changes_no_answer() {
    let mut seen = 0;
    for path in FOLDERS.iter().flat_map(|(folder, _)| files(folder)) {
        let text = read(&path);
        let (before, _) = text.split_once("\ncase:\n").expect("a case at the end");
        let facts = |text: &str| {
            let solved = Solved::text("case", text);
            souffle(&solved.facts, &RULES)
        };
        assert_eq!(facts(&text), facts(before), "{}", path.display());
        seen += 1;
    }
    assert!(seen > 50, "{seen}");
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a readable file")
}
