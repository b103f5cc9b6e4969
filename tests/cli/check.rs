//! `check`: what to ask first, what looks like a mistake, and many files at once.

use std::path::Path;

use serde_json::Value;

use crate::RAG;
use crate::support::command::{Ran, answer, json, list, number, run_in, scratch, text};
use crate::support::shipped::root;

/// The first ten, by how far the risk falls, are those that trying all of them finds.
#[test]
fn the_questions_are_the_most_influential_of_the_expected_controls() {
    let checked = json(&["check", RAG]);
    let names = |it: &Value| {
        [
            text(&it["component"]).to_owned(),
            text(&it["control"]).to_owned(),
        ]
    };
    let mut expected: Vec<[String; 2]> = Vec::new();
    for row in list(&checked["unstated"]) {
        let controls = list(&row["controls"]).iter();
        let component = text(&row["component"]);
        expected.extend(controls.map(|it| [component.to_owned(), text(it).to_owned()]));
    }
    let tried = json(&["assumptions", RAG]);
    let tried = list(&tried["assumptions"]).iter();
    let tried = tried.filter(|it| expected.contains(&names(it)));
    let best: Vec<[String; 2]> = tried.take(10).map(names).collect();
    let questions = &checked["questions"];
    let asked: Vec<[String; 2]> = list(&questions["list"]).iter().map(names).collect();
    assert_eq!(asked, best);
    assert_eq!(number(&questions["expected"]), expected.len() as f64);
    assert_eq!(text(&questions["order"]), "risk-falls");
    let falls = list(&questions["list"]).iter();
    let falls: Vec<f64> = falls
        .map(|it| number(&it["if_present"]["sum_falls"]))
        .collect();
    assert!(
        falls.is_sorted_by(|a, b| a >= b) && falls[9] > 0.0,
        "{falls:?}"
    );
}

const SHOP: &str = "\
system: shop
actors:
  visitor: { position: external, entry: { site: query, forum: post } }
components:
  site: { kind: llm_app }
  forum: { kind: data_source, controls: [transport_security] }
  index: { kind: vector_db, controls: { access_control: planned } }
  ledger: { kind: database, asset: { confidentiality: 8, integrity: 8 } }
flows:
  - site retrieves_from index
  - index reads_from forum
  - site reads_from ledger
  - site writes_to ledger
";

/// Each answer can be pasted where it says, one after the other, and is then no longer asked.
#[test]
fn answers_can_be_pasted() {
    let folder = scratch("answers");
    for which in ["yes", "no"] {
        let mut source = SHOP.to_owned();
        for _ in 0..4 {
            write(&folder, "threatlog.yaml", &source);
            let checked = run_in(&folder, &["check", "--format", "json"], &[]);
            assert_eq!(checked.code, 0, "{source}\n{}", checked.err);
            let checked: Value = serde_json::from_str(&checked.out).expect("JSON");
            let Some(first) = list(&checked["questions"]["list"]).first() else {
                break;
            };
            let expected = number(&checked["questions"]["expected"]);
            source = pasted(&source, text(&first["component"]), text(&first[which]));
            write(&folder, "threatlog.yaml", &source);
            let ran = run_in(&folder, &["check", "--format", "json"], &[]);
            assert_eq!(ran.code, 0, "{source}\n{}", ran.err);
            let after: Value = serde_json::from_str(&ran.out).expect("JSON");
            assert_eq!(
                number(&after["questions"]["expected"]),
                expected - 1.0,
                "{source}"
            );
        }
        assert_ne!(source, SHOP);
    }
}

/// The source with an answer where the component's `controls` are, which come last.
fn pasted(source: &str, component: &str, answer: &str) -> String {
    let lines = source.lines().map(|line| {
        if !line.starts_with(&format!("  {component}: {{")) {
            return format!("{line}\n");
        }
        let bare = line.strip_suffix(" }").expect("a flow map");
        let (before, own) = bare.split_once(", controls: ").unwrap_or((bare, ""));
        if answer.starts_with("controls:") {
            return format!("{before}, {answer} }}\n");
        }
        let own = own.strip_suffix(" }");
        let own = own.unwrap_or_else(|| panic!("`{answer}` cannot go into {line}"));
        format!("{before}, controls: {own}, {answer} }} }}\n")
    });
    lines.collect()
}

