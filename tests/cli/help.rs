//! What the program says of itself, and the hints that lead on.

use std::fmt::Write as _;

use crate::support::command::{answer, run, run_in, scratch};
use crate::support::shipped::root;
use crate::support::snapshot::snapshot;
use crate::{COMMANDS, RAG};

#[test]
fn help() {
    let mut shown = answer(&["--help"]);
    for name in COMMANDS {
        assert!(
            shown.contains(&format!("\n  {name} ")),
            "{name} is not listed"
        );
    }
    for name in COMMANDS.iter().chain(&["import tm-bom"]) {
        let words: Vec<&str> = name.split(' ').collect();
        let help = answer(&[&words[..], &["--help"]].concat());
        write!(shown, "\n──── threatlog {name} ────\n\n{help}").expect("text");
    }
    snapshot("threatlog@help", &shown);
}

#[test]
fn the_version_is_that_of_the_package() {
    let expected = format!("threatlog {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(answer(&["--version"]), expected);
}

#[test]
fn the_demo_shows_paths_and_what_to_ask_next() {
    let ran = run(&["demo", "--top", "2"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("demo --source"), "{}", ran.err);
    snapshot("threatlog@demo", &ran.out);
    let source = std::fs::read_to_string(root(RAG)).expect("a readable file");
    assert_eq!(answer(&["demo", "--source"]), source);
}

/// Every command that a hint names can be run.
#[test]
fn hints_can_be_followed() {
    let folder = scratch("hints");
    let source = std::fs::read_to_string(root(RAG)).expect("a readable file");
    std::fs::write(folder.join("shop.yaml"), source).expect("a writable folder");
    let mut seen = 0;
    for arguments in [
        &["paths", "shop.yaml"][..],
        &["check", "shop.yaml"],
        &["who-can-reach", "vector-index", "shop.yaml"],
        &["reach", "customer", "shop.yaml"],
        &["assumptions", "shop.yaml"],
        &["fix", "shop.yaml"],
        &["depth", "shop.yaml"],
        &["plan", "shop.yaml"],
        &["paths", "--rmf", "shop.yaml"],
        &[
            "whatif",
            "--with",
            "vector-index:authentication",
            "shop.yaml",
        ],
        &["query", "training-data-writers", "shop.yaml"],
        &["rules"],
    ] {
        let ran = run_in(&folder, arguments, &[]);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        for hint in ran.out.split("threatlog ").skip(1) {
            let line = hint.lines().next().unwrap_or_default();
            let command = line.split("  ").next().unwrap_or_default();
            let words: Vec<&str> = command.split_whitespace().collect();
            if !COMMANDS.contains(&words[0]) {
                continue;
            }
            let followed = run_in(&folder, &words, &[]);
            assert_eq!(
                followed.code, 0,
                "`{command}` after {arguments:?}: {}",
                followed.err
            );
            seen += 1;
        }
    }
    assert!(seen >= 8, "only {seen} hints were found");
}

#[test]
fn quiet_leaves_hints_out() {
    for arguments in [
        &["paths", RAG][..],
        &["demo"],
        &["check", RAG],
        &["who-can-reach", "vector-index", RAG],
        &["reach", "customer", RAG],
        &["assumptions", RAG],
        &["depth", RAG],
        &["plan", RAG],
        &["paths", "--rmf", RAG],
        &["rules"],
    ] {
        let loud = answer(arguments);
        let quiet = run(&[arguments, &["--quiet"]].concat());
        assert_eq!(quiet.code, 0, "{}", quiet.err);
        assert!(loud.contains("\nnext: threatlog "), "{arguments:?}");
        assert!(!quiet.out.contains("next:"), "{arguments:?}");
        assert!(loud.starts_with(quiet.out.trim_end()), "{arguments:?}");
        assert_eq!(quiet.err, "", "{arguments:?}");
    }
}
