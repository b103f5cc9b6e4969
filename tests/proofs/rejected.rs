//! Broken proofs are told from proofs.

use threatlog::answer::{Inference, Node, Path, likeliest_path};
use threatlog::checker::{Against, faults};
use threatlog::facts::Fact;
use threatlog::model::starter;
use threatlog::rank::Effort;
use threatlog_dl::program::{ClauseId, Literal, Operator, Term};

use crate::support::shipped::{RULES, Solved, program};
use crate::{against, examples, shown, supersets};

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
    let solved = Solved::text("starter", starter());
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

/// A path whose last inference that has premises was changed.
fn with_last_inference(path: &Path, change: impl FnOnce(&mut Inference) -> bool) -> Option<Path> {
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
                    Term::Variable(id) => by.values[id.index()],
                    Term::Symbol(id) => id.0,
                    Term::Number(number) => number,
                    Term::Wildcard => 0,
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

/// One deed by its step and texts, but two by the sorts of its clauses once `in_zone` and
/// `inside` hold zones. The checks of rules would not let that pass.
const MIXED: &str = r#"
.type Actor <: symbol
.type Component <: symbol
.type Entry <: symbol
.type Property <: symbol
.decl entry(a: Actor, c: Component, how: Entry)
.decl in_zone(c: Component, z: Component)
.decl hosts(x: Component, y: Component)
.input entry, in_zone, hosts
.decl inside(a: Actor, z: Component)
.decl beside(a: Actor, h: Component)
.decl violated(a: Actor, c: Component, property: Property)
violated(a, c, "integrity") :- inside(a, z), in_zone(c, z), beside(a, h), hosts(h, c).

/// Move on.
///
/// Nobody looks.
///
/// step:        move_on
/// act:         a, z
/// stride:      tampering
/// technique:   atlas:AML.T0020
/// likelihood:  moderate
inside(a, z) :- entry(a, c, _), in_zone(c, z).

/// step: move_on
beside(a, z) :- entry(a, c, _), hosts(z, c).
"#;

#[test]
fn a_deed_that_stands_for_two_is_noticed() {
    let sound = program(MIXED);
    let mut mixed = sound.clone();
    for relation in &mut mixed.relations {
        if ["in_zone", "inside"].contains(&relation.name.as_str()) {
            relation.columns[1].sort = "Zone".to_owned();
        }
    }
    let system = "zones: { front: { trust: 5 } }\nactors: { eve: { entry: { job: exec } } }\n\
                  components:\n  front: { kind: compute_cluster }\n  \
                  job: { kind: notebook, zone: front }\nflows: [front hosts job]\n";
    let found = |program| {
        let solved = Solved::under(program, "mixed", system);
        let analysis = solved.analysis();
        let fact = analysis.fact("violated", &["eve", "job", "integrity"]);
        let path = likeliest_path(&analysis, &fact.expect("known names"), Effort::default());
        faults(against(&solved), &path.expect("it holds"))
    };
    assert_eq!(found(&sound), [""; 0]);
    assert_eq!(found(&mixed), ["likelihood 0.25 and not 0.5"]);
}