/// A component that is asked about twice keeps its first answer.
#[test]
fn later_answers_add_to_the_first() {
    let checked = json(&["check", RAG]);
    let questions = list(&checked["questions"]["list"]).iter();
    let of = |name: &str| {
        let of = questions
            .clone()
            .filter(|it| text(&it["component"]) == name);
        of.map(|it| text(&it["no"])).collect::<Vec<_>>()
    };
    let [first, second] = of("ticket-system")[..] else {
        panic!("{checked:#}");
    };
    assert_eq!(
        first,
        "controls: { access_control: present, authentication: present, telemetry_logging: present, \
         transaction_limit: absent }"
    );
    assert_eq!(second, "input_validation: absent");
}

#[test]
fn the_rest_is_behind_all() {
    let (brief, whole) = (answer(&["check", RAG]), answer(&["check", "--all", RAG]));
    for only in [
        "are expected but not mentioned",
        "have no effect on any path",
    ] {
        assert!(!brief.contains(only), "{brief}");
        assert!(whole.contains(only), "{whole}");
    }
    assert!(brief.contains("\nQ10  Does "), "{brief}");
    assert!(!brief.contains("\nQ11  Does "), "{brief}");
    assert!(whole.contains("\nQ11  Does "), "{whole}");
    assert!(brief.lines().count() < 100, "{brief}");
}

/// Where trying each answer would take too long, they are in the order of what rests on them.
#[test]
fn a_large_system_is_not_tried() {
    let folder = scratch("large-check");
    let source = std::fs::read_to_string(root(RAG)).expect("a readable file");
    let more = (0..60).map(|at| format!("  spare-{at}: {{ kind: database }}\n"));
    let more = format!("components:\n{}", more.collect::<String>());
    write(
        &folder,
        "threatlog.yaml",
        &source.replacen("components:\n", &more, 1),
    );
    let ran = run_in(&folder, &["check", "--format", "json"], &[]);
    let checked: Value = serde_json::from_str(&ran.out).expect("JSON");
    let questions = &checked["questions"];
    assert_eq!(text(&questions["order"]), "resting-risk");
    let asked = list(&questions["list"]);
    assert_eq!(asked.len(), 10);
    assert!(
        asked.iter().all(|it| it["if_present"].is_null()),
        "{questions:#}"
    );
    let shown = run_in(&folder, &["check"], &[]).out;
    assert!(shown.contains("too large to try each answer"), "{shown}");
    let orphans = shown.contains("warning: component in no flow and no entry: spare-0 (line");
    assert!(orphans && shown.contains("and 57 more"), "{shown}");
}

