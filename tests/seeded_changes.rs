//! Seeded changes to systems: each that opens a way turns the gate red at the line of the change, and
//! each that opens none leaves it green.
//!
//! Whether a change opens a way is told by the total likelihoods of goals, which another algorithm
//! computes: a total rises if and only if some minimal proof is new or likelier. `SEEDED=400 cargo
//! test --test seeded_changes` tries so many changes; a few are tried otherwise.

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};
use support::shipped::ENGINE;
use support::splitmix::SplitMix;
use threatlog::Solved;
use threatlog::answer::{Bar, Goal, GoalName, Red, baseline, gate, goals};
use threatlog::derivations::{FactId, Scope};
use threatlog::facts::{Statements, retold};
use threatlog::model::parse;
use threatlog::rank::{Budget, Effort, Network, Total, totals};

/// How many changes are tried if nothing says so.
const FEW: usize = 5;

/// What the changes came to.
#[derive(Debug, Default)]
struct Counts {
    opens: usize,
    opens_unseen_by_best: usize,
    closes: usize,
    undecided: usize,
    wrong: Vec<String>,
}

#[test]
fn the_gate_sees_every_way_that_a_change_opens() {
    let wanted = std::env::var("SEEDED").ok().and_then(|it| it.parse().ok());
    let wanted: usize = wanted.unwrap_or(FEW);
    let mut counts = Counts::default();
    let mut random = SplitMix(12);
    let systems = systems();
    for round in 0.. {
        if counts.opens >= wanted && counts.closes >= wanted / 2 {
            break;
        }
        assert!(
            round < 20 * wanted,
            "too few changes do anything: {counts:?}"
        );
        let (name, file) = &systems[round % systems.len()];
        if let Some(change) = change(file, &mut random) {
            try_change(name, file, &change, &mut counts);
        }
    }
    println!(
        "{} changes open a way ({} of them no likelier one), {} open none, {} undecided",
        counts.opens, counts.opens_unseen_by_best, counts.closes, counts.undecided
    );
    assert!(counts.wrong.is_empty(), "{}", counts.wrong.join("\n"));
    assert!(counts.opens_unseen_by_best > 0, "best paths would do");
}

/// The shipped systems, as files of a line for each thing that they say.
fn systems() -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("facts");
    let mut files: Vec<_> = ["systems", "whole"]
        .iter()
        .flat_map(|it| std::fs::read_dir(root.join(it)).expect("shipped"))
        .map(|it| it.expect("readable").path())
        .filter(|it| it.extension().is_some_and(|it| it == "yaml"))
        .collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).expect("readable");
        let (_, model) = parse("x.yaml", &text);
        let model = model.expect("sound");
        let stated = Statements::of(&model);
        let file = serde_json::from_str(&retold(&model.system, &stated)).expect("JSON");
        (model.system.clone(), file)
    };
    files.iter().map(read).filter(|it| small(&it.1)).collect()
}

/// Larger systems would take the time of several.
fn small(file: &Value) -> bool {
    file["components"]
        .as_object()
        .is_some_and(|it| it.len() <= 22)
}

/// What is changed, in words, and the file after it.
struct Changed {
    what: String,
    /// The things between which something is taken away.
    names: Vec<String>,
    file: Value,
}

