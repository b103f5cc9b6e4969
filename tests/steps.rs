//! Each clause of each attack step fires in one small system and is silent in another.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;
use support::restricted::remove;
use support::shipped::{ENGINE, RULES, Solved, files};
use threatlog::answer::{Question, likeliest_path, paths};
use threatlog::derivations::{Chance, Graph, Instance, Scope};
use threatlog::facts::{Fact, Facts};
use threatlog::rank::Effort;
use threatlog_dl::program::{ClauseId, SHORT_TITLE, Step};

const FOLDER: &str = "facts/steps";

/// Where somebody does rightfully what looks like a step, in a file named like the step.
const RIGHTFUL: &str = "facts/rightful";

/// Among the facts that acts rest on, the share that may have a stand-in. Small systems have
/// little to spare, so most facts must be needed.
const REPLACEABLE: f64 = 0.05;

#[test]
fn every_clause_fires_in_its_system() {
    let mut missing = Vec::new();
    for (step, clause, name) in clauses() {
        match solved(&name) {
            None => missing.push(format!("{name}: no such file")),
            Some(solved) if instances(&solved, clause).is_empty() => {
                missing.push(format!("{name}: no `{}` by {}", step.id, place(clause)));
            }
            Some(_) => {}
        }
    }
    report(&missing);
}

#[test]
fn every_step_is_silent_in_its_silent_system() {
    let mut wrong = Vec::new();
    for step in &RULES.steps {
        let name = format!("{}.silent", step.id);
        let Some(solved) = solved(&name) else {
            wrong.push(format!("{name}: no such file"));
            continue;
        };
        for &clause in &step.clauses {
            for act in instances(&solved, clause) {
                let text = act.act.text(&RULES, &solved.facts.symbols);
                wrong.push(format!("{name}: {text} by {}", place(clause)));
            }
        }
    }
    report(&wrong);
}

/// The same actor using the same system by right: nothing follows, and of a customer of software
/// only that it may have a flaw that nobody knows of.
#[test]
fn rightful_use_is_no_attack() {
    const UNKNOWN: &str = "exploit_unknown_flaw";
    let mut wrong = Vec::new();
    let twins = files(RIGHTFUL);
    assert!(twins.len() >= 27, "only {} rightful twins", twins.len());
    let question = Question {
        top: usize::MAX,
        per_goal: 5,
        ..Question::default()
    };
    for path in twins {
        let solved = Solved::file(&path);
        let name = &solved.name;
        assert!(
            RULES.steps.iter().any(|it| it.id == *name),
            "{name}: no step"
        );
        for found in paths(&solved.analysis(), &question).rows {
            let takes = |step: &str| found.path.acts.iter().any(|it| it.step == step);
            if takes(name) || !takes(UNKNOWN) {
                wrong.push(format!("{name}: {}", found.path.sentence));
            }
        }
    }
    report(&wrong);
}

/// A part has no door of its own: who gets at the whole gets at it.
#[test]
fn who_gets_at_the_whole_gets_at_its_parts() {
    let with = |flow: &str| {
        let text = format!(
            "actors: {{ eve: {{ position: external, entry: {{ records: network }} }} }}\n\
             components:\n  records: {{ kind: database }}\n  prompts: {{ kind: system_prompt }}\n\
             flows: [{flow}]\n"
        );
        let solved = Solved::text("parts", &text);
        let analysis = solved.analysis();
        ["can_read", "can_write", "has_open_access"].map(|relation| {
            let fact = analysis.fact(relation, &["eve", "prompts"]);
            fact.is_some_and(|it| analysis.holds(&it))
        })
    };
    assert_eq!(with("prompts part_of records"), [true; 3]);
    assert_eq!(with("records part_of prompts"), [false; 3]);
}

#[test]
fn every_file_belongs_to_a_step() {
    let mut known: BTreeSet<String> = clauses().map(|(_, _, name)| name).collect();
    known.extend(RULES.steps.iter().map(|step| format!("{}.silent", step.id)));
    let names = files(FOLDER).into_iter().map(|path| {
        let name = path.file_stem().expect("a file").to_string_lossy();
        name.into_owned()
    });
    let orphans = names.filter(|name| !known.contains(name));
    let orphans: Vec<String> = orphans
        .map(|name| format!("{name}: no clause is named so"))
        .collect();
    report(&orphans);
}

/// Leave one out: without any one of the certain facts that an act rests on, the act is gone.
#[test]
fn every_certain_fact_is_needed() {
    let (mut tried, mut replaced) = (0, Vec::new());
    for (step, clause, name) in clauses() {
        let Some(solved) = solved(&name) else {
            continue;
        };
        let analysis = solved.analysis();
        let Some(act) = instances(&solved, clause).into_iter().next() else {
            continue;
        };
        for fact in given_facts(&solved, &analysis, &act) {
            tried += 1;
            let mut facts = solved.facts.clone();
            remove(&mut facts, &fact);
            if still_done(&solved, &facts, step, &act) {
                replaced.push(format!("{name}: done without {}", analysis.text(&fact)));
            }
        }
    }
    println!(
        "{tried} facts left out, {} of them replaced",
        replaced.len()
    );
    assert!(tried > 500, "only {tried} facts were left out");
    let share = replaced.len() as f64 / f64::from(u32::try_from(tried.max(1)).expect("few"));
    assert!(
        share <= REPLACEABLE,
        "{} of {tried} facts are not needed:\n{}",
        replaced.len(),
        replaced.join("\n")
    );
}

