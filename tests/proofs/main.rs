//! Every proof that is printed holds, whoever checks it.

mod rejected;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;

use support::restricted::Restricted;
use support::shipped::{RULES, Solved, files, systems};
use threatlog::answer::{Path, Question, VIOLATED, gain_facts, paths, reach};
use threatlog::checker::{Against, chances, faults, verify};
use threatlog::derivations::Chance;
use threatlog::engine::Engine;
use threatlog::model::starter;
use threatlog::rank::Effort;
use threatlog_dl::Program;
use threatlog_dl::program::{Atom, Literal};

/// How many paths of a goal are looked at.
const PER_GOAL: usize = 20;

#[test]
fn every_path_of_the_example_systems_holds() {
    let (mut seen, mut wrong) = (0, Vec::new());
    for solved in examples() {
        let shown = shown(&solved, PER_GOAL);
        wrong.extend(wrong_paths(&solved, &shown));
        seen += shown.len();
    }
    println!("{seen} paths checked");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 500, "only {seen} paths were checked");
}

#[test]
fn every_path_of_the_step_systems_holds() {
    let (mut seen, mut wrong) = (0, Vec::new());
    for path in files("facts/steps") {
        let solved = Solved::file(&path);
        let shown = shown(&solved, 3);
        wrong.extend(wrong_paths(&solved, &shown));
        seen += shown.len();
    }
    println!("{seen} paths checked");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 500, "only {seen} paths were checked");
}

/// What `verify` says of the example systems, solved again by the interpreter.
#[test]
fn verify_finds_nothing_wrong_with_the_example_systems() {
    let (mut paths, mut cut) = (0, 0);
    for solved in examples() {
        let again = solved.engine.interpreted();
        let found = verify(&solved.analysis(), 3, 5, &again).expect("a small system");
        assert_eq!(found.wrong, [], "{}", solved.name);
        assert!(found.facts > 100 && found.given > found.paths, "{found:?}");
        assert_eq!(found.cut + found.uncuttable, 5, "{}", solved.name);
        paths += found.paths;
        cut += found.cut;
    }
    assert!(paths > 400 && cut > 20, "{paths}, {cut}");
}

/// Rules that do not heed controls, or an answer that forgets a fact, do not agree with the other.
#[test]
fn verify_notices_what_another_solver_sees() {
    let deaf = Engine::interpreting(without_controls(&RULES));
    for solved in examples().iter().take(2) {
        let found = verify(&solved.analysis(), 1, 3, &deaf).expect("a small system");
        let about = |what: &str| {
            let wrong = found.wrong.iter();
            wrong.filter(|it| it.what.contains(what)).count()
        };
        assert_eq!(about("in spite of"), found.cut, "{:?}", found.wrong);
        assert!(found.cut > 0 && about("only one") > 0, "{:?}", found.wrong);

        let mut forgetful = solved.analysis();
        let violated = solved.program.relation_named(VIOLATED).expect("declared");
        let rows = forgetful.matcher.database.rows(violated);
        let arity = rows.iter().next().map_or(0, <[u32]>::len);
        let fewer = rows.cells()[arity..].to_vec();
        forgetful.matcher.database.set(violated, fewer);
        let again = solved.engine.interpreted();
        let found = verify(&forgetful, 1, 1, &again).expect("a small system");
        let disagree = found.wrong.iter().filter(|it| it.what.contains("only one"));
        assert_eq!(disagree.count(), 1, "{:?}", found.wrong);
    }
}

/// The rules as if every control were missing everywhere.
fn without_controls(program: &Program) -> Program {
    let mut program = program.clone();
    let controls = ["lacks_control", "slips_past"].map(|it| program.relation_named(it));
    for clause in &mut program.clauses {
        let about = |atom: &Atom| controls.contains(&Some(atom.relation));
        let body = &mut clause.body;
        body.retain(|it| !matches!(it, Literal::Positive(atom) if about(atom)));
    }
    program
}

/// The goal follows from the chances of a path, and from no subset of them.
#[test]
fn every_best_path_is_minimal() {
    let restricted = Restricted::new(&RULES);
    let (mut seen, mut wrong) = (0, Vec::new());
    for solved in examples() {
        let analysis = solved.analysis();
        let answer = paths(&analysis, &Question::default());
        for path in answer.rows.iter().map(|row| &row.path) {
            let follows =
                |set: &BTreeSet<Chance>| restricted.follows(&solved.facts, &path.fact, set);
            let all = chances(against(&solved), path);
            if !follows(&all) {
                wrong.push(format!(
                    "{} {}: its acts do not bring it about",
                    solved.name, path.id
                ));
            }
            for chance in &all {
                let mut fewer = all.clone();
                fewer.remove(chance);
                if follows(&fewer) {
                    let text = chance.text(&RULES, &solved.facts.symbols);
                    wrong.push(format!("{} {}: {text} is not needed", solved.name, path.id));
                }
            }
            seen += all.len() + 1;
        }
    }
    println!("{seen} sets of chances tried");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 100, "only {seen} sets were tried");
}

fn examples() -> Vec<Solved<'static>> {
    let mut solved = systems();
    solved.push(Solved::text("starter", starter()));
    solved
}

fn against<'a>(solved: &'a Solved) -> Against<'a> {
    Against {
        program: solved.program,
        facts: &solved.facts,
        database: &solved.database,
    }
}

/// The paths that the commands print of a system: to every goal and to every gain.
fn shown(solved: &Solved, per_goal: usize) -> Vec<Path> {
    let analysis = solved.analysis();
    let question = Question {
        top: 1000,
        per_goal,
        ..Question::default()
    };
    let rows = paths(&analysis, &question).rows.into_iter();
    let mut shown: Vec<Path> = rows.map(|row| row.path).collect();
    let to_goals = shown.len();
    for actor in &solved.model.actors {
        let gains = reach(&analysis, &actor.id, Effort::default());
        shown.extend(gains.rows.into_iter().map(|row| row.path));
    }
    let gains = gain_facts(&analysis);
    assert_eq!(gains.is_empty(), shown.len() == to_goals, "{}", solved.name);
    shown
}

fn wrong_paths(solved: &Solved, shown: &[Path]) -> Vec<String> {
    let each = shown.iter().flat_map(|path| {
        let faults = faults(against(solved), path).into_iter();
        faults.map(|fault| format!("{} {} {}: {fault}", solved.name, path.id, path.sentence))
    });
    each.chain(supersets(solved, shown)).collect()
}

/// Paths whose chances strictly contain those of another path to the same fact.
fn supersets(solved: &Solved, shown: &[Path]) -> Vec<String> {
    let sets: Vec<(&Path, BTreeSet<Chance>)> = shown
        .iter()
        .map(|path| (path, chances(against(solved), path)))
        .collect();
    let mut wrong = Vec::new();
    for (one, small) in &sets {
        for (other, large) in &sets {
            if one.fact == other.fact && small.len() < large.len() && small.is_subset(large) {
                wrong.push(format!("{} {} contains {}", solved.name, other.id, one.id));
            }
        }
    }
    wrong
}