/// What is said of a system, each kind once, with the names that it is about.
#[track_caller]
fn warns(source: &str, wanted: &[(&str, &[&str])]) {
    let folder = scratch("warns");
    write(&folder, "threatlog.yaml", source);
    let ran = run_in(&folder, &["check", "--format", "json"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let checked: Value = serde_json::from_str(&ran.out).expect("JSON");
    let found = list(&checked["warnings"]).iter().map(|it| {
        let of = list(&it["of"]).iter().map(|it| text(&it["name"]));
        (text(&it["kind"]), of.collect::<Vec<_>>())
    });
    let found: Vec<(&str, Vec<&str>)> = found.collect();
    let wanted: Vec<_> = wanted
        .iter()
        .map(|(kind, of)| (*kind, of.to_vec()))
        .collect();
    assert_eq!(found, wanted, "{source}");
}

#[test]
fn a_system_of_which_nothing_is_analysed_says_so() {
    let parts = "components:\n  store: { kind: database, asset: { integrity: 8 } }\n\
                 \x20 site: { kind: llm_app }\nflows:\n  - site writes_to store\n";
    warns(parts, &[("no-actor", &[])]);
    let idle = format!("actors:\n  guest: {{ position: external }}\n{parts}");
    warns(&idle, &[("no-entry", &[])]);
    let entered = "actors:\n  guest: { position: external, entry: { site: query } }\n";
    let worthless = format!("{entered}{}", parts.replace("integrity: 8", "integrity: 0"));
    warns(
        &worthless,
        &[("no-value", &[]), ("zero-value", &["store integrity"])],
    );
    let cut = format!(
        "{entered}{}",
        parts.replace("  - site writes_to store\n", "  []\n")
    );
    warns(
        &cut,
        &[
            ("no-path", &[]),
            ("harmless-actor", &["guest"]),
            ("apart-asset", &["store integrity"]),
            ("orphan", &["store"]),
        ],
    );
}

#[test]
fn what_looks_like_a_mistake_is_warned_of() {
    let more = "\
\x20 idler: { position: internal }
  sleeper: { position: external, attempts: 0, entry: { site: query } }
  thief: { position: external, entry: { ledger: write } }
components:
";
    let parts = "\
\x20 spare: { kind: dataset }
  vault: { kind: database, asset: { confidentiality: 3, integrity: 0 } }
  copy: { kind: database }
zones:
  empty: { trust: 50 }
flows:
  - vault reads_from copy
";
    let source = SHOP
        .replace("components:\n", more)
        .replace("flows:\n", parts);
    warns(
        &source,
        &[
            ("zero-value", &["vault integrity"]),
            ("idle-actor", &["idler"]),
            ("never-tries", &["sleeper"]),
            ("foothold", &["thief:ledger:write"]),
            ("apart-asset", &["vault confidentiality"]),
            ("orphan", &["spare"]),
            ("empty-zone", &["empty"]),
        ],
    );
}

/// What controls alone keep out of reach is named with them.
#[test]
fn a_value_that_a_control_keeps_out_of_reach_is_a_note() {
    let source = "\
actors:
  guest: { position: external, entry: { store: network } }
components:
  store: { kind: artifact_store, controls: [authentication], asset: { confidentiality: 8 } }
";
    let folder = scratch("kept");
    write(
        &folder,
        "threatlog.yaml",
        &source.replace("[authentication]", "[]"),
    );
    let open = run_in(&folder, &["check"], &[]).out;
    assert!(!open.contains("out of reach"), "{open}");
    write(&folder, "threatlog.yaml", source);
    let kept = run_in(&folder, &["check"], &[]).out;
    for line in [
        "note: 1 value out of reach as long as controls hold: store confidentiality",
        "authentication on store",
    ] {
        let kept: String = kept.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(kept.contains(line), "no {line:?} in\n{kept}");
    }
}

/// Each file is a system of its own: names may recur, and one fault does not hide the others.
#[test]
fn each_file_is_checked_by_itself() {
    let folder = scratch("each");
    write(&folder, "one.yaml", SHOP);
    write(
        &folder,
        "two.yaml",
        &SHOP.replace("system: shop", "system: other"),
    );
    write(
        &folder,
        "idle.yaml",
        "components:\n  site: { kind: llm_app }\n",
    );
    let sound = each(&folder, &["one.yaml", "two.yaml", "idle.yaml"]);
    assert_eq!(sound.code, 0, "{}", sound.err);
    assert!(
        sound
            .out
            .starts_with("3 files · 0 faulty · 1 with warnings\n"),
        "{}",
        sound.out
    );
    assert!(
        sound.out.contains("\nidle.yaml\n  warning: no actor"),
        "{}",
        sound.out
    );
    assert!(!sound.out.contains("one.yaml"), "{}", sound.out);

    write(
        &folder,
        "broken.yaml",
        "components:\n  site: { kind: llm_ap }\n",
    );
    write(&folder, "notes.md", "# Notes\n\n- buy milk\n");
    write(
        &folder,
        "other.yaml",
        "version: 3\nservices: { web: { image: nginx } }\n",
    );
    let files = [
        "broken.yaml",
        "one.yaml",
        "notes.md",
        "other.yaml",
        "missing.yaml",
        "idle.yaml",
    ];
    let faulty = each(&folder, &files);
    assert_eq!(faulty.code, 2, "{}", faulty.out);
    for name in ["broken.yaml", "notes.md", "other.yaml", "missing.yaml"] {
        assert!(
            faulty.err.contains(name),
            "{name} is not in\n{}",
            faulty.err
        );
    }
    assert!(
        faulty.err.ends_with("error: 4 files are faulty\n"),
        "{}",
        faulty.err
    );
    assert!(
        faulty
            .out
            .starts_with("6 files · 4 faulty · 1 with warnings\n"),
        "{}",
        faulty.out
    );

    let files = [&files[..], &["--format", "json"]].concat();
    let told: Value = serde_json::from_str(&each(&folder, &files).out).expect("JSON");
    let names = list(&told["files"]).iter().map(|it| text(&it["file"]));
    assert_eq!(names.collect::<Vec<_>>(), ["one.yaml", "idle.yaml"]);
    let names = list(&told["faulty"]).iter().map(text);
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["broken.yaml", "notes.md", "other.yaml", "missing.yaml"]
    );
    assert_eq!(each(&folder, &[]).code, 2, "no file is named");
}

fn each(folder: &Path, files: &[&str]) -> Ran {
    run_in(folder, &[&["check", "--each"][..], files].concat(), &[])
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("a writable folder");
}
