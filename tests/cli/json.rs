//! The fields of answers in JSON, which stay as they are.

use serde_json::Value;

use crate::support::command::{json, list, number, text};
use crate::support::shipped::{RULES, system};
use crate::{KUBEFLOW, RAG};

#[test]
fn paths_as_json() {
    let answer = json(&["paths", "--top", "5", "--per-goal", "2", RAG]);
    assert_eq!(answer["system"], "rag-support-assistant");
    let paths = list(&answer["paths"]);
    assert!(paths.len() > 5, "{} paths", paths.len());
    let words = ["very_low", "low", "moderate", "high", "very_high"];
    let properties = [
        "confidentiality",
        "integrity",
        "availability",
        "accountability",
    ];
    for path in paths {
        fields(&path["goal"], &["actor", "component", "property"]);
        assert!(
            text(&path["id"]).len() >= 6
                && text(&path["id"]).bytes().all(|it| it.is_ascii_hexdigit())
        );
        let (likelihood, impact) = (number(&path["likelihood"]), number(&path["impact"]));
        assert!((0.0..=1.0).contains(&likelihood) && (0.0..=10.0).contains(&impact));
        assert!(
            (number(&path["risk"]) - likelihood * impact).abs() < 1e-9,
            "{path:#}"
        );
        assert!(words.contains(&text(&path["level"])), "{}", path["level"]);
        assert!(path["exact"].is_boolean());
        assert!(properties.contains(&text(&path["goal"]["property"])));
        for goal in list(&path["also"]) {
            fields(goal, &["component", "property", "impact"]);
        }
        for act in list(&path["acts"]) {
            for field in ["step", "title"] {
                assert!(!text(&act[field]).is_empty());
            }
            let step = RULES.steps.iter().find(|it| it.id == text(&act["step"]));
            let args = act["args"].as_object().expect("an object");
            let step = step.expect("a step of the rules");
            assert!(args.keys().eq(step.act.iter()), "{act:#}");
            assert_eq!(number(&act["likelihood"]), step.likelihood.chance());
            assert!(!list(&act["technique"]).is_empty() && !list(&act["stride"]).is_empty());
        }
        for control in list(&path["assumptions"]) {
            text(&control["component"]);
            text(&control["control"]);
        }
        for boundary in list(&path["boundaries"]) {
            text(&boundary["name"]);
        }
    }
    let risks = paths
        .iter()
        .filter(|it| it["place"] == 1)
        .map(|it| number(&it["risk"]));
    assert!(risks.collect::<Vec<_>>().is_sorted_by(|a, b| a >= b));
}

#[test]
fn who_can_reach_as_json() {
    let answer = json(&["who-can-reach", "model-registry", KUBEFLOW]);
    assert_eq!(answer["target"], "model-registry");
    let rows = list(&answer["rows"]);
    assert!(rows.len() >= 3);
    for row in rows {
        assert!(!text(&row["actor"]).is_empty() && !list(&row["gains"]).is_empty());
        assert!((0.0..=1.0).contains(&number(&row["likelihood"])));
        assert!(text(&row["path"]).len() >= 6);
        let explained = json(&["explain", text(&row["path"]), KUBEFLOW]);
        assert_eq!(explained["path"]["likelihood"], row["likelihood"]);
    }
}

#[test]
fn facts_as_json() {
    let answer = json(&["facts", RAG]);
    fields(&answer, &["facts"]);
    let facts = list(&answer["facts"]);
    let mut uncertain = 0;
    for fact in facts {
        let name = text(&fact["relation"]);
        let relation = RULES.relations.iter().find(|it| it.name == name);
        let relation = relation.expect("a declared relation");
        assert!(relation.input, "{name}");
        assert_eq!(
            list(&fact["args"]).len(),
            relation.columns.len(),
            "{fact:#}"
        );
        fields(&fact["source"], &["place", "status"]);
        if let Some(likelihood) = fact.get("likelihood") {
            assert!(number(likelihood) > 0.0 && number(likelihood) < 1.0);
            uncertain += 1;
        }
    }
    assert!(uncertain >= 10, "{uncertain} uncertain facts");
    let kinds = facts
        .iter()
        .filter(|it| it["relation"] == "component")
        .count();
    assert_eq!(
        kinds,
        system("rag-support-assistant").model.components.len()
    );
    let derived = json(&["facts", "--relation", "violated", RAG]);
    assert!(
        list(&derived["facts"])
            .iter()
            .all(|it| it["source"].is_null())
    );
}

/// Fails unless the value has exactly these fields, in any order.
fn fields(value: &Value, expected: &[&str]) {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"));
    let mut names: Vec<&str> = object.keys().map(String::as_str).collect();
    let mut expected = expected.to_vec();
    names.sort_unstable();
    expected.sort_unstable();
    assert_eq!(names, expected);
}
