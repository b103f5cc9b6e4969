//! What unstated controls carry: checked against the paths of the system with each of them.

use std::collections::BTreeMap;

use serde_json::Value;
use threatlog::answer::{AssumptionEffort, Assumptions, assumptions};

use crate::support::command::{json, list, number, text};
use crate::support::shipped::{Solved, system, systems};
use crate::support::snapshot::snapshot;
use crate::{all_paths, file};

#[test]
fn the_most_influential_assumptions() {
    let answer = json(&["assumptions", &file("rag-support-assistant")]);
    let rows = list(&answer["assumptions"]).iter().take(6);
    let lines: Vec<String> = rows.map(line).collect();
    snapshot("rag-support-assistant@assumptions", &lines.join("\n"));
}

/// What is said of a control is what `paths --with` shows.
#[test]
fn each_trial_agrees_with_the_paths_of_that_system() {
    for name in ["fine-tuning-pipeline", "kubeflow-model-registry"] {
        let answer = json(&["assumptions", &file(name)]);
        let before = risks(&all_paths(name, &[]));
        agrees(&answer["now"], &before, name);
        let rows = list(&answer["assumptions"]);
        assert!(rows.len() >= 5, "{name}: {} assumptions", rows.len());
        let mut sums = Vec::new();
        for row in rows.iter().take(5) {
            let with = format!("{}:{}", text(&row["component"]), text(&row["control"]));
            let after = risks(&all_paths(name, &["--with", &with]));
            agrees(&row["if_present"], &after, &with);
            let worst = &row["worst"];
            let goal = ["actor", "component", "property"].map(|it| text(&worst[it]).to_owned());
            let (was, is) = (before[&goal], after.get(&goal).copied().unwrap_or(0.0));
            assert!((number(&worst["risk"]) - was).abs() < 1e-9, "{with}");
            assert!(
                (number(&row["if_present"]["worst_risk"]) - is).abs() < 1e-9,
                "{with}"
            );
            assert!(number(&row["goals"]) >= number(&row["paths"]), "{with}");
            sums.push(number(&row["if_present"]["sum"]));
        }
        assert!(sums.is_sorted(), "{name}: {sums:?}");
        let all = rows.iter().flat_map(|row| {
            let with = format!("{}:{}", text(&row["component"]), text(&row["control"]));
            ["--with".to_owned(), with]
        });
        let all: Vec<String> = all.collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        agrees(&answer["with_all"], &risks(&all_paths(name, &all)), name);
    }
}

/// Exactly the controls that nobody has stated, whether silently or as `unknown`.
#[test]
fn only_what_is_unstated_is_an_assumption() {
    for solved in systems() {
        let answer = asked(&solved, &AssumptionEffort::default());
        for row in &answer.rows {
            let control = &row.control;
            let component = solved.model.component_named(&control.component);
            let component = component.expect("a component of the system");
            let status = solved.model.control_of(component, &control.control);
            assert!(status.how.is_assumption(), "{}: {control:?}", solved.name);
        }
    }
    let stated = |status: &str| {
        let text = SHOP.replace("STATUS", status);
        let answer = asked(&Solved::text("shop", &text), &AssumptionEffort::default());
        let rows = answer.rows.into_iter();
        let mut rows = rows.filter(|it| it.control.control == "authentication");
        rows.next()
    };
    let unknown = stated("unknown").expect("an assumption");
    assert_eq!(unknown.status, "unknown");
    assert_eq!(stated("absent"), None);
    assert_eq!(stated("planned"), None);
    assert_eq!(stated("present"), None);
}

/// What is not tried is said, and comes last.
#[test]
fn trials_are_bounded() {
    let solved = system("rag-support-assistant");
    let whole = asked(&solved, &AssumptionEffort::default());
    assert_eq!(whole.untried, 0);
    let effort = AssumptionEffort {
        trials: 3,
        goals: 10,
        ..AssumptionEffort::default()
    };
    let cut = asked(&solved, &effort);
    assert_eq!((cut.goals_ranked, cut.goals), (10, whole.goals));
    assert_eq!(cut.untried, cut.rows.len() - 3);
    assert!(cut.untried > 0);
    let tried: Vec<bool> = cut.rows.iter().map(|row| row.trial.is_some()).collect();
    assert_eq!(tried.iter().filter(|&&it| it).count(), 3);
    assert!(tried.is_sorted_by(|a, b| a >= b), "{tried:?}");
}

const SHOP: &str = "
system: shop
actors:
  visitor: { position: external, entry: { store: network } }
components:
  store: { kind: artifact_store, controls: { authentication: STATUS } }
";

fn asked(solved: &Solved, effort: &AssumptionEffort) -> Assumptions {
    assumptions(&solved.analysis(), effort).expect("a small system")
}

/// By actor, component and property: the risk of every goal that paths speak of.
fn risks(paths: &[Value]) -> BTreeMap<[String; 3], f64> {
    let mut risks = BTreeMap::new();
    for path in paths {
        let (goal, likelihood) = (&path["goal"], number(&path["likelihood"]));
        let mut add = |of: &Value, impact: &Value| {
            let names = [&goal["actor"], &of["component"], &of["property"]];
            let names = names.map(|it| text(it).to_owned());
            risks.insert(names, likelihood * number(impact));
        };
        add(goal, &path["impact"]);
        for also in list(&path["also"]) {
            add(also, &also["impact"]);
        }
    }
    risks
}

fn agrees(total: &Value, risks: &BTreeMap<[String; 3], f64>, what: &str) {
    let sum: f64 = risks.values().sum();
    let highest = risks.values().copied().fold(0.0, f64::max);
    assert!(
        (number(&total["sum"]) - sum).abs() < 1e-9,
        "{what}: {total} {sum}"
    );
    assert!(
        (number(&total["highest"]) - highest).abs() < 1e-9,
        "{what}: {total} {highest}"
    );
}

fn line(row: &Value) -> String {
    format!(
        "{:4.1}  {} {}  {} goals, {} paths",
        number(&row["if_present"]["sum_falls"]),
        text(&row["component"]),
        text(&row["control"]),
        row["goals"],
        row["paths"],
    )
}
