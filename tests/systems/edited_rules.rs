//! Rules that are edited and read at run time, without building anything.

use serde_json::Value;

use crate::support::command::{json, list, scratch};
use crate::{file, steps};

#[test]
fn rules_at_run_time_answer_as_those_that_are_built_in() {
    let file = file("rag-support-assistant");
    let arguments = ["--top", "1000", "--per-goal", "3", &file];
    let built_in = json(&[&["paths"], &arguments[..]].concat());
    assert_eq!(paths_under(threatlog_compiled::RULES, &arguments), built_in);
}

/// Without the clause that lets documents into the index, what rested on it goes.
#[test]
fn a_deleted_step_takes_its_paths_along() {
    let blocks = threatlog_compiled::RULES.split("\n\n");
    let is_step = |block: &&str| {
        let words = block.lines().filter_map(|it| it.strip_prefix("/// step:"));
        words.map(str::trim).any(|it| it == "poison_retrieval")
    };
    let kept: Vec<&str> = blocks.filter(|it| !is_step(it)).collect();
    let rules = kept.join("\n\n");
    assert!(rules.len() < threatlog_compiled::RULES.len());

    let file = file("rag-support-assistant");
    let arguments = ["--top", "1000", "--from", "community-member", &file];
    let before = json(&[&["paths"], &arguments[..]].concat());
    let after = paths_under(&rules, &arguments);
    let goals = |answer: &Value| -> Vec<String> {
        let rows = list(&answer["paths"]).iter();
        let goals =
            rows.map(|row| format!("{} {}", row["goal"]["component"], row["goal"]["property"]));
        goals.collect()
    };
    let (before, after) = (goals(&before), goals(&after));
    let index = "\"vector-index\" \"integrity\"".to_owned();
    assert!(
        before.contains(&index) && !after.contains(&index),
        "{after:?}"
    );
    assert!(after.len() < before.len(), "{before:?}\n{after:?}");
    assert!(
        after.iter().all(|goal| before.contains(goal)),
        "{before:?}\n{after:?}"
    );
}

/// Once the rule no longer asks whether the control is there, the control no longer helps.
#[test]
fn a_deleted_condition_brings_paths_back() {
    let condition = "    lacks_control(v, \"content_provenance\"),\n";
    assert_eq!(threatlog_compiled::RULES.matches(condition).count(), 1);
    let rules = threatlog_compiled::RULES.replace(condition, "");
    let file = file("rag-support-assistant");
    let with = ["--with", "vector-index:content_provenance"];
    let asked = [
        "--to",
        "vector-index",
        "--from",
        "community-member",
        "--property",
        "integrity",
    ];
    let arguments = [&with[..], &asked, &[&file]].concat();
    let stopped = json(&[&["paths"], &arguments[..]].concat());
    assert!(list(&stopped["paths"]).is_empty(), "{stopped:#}");
    let back = paths_under(&rules, &arguments);
    let back = steps(&list(&back["paths"])[0]).join(" → ");
    assert!(back.ends_with("poison_retrieval"), "{back}");
}

/// Asks under these rules instead of the shipped ones, without building anything.
fn paths_under(rules: &str, arguments: &[&str]) -> Value {
    let folder = scratch("rules");
    let path = folder.join(format!("{:x}.dl", rules.len()));
    std::fs::write(&path, rules).expect("a writable folder");
    let path = path.to_str().expect("a path in UTF-8").to_owned();
    json(&[&["paths", "--rules", &path], arguments].concat())
}
