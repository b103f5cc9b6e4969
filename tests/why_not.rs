//! What `why-not` answers is so: each way brings the fact about, and no cheaper controls do.

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeSet;

use support::shipped::{ENGINE, RULES, Solved, systems};
use support::splitmix::SplitMix;
use threatlog::answer::{Need, Way, WhyNot, why_not};
use threatlog::defence::{ControlFate, relax};
use threatlog::facts::Fact;
use threatlog::model::{Change, Entry, Flow, Model};
use threatlog::rank::Effort;

/// What the answers of a run were like.
#[derive(Debug, Default)]
struct Seen {
    facts: usize,
    by_controls: usize,
    by_several_controls: usize,
    by_entry: usize,
    by_flow: usize,
    minimal: usize,
}

#[test]
fn ways_bring_facts_about_and_no_cheaper_controls_do() {
    let mut seen = Seen::default();
    for (seed, solved) in (0..).zip(systems()) {
        let analysis = solved.analysis();
        let mut random = SplitMix(seed);
        let mut facts = missing(&solved, &analysis, &mut random, 1);
        facts.extend(behind_controls(&analysis, &mut random, 2));
        for fact in facts {
            let answer = ask(&analysis, std::slice::from_ref(&fact));
            let what = format!("{}: {}", solved.name, analysis.text(&fact));
            assert!(answer.holds.is_empty() && answer.ways.len() <= 3, "{what}");
            assert!(answer.ways.is_sorted_by_key(|it| it.cost), "{what}");
            seen.facts += 1;
            for way in &answer.ways {
                check(&solved, &answer, way, &mut seen, &what);
            }
        }
    }
    println!("{seen:?}");
    assert!(seen.facts >= 12, "{seen:?}");
    assert!(
        seen.by_controls >= 4 && seen.by_several_controls >= 1,
        "{seen:?}"
    );
    assert!(seen.by_entry >= 8 && seen.by_flow >= 5, "{seen:?}");
    assert!(seen.minimal >= 3, "{seen:?}");
}

fn check(solved: &Solved, answer: &WhyNot, way: &Way, seen: &mut Seen, what: &str) {
    let what = format!("{what}: {:?}", way.needs);
    // The interpreter is slow in a test build, so it checks every eighth answer.
    let interpreted = seen.facts % 8 == 1;
    assert!(holds(solved, answer, &way.needs, interpreted), "{what}");
    let costs = way.needs.iter().map(|need| match need {
        Need::Fails { .. } => 1,
        Need::Entry { .. } | Need::Flow { .. } => 2,
    });
    assert_eq!(way.cost, costs.sum::<u32>(), "{what}");
    let entry = way.needs.iter().any(|it| matches!(it, Need::Entry { .. }));
    let flow = way.needs.iter().any(|it| matches!(it, Need::Flow { .. }));
    seen.by_entry += usize::from(entry);
    seen.by_flow += usize::from(flow);
    if entry || flow {
        return;
    }
    seen.by_controls += 1;
    seen.by_several_controls += usize::from(way.needs.len() > 1);
    if way.needs.len() == 2 {
        for control in present(&solved.model) {
            assert!(!holds(solved, answer, &[control], false), "{what}");
        }
    }
    if way.needs.len() <= 2 {
        seen.minimal += 1;
    }
}

/// Facts of a few relations that do not hold, about actors and components of the system.
fn missing(
    solved: &Solved,
    analysis: &threatlog::Solved,
    random: &mut SplitMix,
    count: usize,
) -> BTreeSet<Fact> {
    let model = &solved.model;
    let mut found = BTreeSet::new();
    while found.len() < count {
        let actor = &random.pick(&model.actors).id;
        let component = &random.pick(&model.components).id;
        let relation = *random.pick(&["can_write", "can_read", "runs_code_on", "violated"]);
        let property = ["integrity", "confidentiality"][random.below(2)];
        let values = [actor.as_str(), component, property];
        let values = &values[..if relation == "violated" { 3 } else { 2 }];
        let fact = analysis.fact(relation, values);
        found.extend(fact.filter(|it| !analysis.holds(it)));
    }
    found
}

/// Facts that do not hold but would if every control failed.
fn behind_controls(analysis: &threatlog::Solved, random: &mut SplitMix, count: usize) -> Vec<Fact> {
    let relaxed = relax(&RULES, analysis.facts(), ControlFate::AllFail, &[]);
    let beyond = analysis.with_facts(relaxed.facts).expect("a small system");
    let facts = ["can_write", "can_read", "runs_code_on", "violated"];
    let facts = facts.iter().flat_map(|it| beyond.holding_named(it));
    let facts: Vec<Fact> = facts.filter(|it| !analysis.holds(it)).collect();
    if facts.is_empty() {
        return facts;
    }
    (0..count).map(|_| random.pick(&facts).clone()).collect()
}

fn ask(analysis: &threatlog::Solved, facts: &[Fact]) -> WhyNot {
    why_not(analysis, facts, Effort::default()).expect("nothing fails")
}

/// Whether the fact asked about holds in the model with these changes, made here.
fn holds(solved: &Solved, answer: &WhyNot, needs: &[Need], interpreted: bool) -> bool {
    let fails = needs.iter().filter_map(|need| match need {
        Need::Fails { control, .. } => Some(control.failing()),
        Need::Entry { .. } | Need::Flow { .. } => None,
    });
    let fails: Vec<Change> = fails.collect();
    let mut model = solved.model.changed(&fails).expect("known controls");
    for need in needs {
        add(&mut model, need);
    }
    let engine = match interpreted {
        false => ENGINE.clone(),
        true => ENGINE.interpreted(),
    };
    let analysis = engine.solve(&model).expect("a small system");
    let (relation, values) = answer.asked[0].split_once('(').expect("a fact");
    let values: Vec<&str> = values.trim_end_matches(')').split(", ").collect();
    let fact = analysis.fact(relation, &values).expect("a known fact");
    analysis.holds(&fact)
}

fn add(model: &mut Model, need: &Need) {
    match need {
        Need::Fails { .. } => {}
        Need::Entry {
            actor,
            component,
            how,
        } => {
            let component = model.component_named(component).expect("known");
            let words = &threatlog::catalogue::catalogue().entries;
            let how = words.iter().find(|it| it.id == how).expect("known").id;
            let actor = model.actors.iter_mut().find(|it| it.id == *actor);
            let actor = actor.expect("known");
            let place = actor.place;
            actor.entries.push(Entry {
                component,
                how,
                place,
            });
        }
        Need::Flow { from, verb, to } => {
            let (from, to) = (model.component_named(from), model.component_named(to));
            let (from, to) = (from.expect("known"), to.expect("known"));
            let verbs = &threatlog::catalogue::catalogue().verbs;
            let verb = verbs.iter().find(|it| it.id == verb).expect("known");
            let place = model.component(from).place;
            let (title, note) = (None, None);
            model.flows.push(Flow {
                from,
                verb,
                to,
                title,
                note,
                place,
            });
        }
    }
}

/// Every control that is there.
fn present(model: &Model) -> Vec<Need> {
    let controls = model.component_ids().flat_map(|(id, component)| {
        let controls = model.controls_mentioned(id).into_iter();
        let there = controls.filter(move |it| model.control_of(id, it).effectiveness > 0.0);
        there.map(|control| Need::Fails {
            control: threatlog::answer::Control {
                component: component.id.clone(),
                control: control.to_owned(),
            },
            effectiveness: 1.0,
        })
    });
    controls.collect()
}
