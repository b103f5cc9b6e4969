//! What a file or an argument says is shown, and does nothing where it is shown.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::support::command::{Ran, command, run_in, scratch};

/// What would do harm at the start of a line: a command to a CI runner, a heading, a directive of
/// ProbLog; then HTML, a link, an image, and letters that hide or turn text. Other control
/// characters are refused where a file is read.
const HOSTILE: &str = r"::error::first\n# Gate passed\n::error::mine\n:- halt.\n<script>alert(1)</script> [a](http://e.example) ![i](http://e.example/i) \u202e \u200b \u2028 | `b";

/// A system in which all that may be said freely is hostile.
fn hostile() -> PathBuf {
    let folder = scratch("hostile");
    let text = r#"system: "HOSTILE"
actors:
  visitor: { position: external, title: "HOSTILE", entry: { help: post, chat: query } }
zones:
  inside: { trust: 60, title: "HOSTILE" }
components:
  chat: { kind: user_client, title: "HOSTILE" }
  help: { kind: data_source, title: "HOSTILE" }
  desk: { kind: llm_app, zone: inside, title: "HOSTILE", asset: { integrity: severe, availability: serious } }
flows:
  - chat calls desk
  - { from: desk, verb: reads_from, to: help, title: "HOSTILE", note: "HOSTILE" }
treatments:
  - { goal: desk integrity, status: accepted, reason: "HOSTILE", owner: "HOSTILE", expires: 2100-01-01 }
case:
  about: "HOSTILE"
  source: "HOSTILE"
  mechanism: "HOSTILE"
  expect: [{ goal: desk integrity }]
"#;
    std::fs::write(folder.join("s.yaml"), text.replace("HOSTILE", HOSTILE)).expect("a folder");
    folder
}

/// All commands that show something of a model, in every form.
#[test]
fn hostile_texts_are_shown_and_do_nothing() {
    let folder = hostile();
    for arguments in [
        ["check", "s.yaml"].as_slice(),
        &["paths", "s.yaml", "--rmf"],
        &["gate", "s.yaml", "--max-risk", "very_low"],
        &["gate", "s.yaml", "--max-risk", "very_high"],
        &["fix", "s.yaml"],
        &["plan", "s.yaml"],
        &["test", "s.yaml"],
        &["depth", "s.yaml"],
        &["facts", "s.yaml"],
        &["assumptions", "s.yaml"],
        &["reach", "visitor", "s.yaml"],
        &["who-can-reach", "desk", "s.yaml"],
        &["whatif", "s.yaml", "--with", "desk:prompt_guardrail"],
        &["explain", "violated(visitor, desk, integrity)", "s.yaml"],
        &["diff", "s.yaml", "s.yaml"],
        &[
            "why-not",
            "violated(visitor, desk, confidentiality)",
            "s.yaml",
        ],
    ] {
        for form in ["table", "markdown", "json"] {
            let asked = [arguments, &["--format", form]].concat();
            let ran = run_in(&folder, &asked, &[]);
            assert!(ran.code < 2, "{asked:?}\n{}", ran.err);
            harmless(&ran.out, &asked);
            harmless(&ran.err, &asked);
            if form == "markdown" {
                unmarked(&ran.out, &asked);
            }
        }
    }
}

/// Nothing hides or is obeyed by a terminal or a CI runner.
fn harmless(text: &str, asked: &[&str]) {
    let hidden = |it: char| it != '\n' && threatlog_dl::visible::is_hidden(it);
    let found = text.find(hidden);
    assert_eq!(
        found,
        None,
        "{asked:?} shows {:?}",
        found.map(|at| &text[at..])
    );
    for line in text.lines() {
        assert!(!line.trim_start().starts_with("::"), "{asked:?}: {line}");
        assert!(!line.starts_with("# Gate passed"), "{asked:?}: {line}");
    }
}

/// What came from the model is no HTML, no link and no image.
fn unmarked(markdown: &str, asked: &[&str]) {
    let plain = markdown
        .replace("\\\\", "")
        .replace("\\<", "")
        .replace("\\[", "");
    for markup in ["<script", "[a", "[i", "\n:- "] {
        assert!(
            !plain.contains(markup),
            "{asked:?} has {markup}\n{markdown}"
        );
    }
}

