//! Findings, held against single paths and against themselves, on the shipped systems and on random
//! ones. That ways are gone through exactly is `tests/ranking.rs`'s.

#[path = "support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::random_model::draft;
use support::shipped::{RULES, Solved as Shipped, files, root};
use support::solved::Solved;
use threatlog::Solved as Analysis;
use threatlog::answer::{Fallen, Finding, Question, findings, goals, passes, paths};
use threatlog::derivations::Scope;
use threatlog::facts::Sort;
use threatlog::rank::{Effort, Network, best};

const ROUNDING: f64 = 1e-9;

fn each(take: impl Fn(&str, &Analysis)) {
    for path in files("facts/systems") {
        let solved = Shipped::file(&path);
        take(&solved.name, &solved.analysis());
    }
    for seed in 1..=25 {
        let solved = Solved::new(&RULES, &[&draft(seed).text()]);
        take(&format!("seed {seed}"), &solved.analysis());
    }
}

fn all(analysis: &Analysis) -> Vec<Finding> {
    let question = Question {
        top: usize::MAX,
        ..Question::default()
    };
    let found = findings(analysis, &question);
    assert!(found.certain && found.all && found.goals_left == 0);
    found.list
}

/// By component and property: the risk of the likeliest path of any actor.
fn risks(analysis: &Analysis) -> BTreeMap<(String, String), f64> {
    let goals = goals(analysis);
    let facts: Vec<_> = goals.iter().map(|it| it.fact.clone()).collect();
    let graph = analysis.matcher.derive(&facts, Scope::Uncertain);
    let network = Network::new(&graph);
    let mut risks: BTreeMap<(String, String), f64> = BTreeMap::new();
    for goal in goals {
        let id = graph.id(&goal.fact).expect("asked for");
        let proofs = best(&network, id, 1, Effort::default()).list;
        let risk = proofs[0].likelihood * f64::from(goal.impact);
        let known = risks.entry((goal.component, goal.property)).or_default();
        *known = known.max(risk);
    }
    risks
}

#[test]
fn findings_come_by_falling_risk_and_leave_no_goal_out() {
    each(|name, analysis| {
        let found = all(analysis);
        let risks_of_goals = risks(analysis);
        for pair in found.windows(2) {
            assert!(pair[0].risk >= pair[1].risk - ROUNDING, "{name}");
        }
        let highest = risks_of_goals.values().copied().fold(0.0, f64::max);
        let first = found.first().map_or(0.0, |it| it.risk);
        assert!((first - highest).abs() < ROUNDING, "{name}");
        let mut fallen: BTreeMap<(String, String), f64> = BTreeMap::new();
        for it in &found {
            let first = it.falls.first().expect("something falls");
            assert!((first.risk - it.risk).abs() < ROUNDING, "{name}");
            for one in &it.falls {
                assert!(one.risk <= it.risk + ROUNDING, "{name}");
                let key = (one.component.clone(), one.property.clone());
                let known = fallen.entry(key).or_default();
                *known = known.max(one.risk);
            }
        }
        assert_eq!(
            fallen.keys().collect::<Vec<_>>(),
            risks_of_goals.keys().collect::<Vec<_>>(),
            "{name}"
        );
        for (goal, risk) in &risks_of_goals {
            assert!((fallen[goal] - risk).abs() < ROUNDING, "{name}: {goal:?}");
        }
        let ways: BTreeSet<_> = found.iter().map(|it| &it.way).collect();
        assert_eq!(ways.len(), found.len(), "{name}: a way is one finding");
    });
}

#[test]
fn the_first_findings_are_those_of_all_findings() {
    each(|name, analysis| {
        let found = all(analysis);
        for top in [1, 3, 8] {
            let question = Question {
                top,
                ..Question::default()
            };
            let first = findings(analysis, &question);
            let ids = |list: &[Finding]| -> Vec<(String, u64)> {
                let key = |it: &Finding| (it.id.clone(), it.risk.to_bits());
                list.iter().map(key).collect()
            };
            let expected = ids(&found[..top.min(found.len())]);
            assert_eq!(ids(&first.list), expected, "{name}, {top}");
        }
    });
}

