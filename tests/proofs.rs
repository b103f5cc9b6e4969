//! Every proof that is printed holds, whoever checks it.

mod support;

use std::collections::BTreeSet;

use support::restricted::Restricted;
use support::shipped::{RULES, Solved, files, systems};
use threatlog::answer::{Node, Path, Question, VIOLATED, gain_facts, paths, reach};
use threatlog::checker::{Against, chances, faults, verify};
use threatlog::derivations::Chance;
use threatlog::facts::{Fact, compile};
use threatlog::model::{Model, starter};
use threatlog::rank::Effort;
use threatlog::solve::{Limits, TooManyFacts, solve};
use threatlog_dl::program::{ClauseId, Literal, Operator};

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
        let again = |model: &Model| -> Result<_, TooManyFacts> {
            let facts = compile(model, solved.program);
            let database = solve(solved.program, &facts, Limits::default())?;
            Ok((facts, database))
        };
        let found = verify(&solved.analysis(), 3, 5, again).expect("a small system");
        assert_eq!(found.wrong, [], "{}", solved.name);
        assert!(found.facts > 100 && found.given > found.paths, "{found:?}");
        assert_eq!(found.cut + found.uncuttable, 5, "{}", solved.name);
        paths += found.paths;
        cut += found.cut;
    }
    assert!(paths > 400 && cut > 20, "{paths}, {cut}");
}