fn change(file: &Value, random: &mut SplitMix) -> Option<Changed> {
    let mut file = file.clone();
    let components: Vec<String> = keys(&file["components"]);
    let actors: Vec<String> = keys(&file["actors"]);
    let component = random.pick(&components).clone();
    let mut names = Vec::new();
    let what = match random.below(7) {
        0 => {
            let actor = random.pick(&actors).clone();
            let how = *random.pick(&["query", "read", "write", "post", "network", "guess", "exec"]);
            let entries = object(&mut file["actors"][&actor])
                .entry("entry")
                .or_insert(json!({}));
            add(object(entries), &component, how)?;
            format!("{actor} gets the entry {component}: {how}")
        }
        1 => {
            let words = [
                "internet_facing",
                "weak_credential",
                "known_vulnerability",
                "public",
            ];
            let word = *random.pick(&words);
            add(
                object(&mut file["components"][&component]),
                "attributes",
                word,
            )?;
            format!("{component} is marked {word}")
        }
        2 | 3 => {
            let controls = file["components"][&component].get_mut("controls")?;
            let named = keys(controls);
            let control = random.pick(&named).clone();
            object(controls).shift_remove(&control);
            format!("{component} loses {control}")
        }
        4 => {
            let verbs = ["reads_from", "writes_to", "calls", "retrieves_from"];
            let (verb, to) = (*random.pick(&verbs), random.pick(&components).clone());
            let flow = json!({ "from": component, "verb": verb, "to": to });
            let flows = file["flows"].as_array_mut()?;
            if component == to || flows.contains(&flow) {
                return None;
            }
            flows.push(flow);
            format!("{component} {verb} {to}")
        }
        // The others take something away.
        5 => {
            let flows = file["flows"].as_array_mut()?;
            let at = random.below(flows.len());
            let flow = flows.remove(at);
            names = ["from", "to"]
                .map(|it| flow[it].as_str().expect("an end").to_owned())
                .to_vec();
            format!("no more: {flow}")
        }
        _ => {
            let actor = random.pick(&actors).clone();
            let entries = file["actors"][&actor].get_mut("entry")?;
            let named = keys(entries);
            let component = random.pick(&named).clone();
            object(entries).shift_remove(&component);
            names = vec![actor.clone(), component.clone()];
            format!("{actor} has no more entry at {component}")
        }
    };
    Some(Changed { what, names, file })
}

fn try_change(name: &str, file: &Value, change: &Changed, counts: &mut Counts) {
    let (old, new) = (pretty(file), pretty(&change.file));
    let (_, Ok(after)) = parse("new.yaml", &new) else {
        return;
    };
    let (_, before) = parse("old.yaml", &old);
    let before = ENGINE.solve(&before.expect("sound")).expect("small");
    let after = ENGINE.solve(&after).expect("small");
    let (was, is) = (risks(&before), risks(&after));
    let total = |it: &BTreeMap<String, (f64, Total)>, goal: &String| it.get(goal).map(|it| it.1);
    let none = Total {
        lower: 0.0,
        upper: 0.0,
    };
    let rises = |goal: &String| {
        let (was, is) = (
            total(&was, goal).unwrap_or(none),
            total(&is, goal).unwrap_or(none),
        );
        (is.lower > was.upper + 1e-9, is.upper <= was.lower + 1e-9)
    };
    let rise: Vec<(bool, bool)> = is.keys().map(rises).collect();
    let opens = rise.iter().any(|it| it.0);
    let opens_none = rise.iter().all(|it| it.1);
    if !opens && !opens_none {
        counts.undecided += 1;
        return;
    }
    let record = baseline(&before, "rules".to_owned(), Effort::default());
    let bar = Bar {
        max_risk: None,
        baseline: Some(&record),
        today: "2026-01-01",
        trials: 0,
        effort: Effort::default(),
    };
    let verdict = gate(&after, &bar).expect("small");
    let place = format!("{name}: {}", change.what);
    if opens_none {
        // Where a total falls, less was lost than gained, and a way may have opened all the same.
        let fell = |red: &Red| {
            let GoalName {
                actor,
                component,
                property,
            } = &red.goal;
            let goal = format!("{actor} {component} {property}");
            let total = |it: &BTreeMap<String, (f64, Total)>| total(it, &goal).unwrap_or(none);
            total(&is).upper < total(&was).lower - 1e-9
        };
        if verdict.passes {
            counts.closes += 1;
        } else if verdict.red.iter().all(fell) {
            counts.undecided += 1;
        } else {
            counts.wrong.push(format!("red without a new way: {place}"));
        }
        return;
    }
    counts.opens += 1;
    let best =
        |it: &BTreeMap<String, (f64, Total)>, goal: &String| it.get(goal).map_or(0.0, |it| it.0);
    let likelier = is
        .keys()
        .any(|goal| best(&is, goal) > best(&was, goal) + 1e-9);
    counts.opens_unseen_by_best += usize::from(!likelier);
    if verdict.passes {
        counts
            .wrong
            .push(format!("green (certain: {}): {place}", verdict.certain));
    } else if !verdict
        .red
        .iter()
        .any(|it| names_the_line(it, &old, &new) || names_the_loss(it, &change.names))
    {
        let causes: Vec<_> = verdict.red.iter().flat_map(|it| &it.causes).collect();
        counts
            .wrong
            .push(format!("names another line: {place}: {causes:?}"));
    }
}

