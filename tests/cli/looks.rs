//! Tables, Markdown, colour and pipes.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use crate::RAG;
use crate::support::command::{Ran, answer, command, json, list, run_in, scratch, text};
use crate::support::shipped::{root, systems};

/// Under a short file name, as users have it: a place in a long one cannot be broken.
#[test]
fn tables_fit_eighty_columns() {
    let folder = scratch("tables");
    let mut wide = Vec::new();
    for solved in systems() {
        let path = root(&format!("facts/systems/{}.yaml", solved.name));
        std::fs::copy(path, folder.join("threatlog.yaml")).expect("a writable folder");
        let shown = run_in(&folder, &["paths", "--top", "3", "--format", "json"], &[]);
        let shown: Value = serde_json::from_str(&shown.out).expect("JSON");
        let (actor, component) = (&solved.model.actors[0].id, &solved.model.components[0].id);
        let enters = format!("{actor}:{component}:write");
        let mut asked: Vec<Vec<&str>> = vec![
            vec!["paths"],
            vec!["paths", "--per-goal", "3", "--top", "30"],
            vec!["check"],
            vec!["assumptions", "--top", "40"],
            vec!["depth"],
            vec!["fix"],
            vec!["plan", "--top", "20"],
            vec!["paths", "--rmf"],
            vec!["whatif", "--add-entry", &enters],
            vec!["gate", "--max-risk", "10"],
            vec!["facts"],
            vec!["query", "training-data-writers"],
        ];
        for path in list(&shown["paths"]) {
            asked.push(vec!["explain", text(&path["id"])]);
        }
        for actor in &solved.model.actors {
            asked.push(vec!["reach", &actor.id]);
        }
        for component in &solved.model.components {
            if !component.assets.is_empty() {
                asked.push(vec!["who-can-reach", &component.id]);
            }
        }
        for arguments in asked {
            see(&folder, &arguments, &solved.name, &mut wide);
        }
    }
    let examples = root(RAG).to_string_lossy().into_owned();
    for arguments in [
        &["demo"][..],
        &["rules"],
        &["rules", "ingest_untrusted_data"],
        &["rules", "--coverage", &examples],
        &["query", "--list"],
        &["fix", "--budget", "2", &examples],
    ] {
        see(&folder, arguments, "", &mut wide);
    }
    let count = wide.len();
    wide.truncate(40);
    assert!(
        wide.is_empty(),
        "{count} lines are wider than 80:\n{}",
        wide.join("\n")
    );
}

fn see(folder: &Path, arguments: &[&str], system: &str, wide: &mut Vec<String>) {
    let ran = run_in(folder, arguments, &[]);
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
    // A command to copy stays on one line, however long its names are.
    let is_command = |line: &str| line.trim_start().starts_with("threatlog ");
    let lines = ran.out.lines().filter(|line| line.chars().count() > 80);
    let lines = lines.filter(|line| !is_command(line.trim_start_matches("next: ")));
    wide.extend(lines.map(|line| format!("{system} {arguments:?}: {line}")));
}

/// The three forms of one answer carry the same facts.
#[test]
fn all_forms_say_the_same() {
    let answer_json = json(&["paths", "--top", "4", RAG]);
    for format in ["table", "markdown"] {
        let shown = answer(&["paths", "--top", "4", "--format", format, RAG]);
        let shown: String = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for it in list(&answer_json["findings"]) {
            let first = &list(&it["falls"])[0]["component"];
            // Cells stand beside each other, so a title may be interrupted.
            let title = text(&it["title"]).split(' ').next().expect("words");
            for said in [text(&it["id"]), title, text(first)] {
                assert!(shown.contains(said), "{format} keeps quiet about {said}");
            }
        }
        let each = ["paths", "--each", "--top", "4", "--format", format, RAG];
        let shown = answer(&each);
        // Where lines are broken is a matter of form.
        let shown: String = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for path in list(&answer_json["paths"]) {
            for said in [
                &path["id"],
                &path["goal"]["component"],
                &path["goal"]["actor"],
            ] {
                assert!(
                    shown.contains(text(said)),
                    "{format} keeps quiet about {said}"
                );
            }
            for act in list(&path["acts"]) {
                let title = text(&act["title"]).trim_end_matches('.');
                let words = title.split(' ').next().expect("words");
                assert!(shown.contains(words), "{format}: {title}");
            }
        }
    }
}