/// A solver that does not heed controls, or forgets a fact, does not agree with the answers.
#[test]
fn verify_notices_what_another_solver_sees() {
    for solved in examples().iter().take(2) {
        let deaf = |_: &Model| -> Result<_, TooManyFacts> {
            Ok((solved.facts.clone(), solved.database.clone()))
        };
        let found = verify(&solved.analysis(), 1, 3, deaf).expect("a small system");
        let whats: Vec<&str> = found.wrong.iter().map(|it| it.what.as_str()).collect();
        assert_eq!(whats.len(), found.cut, "{whats:?}");
        assert!(whats.iter().all(|it| it.contains("in spite of")) && found.cut > 0);

        let forgetful = |_: &Model| -> Result<_, TooManyFacts> {
            let mut database = solved.database.clone();
            let violated = solved.program.relation_named(VIOLATED).expect("declared");
            let rows = database.rows(violated);
            let arity = rows.iter().next().map_or(0, <[u32]>::len);
            database.set(violated, rows.cells()[arity..].to_vec());
            Ok((solved.facts.clone(), database))
        };
        let found = verify(&solved.analysis(), 1, 1, forgetful).expect("a small system");
        let disagree = found.wrong.iter().filter(|it| it.what.contains("only one"));
        assert_eq!(disagree.count(), 1, "{:?}", found.wrong);
    }
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

/// A change to a path, or `None` where it does not apply.
type Mutation = fn(&Solved, &Path) -> Option<Path>;

const MUTATIONS: [(&str, Mutation); 12] = [
    ("a premise is left out", |_, path| {
        with_last_inference(path, |by| by.premises.pop().is_some())
    }),
    ("a premise is taken twice", |_, path| {
        with_last_inference(path, |by| {
            by.premises.push(0);
            true
        })
    }),
    ("a fact supports itself", |_, path| {
        let last = path.derivation.nodes.len() - 1;
        with_last_inference(path, |by| {
            by.premises[0] = last;
            true
        })
    }),
    ("a variable has another value", |solved, path| {
        let symbols = u32::try_from(solved.facts.symbols.len()).expect("few symbols");
        with_last_inference(path, |by| {
            by.values[0] = (by.values[0] + 1) % symbols;
            true
        })
    }),
    ("another clause is named", |solved, path| {
        with_last_inference(path, |by| {
            let clauses = u32::try_from(solved.program.clauses.len()).expect("few clauses");
            by.clause = ClauseId((by.clause.0 + 1) % clauses);
            true
        })
    }),
    ("a derived fact passes for given", |_, path| {
        let mut path = path.clone();
        path.derivation
            .nodes
            .iter_mut()
            .find(|it| it.by.is_some())?
            .by = None;
        Some(path)
    }),
    ("a given fact is invented", |solved, path| {
        let mut path = path.clone();
        let nodes = path.derivation.nodes.iter_mut();
        let node = nodes.into_iter().find(|it| it.by.is_none())?;
        node.fact.row[0] =
            (node.fact.row[0] + 1) % u32::try_from(solved.facts.symbols.len()).ok()?;
        Some(path)
    }),
    ("an idle fact is put in", |_, path| {
        let mut path = path.clone();
        let first: Node = path.derivation.nodes.first()?.clone();
        let last = path.derivation.nodes.pop()?;
        path.derivation.nodes.extend([first, last]);
        Some(path)
    }),
    ("the likelihood is a little higher", |_, path| {
        let mut path = path.clone();
        path.likelihood *= 1.001;
        Some(path)
    }),
    ("an act is not listed", |_, path| {
        let mut path = path.clone();
        path.acts.pop().map(|_| path)
    }),
    ("an act is counted for less", |_, path| {
        let mut path = path.clone();
        path.acts.first_mut()?.likelihood *= 0.5;
        Some(path)
    }),
    ("a missing control is kept quiet", |_, path| {
        let mut path = path.clone();
        path.gaps.pop().map(|_| path)
    }),
];

#[test]
fn broken_proofs_are_rejected() {
    let examples = examples();
    for (name, mutation) in MUTATIONS {
        let mut applied = 0;
        for solved in &examples {
            for path in shown(solved, 1) {
                let Some(broken) = mutation(solved, &path) else {
                    continue;
                };
                applied += 1;
                let found = faults(against(solved), &broken);
                assert!(
                    !found.is_empty(),
                    "{name}: {} {}",
                    solved.name,
                    path.sentence
                );
            }
        }
        assert!(applied >= 20, "{name}: tried on {applied} paths only");
    }
}

#[test]
fn acts_out_of_order_are_rejected() {
    let (mut tried, mut rejected) = (0, 0);
    for solved in examples() {
        for mut path in shown(&solved, 1).into_iter().filter(|it| it.acts.len() > 1) {
            path.acts.reverse();
            tried += 1;
            rejected += usize::from(!faults(against(&solved), &path).is_empty());
        }
    }
    // Acts that rest on nothing of each other may be listed either way.
    assert!(
        tried >= 20 && rejected * 10 >= tried * 9,
        "{rejected} of {tried}"
    );
}

#[test]
fn a_proof_from_something_that_must_not_hold_is_rejected() {
    let mut tried = 0;
    for mut solved in examples() {
        for path in shown(&solved, 1) {
            let Some(forbidden) = negated(&solved, &path) else {
                continue;
            };
            let before = solved.database.clone();
            let rows = before.rows(forbidden.relation);
            let cells = rows.cells().iter().chain(&forbidden.row).copied();
            solved.database.set(forbidden.relation, cells.collect());
            tried += 1;
            assert!(
                !faults(against(&solved), &path).is_empty(),
                "{}",
                path.sentence
            );
            solved.database = before;
        }
    }
    assert!(tried >= 5, "tried on {tried} paths only");
}

#[test]
fn a_proof_whose_comparison_fails_is_rejected() {
    let mut opposite = RULES.clone();
    for clause in &mut opposite.clauses {
        for literal in &mut clause.body {
            if let Literal::Compare(it) = literal {
                it.operator = match it.operator {
                    Operator::Equal => Operator::NotEqual,
                    Operator::NotEqual => Operator::Equal,
                    Operator::Less => Operator::GreaterOrEqual,
                    Operator::GreaterOrEqual => Operator::Less,
                    Operator::Greater => Operator::LessOrEqual,
                    Operator::LessOrEqual => Operator::Greater,
                };
            }
        }
    }
    let mut tried = 0;
    for solved in examples() {
        for path in shown(&solved, 1) {
            let nodes = path.derivation.nodes.iter().filter_map(|it| it.by.as_ref());
            let mut bodies = nodes.map(|by| &RULES.clause(by.clause).body);
            if !bodies.any(|it| it.iter().any(|it| matches!(it, Literal::Compare(_)))) {
                continue;
            }
            let against = Against {
                program: &opposite,
                ..against(&solved)
            };
            tried += 1;
            assert!(!faults(against, &path).is_empty(), "{}", path.sentence);
        }
    }
    assert!(tried >= 3, "tried on {tried} paths only");
}

/// A path is not minimal when a subset of it is listed for the same goal.
#[test]
fn a_path_that_contains_another_is_rejected() {
    let solved = Solved::text("starter", starter(), &[]);
    let path = shown(&solved, 1).into_iter().max_by_key(|it| it.acts.len());
    let path = path.expect("the starter has paths");
    let mut fewer = path.clone();
    let is_act = |node: &Node| node.by.as_ref().is_some_and(|by| by.act.is_some());
    let first = fewer.derivation.nodes.iter().position(is_act);
    fewer
        .derivation
        .nodes
        .remove(first.expect("a path with an act"));
    assert!(!supersets(&solved, &[path, fewer]).is_empty());
}

fn examples() -> Vec<Solved<'static>> {
    let mut solved = systems();
    solved.push(Solved::text("starter", starter(), &[]));
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
        shown.extend(gains.into_iter().map(|row| row.path));
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

/// A path whose last inference that has premises was changed.
fn with_last_inference(
    path: &Path,
    change: impl FnOnce(&mut threatlog::answer::Inference) -> bool,
) -> Option<Path> {
    let mut path = path.clone();
    let nodes = path.derivation.nodes.iter_mut().rev();
    let mut inferences = nodes.filter_map(|it| it.by.as_mut());
    let by = inferences.find(|by| !by.premises.is_empty() && !by.values.is_empty())?;
    change(by).then_some(path)
}

/// A fact that must not hold for a path to hold.
fn negated(solved: &Solved, path: &Path) -> Option<Fact> {
    path.derivation.nodes.iter().find_map(|node| {
        let by = node.by.as_ref()?;
        let body = &solved.program.clause(by.clause).body;
        body.iter().find_map(|literal| match literal {
            Literal::Negative(atom) => {
                let row = atom.terms.iter().map(|term| match *term {
                    threatlog_dl::program::Term::Variable(id) => by.values[id.index()],
                    threatlog_dl::program::Term::Symbol(id) => id.0,
                    threatlog_dl::program::Term::Number(number) => number,
                    threatlog_dl::program::Term::Wildcard => 0,
                });
                Some(Fact {
                    relation: atom.relation,
                    row: row.collect(),
                })
            }
            Literal::Positive(_) | Literal::Compare(_) => None,
        })
    })
}
