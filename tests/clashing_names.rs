//! A name is a name within its sort: whatever else is called so, no answer changes.

mod support;

use support::shipped::{RULES, files};
use support::solved::{Solved, model};
use threatlog::answer::{Question, RankedPath, paths};
use threatlog::catalogue::catalogue;
use threatlog::model::Model;
use threatlog::rank::Budget;

/// The vault can be got at through the zone and through the cluster, each a deed of its own.
const VAULT: &str = "\
system: vault
zones:
  front: { trust: 20 }
actors:
  intruder: { entry: { runner: exec } }
components:
  runner: { kind: training_pipeline, zone: front }
  nodes: { kind: compute_cluster }
  vault: { kind: database, zone: front, asset: { confidentiality: severe } }
flows:
  - nodes hosts runner
  - nodes hosts vault
";

#[test]
fn a_cluster_may_be_called_like_a_zone() {
    let apart = model(&[VAULT]);
    let alike = model(&[&VAULT.replace("nodes", "front")]);
    let expected = answers(&apart, None);
    assert!(!expected.is_empty());
    assert_eq!(answers(&alike, None), expected);
    // What is done in the zone does not pass the cluster.
    let through = |model: &Model, name: &str| answers(model, Some(name)).len();
    assert_eq!(through(&alike, "front"), through(&apart, "nodes"));
    assert_eq!(through(&apart, "front"), 0);
}

#[test]
fn names_that_clash_across_sorts_change_no_answer() {
    let mut compared = 0;
    for path in files("facts/systems") {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let mut plain = model(&[&text]);
        // They name paths and goals, and are told apart elsewhere.
        plain.treatments.clear();
        plain.cases.clear();
        let expected = answers(&plain, None);
        let components = plain.components.len();
        for shift in [0, components / 2] {
            let via = shift;
            let clashing = renamed(&plain, shift);
            let name = path.display();
            compare(
                &answers(&clashing, None),
                &expected,
                &format!("{name}, {shift}"),
            );
            let at = |model: &Model| answers(model, Some(&model.components[via].id));
            compare(
                &at(&clashing),
                &at(&plain),
                &format!("{name} by {via}, {shift}"),
            );
            compared += expected.len();
        }
    }
    println!("{compared} findings compared");
    assert!(compared > 200, "{compared}");
}

/// One by one, since all answers of a system are many lines.
fn compare(found: &[Answer], expected: &[Answer], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found, expected, "{what}");
    }
}

/// What is found, with names replaced by where their items stand.
#[derive(Debug, PartialEq)]
struct Answer {
    actor: Option<usize>,
    component: Option<usize>,
    property: String,
    likelihood: String,
    risk: String,
    total: Option<[String; 2]>,
    steps: Vec<String>,
    boundaries: Vec<String>,
    also: usize,
    falls: usize,
}

fn answers(model: &Model, via: Option<&str>) -> Vec<Answer> {
    let solved = Solved::of(&RULES, model.clone());
    let question = Question {
        top: if via.is_some() { 5 } else { 30 },
        via: via.map(str::to_owned),
        budget: via.is_none().then(Budget::default),
        ..Question::default()
    };
    let found = paths(&solved.analysis(), &question);
    found.rows.iter().map(|it| answer(model, it)).collect()
}

fn answer(model: &Model, it: &RankedPath) -> Answer {
    let figure = |value: f64| format!("{value:.9}");
    let id = &it.goal.component;
    Answer {
        actor: model
            .actors
            .iter()
            .position(|actor| actor.id == it.goal.actor),
        component: model.component_named(id).map(|it| it.0 as usize),
        property: it.goal.property.clone(),
        likelihood: figure(it.path.likelihood),
        risk: figure(it.risk),
        total: it.total.map(|it| [figure(it.lower), figure(it.upper)]),
        steps: it.path.acts.iter().map(|it| it.step.clone()).collect(),
        boundaries: it
            .path
            .boundaries
            .iter()
            .map(|it| it.name.clone())
            .collect(),
        also: it.also.len(),
        falls: it.falls.len(),
    }
}

/// The same with other names, of which components, zones and actors share most, with each other
/// and with the catalogue's words. Which go together depends on `shift`. Within a sort the names
/// keep their order, which decides ties.
fn renamed(model: &Model, shift: usize) -> Model {
    let known = catalogue();
    let mut words: Vec<&str> = known.controls.iter().map(|it| it.id).collect();
    words.extend(known.kinds.iter().map(|it| it.id));
    words.sort_unstable();
    words.dedup();
    let mut model = model.clone();
    for (at, it) in model.components.iter_mut().enumerate() {
        it.id = words[at].to_owned();
    }
    for (at, it) in model.zones.iter_mut().enumerate() {
        it.id = words[at + shift].to_owned();
    }
    for (at, it) in model.actors.iter_mut().enumerate() {
        it.id = words[at + shift].to_owned();
    }
    model
}