/// By goal: how likely its best path and all its paths together are.
fn risks(solved: &Solved) -> BTreeMap<String, (f64, Total)> {
    let goals: Vec<Goal> = goals(solved);
    let facts: Vec<_> = goals.iter().map(|it| it.fact.clone()).collect();
    let graph = solved.matcher.derive(&facts, Scope::Uncertain);
    let network = Network::new(&graph);
    let ids: Vec<FactId> = facts
        .iter()
        .map(|it| graph.id(it).expect("asked"))
        .collect();
    let totals = totals(&network, &ids, Budget::default());
    let best = |id: FactId| {
        let found = threatlog::rank::best(&network, id, 1, Effort::default());
        found.list.first().map_or(0.0, |it| it.likelihood)
    };
    let named = goals
        .iter()
        .zip(ids)
        .zip(totals)
        .map(|((goal, id), total)| {
            let name = format!("{} {} {}", goal.actor, goal.component, goal.property);
            (name, (best(id), total))
        });
    named.collect()
}

/// Whether a cause is that something is gone, and names it.
fn names_the_loss(red: &Red, names: &[String]) -> bool {
    let mut gone = red
        .causes
        .iter()
        .filter(|it| !it.added && it.place.is_some());
    gone.any(|it| names.iter().all(|name| it.text.contains(name)))
}

/// Whether a cause stands where the texts differ, or where the thing stands from which something was
/// taken.
fn names_the_line(red: &Red, old: &str, new: &str) -> bool {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let first = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_left, new_left) = (&old[first..], &new[first..]);
    let last = old_left
        .iter()
        .rev()
        .zip(new_left.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let last = new.len() - last;
    // The head of the item in which the change is: two blanks in.
    let is_head = |it: &&str| it.starts_with("    \"") && !it.starts_with("     ");
    let head = new[..=first.min(new.len() - 1)].iter().rposition(is_head);
    let lines = red.causes.iter().filter_map(|it| {
        let place = it.place.as_ref()?;
        place.split(':').nth(1)?.parse::<usize>().ok()
    });
    let mut lines = lines.map(|it| it - 1);
    // Commas of the line before may differ as well.
    lines.any(|it| (first.saturating_sub(1)..=last).contains(&it) || Some(it) == head)
}

fn pretty(file: &Value) -> String {
    serde_json::to_string_pretty(file).expect("JSON") + "\n"
}

fn keys(value: &Value) -> Vec<String> {
    let fields = value.as_object();
    fields.map_or_else(Vec::new, |it| it.keys().cloned().collect())
}

fn object(value: &mut Value) -> &mut Map<String, Value> {
    value.as_object_mut().expect("a map")
}

/// Adds to a list; `None` if it is there.
fn add(fields: &mut Map<String, Value>, key: &str, word: &str) -> Option<()> {
    let list = fields.entry(key).or_insert(json!([])).as_array_mut()?;
    if list.iter().any(|it| it == word) {
        return None;
    }
    list.push(json!(word));
    Some(())
}