/// Markdown has a title, counts, and all that the table tells.
#[test]
fn markdown_is_a_report_of_its_own() {
    let cases: [(&[&str], &str, &str); 4] = [
        (
            &["who-can-reach", "vector-index"],
            "# Who can reach vector-index",
            "actor",
        ),
        (
            &["reach", "customer"],
            "# What customer can reach",
            "component",
        ),
        (&["query", "rag-verification"], "# ", " rows."),
        (
            &["facts", "--relation", "component"],
            "# Facts of rag-support-assistant",
            " facts.",
        ),
    ];
    for (asked, title, count) in cases {
        let asked = [asked, &[RAG]].concat();
        let shown = answer(&[&asked[..], &["--format", "markdown"]].concat());
        assert!(shown.starts_with(title), "{asked:?}: {shown}");
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[2].contains(count), "{asked:?}: {}", lines[2]);
        let rows = lines.iter().filter(|line| line.starts_with("| ")).count();
        let answer_json = json(&asked);
        let all = answer_json.get("rows").or_else(|| answer_json.get("facts"));
        let all = list(all.expect("rows"));
        assert!(rows >= all.len() + 2, "{asked:?}: {rows} of {}", all.len());
        let words = shown.replace(['\n', '|'], " ");
        for id in all.iter().filter_map(|row| row["path"].as_str()) {
            assert!(words.contains(id), "{asked:?}: {id}");
        }
    }
    let check = answer(&["check", "--format", "markdown", RAG]);
    let table = answer(&["check", "--quiet", RAG]);
    let headline = table.lines().next().expect("a headline");
    assert!(check.contains(headline), "{check}");
    for place in list(&json(&["check", RAG])["unstated"]) {
        assert!(check.contains(text(&place["place"])), "{place}");
    }
    let nobody = answer(&["who-can-reach", "vector-index", "--format", "markdown", RAG]);
    assert!(
        nobody.contains("| – |"),
        "actors who gain nothing: {nobody}"
    );
}

/// An empty answer says so, in every form.
#[test]
fn nothing_found_is_an_answer() {
    let folder = scratch("nothing");
    let text = "system: s\ncomponents:\n  a: { kind: llm_app }\n";
    std::fs::write(folder.join("threatlog.yaml"), text).expect("a writable folder");
    for asked in [
        &["paths"][..],
        &["paths", "--rmf"],
        &["plan"],
        &["assumptions"],
    ] {
        for format in ["table", "markdown"] {
            let ran = run_in(&folder, &[asked, &["--format", format]].concat(), &[]);
            assert_eq!(ran.code, 0, "{asked:?}: {}", ran.err);
            assert!(
                ran.out.contains("\n\nNo "),
                "{asked:?} {format}: {}",
                ran.out
            );
        }
    }
}

#[test]
fn colour_comes_only_when_asked_for() {
    let escape = '\u{1b}';
    let here = root("");
    let of = |arguments: &[&str], variables: &[(&str, &str)]| -> Ran {
        let ran = run_in(&here, arguments, variables);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran
    };
    let plain = of(&["paths", RAG], &[]).out;
    assert!(!plain.contains(escape), "a pipe gets no colour");
    let colored = of(&["paths", "--color", "always", RAG], &[]).out;
    assert!(colored.contains(escape));
    assert_eq!(
        without_colour(&colored),
        plain,
        "colour adds and says nothing"
    );
    assert_eq!(of(&["paths", RAG], &[("NO_COLOR", "1")]).out, plain);
    assert_eq!(of(&["paths", "--color", "never", RAG], &[]).out, plain);
    let asked = of(&["paths", "--color", "always", RAG], &[("NO_COLOR", "1")]).out;
    assert_eq!(
        asked, colored,
        "what is asked for on the command line counts"
    );
    for format in ["json", "markdown"] {
        let shown = of(
            &["paths", "--color", "always", "--format", format, RAG],
            &[],
        )
        .out;
        assert!(!shown.contains(escape), "{format} has no colour");
    }
}

fn without_colour(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |shown, part| {
        shown + part.split_once('m').map_or("", |(_, rest)| rest)
    })
}

/// A reader that has seen enough, such as `head`, is no fault.
#[test]
fn a_broken_pipe_is_no_fault() {
    let mut command = command(&["facts", "--format", "json", RAG]);
    command
        .current_dir(root(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    out.read_line(&mut line).expect("a line");
    drop(out);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(line, "{\n");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

/// Deeds that only carry something onwards are told as one.
#[test]
fn repeated_carrying_is_one_deed() {
    let system = "facts/whole/analytics-agents.yaml";
    let found = json(&["paths", "--top", "15", system]);
    let shown = answer(&["paths", "--top", "15", system]);
    let shown: String = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut folded = 0;
    for it in list(&found["findings"]) {
        for pair in list(&it["path"]["acts"]).windows(2) {
            let step = |act: &Value| text(&act["step"]).to_owned();
            if step(&pair[0]) == "ride_along_pipeline" && step(&pair[0]) == step(&pair[1]) {
                let [one, other] = [0, 1].map(|at| text(&pair[at]["target"]));
                folded += usize::from(shown.contains(&format!("{one} → {other}")));
            }
        }
    }
    assert!(folded > 0, "{shown}");
}
