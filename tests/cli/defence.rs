//! How deep goals are defended, and why a fact does not hold.

use serde_json::Value;

use crate::support::command::{answer, json, list, number, run, text};
use crate::support::shipped::files;
use crate::support::snapshot::snapshot;
use crate::{KUBEFLOW, RAG};

#[test]
fn depth_of_an_example() {
    snapshot("rag-support-assistant@depth", &answer(&["depth", RAG]));
    let whole = answer(&["depth", RAG, "--to", "chat-logs", "--quiet"]);
    snapshot("rag-support-assistant@depth-to", &whole);
}

/// Letting exactly the named controls fail opens the path, and letting any one of them hold does
/// not, in every example.
#[test]
fn depths_hold_when_controls_are_taken_away() {
    let (mut closed, mut tried) = (0, 0);
    for file in files("facts/systems") {
        let file = file.display().to_string();
        let answer = json(&["depth", &file]);
        for row in list(&answer["rows"]) {
            let opening = &row["opening"];
            assert_eq!(row["depth"].is_null(), opening.is_null());
            if opening.is_null() || row["depth"] == 0 {
                continue;
            }
            let fails = controls(&opening["fails"]);
            assert_eq!(fails.len() as u64, row["depth"].as_u64().expect("a number"));
            closed += 1;
            let likelihood = likelihood_without(&file, row, &fails);
            let deeds = number(&opening["likelihood"]);
            assert!(likelihood > deeds - 1e-9, "{row:#}");
            tried += 1;
        }
    }
    println!("{closed} goals, {tried} tried");
    assert!(tried >= 30, "{tried}");
}

/// The likelihood of the likeliest path of the row's actor with these controls taken away.
fn likelihood_without(file: &str, row: &Value, fails: &[String]) -> f64 {
    let mut arguments = vec!["paths", file, "--top", "1"];
    for (option, value) in [
        ("--to", &row["component"]),
        ("--property", &row["property"]),
        ("--from", &row["opening"]["actor"]),
    ] {
        arguments.extend([option, text(value)]);
    }
    for control in fails {
        arguments.extend(["--without", control]);
    }
    let paths = json(&arguments);
    let first = list(&paths["paths"]).first();
    number(&first.unwrap_or_else(|| panic!("no path: {row:#}"))["likelihood"])
}

fn controls(value: &Value) -> Vec<String> {
    let each = list(value).iter();
    each.map(|it| format!("{}:{}", text(&it["component"]), text(&it["control"])))
        .collect()
}

#[test]
fn weak_spots_are_goals_behind_one_control() {
    let all = json(&["depth", RAG]);
    let weak = json(&["depth", RAG, "--weak-spots"]);
    assert!(list(&weak["rows"]).iter().all(|row| row["depth"] == 1));
    let expected = list(&all["rows"]).iter().filter(|row| row["depth"] == 1);
    assert!(expected.eq(list(&weak["rows"])));
    assert!(list(&weak["rows"]).len() >= 3);
}

#[test]
fn depth_refuses_what_is_not_there() {
    for arguments in [["--to", "vector-indx"], ["--from", "custmer"]] {
        let ran = run(&[&["depth", RAG][..], &arguments].concat());
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("did you mean"), "{}", ran.err);
    }
}

#[test]
fn what_would_have_to_change_in_an_example() {
    let shown = answer(&["why-not", "customer-records integrity", RAG]);
    snapshot("rag-support-assistant@why-not", &shown);
}

#[test]
fn a_fact_that_holds_is_said_to() {
    let asked = "can_read(notebook-user, model-registry)";
    let shown = answer(&["why-not", asked, KUBEFLOW]);
    assert!(
        shown.contains("holds") && shown.contains("threatlog explain"),
        "{shown}"
    );
    let shown = json(&["why-not", asked, KUBEFLOW]);
    assert_eq!(list(&shown["holds"]), [asked]);
    assert!(list(&shown["ways"]).is_empty());
}

/// Of several actors the likeliest comes first, and none is left out.
#[test]
fn a_goal_that_holds_is_told_for_each_actor() {
    let shown = answer(&["why-not", "assistant integrity", RAG]);
    let goals = json(&["paths", "--to", "assistant", "--property", "integrity", RAG]);
    let rows = list(&goals["paths"]);
    let mut rest = shown.as_str();
    for row in rows {
        let actor = text(&row["goal"]["actor"]);
        let (_, after) = rest
            .split_once(actor)
            .expect("each actor, in the order of paths");
        rest = after;
    }
    assert!(rows.len() >= 3 && shown.contains(&format!("{} of 5 actors", rows.len())));
    let ran = run(&[
        "why-not",
        "can_write(customer, vault)",
        "--from",
        "customer",
        RAG,
    ]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("names its actor itself"), "{}", ran.err);
}

/// An answer that a filter made empty does not pass for a safe system.
#[test]
fn what_is_filtered_out_is_not_said_to_be_missing() {
    let shown = answer(&["depth", "--weak-spots", "--to", "support-gateway", RAG]);
    assert!(
        shown.contains("asked about is behind exactly one control"),
        "{shown}"
    );
    let shown = answer(&["paths", "--min-risk", "9.9", RAG]);
    assert!(shown.contains("goals are in reach, but none"), "{shown}");
    let shown = answer(&["depth", "--from", "customer", RAG]);
    let hints = shown.lines().filter(|it| it.contains("threatlog "));
    assert!(hints.clone().count() >= 3);
    for hint in hints {
        assert!(hint.contains(" --from customer"), "{hint}");
    }
}

#[test]
fn why_not_refuses_what_is_not_there() {
    for (asked, said) in [
        ("can_wrte(customer, vault)", "did you mean `can_write`"),
        ("can_write(customer, valt)", "did you mean `vault`"),
        ("can_write(customer)", "takes 2 values"),
        ("valt integrity", "did you mean `vault`"),
        ("vault honour", "there are: accountability"),
        ("vault", "component property"),
        (
            "entry(customer, vault, exec)",
            "threatlog facts --relation entry",
        ),
    ] {
        let ran = run(&["why-not", asked, RAG]);
        assert_eq!(ran.code, 2, "{asked}: {}", ran.out);
        assert!(ran.err.contains(said), "{asked}: {}", ran.err);
    }
}

#[test]
fn a_query_without_rows_leads_on_to_why_not() {
    let rule = "bad(a) :- can_write(a, \"customer-records\").";
    let shown = answer(&["query", "-e", rule, RAG]);
    assert!(shown.contains("threatlog why-not 'can_write("), "{shown}");
}
