//! Files that are written, imported and merged.

use std::path::Path;

use serde_json::Value;

use crate::RAG;
use crate::names::refused;
use crate::support::command::{answer, json, list, number, run, run_in, scratch};
use crate::support::shipped::{RULES, files};

#[test]
fn init_writes_a_file_that_answers_and_overwrites_nothing() {
    let folder = scratch("init");
    let ran = run_in(&folder, &["init"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let path = folder.join("threatlog.yaml");
    let written = std::fs::read_to_string(&path).expect("a file");
    assert_eq!(run_in(&folder, &["check"], &[]).code, 0);
    let paths = run_in(&folder, &["paths", "--format", "json"], &[]);
    let paths: Value = serde_json::from_str(&paths.out).expect("JSON");
    assert!(list(&paths["paths"]).len() >= 3, "{paths:#}");

    std::fs::write(&path, "mine\n").expect("a writable folder");
    let again = run_in(&folder, &["init"], &[]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), "mine\n");
    assert_eq!(run_in(&folder, &["init", "--force"], &[]).code, 0);
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), written);
    assert_eq!(left_over(&folder), ["threatlog.yaml"]);
}

#[test]
fn souffle_gets_a_file_for_every_input() {
    let folder = scratch("souffle");
    let out = folder.join("facts");
    let path = out.to_str().expect("UTF-8");
    answer(&["facts", "--format", "souffle", "--out", path, RAG]);
    let inputs = RULES.relations.iter().filter(|it| it.input);
    let mut expected: Vec<String> = inputs.map(|it| format!("{}.facts", it.name)).collect();
    expected.sort();
    assert_eq!(left_over(&out), expected);
    let read =
        |name: &str| std::fs::read_to_string(out.join(format!("{name}.facts"))).expect("a file");
    assert_eq!(read("trains"), "", "nothing is trained in this system");
    assert!(
        read("component")
            .lines()
            .any(|it| it == "vector-index\tvector_db")
    );
    for relation in RULES.relations.iter().filter(|it| it.input) {
        for line in read(&relation.name).lines() {
            assert_eq!(
                line.split('\t').count(),
                relation.columns.len(),
                "{}",
                relation.name
            );
        }
    }
}

/// An imported model is an architecture file that is sound and can be asked.
#[test]
fn an_imported_model_can_be_asked() {
    let folder = scratch("import");
    let out = folder.join("imported.yaml");
    let out = out.to_str().expect("UTF-8");
    let model = "tests/import/ticket-router.json";
    let ran = run(&["import", "tm-bom", model, "--out", out]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.err.is_empty(), "it tells what became of each item");
    let checked = json(&["check", out]);
    assert!(number(&checked["components"]) >= 5.0, "{checked:#}");
    json(&["paths", out]);
    let again = run(&["import", "tm-bom", model, "--out", out]);
    assert_eq!(again.code, 2, "{}", again.out);
    let printed = run(&["import", "tm-bom", model, "--quiet"]);
    assert_eq!(printed.out, std::fs::read_to_string(out).expect("a file"));
    assert_eq!(printed.err, "");
    refused(&["import", "tm-bom", RAG], &["error["]);
}

/// Several files are one system, in whatever order they are named.
#[test]
fn files_are_merged_in_any_order() {
    let folder = scratch("merge");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).expect("a writable folder");
    };
    write(
        "one.yaml",
        "system: shop\nactors:\n  visitor: { position: external, entry: { site: query } }\n\
         flows:\n  - site calls model-api\n",
    );
    write(
        "two.yaml",
        "components:\n  site: { kind: llm_app }\n  model-api: { kind: serving_endpoint }\n",
    );
    let one = run_in(&folder, &["paths", "--quiet", "one.yaml", "two.yaml"], &[]);
    let other = run_in(&folder, &["paths", "--quiet", "two.yaml", "one.yaml"], &[]);
    assert_eq!(one.code, 0, "{}", one.err);
    assert!(one.out.contains("visitor"), "{}", one.out);
    assert_eq!(one.out, other.out);
}

#[test]
fn every_shipped_architecture_is_sound() {
    let folders = ["facts/systems", "facts/cases", "facts/quiet"];
    let checked = json(&[&["check", "--each"][..], &folders].concat());
    let there: usize = folders.iter().map(|it| files(it).len()).sum();
    assert_eq!(list(&checked["files"]).len(), there, "{checked:#}");
}

/// The names in a folder, sorted: temporary files must be gone.
fn left_over(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a readable folder");
    let names = entries.map(|it| {
        it.expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}
