//! Threat registers, and what findings mean for the NIST AI RMF.

use std::collections::BTreeSet;

use serde_json::Value;
use threatlog::answer::{Question, paths, rmf_of_step};

use crate::file;
use crate::support::command::{answer, json, list, number, text};
use crate::support::shipped::{RULES, Solved, system, systems};
use crate::support::snapshot::snapshot;

#[test]
fn the_subcategories_that_paths_bear_on() {
    let answer = json(&[
        "paths",
        "--rmf",
        "--top",
        "3",
        &file("kubeflow-model-registry"),
    ]);
    let lines = list(&answer["rmf"]).iter().flat_map(|it| {
        let id = text(&it["subcategory"]);
        let reasons = list(&it["reasons"]).iter();
        reasons.map(move |reason| format!("{id}: {} {}", text(&reason["why"]), reason["paths"]))
    });
    let lines: Vec<String> = lines.collect();
    snapshot("kubeflow-model-registry@rmf", &lines.join("\n"));
}

/// Whatever a path consists of, it bears on something, and mostly on more than security at large.
#[test]
fn every_step_bears_on_a_subcategory() {
    let mut special = 0;
    for step in &RULES.steps {
        let words = |list: &[String]| list.to_vec();
        let techniques: Vec<String> = step.techniques.iter().map(ToString::to_string).collect();
        let stride: Vec<String> = step.stride.iter().map(ToString::to_string).collect();
        let found = rmf_of_step(&words(&techniques), &words(&stride));
        assert!(!found.is_empty(), "{} bears on nothing", step.id);
        special += usize::from(found.iter().any(|it| *it != "MEASURE 2.7"));
    }
    let all = RULES.steps.len();
    assert!(
        special * 3 >= all * 2,
        "{special} of {all} bear on more than MEASURE 2.7"
    );
}

/// Each reason names findings that there are, and every finding is named.
#[test]
fn findings_bear_on_subcategories() {
    for solved in systems() {
        let file = file(&solved.name);
        let answer = json(&["paths", &file]);
        let alone = json(&["paths", "--rmf", &file]);
        assert_eq!(alone["rmf"], answer["rmf"], "{}", solved.name);
        let with_deeds = list(&answer["paths"])
            .iter()
            .filter(|it| !list(&it["acts"]).is_empty());
        let with_deeds: BTreeSet<&str> = with_deeds.map(|it| text(&it["id"])).collect();
        let ids: BTreeSet<&str> = list(&answer["paths"])
            .iter()
            .map(|it| text(&it["id"]))
            .collect();
        let mut named = BTreeSet::new();
        for it in list(&answer["rmf"]) {
            for reason in list(&it["reasons"]) {
                let paths = list(&reason["paths"]).iter().map(text);
                let paths: BTreeSet<&str> = paths.collect();
                assert!(!paths.is_empty() && paths.is_subset(&ids), "{it:#}");
                // Every path bears on the one about likelihood and impact.
                if it["subcategory"] != "MAP 5.1" {
                    named.extend(paths);
                }
            }
        }
        assert!(named.is_superset(&with_deeds), "{}", solved.name);
    }
}

/// Conditions are met all together: without a decision a high risk lacks a response.
#[test]
fn treatments_and_risks_decide_what_findings_bear_on() {
    let treatment = "
treatments:
  - goal: store integrity
    status: accepted
    reason: moves next month
    owner: storage team
    expires: 2031-01-01
";
    let bears = |more: &str| {
        let solved = Solved::text("shop", &format!("{SHOP}{more}"));
        let analysis = solved.analysis();
        let found = paths(&analysis, &Question::default());
        let mut rows = found.rows.iter();
        let row = rows.find(|it| it.goal.property == "integrity");
        let path = &row.expect("a path").path.shown;
        let names = found.rmf.iter().filter(|it| {
            let mut reasons = it.reasons.iter();
            reasons.any(|reason| reason.paths.contains(path))
        });
        names.map(|it| it.id).collect::<Vec<_>>()
    };
    let open = bears("");
    assert!(
        open.contains(&"MANAGE 1.3") && !open.contains(&"MANAGE 1.2"),
        "{open:?}"
    );
    let decided = bears(treatment);
    assert!(
        !decided.contains(&"MANAGE 1.3") && decided.contains(&"MANAGE 1.2"),
        "{decided:?}"
    );
    assert!(
        decided.contains(&"MAP 4.2"),
        "a control is unstated: {decided:?}"
    );
}

/// A register has a row a path, with what is there and what is not, and the steps below.
#[test]
fn registers_are_complete() {
    for solved in systems() {
        let file = file(&solved.name);
        let answer_json = json(&["paths", &file]);
        let shown = answer(&["paths", "--each", "--format", "markdown", &file]);
        for path in list(&answer_json["paths"]) {
            let id = text(&path["id"]);
            let start = format!("| {id} | {}", text(&path["threat"]));
            let row = shown.lines().find(|line| line.starts_with(&start));
            let row = row.unwrap_or_else(|| panic!("{}: no row {start}", solved.name));
            for part in ["assumptions", "missing", "weak", "present"] {
                for it in list(&path[part]) {
                    let (component, control) = (text(&it["component"]), text(&it["control"]));
                    assert!(row.contains(&format!("{component}: ")), "{row}");
                    assert!(row.contains(control), "{control}: {row}");
                }
            }
            for act in list(&path["acts"]) {
                let title = text(&act["title"]).trim_end_matches('.');
                assert!(shown.contains(&format!(". {title}")), "{title}");
                for stride in list(&act["stride"]) {
                    assert!(row.contains(&text(stride).replace('_', " ")), "{row}");
                }
            }
            assert!(shown.contains(&format!("\n## {id}: ")), "{id}");
        }
        assert!(shown.contains("\n## NIST AI RMF 1.0\n"), "{}", solved.name);
    }
}

/// What is listed as present is there, as effective as it is said to be.
#[test]
fn present_controls_are_there() {
    let mut seen = 0;
    for solved in systems() {
        let answer = json(&["paths", "--top", "100", &file(&solved.name)]);
        for path in list(&answer["paths"]) {
            for it in list(&path["present"]) {
                let component = solved.model.component_named(text(&it["component"]));
                let component = component.expect("a component");
                let status = solved.model.control_of(component, text(&it["control"]));
                assert!(status.effectiveness > 0.0, "{it:#}");
                assert_eq!(number(&it["effectiveness"]), status.effectiveness);
                seen += 1;
            }
            for weak in list(&path["weak"]) {
                let same = |it: &&Value| {
                    it["component"] == weak["component"] && it["control"] == weak["control"]
                };
                let present = list(&path["present"]).iter().find(same);
                assert!(
                    present.is_some_and(|it| it["likelihood"].is_number()),
                    "{weak:#}"
                );
            }
        }
    }
    assert!(seen >= 50, "{seen} controls");
}

/// A path without a deed is a threat too.
#[test]
fn standing_rights_are_said_to_be_enough() {
    let solved = system("fine-tuning-pipeline");
    let analysis = solved.analysis();
    let question = Question {
        top: 1000,
        ..Question::default()
    };
    for row in paths(&analysis, &question).rows {
        let sentence = row.threat;
        assert!(sentence.starts_with(&row.path.sentence), "{sentence}");
        assert!(sentence.ends_with('.'), "{sentence}");
        assert_eq!(
            sentence.contains(": "),
            !row.path.acts.is_empty(),
            "{sentence}"
        );
    }
}

const SHOP: &str = "
system: shop
actors:
  visitor: { position: external, entry: { store: network } }
components:
  store: { kind: artifact_store, asset: { integrity: 10 } }
";