/// Every clause of a step, with the name of the system in which it must fire.
fn clauses() -> impl Iterator<Item = (&'static Step, ClauseId, String)> {
    RULES.steps.iter().flat_map(|step| {
        let clauses = (1..).zip(&step.clauses);
        clauses.map(move |(at, &clause)| match at {
            1 => (step, clause, format!("{}.fires", step.id)),
            at => (step, clause, format!("{}.{at}.fires", step.id)),
        })
    })
}

fn solved(name: &str) -> Option<Solved<'static>> {
    let path = support::shipped::root(&format!("{FOLDER}/{name}.yaml"));
    path.exists().then(|| Solved::file(&path))
}

/// An act and the facts that one clause of its step asks for.
struct Done {
    act: Chance,
    premises: Vec<Fact>,
}

/// The acts that a clause allows in a system, by text.
fn instances(solved: &Solved, clause: ClauseId) -> Vec<Done> {
    let analysis = solved.analysis();
    let heads = analysis.holding(RULES.clause(clause).head.relation);
    // Chances without limit, so that the bodies are whole.
    let all = every_chance(&analysis, &heads);
    let graph = analysis.matcher.derive(&heads, Scope::Resting(&all));
    let of_clause = graph.instances().iter().filter(|it| it.clause == clause);
    let mut found: Vec<Done> = of_clause.map(|it| done(&graph, it)).collect();
    found.sort_by_cached_key(|it| it.act.text(&RULES, &solved.facts.symbols));
    found
}

fn done(graph: &Graph, instance: &Instance) -> Done {
    let chances = instance.chances.iter().map(|&id| graph.chance(id));
    let act = chances
        .into_iter()
        .find(|it| matches!(it, Chance::Act { .. }));
    Done {
        act: act.expect("a clause of a step").clone(),
        premises: instance
            .body
            .iter()
            .map(|&id| graph.fact(id).clone())
            .collect(),
    }
}

/// Everything uncertain that these facts could rest on.
fn every_chance(analysis: &threatlog::Solved, facts: &[Fact]) -> FxHashSet<Chance> {
    let graph = analysis.matcher.derive(facts, Scope::Uncertain);
    graph.chances().iter().cloned().collect()
}

/// The certain input facts in the proofs of an act's premises.
fn given_facts(solved: &Solved, analysis: &threatlog::Solved, act: &Done) -> BTreeSet<Fact> {
    let mut given = BTreeSet::new();
    for premise in &act.premises {
        let Some(path) = likeliest_path(analysis, premise, Effort::default()) else {
            panic!("{}: {} has no proof", solved.name, analysis.text(premise));
        };
        let nodes = path.derivation.nodes.into_iter();
        given.extend(nodes.filter(|it| it.by.is_none()).map(|it| it.fact));
    }
    given.retain(|fact| !solved.facts.chances.contains_key(fact));
    given
}

/// Whether a clause of the step still does the same act, as the interpreter sees it.
fn still_done(solved: &Solved, facts: &Facts, step: &Step, act: &Done) -> bool {
    let engine = ENGINE.interpreted();
    let analysis = engine.solve(&solved.model).expect("a small system");
    let analysis = analysis.with_facts(facts.clone()).expect("a small system");
    let heads = step
        .clauses
        .iter()
        .map(|&clause| RULES.clause(clause).head.relation);
    let heads: BTreeSet<_> = heads.collect();
    let heads: Vec<Fact> = heads
        .into_iter()
        .flat_map(|it| analysis.holding(it))
        .collect();
    let graph = analysis.matcher.derive(&heads, Scope::Uncertain);
    graph.chances().contains(&act.act)
}

fn place(clause: ClauseId) -> String {
    let place = RULES.clause(clause).place;
    let line = threatlog_compiled::RULES[..place.start as usize]
        .matches('\n')
        .count()
        + 1;
    format!("rules.dl:{line}")
}

/// Fails with all violations, in order of file.
fn report(violations: &[String]) {
    let mut by_file: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for violation in violations {
        let (file, what) = violation
            .split_once(": ")
            .expect("a file and what is wrong");
        by_file.entry(file).or_default().push(what);
    }
    let lines = by_file
        .iter()
        .map(|(file, what)| format!("  {file}.yaml: {}", what.join("; ")));
    let lines: Vec<String> = lines.collect();
    assert!(
        lines.is_empty(),
        "{} of the systems in {FOLDER}:\n{}",
        lines.len(),
        lines.join("\n")
    );
}

/// Tables have room for fifty characters.
#[test]
fn every_step_has_a_short_title() {
    for step in &RULES.steps {
        let title = step.title.trim_end_matches('.');
        let short = step.short.as_deref().unwrap_or(title);
        assert!(short.chars().count() <= SHORT_TITLE, "{}: {short}", step.id);
    }
}