/// An id stays when a control is strengthened and when something unrelated is added; the best change
/// leaves what it says.
#[test]
fn ids_stay_and_best_changes_keep_their_word() {
    let (mut changes, mut judged) = (0, 0);
    for path in files("facts/systems") {
        let solved = Shipped::file(&path);
        let analysis = solved.analysis();
        let question = Question {
            top: 6,
            ..Question::default()
        };
        for it in findings(&analysis, &question).list {
            let Some(change) = &it.best_change else {
                continue;
            };
            let with = change.change.clone();
            assert_eq!(with.form().option(), change.option);
            let altered = analysis.with(&[with]).expect("small").expect("known");
            let after = all(&altered);
            let same = after.iter().find(|that| that.id == it.id);
            assert!(change.risk_left < it.risk, "{}", solved.name);
            // What is left for the one who could go the way, as solving again tells it.
            if let ([_], [first, ..], Some(same)) = (&it.actors[..], &it.falls[..], same) {
                let goal = |it: &&Fallen| {
                    (&it.component, &it.property) == (&first.component, &first.property)
                };
                let left = same.falls.iter().find(goal).map_or(0.0, |it| it.risk);
                assert!(
                    left <= change.risk_left + ROUNDING,
                    "{}: {it:#?}",
                    solved.name
                );
                judged += 1;
            }
            changes += 1;
        }
    }
    assert!(changes >= 20 && judged >= 5, "{changes}, {judged}");
}

/// What has to be passed is found by whatever path of a way passes it.
#[test]
fn findings_by_a_component_are_those_of_single_paths() {
    let solved = Shipped::file(&root("facts/whole/legal-drafting.yaml"));
    let analysis = solved.analysis();
    let mut asked = 0;
    for component in &analysis.model.components {
        let question = Question {
            via: Some(component.id.clone()),
            top: 500,
            ..Question::default()
        };
        let single = paths(&analysis, &question).rows;
        let found = findings(&analysis, &question).list;
        let highest = single.first().map(|it| it.risk);
        let first = found.first().map(|it| it.risk);
        assert_eq!(highest.is_some(), first.is_some(), "{}", component.id);
        if let (Some(highest), Some(first)) = (highest, first) {
            assert!((highest - first).abs() < ROUNDING, "{}", component.id);
            asked += 1;
        }
    }
    assert!(asked > 10, "{asked}");
}

/// A path passes what its deeds aim at, and nothing that none of its facts names.
#[test]
fn a_path_passes_what_carries_it() {
    let mut reasons = 0;
    each(|name, analysis| {
        for it in all(analysis) {
            let nodes = it.path.derivation.nodes.iter();
            let named: BTreeSet<&str> = nodes
                .flat_map(|node| analysis.of_sort(&node.fact, Sort::Component))
                .collect();
            for component in &analysis.model.components {
                let passed = passes(analysis, &it.path, &component.id);
                let is_named = named.contains(component.id.as_str());
                assert!(!passed || is_named, "{name}: {}", component.id);
            }
            // Some deeds aim at a zone or a person who is no component.
            let aims = it.path.acts.iter().filter_map(|act| act.target.as_ref());
            for target in aims.filter(|it| analysis.model.component_named(it).is_some()) {
                let passed = passes(analysis, &it.path, target);
                assert!(passed, "{name}: {target} of {}", it.title);
            }
        }
    });
    // The laptop at which somebody starts is no part of the way to a store that another right opens.
    let solved = Shipped::file(&root("facts/whole/ap-engineer-exit.yaml"));
    for it in all(&solved.analysis()) {
        let nodes = &it.path.derivation.nodes;
        let analysis = solved.analysis();
        let mut named = nodes
            .iter()
            .flat_map(|node| analysis.of_sort(&node.fact, Sort::Component));
        let is_named = named.any(|it| it == "engineer-laptop");
        reasons += usize::from(is_named && !passes(&analysis, &it.path, "engineer-laptop"));
    }
    assert!(reasons > 0);
}
