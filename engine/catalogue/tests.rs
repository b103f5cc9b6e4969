//! The shipped tables: complete, without repetition, and referring only to what exists.

use std::collections::BTreeSet;

use super::{Catalogue, atlas_tactics, atlas_technique, catalogue, framework};
use super::{mitigation_name, technique_name, why_uncovered};

#[test]
fn the_vocabulary_is_complete() {
    let known = catalogue();
    let counts = [
        known.kinds.len(),
        known.controls.len(),
        known.verbs.len(),
        known.entries.len(),
        known.attributes.len(),
        known.properties.len(),
    ];
    assert_eq!(counts, [51, 89, 35, 17, 29, 4]);
}

#[test]
fn no_word_occurs_twice_in_its_list() {
    let known = catalogue();
    for list in lists(known) {
        let distinct: BTreeSet<_> = list.iter().collect();
        assert_eq!(distinct.len(), list.len(), "{list:?}");
    }
}

#[test]
fn expected_controls_and_mitigations_exist() {
    let known = catalogue();
    for kind in &known.kinds {
        for control in &kind.expected_controls {
            assert!(known.control(control).is_some(), "{}: {control}", kind.id);
        }
    }
    for control in &known.controls {
        assert!((0.0..1.0).contains(&control.residual()), "{}", control.id);
        for id in &control.atlas {
            assert!(mitigation_name(id).is_some(), "{}: {id}", control.id);
        }
    }
}

#[test]
fn a_verb_reads_as_a_sentence_about_both_ends() {
    for verb in &catalogue().verbs {
        assert!(verb.reads.starts_with("{from} "), "{}", verb.id);
        assert!(verb.reads.ends_with(" {to}"), "{}", verb.id);
    }
}

#[test]
fn cited_ids_have_names() {
    assert_eq!(
        technique_name("atlas", None, "AML.T0020"),
        Some("Poison Training Data")
    );
    assert_eq!(
        technique_name("owasp-llm", Some("2025"), "LLM04"),
        Some("Data and Model Poisoning")
    );
    assert_eq!(technique_name("owasp-llm", None, "LLM04"), None);
    assert_eq!(technique_name("atlas", None, "AML.T9999"), None);
    assert_eq!(framework("nist-aml").map(|it| it.items.len()), Some(28));
}

#[test]
fn techniques_serve_known_tactics() {
    let known: Vec<&str> = atlas_tactics().iter().map(|it| it.id).collect();
    assert_eq!(known.len(), 16);
    let poison = atlas_technique("AML.T0020").expect("it is in ATLAS");
    assert_eq!(poison.tactics, ["AML.TA0003", "AML.TA0006"]);
    for id in ["AML.T0000.001", "AML.T0051.001", "AML.T0010.003"] {
        let technique = atlas_technique(id).expect("it is in ATLAS");
        assert!(!technique.tactics.is_empty(), "{id}");
        for tactic in &technique.tactics {
            assert!(known.contains(tactic), "{id}: {tactic}");
        }
    }
}

#[test]
fn what_is_left_out_on_purpose_exists() {
    let text = include_str!("../../facts/catalogue/uncovered.json");
    let rows: Vec<serde_json::Value> = serde_json::from_str(text).expect("JSON");
    for row in &rows {
        let reference = row["reference"].as_str().expect("a text");
        let (framework, id) = reference.rsplit_once(':').expect("framework:id");
        let (framework, edition) = match framework.split_once(':') {
            Some((framework, edition)) => (framework, Some(edition)),
            None => (framework, None),
        };
        let tactic = framework == "atlas" && atlas_tactics().iter().any(|it| it.id == id);
        let known = tactic || technique_name(framework, edition, id).is_some();
        assert!(known, "{reference}");
        assert_eq!(why_uncovered(reference), row["reason"].as_str());
    }
    assert_eq!(why_uncovered("atlas:AML.TA0001"), None);
}

fn lists(known: &'static Catalogue) -> Vec<Vec<&'static str>> {
    vec![
        known.kinds.iter().map(|it| it.id).collect(),
        known.controls.iter().map(|it| it.id).collect(),
        known.verbs.iter().map(|it| it.id).collect(),
        known.entries.iter().map(|it| it.id).collect(),
        known.attributes.iter().map(|it| it.id).collect(),
        known.impacts.iter().map(|it| it.id).collect(),
        known.attempts.iter().map(|it| it.id).collect(),
    ]
}
