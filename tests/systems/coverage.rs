//! Which threats, steps and boundaries the example systems show.

use std::collections::BTreeSet;

use threatlog::derivations::{Chance, Scope};

use crate::file;
use crate::support::command::{json, list, text};
use crate::support::shipped::{RULES, Solved, system, systems};
use crate::support::snapshot::snapshot;

/// A threat, the steps that carry it out, and an example system where they are taken.
const THREATS: [(&str, &[&str], &str); 18] = [
    (
        "data poisoning",
        &["skew_feedback", "train_on_poisoned_data"],
        "credit-fraud-scoring",
    ),
    (
        "backdoor poisoning",
        &["implant_backdoor_by_data", "exploit_backdoor"],
        "fine-tuning-pipeline",
    ),
    (
        "supply-chain model poisoning",
        &["adopt_untrusted_model"],
        "fine-tuning-pipeline",
    ),
    (
        "model extraction",
        &["extract_model"],
        "credit-fraud-scoring",
    ),
    (
        "model tampering",
        &["tamper_stored_model"],
        "kubeflow-model-registry",
    ),
    (
        "trojan injection",
        &["inject_trojan"],
        "kubeflow-model-registry",
    ),
    (
        "adversarial evasion",
        &["craft_input_by_queries", "evade_model"],
        "credit-fraud-scoring",
    ),
    (
        "direct prompt injection",
        &["inject_prompt_directly"],
        "rag-support-assistant",
    ),
    (
        "indirect prompt injection",
        &["inject_prompt_by_content"],
        "rag-support-assistant",
    ),
    (
        "membership inference",
        &["infer_membership"],
        "credit-fraud-scoring",
    ),
    (
        "model-serving API abuse",
        &["overload_inference", "run_up_bill"],
        "coding-assistant",
    ),
    ("edge-device tampering", &["tamper_device"], "edge-camera"),
    ("LLM jailbreaking", &["jailbreak"], "rag-support-assistant"),
    (
        "tool poisoning",
        &["poison_tool", "copy_data_in_tool"],
        "coding-assistant",
    ),
    (
        "approval fatigue",
        &["wear_down_approver", "run_code_by_tool"],
        "coding-assistant",
    ),
    (
        "rules-file backdoor",
        &["poison_prompt_source", "tamper_agent_configuration"],
        "coding-assistant",
    ),
    (
        "over-broad workload identity",
        &["run_unreviewed_contribution", "act_as_workload"],
        "coding-assistant",
    ),
    (
        "local interface behind a browser",
        &["reach_local_interface", "command_open_control_plane"],
        "coding-assistant",
    ),
];

#[test]
fn every_threat_is_found_somewhere() {
    let mut missing = Vec::new();
    for (threat, steps, name) in THREATS {
        let taken = steps_taken(&system(name));
        for step in steps.iter().filter(|it| !taken.contains(**it)) {
            missing.push(format!("{threat}: no `{step}` in {name}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Which steps are taken in which of the examples.
#[test]
fn steps_by_system() {
    let systems = systems();
    let taken: Vec<BTreeSet<String>> = systems.iter().map(steps_taken).collect();
    let lines = RULES.steps.iter().map(|step| {
        let here = systems
            .iter()
            .zip(&taken)
            .filter(|(_, it)| it.contains(&step.id));
        let here: Vec<&str> = here.map(|(it, _)| it.name.as_str()).collect();
        let here = if here.is_empty() {
            "–".to_owned()
        } else {
            here.join(", ")
        };
        format!("{:30} {here}", step.id)
    });
    let lines: Vec<String> = lines.collect();
    let unused = lines.iter().filter(|it| it.ends_with('–')).count();
    assert!(
        unused * 2 < lines.len(),
        "{unused} of {} steps are nowhere taken",
        lines.len()
    );
    snapshot("systems@steps", &lines.join("\n"));
}

#[test]
fn every_trust_boundary_is_named_on_a_path() {
    let mut named = BTreeSet::new();
    for name in systems().into_iter().map(|it| it.name) {
        for path in list(&json(&["paths", &file(&name)])["paths"]) {
            let boundaries = list(&path["boundaries"]).iter();
            named.extend(boundaries.map(|it| text(&it["name"]).to_owned()));
        }
    }
    for boundary in [
        "data ingestion",
        "model training",
        "model deployment",
        "inference API",
        "RAG retrieval",
    ] {
        assert!(
            named.contains(boundary),
            "no path crosses {boundary}: {named:?}"
        );
    }
}

/// The steps that some attacker can take in a system.
fn steps_taken(solved: &Solved) -> BTreeSet<String> {
    let analysis = solved.analysis();
    let clauses = RULES.steps.iter().flat_map(|step| &step.clauses);
    let heads: BTreeSet<_> = clauses.map(|&it| RULES.clause(it).head.relation).collect();
    let heads: Vec<_> = heads
        .into_iter()
        .flat_map(|it| analysis.holding(it))
        .collect();
    let graph = analysis.matcher.derive(&heads, Scope::Uncertain);
    let acts = graph.chances().iter().filter_map(|chance| match chance {
        Chance::Act { step, .. } => Some(RULES.step(*step).id.clone()),
        Chance::Given(_) => None,
    });
    acts.collect()
}