#[test]
fn an_exported_program_has_no_directive_of_the_model() {
    let folder = hostile();
    let ran = run_in(&folder, &["export", "problog", "s.yaml"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    harmless(&ran.out, &["export"]);
    let lines = ran.out.lines().filter(|it| it.contains("halt"));
    let lines: Vec<&str> = lines.collect();
    assert!(
        !lines.is_empty() && lines.iter().all(|it| it.starts_with('%')),
        "{lines:?}"
    );
}

#[test]
fn arguments_are_shown_and_not_obeyed() {
    let folder = hostile();
    for arguments in [
        ["paths", "no\u{1b}[31m\r\n::error::file.yaml"].as_slice(),
        &["paths", "s.yaml", "--from", "a\u{1b}[31m\n::error::b"],
        &["paths", "s.yaml", "--rules", "\u{1b}[2J.dl"],
        &[
            "explain",
            "violated(\u{7f}\n::error::, desk, integrity)",
            "s.yaml",
        ],
        &["whatif", "s.yaml", "--with", "desk:\u{202e}\n::error::"],
        &[
            "query",
            "-e",
            "p(x) :- actor(x, \"\u{1b}[1m\n::error::\").",
            "s.yaml",
        ],
        &["gate", "s.yaml", "--max-risk", "\u{1b}[1m"],
    ] {
        let ran = run_in(&folder, arguments, &[]);
        assert_eq!(ran.code, 2, "{arguments:?}\n{}", ran.out);
        assert!(!ran.err.is_empty(), "{arguments:?}");
        harmless(&ran.err, arguments);
        harmless(&ran.out, arguments);
    }
}

/// Whoever stops reading does not change the verdict.
#[test]
fn a_verdict_stands_though_nobody_reads_it() {
    let folder = hostile();
    std::fs::copy(folder.join("s.yaml"), folder.join("new.yaml")).expect("a copy");
    let text = std::fs::read_to_string(folder.join("s.yaml")).expect("a text");
    let (before, after) = text.split_once(", chat: query").expect("a way in");
    std::fs::write(folder.join("old.yaml"), format!("{before}{after}")).expect("a folder");
    for (arguments, code) in [
        (["gate", "s.yaml", "--max-risk", "very_low"].as_slice(), 1),
        (&["gate", "s.yaml", "--max-risk", "very_high"], 0),
        (&["diff", "old.yaml", "new.yaml", "--fail"], 1),
        (&["diff", "new.yaml", "new.yaml", "--fail"], 0),
    ] {
        assert_eq!(run_in(&folder, arguments, &[]).code, code, "{arguments:?}");
        assert_eq!(unread(&folder, arguments), code, "{arguments:?}, unread");
    }
}

/// The exit code of a run whose output nobody reads: the other end of the pipe is closed before
/// the program can write.
fn unread(folder: &Path, arguments: &[&str]) -> i32 {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = command(arguments);
    command
        .current_dir(folder)
        .stdout(writer)
        .stderr(Stdio::null());
    let ended = command.status().expect("the program starts");
    ended.code().expect("the program ends by itself")
}

/// A title that ends lines, as a threat model's file may have it, is a title in what is written.
#[test]
fn an_imported_title_breaks_neither_the_file_nor_the_terminal() {
    let folder = scratch("hostile-import");
    let hostile = r"x\r\n::error::mine\u001b[31m\u007f";
    let text = r#"{"scope": {"title": "HOSTILE"}, "components": [
        {"symbolic_name": "a", "title": "HOSTILE"}, {"symbolic_name": "b HOSTILE", "title": "B"}]}"#;
    std::fs::write(folder.join("m.json"), text.replace("HOSTILE", hostile)).expect("a folder");
    let written: Ran = run_in(
        &folder,
        &["import", "tm-bom", "m.json", "-o", "s.yaml"],
        &[],
    );
    assert_eq!(written.code, 0, "{}", written.err);
    harmless(&written.err, &["import"]);
    harmless(&written.out, &["import"]);
    let ran = run_in(&folder, &["check", "s.yaml"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}
