//! What the rules cover, and what is said about them.

use serde_json::Value;
use threatlog::catalogue::{catalogue, synonyms};

use crate::names::refused;
use crate::support::command::{answer, json, list, number, run, scratch, text};
use crate::support::shipped::RULES;
use crate::{KUBEFLOW, RAG};

const TWO_STEPS: &str = r#"
.type Actor <: symbol
.type Component <: symbol
.type Entry <: symbol
.type Property <: symbol
.decl entry(a: Actor, c: Component, how: Entry)
.input entry
.decl opened(a: Actor, c: Component)
.decl violated(a: Actor, c: Component, property: Property)

/// Open it.
///
/// It is not locked.
///
/// step:        open_it
/// act:         a, c
/// stride:      tampering, spoofing
/// technique:   atlas:AML.T0020, owasp-llm:2025:LLM04, nist-aml:NISTAML.013
/// likelihood:  high
opened(a, c) :- entry(a, c, "post").

/// Spoil it.
///
/// Nobody looks.
///
/// step:        spoil_it
/// act:         a, c
/// stride:      tampering
/// technique:   owasp-llm:2025:LLM04
/// likelihood:  low
violated(a, c, "integrity") :- opened(a, c), entry(a, c, "write").
"#;

#[test]
fn steps_are_counted_by_lists_of_threats() {
    let folder = scratch("coverage");
    let rules = folder.join("two.dl");
    std::fs::write(&rules, TWO_STEPS).expect("a writable folder");
    let system = folder.join("shop.yaml");
    let architecture = "actors:\n  eve: { position: external, entry: { shop: post } }\n\
                        components:\n  shop: { kind: tool }\n";
    std::fs::write(&system, architecture).expect("a writable folder");
    let (rules, system) = (
        rules.to_string_lossy().into_owned(),
        system.to_string_lossy().into_owned(),
    );
    let arguments = ["rules", "--rules", &rules, "--coverage", &system];
    let covered = json(&arguments);
    let steps = |list: &str, threat: &str| cited(&covered, list, threat)["steps"].clone();
    assert_eq!(covered["steps"], 2);
    assert_eq!(
        steps("stride", "tampering"),
        serde_json::json!(["open_it", "spoil_it"])
    );
    assert_eq!(steps("stride", "spoofing"), serde_json::json!(["open_it"]));
    assert_eq!(
        steps("atlas-tactics", "AML.TA0006"),
        serde_json::json!(["open_it"])
    );
    assert_eq!(steps("owasp-llm:2025", "LLM01"), serde_json::json!([]));
    assert_eq!(
        steps("owasp-llm:2025", "LLM04"),
        serde_json::json!(["open_it", "spoil_it"])
    );
    // The class counts what its members count.
    assert_eq!(
        steps("nist-aml", "NISTAML.01"),
        serde_json::json!(["open_it"])
    );
    assert_eq!(steps("nist-aml", "NISTAML.02"), serde_json::json!([]));
    assert!(cited(&covered, "atlas-tactics", "AML.TA0002")["reason"].is_string());
    assert!(cited(&covered, "owasp-llm:2025", "LLM01")["reason"].is_null());
    let exercised = &list(&covered["systems"])[0];
    assert_eq!(exercised["name"], "shop");
    assert_eq!(
        exercised["steps"],
        serde_json::json!({ "open_it": "fires" })
    );
    assert_eq!(covered["not_exercised"], serde_json::json!(["spoil_it"]));
    let shown = answer(&arguments);
    for line in ["STRIDE: 2 of 6 with a step", "by none: spoil_it"] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    assert!(
        shown.contains("      0  LLM01  Prompt Injection\n"),
        "{shown}"
    );
}

#[test]
fn a_step_on_a_best_path_is_told_from_one_that_fires() {
    let covered = json(&["rules", "--coverage", RAG, KUBEFLOW]);
    let systems = list(&covered["systems"]);
    let names: Vec<&str> = systems.iter().map(|it| text(&it["name"])).collect();
    assert_eq!(names, ["rag-support-assistant", "kubeflow-model-registry"]);
    let mut told = [0, 0];
    for (system, file) in systems.iter().zip([RAG, KUBEFLOW]) {
        let shown = json(&["paths", "--top", "1000", file]);
        let paths = list(&shown["paths"]).iter();
        let acts: Vec<&str> = paths
            .flat_map(|path| list(&path["acts"]))
            .map(|act| text(&act["step"]))
            .collect();
        for (step, how) in system["steps"].as_object().expect("an object") {
            let best = how == "best_path";
            assert_eq!(best, acts.contains(&step.as_str()), "{file}: {step}");
            told[usize::from(best)] += 1;
        }
    }
    assert!(told.iter().all(|it| *it > 5), "{told:?}");
}

#[test]
fn every_form_names_every_step_of_a_list() {
    let covered = json(&["rules", "--coverage"]);
    assert_eq!(covered["steps"], RULES.steps.len());
    assert_eq!(covered["not_exercised"], Value::Null);
    for format in ["table", "markdown"] {
        let shown = answer(&["rules", "--coverage", "--format", format]);
        let threats = list(&covered["lists"]).iter();
        for threat in threats.flat_map(|it| list(&it["threats"])) {
            assert!(
                shown.contains(text(&threat["name"])),
                "{format}: {threat:#}"
            );
            if threat["class"] == false {
                for step in list(&threat["steps"]) {
                    assert!(shown.contains(text(step)), "{format}: {threat:#}");
                }
            }
        }
    }
}

