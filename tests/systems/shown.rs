//! Paths that must be found, and controls that must cut them.

use serde_json::{Value, json};

use crate::support::command::{answer, json, list, number, text};
use crate::support::shipped::{root, system};
use crate::support::snapshot::snapshot;
use crate::{all_paths, file, path_line, steps};

#[test]
fn a_base_model_from_outside_poisons_the_tuned_one() {
    let paths = all_paths("fine-tuning-pipeline", &["--to", "tuned-model"]);
    let from_hub = paths.iter().find(|path| {
        first_act(path)
            == (
                "publish_hostile_artifact",
                vec!["hub-publisher", "model-hub"],
            )
    });
    let path = from_hub.expect("a path from the hub");
    assert!(is_poisoning(path), "{path:#}");
    assert_eq!(path["goal"]["property"], "integrity");
}

#[test]
fn feedback_poisons_the_tuned_model() {
    let asked = ["--to", "tuned-model", "--per-goal", "20"];
    let paths = all_paths("fine-tuning-pipeline", &asked);
    let from_feedback = paths.iter().filter(|it| is_poisoning(it)).find(|path| {
        let (step, values) = first_act(path);
        step == "skew_feedback" && values.contains(&"feedback-data")
    });
    let path = from_feedback.expect("a path from the feedback data");
    assert_eq!(path["goal"]["component"], "tuned-model");
    assert_eq!(path["goal"]["property"], "integrity");
}

/// A document that strangers may edit leads to personal data behind a tool.
#[test]
fn a_public_document_leads_to_personal_data() {
    let asked = ["--to", "customer-records", "--property", "confidentiality"];
    let paths = all_paths("rag-support-assistant", &asked);
    let from_document = paths
        .iter()
        .find(|path| first_act(path).1.contains(&"help-centre"));
    let path = from_document.expect("a path from the help centre");
    let solved = system("rag-support-assistant");
    let id = solved
        .model
        .component_named("customer-records")
        .expect("a component");
    let attributes = &solved.model.component(id).attributes;
    assert!(attributes.iter().any(|it| it.value == "personal_data"));
    let explained = explain("rag-support-assistant", text(&path["id"]));
    let facts = list(&explained["facts"]);
    let through_tool = facts
        .iter()
        .any(|fact| fact["args"] == json!(["order-lookup", "customer-records"]));
    assert!(through_tool, "{explained:#}");
}

/// The policy that lets everybody in is a line of the file, and the explanation cites it.
#[test]
fn the_permissive_policy_is_cited() {
    let name = "kubeflow-model-registry";
    let rows = json(&["who-can-reach", "model-registry", &file(name)]);
    let row = list(&rows["rows"])
        .iter()
        .find(|it| it["actor"] == "notebook-user");
    let row = row.expect("the notebook's user gets there");
    assert!(
        list(&row["gains"]).iter().any(|it| it == "write"),
        "{row:#}"
    );
    cites_policy(&["explain", text(&row["path"]), &file(name)]);
}

/// The rows of a query are explained like any path.
#[test]
fn the_permissive_policy_is_cited_for_a_query() {
    let file = file("kubeflow-model-registry");
    let rows = json(&["query", "who-can-reach", "target=model-registry", &file]);
    let mut rows = list(&rows["rows"]).iter();
    let row = rows.find(|it| it["values"] == json!(["notebook-user", "write"]));
    let id = text(&row.expect("a row")["path"]["id"]);
    let query = [
        "--query",
        "who-can-reach",
        "--param",
        "target=model-registry",
    ];
    cites_policy(&[&["explain", id, &file], &query[..]].concat());
}

/// The explanation shows the registry's missing log-in with the line that states it.
fn cites_policy(explanation: &[&str]) {
    let name = file("kubeflow-model-registry");
    let source = std::fs::read_to_string(root(&name)).expect("a readable file");
    let is_policy = |line: &&str| line.contains("authentication: absent");
    let policy = (1..).zip(source.lines()).find(|(_, line)| is_policy(line));
    let (number, line) = policy.expect("a line that states the policy");
    assert!(
        line.contains("istio-authorization-policy.yaml:10-11"),
        "{line}"
    );

    let explained = json(explanation);
    let mut facts = list(&explained["facts"]).iter();
    let lacking = facts.find(|fact| {
        fact["relation"] == "lacks_control"
            && fact["args"] == json!(["model-registry", "authentication"])
    });
    let Some(lacking) = lacking else {
        panic!("no missing log-in in why {}", explained["path"]["sentence"]);
    };
    let place = text(&lacking["source"]["place"]);
    assert!(place.starts_with(&format!("{name}:{number}:")), "{place}");
    assert_eq!(lacking["source"]["status"], "absent");
    let shown = answer(explanation);
    assert!(shown.contains(place), "{shown}");
}

