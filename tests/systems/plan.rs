//! Test plans: they hold the deeds of the paths, each once, and name what a path relies on.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::file;
use crate::support::command::{answer, json, list, text};
use crate::support::shipped::systems;
use crate::support::snapshot::snapshot;

#[test]
fn a_plan() {
    let plan = json(&["plan", "--top", "3", &file("edge-camera")]);
    let mut lines: Vec<String> = list(&plan["tests"]).iter().map(line).collect();
    lines.extend(list(&plan["paths"]).iter().map(|path| {
        let tests: Vec<&str> = list(&path["tests"]).iter().map(text).collect();
        let goal = &path["goal"];
        let (component, property) = (text(&goal["component"]), text(&goal["property"]));
        format!("{component} {property}: {}", tests.join(" → "))
    }));
    snapshot("edge-camera@plan", &lines.join("\n"));
}

/// A path's tests are its acts, in an order in which each follows what it rests on.
#[test]
fn tests_are_the_acts_of_the_paths() {
    let mut shared = 0;
    for (name, plan) in plans() {
        let tests = list(&plan["tests"]);
        let find = |id: &str| {
            let test = tests.iter().find(|it| it["id"] == id);
            test.unwrap_or_else(|| panic!("{name}: there is no {id}"))
        };
        let mut used = BTreeSet::new();
        for path in list(&plan["paths"]) {
            let ids: Vec<&str> = list(&path["tests"]).iter().map(text).collect();
            let deeds: BTreeSet<String> = ids.iter().map(|id| deed(find(id))).collect();
            let acts: BTreeSet<String> = list(&path["acts"]).iter().map(deed).collect();
            assert_eq!(deeds, acts, "{name}: {}", path["id"]);
            assert_eq!(ids.len(), acts.len(), "{name}: {}", path["id"]);
            for (at, id) in ids.iter().enumerate() {
                let test = find(id);
                assert_eq!(test["actor"], path["goal"]["actor"], "{name}: {id}");
                assert!(!list(&test["success"]).is_empty(), "{name}: {id}");
                let given = list(&test["given"]).iter();
                for before in given.flat_map(|it| list(&it["after"])) {
                    assert!(
                        ids[..at].contains(&text(before)),
                        "{name}: {id} after {before}"
                    );
                }
                shared += usize::from(!used.insert((*id).to_owned()));
            }
        }
        assert_eq!(used.len(), tests.len(), "{name}: a test that no path needs");
        let described: BTreeSet<String> = tests
            .iter()
            .map(|it| format!("{} {} {}", deed(it), it["given"], it["success"]))
            .collect();
        assert_eq!(
            described.len(),
            tests.len(),
            "{name}: a test is described twice"
        );
    }
    assert!(shared >= 20, "{shared} shared tests");
}

/// What the tests of a path rely on is what the path says is missing or weak.
#[test]
fn plans_name_the_controls_of_their_paths() {
    for (name, plan) in plans() {
        for path in list(&plan["paths"]) {
            let of_path = ["assumptions", "missing", "weak"];
            let of_path = of_path.iter().flat_map(|it| list(&path[*it]));
            let of_path: BTreeSet<[String; 2]> = of_path.map(control).collect();
            let of_tests = list(&path["tests"]).iter().flat_map(|id| {
                let mut tests = list(&plan["tests"]).iter();
                let test = tests.find(|it| it["id"] == *id).expect("a test");
                list(&test["relies_on"])
            });
            let of_tests: BTreeSet<[String; 2]> = of_tests.map(control).collect();
            assert_eq!(of_tests, of_path, "{name}: {}", path["id"]);
        }
    }
}

/// The forms for people name every test, with its references and what a block means.
#[test]
fn all_forms_hold_the_whole_plan() {
    let file = file("credit-fraud-scoring");
    let plan = json(&["plan", &file]);
    for format in ["table", "markdown"] {
        let shown = answer(&["plan", "--format", format, &file]);
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for test in list(&plan["tests"]) {
            let title = text(&test["title"]).trim_end_matches('.');
            let mut said = vec![title, text(&test["if_blocked"])];
            said.extend(list(&test["references"]).iter().map(|it| text(&it["id"])));
            said.extend(list(&test["success"]).iter().map(text));
            said.extend(list(&test["given"]).iter().map(|it| text(&it["sentence"])));
            for said in said {
                assert!(shown.contains(said), "{format} keeps quiet about {said}");
            }
        }
    }
}

fn plans() -> Vec<(String, Value)> {
    let plans = systems().into_iter().map(|solved| {
        let plan = json(&["plan", "--top", "20", &file(&solved.name)]);
        assert!(list(&plan["paths"]).len() >= 10, "{}", solved.name);
        (solved.name, plan)
    });
    plans.collect()
}

fn deed(act: &Value) -> String {
    format!("{} {}", text(&act["step"]), act["args"])
}

fn control(control: &Value) -> [String; 2] {
    ["component", "control"].map(|it| text(&control[it]).to_owned())
}

/// `T2 step → target after T1: what holds then`.
fn line(test: &Value) -> String {
    let after = list(&test["given"])
        .iter()
        .flat_map(|it| list(&it["after"]));
    let after: BTreeSet<&str> = after.map(text).collect();
    let after: Vec<&str> = after.into_iter().collect();
    let after = match after.as_slice() {
        [] => String::new(),
        after => format!(" after {}", after.join(", ")),
    };
    let success: Vec<&str> = list(&test["success"]).iter().map(text).collect();
    let (id, step) = (text(&test["id"]), text(&test["step"]));
    format!("{id} {step}{after}: {}", success.join("; "))
}
