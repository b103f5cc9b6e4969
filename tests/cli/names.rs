//! Wrong usage and unknown names: exit code 2, and a way on.

use std::time::{Duration, Instant};

use crate::support::command::{run, run_in, scratch};
use crate::{KUBEFLOW, RAG};

#[test]
fn wrong_usage_is_refused() {
    refused(&[], &["Usage: threatlog [OPTIONS] <COMMAND>"]);
    refused(&["path"], &["unrecognized subcommand 'path'", "paths"]);
    refused(&["paths", "--tpo", "3"], &["--tpo"]);
    refused(
        &["paths", "--min-risk", "11", RAG],
        &["a risk is from 0 to 10"],
    );
    refused(&["paths", "--format", "sarif", RAG], &["sarif"]);
    refused(
        &["paths", "nowhere.yaml"],
        &["`nowhere.yaml` could not be read"],
    );
    refused(
        &["paths", "facts"],
        &[
            "`facts` could not be read: it is a folder",
            "name the files",
        ],
    );
    refused(&["fix", "--budget", "1.5", RAG], &["a whole number"]);
    refused(&["query"], &["no query is named", "who-can-reach"]);
    refused(&["facts", "--format", "souffle", RAG], &["--out FOLDER"]);
    refused(
        &["paths", "--rules", "nowhere.dl", RAG],
        &["`nowhere.dl` could not be read"],
    );
    refused(
        &["explain", "x", RAG],
        &["neither the id of a path or finding nor a fact"],
    );
    refused(
        &["explain", "000000000000", RAG],
        &["no path or finding of this system"],
    );
}

#[test]
fn no_file_at_all_is_refused_with_a_way_on() {
    let folder = scratch("empty");
    for command in [&["paths"][..], &["check"], &["reach", "x"], &["facts"]] {
        let ran = run_in(&folder, command, &[]);
        assert_eq!(ran.code, 2, "{command:?}");
        assert!(ran.err.contains("no file is named"), "{}", ran.err);
        assert!(ran.err.contains("threatlog init"), "{}", ran.err);
    }
}

#[test]
fn unknown_names_are_refused_with_the_nearest_known_one() {
    let meant = |word: &str| format!("did you mean `{word}`?");
    let cases: [(&[&str], &str); 15] = [
        (
            &["who-can-reach", "model-registri", KUBEFLOW],
            "model-registry",
        ),
        (
            &["paths", "--to", "model-registri", KUBEFLOW],
            "model-registry",
        ),
        (
            &["paths", "--via", "model-registri", KUBEFLOW],
            "model-registry",
        ),
        (
            &["paths", "--from", "notebok-user", KUBEFLOW],
            "notebook-user",
        ),
        (&["reach", "notebok-user", KUBEFLOW], "notebook-user"),
        (
            &["plan", "--to", "model-registri", KUBEFLOW],
            "model-registry",
        ),
        (
            &["plan", "--from", "notebok-user", KUBEFLOW],
            "notebook-user",
        ),
        (
            &["assumptions", "--without", "model-registri:mfa", KUBEFLOW],
            "model-registry",
        ),
        (
            &["paths", "--with", "model-registri:mfa", KUBEFLOW],
            "model-registry",
        ),
        (
            &[
                "paths",
                "--without",
                "model-registry:acess_control",
                KUBEFLOW,
            ],
            "access_control",
        ),
        (&["query", "who-can-raech", KUBEFLOW], "who-can-reach"),
        (&["facts", "--relation", "componnet", KUBEFLOW], "component"),
        (&["rules", "jailbraek"], "jailbreak"),
        (
            &[
                "explain",
                "can_wrte(notebook-user, model-registry)",
                KUBEFLOW,
            ],
            "can_write",
        ),
        (
            &[
                "query",
                "-e",
                "bad(a) :- tainted(a, x), x = y, actr(a, y).",
                KUBEFLOW,
            ],
            "actor",
        ),
    ];
    for (arguments, word) in cases {
        refused(arguments, &[&meant(word)]);
    }
}

/// What others call a word is told beside it, wherever a word is expected.
#[test]
fn words_of_others_are_refused_with_ours() {
    let tls = "did you mean `transport_security`? `tls` is that here";
    let cases: [(&[&str], &str); 5] = [
        (&["paths", "--with", "assistant:tls", RAG], tls),
        (
            &["whatif", "--without", "assistant:default-password", RAG],
            "did you mean `weak_credential`? it is an attribute: say it with `--without-attribute`",
        ),
        (
            &["why-not", "starts_at(customer, chat-widget, login)", RAG],
            "did you mean `account`? `login` is that here",
        ),
        (
            &["query", "-e", "x(c) :- lacks_control(c, \"tls\").", RAG],
            tls,
        ),
        (
            &["query", "-e", "x(c) :- attribute(c, \"rbac\").", RAG],
            "did you mean `access_control`? it is a control: ask for it with `lacks_control`",
        ),
    ];
    for (arguments, help) in cases {
        refused(arguments, &[help]);
    }
}

#[test]
fn a_fact_that_does_not_hold_is_refused() {
    refused(
        &[
            "explain",
            "can_write(outside-visitor, model-registry)",
            KUBEFLOW,
        ],
        &["does not hold", "threatlog facts --relation can_write"],
    );
    refused(
        &["explain", "can_write(outside-visitor)", KUBEFLOW],
        &["takes 2 values"],
    );
}

/// The run must stop with 2, print no answer, and say each of these.
pub fn refused(arguments: &[&str], said: &[&str]) {
    let started = Instant::now();
    let ran = run(arguments);
    assert_eq!(ran.code, 2, "{arguments:?}\n{}\n{}", ran.out, ran.err);
    assert_eq!(ran.out, "", "{arguments:?}");
    for said in said {
        assert!(
            ran.err.contains(said),
            "{arguments:?}: no `{said}` in\n{}",
            ran.err
        );
    }
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{arguments:?} takes too long"
    );
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
}
