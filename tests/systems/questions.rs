//! The same questions to every system, as snapshots.

use serde_json::Value;

use crate::support::command::{json, list, number, text};
use crate::support::shipped::systems;
use crate::support::snapshot::snapshot;
use crate::{file, path_line, steps};

#[test]
fn paths() {
    for name in systems().into_iter().map(|it| it.name) {
        let answer = json(&["paths", &file(&name)]);
        assert_eq!(answer["certain"], true, "{name}");
        let rows = list(&answer["paths"]);
        assert!(rows.len() >= 5, "{name}: {} paths", rows.len());
        let lines: Vec<String> = rows.iter().map(path_line).collect();
        snapshot(&format!("{name}@paths"), &lines.join("\n"));
    }
}

/// How many goals each actor can reach, so that a rule that floods is seen.
#[test]
fn goals_in_reach() {
    let mut lines = Vec::new();
    for solved in systems() {
        let answer = json(&["paths", "--top", "1", &file(&solved.name)]);
        let assets: usize = solved
            .model
            .components
            .iter()
            .map(|it| it.assets.len())
            .sum();
        let pairs = assets * solved.model.actors.len();
        let goals = number(&answer["goals"]);
        lines.push(format!("{:24} {goals:3} of {pairs:3}", solved.name));
        assert!(
            goals >= 10.0 && goals <= 0.62 * pairs as f64,
            "{}: {goals} of {pairs}",
            solved.name
        );
    }
    snapshot("systems@goals-in-reach", &lines.join("\n"));
}

#[test]
fn who_can_reach() {
    let asked = [
        ("coding-assistant", "customer-db"),
        ("credit-fraud-scoring", "model-registry"),
        ("edge-camera", "door-lock"),
        ("fine-tuning-pipeline", "model-registry"),
        ("kubeflow-model-registry", "model-registry"),
        ("rag-support-assistant", "vector-index"),
    ];
    for (name, target) in asked {
        let answer = json(&["who-can-reach", target, &file(name)]);
        let lines: Vec<String> = list(&answer["rows"]).iter().map(gains_line).collect();
        snapshot(&format!("{name}@who-can-reach"), &lines.join("\n"));
    }
}

#[test]
fn queries() {
    let asked: [(&str, &str, &[&str]); 5] = [
        (
            "who-can-reach",
            "kubeflow-model-registry",
            &["target=model-registry"],
        ),
        ("training-data-writers", "fine-tuning-pipeline", &[]),
        ("checkpoint-tampering", "credit-fraud-scoring", &[]),
        ("api-abuse-controls", "credit-fraud-scoring", &[]),
        ("rag-verification", "rag-support-assistant", &[]),
    ];
    for (query, name, parameters) in asked {
        let file = file(name);
        let arguments = [&["query", query], parameters, &[&file]].concat();
        let answer = json(&arguments);
        let rows = list(&answer["rows"]);
        assert!(!rows.is_empty(), "{query} finds nothing in {name}");
        let lines: Vec<String> = rows.iter().map(row_line).collect();
        snapshot(&format!("{name}@{query}-query"), &lines.join("\n"));
    }
}

fn gains_line(row: &Value) -> String {
    let words = |value: &Value| -> Vec<String> {
        list(value).iter().map(|it| text(it).to_owned()).collect()
    };
    let steps = words(&row["steps"]);
    format!(
        "{:5.3}  {}: {} ({})",
        number(&row["likelihood"]),
        text(&row["actor"]),
        words(&row["gains"]).join(", "),
        if steps.is_empty() {
            "from the start".to_owned()
        } else {
            steps.join(" → ")
        },
    )
}

fn row_line(row: &Value) -> String {
    let values: Vec<&str> = list(&row["values"]).iter().map(text).collect();
    let likelihood = number(&row["likelihood"]);
    let steps = steps(&row["path"]).join(" → ");
    format!("{likelihood:5.3}  {}  {steps}", values.join(" · "))
        .trim_end()
        .to_owned()
}
