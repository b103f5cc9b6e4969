//! With `--format json` what is said instead of an answer is JSON too: one object on standard error.

use serde_json::{Value, json};

use crate::support::command::{list, run, run_in, scratch, text};
use crate::{KUBEFLOW, RAG};

const FAULTY: &str = "system: shop\nactors:\n  visitor: { position: outside }\ncomponents:\n  \
                      site: { kind: chatbot }\n  store: { kind: dataset, controls: [acess_control] }\n";

/// All faults come at once, by place, whatever the command.
#[test]
fn every_command_lists_the_faults_of_a_file() {
    let folder = scratch("faults-as-json");
    std::fs::write(folder.join("threatlog.yaml"), FAULTY).expect("a writable folder");
    let fault = |code, message, line, column, help| {
        json!({
            "code": code,
            "message": message,
            "file": "threatlog.yaml",
            "line": line,
            "column": column,
            "help": help,
        })
    };
    let expected = json!({
        "faults": [
            fault(
                "unknown-position",
                "`outside` is not an actor's position",
                3,
                24,
                "known: external, internal",
            ),
            fault(
                "unknown-kind",
                "`chatbot` is not a component kind",
                5,
                17,
                "did you mean `llm_app`? `chatbot` is that here; an `agent` if it chooses its tools \
                 by itself",
            ),
            fault(
                "unknown-control",
                "`acess_control` is not a control",
                6,
                38,
                "did you mean `access_control`?",
            ),
        ],
        "faults_left": 0,
    });
    for command in [
        &["check"][..],
        &["paths"],
        &["who-can-reach", "site"],
        &["reach", "visitor"],
        &["assumptions"],
        &["whatif", "--with", "site:mfa"],
        &["diff", "threatlog.yaml", "threatlog.yaml"],
        &["gate", "--max-risk", "high"],
        &["fix"],
        &["test", "threatlog.yaml"],
        &["depth"],
        &["verify"],
        &["plan"],
        &["explain", "can_write(visitor, site)"],
        &["why-not", "site integrity"],
        &["query", "training-data-writers"],
        &["facts"],
        &["rules", "--coverage", "threatlog.yaml"],
    ] {
        let ran = run_in(&folder, &[command, &["--format", "json"]].concat(), &[]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command:?}");
        let said: Value = serde_json::from_str(&ran.err).expect(&ran.err);
        assert_eq!(said, expected, "{command:?}");
    }
}

/// Where a fault is not in a text, or in what an option says.
#[test]
fn what_is_wrong_elsewhere_has_no_file_or_that_of_its_option() {
    let unread = json!([{
        "code": null,
        "message": "no path or finding of this system is called `00000000`",
        "file": null,
        "line": null,
        "column": null,
        "help": "an id changes with what a path rests on, and with `--with`, `--without` and \
                 `--rules`; for a row of a query say `--query NAME` or `-e RULE`",
    }]);
    assert_eq!(faults(&["explain", "00000000", KUBEFLOW]), unread);
    let unknown = faults(&["paths", "--with", "assistant:tls", RAG]);
    let place = ["file", "line", "column"].map(|it| &list(&unknown)[0][it]);
    assert_eq!(place, [&json!("--with"), &json!(1), &json!(11)]);
    let step = faults(&["rules", "jailbraek"]);
    assert_eq!(list(&step)[0]["help"], "did you mean `jailbreak`?");
    let word = faults(&["words", "acount"]);
    assert!(text(&list(&word)[0]["message"]).contains("`acount`"));
}

/// Files that are tested together are told together, though each is read alone.
#[test]
fn faults_of_several_files_are_one_object() {
    let folder = scratch("faulty-cases");
    for name in ["a.yaml", "b.yaml"] {
        std::fs::write(folder.join(name), FAULTY).expect("a writable folder");
    }
    let arguments = ["test", "b.yaml", "nowhere.yaml", "a.yaml", "--format=json"];
    let ran = run_in(&folder, &arguments, &[]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    let said: Value = serde_json::from_str(&ran.err).expect(&ran.err);
    let files = list(&said["faults"]).iter().map(|it| it["file"].as_str());
    let expected = [vec![Some("b.yaml"); 3], vec![None], vec![Some("a.yaml"); 3]];
    assert_eq!(files.collect::<Vec<_>>(), expected.concat());
    let ran = run_in(&folder, &["test", "b.yaml", "a.yaml"], &[]);
    assert_eq!(ran.err.matches("3 faults\n").count(), 2, "{}", ran.err);
    assert!(
        ran.err.ends_with("error: 2 files cannot be tested\n"),
        "{}",
        ran.err
    );
}

#[test]
fn what_is_hidden_in_a_fault_is_escaped() {
    let folder = scratch("hidden-fault");
    let text = "components:\n  site: { kind: \"a\\u202eb\" }\n";
    std::fs::write(folder.join("threatlog.yaml"), text).expect("a writable folder");
    let ran = run_in(&folder, &["check", "--format", "json"], &[]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(
        ran.err.contains("`a\\u202eb` is not a component kind"),
        "{}",
        ran.err
    );
}

/// An answer that something must not pass is an answer.
#[test]
fn a_gate_that_fails_says_so_on_standard_output() {
    let ran = run(&["gate", "--max-risk", "very_low", RAG, "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let said: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(said["passes"], false);
}

/// What is listed for a question that must be refused.
#[track_caller]
fn faults(arguments: &[&str]) -> Value {
    let ran = run(&[arguments, &["--format", "json"]].concat());
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
    let said: Value = serde_json::from_str(&ran.err).expect(&ran.err);
    said["faults"].clone()
}
