//! Files that are none: faults with places and exit code 2, within seconds.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::RAG;
use crate::names::refused;
use crate::support::command::{run_in, scratch};

#[test]
fn wrong_input_is_refused_with_a_place() {
    let folder = scratch("wrong");
    let mut faults = Vec::new();
    for (name, bytes, code, place) in wrong_inputs() {
        std::fs::write(folder.join(name), bytes).expect("a writable folder");
        for command in ["check", "paths"] {
            let started = Instant::now();
            let ran = run_in(&folder, &[command, name], &[]);
            let took = started.elapsed();
            let place = format!("{name}{place}");
            for (fine, what) in [
                (ran.code == 2, format!("exit code {}", ran.code)),
                (ran.out.is_empty(), "an answer".to_owned()),
                (
                    ran.err.contains(&format!("error[{code}]")),
                    format!("no `{code}`"),
                ),
                (ran.err.contains(&place), format!("no place `{place}`")),
                (took < Duration::from_secs(10), format!("{took:?}")),
                (
                    ran.err.len() < 10_000,
                    format!("{} bytes of faults", ran.err.len()),
                ),
                (!ran.err.contains("panicked"), "a panic".to_owned()),
            ] {
                if !fine {
                    let start: String = ran.err.chars().take(600).collect();
                    faults.push(format!("{command} {name}: {what}\n{start}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// All faults of a file are shown at once, each with its line.
#[test]
fn all_faults_are_shown_at_once() {
    let folder = scratch("faults");
    let text = "system: shop\nactors:\n  visitor: { position: outside }\ncomponents:\n  \
                site: { kind: agnet }\n  store: { kind: dataset, controls: [acess_control] }\n\
                flows:\n  - site reads_frm store\n";
    std::fs::write(folder.join("threatlog.yaml"), text).expect("a writable folder");
    let ran = run_in(&folder, &["check"], &[]);
    assert_eq!(ran.code, 2);
    for (code, place) in [
        ("unknown-position", ":3:24"),
        ("unknown-kind", ":5:17"),
        ("unknown-control", ":6:38"),
        ("unknown-verb", ":8:10"),
    ] {
        assert!(ran.err.contains(&format!("error[{code}]")), "{}", ran.err);
        assert!(
            ran.err.contains(&format!("threatlog.yaml{place}")),
            "{}",
            ran.err
        );
    }
    assert!(ran.err.ends_with("4 faults\n"), "{}", ran.err);
}

/// A case may name only steps that the rules have. Questions are answered all the same, and so is
/// `check` under rules that have the step.
#[test]
fn a_case_that_names_an_unknown_step_is_refused_by_check() {
    let folder = scratch("unknown-step");
    let rules = folder.join("mine.dl");
    let step = "/// Break in.\n///\n/// It works.\n///\n/// step:        jailbrake\n\
                /// act:         a, c\n/// stride:      tampering\n/// technique:   atlas:AML.T0054\n\
                /// likelihood:  high\n\
                violated(a, c, \"integrity\") :- starts_at(a, c, \"query\").\n";
    std::fs::write(&rules, step).expect("a writable folder");
    let rules = rules.to_str().expect("UTF-8");
    let text = "system: shop\ncomponents:\n  site: { kind: llm_app }\n\
                case: { expect: [{ goal: site integrity, steps: [jailbreak, jailbrake] }] }\n";
    std::fs::write(folder.join("threatlog.yaml"), text).expect("a writable folder");
    let ran = run_in(&folder, &["check"], &[]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    for said in [
        "error[unknown-step]: `jailbrake` is not a step of the rules",
        "threatlog.yaml:4:61",
        "did you mean `jailbreak`?",
    ] {
        assert!(ran.err.contains(said), "no `{said}` in\n{}", ran.err);
    }
    assert!(ran.err.ends_with("1 fault\n"), "{}", ran.err);
    assert_eq!(run_in(&folder, &["paths"], &[]).code, 0);
    let ran = run_in(&folder, &["check", "--add-rules", rules], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn faulty_rules_are_refused_with_a_place() {
    let folder = scratch("faulty-rules");
    let path = folder.join("mine.dl");
    std::fs::write(&path, ".decl bad(x: symbol)\nbad(x) :- component(y, _).\n").expect("writable");
    let path = path.to_str().expect("UTF-8");
    refused(&["paths", "--add-rules", path, RAG], &["mine.dl:2:"]);
    refused(&["paths", "--rules", path, RAG], &["mine.dl:2:"]);
}

/// Sorts, words and references are checked in whatever rules and queries are read.
#[test]
fn rules_and_queries_are_checked_for_what_they_name() {
    let folder = scratch("sorts");
    let path = folder.join("mine.dl");
    let step = "/// Walk in.\n///\n/// It is open.\n///\n/// step: walk_in\n/// act: a, c\n\
                /// stride: spoofing\n/// technique: atlas:AML.T9999\n/// likelihood: low\n\
                misled(a, c) :- can_write(a, c), lacks_control(c, \"mfa\").\n\
                can_read(a, c) :- can_write(a, c), in_zone(c, c).\n";
    std::fs::write(&path, step).expect("writable");
    let path = path.to_str().expect("UTF-8");
    let add = ["paths", "--add-rules", path, RAG];
    refused(
        &add,
        &[
            "[misplaced-plumbing]",
            "mine.dl:11:1",
            "[sort-conflict]",
            "mine.dl:11:47",
        ],
    );
    let (step, _) = step.split_once("can_read").expect("two clauses");
    std::fs::write(path, step).expect("writable");
    refused(
        &add,
        &["[unknown-technique]", "`atlas:AML.T9999`", "mine.dl:8:16"],
    );
    let ask = |query: &str, said: &[&str]| refused(&["query", "-e", query, RAG], said);
    ask(
        "x(t) :- lacks_control(\"human_approval\", t).",
        &[
            "[unknown-word]",
            "`human_approval` is a control, and here stands a component",
        ],
    );
    ask(
        "x(c) :- component(c, k), lacks_control(c, k).",
        &[
            "[sort-conflict]",
            "-e:1:43",
            "`k` is of the sort `Kind` in `component`",
        ],
    );
    ask(
        "x(a) :- can_read(a, \"asistant\").",
        &["not a component of this system", "`assistant`"],
    );
    refused(
        &["query", "who-can-reach", "target=customer", RAG],
        &["`customer` is not a component of this system"],
    );
}

/// Files in each other's places are one fault and not one for each of their lines.
#[test]
fn a_file_where_rules_belong_is_told() {
    let rules = "holds no rules: it is an architecture file";
    refused(&["paths", "--rules", RAG], &[rules, "after `--rules`"]);
    refused(
        &["diff", "--rules", "built-in", RAG],
        &[rules, "`built-in`"],
    );
    refused(
        &["paths", "--add-rules", "rules.dl", RAG],
        &[
            "`rules.dl` declares the relations of the other rules again",
            "say `--rules`",
        ],
    );
}

/// Each kind of wrong input: the file's bytes, the code of its fault and where it is.
fn wrong_inputs() -> Vec<(&'static str, Vec<u8>, &'static str, &'static str)> {
    let head = "system: shop\ncomponents:\n  site: { kind: agent }\n";
    let with = |rest: &str| format!("{head}{rest}").into_bytes();
    let mut bomb = "system: shop\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for at in 1..12 {
        let below = vec![format!("*a{}", at - 1); 10].join(", ");
        writeln!(bomb, "a{at}: &a{at} [{below}]").expect("text");
    }
    let deep = 100_000;
    let open = format!("system: {}", "[".repeat(deep));
    let closed = format!("{{\"system\": {}{}}}", "[".repeat(deep), "]".repeat(deep));
    let mut maps = "system: shop\n".to_owned();
    maps.push_str(&"{a: ".repeat(deep));
    let mut objects = "{\"a\":".repeat(deep);
    objects.push_str(&"}".repeat(deep));
    vec![
        (
            "unknown-word.yaml",
            with("  store: { kind: vectordb }\n"),
            "unknown-kind",
            ":4:18",
        ),
        (
            "dangling.yaml",
            with("flows:\n  - site calls stroe\n"),
            "unknown-component",
            ":5:16",
        ),
        (
            "duplicate-key.yaml",
            with("  store: { kind: tool, kind: agent }\n"),
            "duplicate-key",
            ":4:24",
        ),
        (
            "duplicate.yaml",
            with("  site: { kind: tool }\n"),
            "duplicate-definition",
            ":4:3",
        ),
        (
            "wrong-type.yaml",
            b"system: shop\ncomponents: 7\n".to_vec(),
            "wrong-type",
            ":2:13",
        ),
        (
            "bad-indent.yaml",
            with(" flows:\n    - a b c\n"),
            "yaml-syntax",
            ":4:",
        ),
        (
            "tab.yaml",
            with("flows:\n\t- a calls b\n"),
            "yaml-syntax",
            ":",
        ),
        ("empty.yaml", Vec::new(), "empty-file", ":1:1"),
        ("blank.yaml", b"\n\n# nothing\n".to_vec(), "empty-file", ":"),
        (
            "latin1.yaml",
            b"system: caf\xe9\n".to_vec(),
            "not-utf8",
            ":1:12",
        ),
        (
            "utf16.yaml",
            b"\xff\xfes\0y\0s\0".to_vec(),
            "not-utf8",
            ":1:1",
        ),
        (
            "binary.yaml",
            b"\x7fELF\x02\x01\x01\0\0".to_vec(),
            "control-character",
            ":1:1",
        ),
        ("bomb.yaml", bomb.into_bytes(), "too-many-aliases", ":"),
        ("deep.yaml", open.into_bytes(), "too-deep", ":1:"),
        ("deep-maps.yaml", maps.into_bytes(), "too-deep", ":"),
        ("deep.json", closed.into_bytes(), "too-deep", ":1:"),
        ("deep-objects.json", objects.into_bytes(), "too-deep", ":1:"),
        (
            "cut.json",
            b"{\"system\": \"shop\", \"components\": {".to_vec(),
            "yaml-syntax",
            ":1:",
        ),
    ]
}

/// The commands that ask about something named first.
#[test]
fn a_file_where_a_name_belongs_is_told() {
    for command in ["reach", "who-can-reach", "explain"] {
        let form = format!("write `threatlog {command} ");
        refused(&[command, RAG], &[&form]);
    }
}