#[test]
fn a_step_as_markdown_has_an_example() {
    let arguments = [
        "rules",
        "jailbreak",
        "--format",
        "markdown",
        "--examples",
        RAG,
    ];
    let shown = answer(&arguments);
    let example = format!("Example, from `{RAG}`: ");
    for part in ["### jailbreak\n", "Needs:", "Gains: ", &example] {
        assert!(shown.contains(part), "no {part:?} in\n{shown}");
    }
}

#[test]
fn words_as_json() {
    let words = json(&["words"]);
    let controls = list(&words["controls"]);
    assert_eq!(controls.len(), catalogue().controls.len());
    let known = controls.iter().find(|it| it["id"] == "rate_limiting");
    let known = known.expect("a control");
    let residual = catalogue().control("rate_limiting").map(|it| it.residual());
    assert_eq!(Some(number(&known["residual"])), residual);
    for (words, count) in [
        (&words["kinds"], catalogue().kinds.len()),
        (&words["verbs"], catalogue().verbs.len()),
        (&words["statuses"], catalogue().statuses.len()),
        (&words["synonyms"], synonyms().len()),
    ] {
        assert_eq!(list(words).len(), count);
    }
}

/// A word is explained in each vocabulary that has it or one that means it.
#[test]
fn a_word_is_explained_or_told_which_one_means_it() {
    let vault = json(&["words", "Vault"]);
    let expected = serde_json::json!({
        "asked": "Vault",
        "meanings": [
            {
                "of": "kind",
                "word": "secrets_store",
                "meaning": "A vault or key manager",
                "synonym": true,
                "note": null,
            },
            {
                "of": "control",
                "word": "secrets_management",
                "meaning": "Keys and passwords lying in code, notebooks, build settings or prompts",
                "synonym": true,
                "note": null,
            },
        ],
    });
    assert_eq!(vault, expected);
    let own = json(&["words", "rate-limiting"]);
    let first = &list(&own["meanings"])[0];
    assert_eq!(first["word"], "rate_limiting");
    assert_eq!(first["synonym"], false);
    let shown = answer(&["words", "waf"]);
    for said in [
        "kind: what a component is\nproxy  ",
        "controls: what protects a component\ninput_validation  ",
        "(hampers)",
        "`waf` is that here; against injected prompts it is a `prompt_guardrail`.",
    ] {
        assert!(shown.contains(said), "no {said:?} in\n{shown}");
    }
    let entries = answer(&["words", "entries", "--quiet"]);
    assert!(
        entries.starts_with("entry: what an actor starts with\n"),
        "{entries}"
    );
    assert!(!entries.contains("controls:"), "{entries}");
    refused(&["words", "acount"], &["did you mean `account`?"]);
    refused(
        &["words", "thingamajig"],
        &["no word of architecture files", "attributes"],
    );
}

#[test]
fn a_step_and_coverage_are_two_questions() {
    let ran = run(&["rules", "jailbreak", "--coverage"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
}

fn cited<'c>(covered: &'c Value, list_id: &str, threat: &str) -> &'c Value {
    let lists = list(&covered["lists"]).iter();
    let found = lists.filter(|it| it["id"] == list_id);
    let mut threats = found.flat_map(|it| list(&it["threats"]));
    let found = threats.find(|it| it["id"] == threat);
    found.unwrap_or_else(|| panic!("no {threat} in {list_id}"))
}

/// What is marked is there with its sorts and the way it points, in every form.
#[test]
fn relations_to_build_on_are_listed() {
    let listed = json(&["rules", "--relations"]);
    let relations = list(&listed["relations"]);
    assert!((30..=55).contains(&relations.len()), "{}", relations.len());
    for it in relations {
        assert!(
            !text(&it["reads"]).is_empty() && !text(&it["points"]).is_empty(),
            "{it}"
        );
    }
    let named = |name: &str| relations.iter().find(|it| it["name"] == name);
    let zone = named("in_zone").expect("marked");
    let columns = serde_json::json!([
        { "name": "c", "sort": "Component" },
        { "name": "z", "sort": "Zone" },
    ]);
    assert_eq!(
        (&zone["columns"], &zone["holds"]),
        (&columns, &"given".into())
    );
    assert_eq!(named("content_moves").expect("marked")["holds"], "certain");
    assert_eq!(named("tainted").expect("marked")["holds"], "uncertain");
    assert!(named("stands_for_model").is_none());
    let table = answer(&["rules", "--relations", "--quiet"]);
    let pages = answer(&["rules", "--relations", "--format", "markdown"]);
    for shown in [table, pages] {
        assert!(
            shown.contains("runs_model(e: Component, m: Component)"),
            "{shown}"
        );
        assert!(
            shown.contains("from what answers, {e}, to the model {m}"),
            "{shown}"
        );
    }
}