/// For each control that a path names as missing or weak: with it, every goal is at most as
/// likely, and the path's own goal is less likely or out of reach wherever it hung on that path.
#[test]
fn the_control_that_a_path_names_lowers_it() {
    let cases = [
        ("fine-tuning-pipeline", "tuned-model", "hub-publisher"),
        ("rag-support-assistant", "vector-index", "community-member"),
        ("kubeflow-model-registry", "model-registry", "notebook-user"),
    ];
    for (system, target, actor) in cases {
        let asked = ["--to", target, "--from", actor, "--property", "integrity"];
        let before = all_paths(system, &asked);
        let path = &before[0];
        let named = list(&path["assumptions"])
            .iter()
            .chain(list(&path["missing"]));
        let named = named.chain(list(&path["weak"]));
        let named = named.map(|it| (text(&it["component"]), text(&it["control"])));
        let model = self::system(system).model;
        // A control that is fully there already can only be hampering, and not be added.
        let named = named.filter(|&(component, control)| {
            let component = model.component_named(component);
            let component = component.expect("a component of the system");
            model.control_of(component, control).effectiveness < 1.0
        });
        let named: Vec<_> = named.collect();
        assert!(!named.is_empty(), "{path:#}");
        for (component, control) in named {
            let with = format!("{component}:{control}");
            let after = all_paths(system, &[&asked[..], &["--with", &with]].concat());
            let same = after.iter().find(|it| it["id"] == path["id"]);
            assert!(
                same.is_none_or(|it| lower(it, path)),
                "{system}: {with} changes nothing"
            );
            let best = after.iter().map(|it| number(&it["likelihood"]));
            let best = best.fold(0.0, f64::max);
            assert!(
                best <= number(&path["likelihood"]) + 1e-12,
                "{system}: {with} makes it worse"
            );
        }
    }
}

/// The control that stops the step makes the goal's best path vanish, and the list shows it.
#[test]
fn stopping_controls_remove_paths() {
    let cases = [
        (
            "fine-tuning-pipeline",
            "tuned-model",
            "hub-publisher",
            "tuning-job:source_allowlist",
        ),
        (
            "rag-support-assistant",
            "vector-index",
            "community-member",
            "vector-index:content_provenance",
        ),
        (
            "kubeflow-model-registry",
            "model-registry",
            "notebook-user",
            "model-registry:authentication",
        ),
    ];
    for (system, target, actor, with) in cases {
        let asked = ["--to", target, "--from", actor, "--property", "integrity"];
        let before = all_paths(system, &asked);
        let after = all_paths(system, &[&asked[..], &["--with", with]].concat());
        let id = &before[0]["id"];
        assert!(
            after.iter().all(|it| it["id"] != *id),
            "{system}: {with} leaves {id}"
        );
        let lines = [
            format!("integrity of {target} by {actor}"),
            "without the control".to_owned(),
            before.first().map(path_line).unwrap_or_default(),
            format!("with {with}"),
            after
                .first()
                .map_or_else(|| "out of reach".to_owned(), path_line),
        ];
        snapshot(&format!("{system}@with-control"), &lines.join("\n"));
    }
}

/// The step and the values of a path's first act.
fn first_act(path: &Value) -> (&str, Vec<&str>) {
    let act = &list(&path["acts"])[0];
    let args = act["args"].as_object().expect("an object");
    (text(&act["step"]), args.values().map(text).collect())
}

fn is_poisoning(path: &Value) -> bool {
    let wanted = [
        "train_on_poisoned_data",
        "implant_backdoor_by_data",
        "adopt_untrusted_model",
    ];
    steps(path).iter().any(|step| wanted.contains(step))
}

fn explain(system: &str, what: &str) -> Value {
    json(&["explain", what, &file(system)])
}

fn lower(one: &Value, other: &Value) -> bool {
    number(&one["likelihood"]) < number(&other["likelihood"]) - 1e-12
}
