//! `--color` and NO_COLOR mean the same for answers, hints, faults and wrong usage.
//!
//! Nothing here is a terminal; what a terminal changes is asked where it is decided.

use crate::RAG;
use crate::support::command::{Ran, run_in, scratch};
use crate::support::shipped::root;

#[test]
fn each_combination_colours_both_streams_alike() {
    let folder = scratch("color");
    std::fs::write(folder.join("faulty.yaml"), "system: [\n").expect("a writable folder");
    let rag = root(RAG);
    let rag = rag.to_str().expect("a path");
    let runs: [&[&str]; 4] = [
        &["paths", rag],
        &["paths", "faulty.yaml"],
        &["paths", "--no-such-option"],
        &["--help"],
    ];
    for refused in [None, Some(""), Some("1")] {
        for (when, colours) in [(None, false), (Some("auto"), false), (Some("never"), false)]
            .into_iter()
            .chain([(Some("always"), true)])
        {
            let variables = refused.map(|it| ("NO_COLOR", it));
            for arguments in runs {
                let color = when.map(|it| format!("--color={it}"));
                let arguments: Vec<&str> = color
                    .as_deref()
                    .into_iter()
                    .chain(arguments.iter().copied())
                    .collect();
                let ran = run_in(&folder, &arguments, variables.as_slice());
                assert_eq!(
                    is_coloured(&ran),
                    colours,
                    "{refused:?} {arguments:?}\n{ran:?}"
                );
            }
        }
    }
}

/// After the command, with a blank, and last of two.
#[test]
fn the_option_may_stand_anywhere() {
    for arguments in [
        ["paths", "--color", "always", RAG].as_slice(),
        &["paths", RAG, "--color=always"],
        &["paths", "--no-such-option", "--color", "always"],
    ] {
        assert!(
            is_coloured(&crate::support::command::run(arguments)),
            "{arguments:?}"
        );
    }
}

#[test]
fn files_and_machines_get_none() {
    for form in ["json", "markdown"] {
        let arguments = ["paths", RAG, "--color", "always", "--format", form];
        let ran = crate::support::command::run(&arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(!is_coloured(&ran), "{form}");
    }
}

fn is_coloured(ran: &Ran) -> bool {
    ran.out.contains("\u{1b}[") || ran.err.contains("\u{1b}[")
}
