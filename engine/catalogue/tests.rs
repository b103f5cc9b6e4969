//! The shipped tables: complete, without repetition, and referring only to what exists.

use std::collections::BTreeSet;

use super::{Catalogue, RMF, atlas_tactics, atlas_technique, bearings, catalogue, framework};
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
    assert_eq!(counts, [51, 89, 37, 17, 31, 4]);
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

/// Every condition names what there is, and every subcategory that we list can be met.
#[test]
fn bearings_on_the_rmf_name_what_there_is() {
    let known = catalogue();
    let items = framework(RMF).map(|it| &it.items).expect("a framework");
    let place = |id: &str| items.iter().position(|it| it.id == id);
    let places: Vec<_> = bearings().iter().map(|it| place(it.subcategory)).collect();
    assert!(places.iter().all(Option::is_some), "{places:?}");
    assert!(places.is_sorted(), "in the framework's order");
    let met: BTreeSet<_> = places.into_iter().collect();
    assert_eq!(
        met.len(),
        items.len(),
        "a subcategory that nothing bears on"
    );
    for it in bearings() {
        let named = it.subcategory;
        for reference in &it.techniques {
            let parts: Vec<&str> = reference.splitn(3, ':').collect();
            let name = match parts.as_slice() {
                [framework, id] => technique_name(framework, None, id),
                [framework, edition, id] => technique_name(framework, Some(edition), id),
                _ => None,
            };
            assert!(name.is_some(), "{named}: {reference}");
        }
        for word in &it.controls {
            assert!(known.control(word).is_some(), "{named}: {word}");
        }
        for word in &it.kinds {
            assert!(known.kind(word).is_some(), "{named}: {word}");
        }
        let words = [
            (&it.attributes, &known.attributes),
            (&it.properties, &known.properties),
        ];
        for (used, known) in words {
            for word in used {
                assert!(known.iter().any(|it| it.id == *word), "{named}: {word}");
            }
        }
        for word in &it.stride {
            assert!(STRIDE.contains(word), "{named}: {word}");
        }
        let conditions = it.techniques.len()
            + it.stride.len()
            + it.controls.len()
            + it.properties.len()
            + it.kinds.len()
            + it.attributes.len();
        let flags = [
            it.unstated.is_some(),
            it.treated.is_some(),
            it.min_risk.is_some(),
        ];
        assert!(
            conditions > 0 || flags.contains(&true),
            "{named} has no condition"
        );
    }
}

const STRIDE: [&str; 6] = [
    "spoofing",
    "tampering",
    "repudiation",
    "information_disclosure",
    "denial_of_service",
    "elevation_of_privilege",
];
