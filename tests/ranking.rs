//! The ranking equals the enumeration of all minimal proofs, on seeded random systems.

/// Not all of what tests share: `tests/mutants/run` compiles this file many times.
#[allow(
    dead_code,
    reason = "each test file uses its own part of what the tests share"
)]
mod support {
    pub mod brute_force;
    pub mod random_system;
    pub mod splitmix;
}

use std::collections::BTreeSet;

use support::brute_force::{Ground, grounds, holding, minimal_proofs, tree_product};
use support::random_system::{System, system};
use threatlog::derivations::{Chance, FactId, Graph, Matcher, Scope};
use threatlog::facts::Fact;
use threatlog::rank::{Effort, Network, Proof, best};
use threatlog::solve::{Limits, solve};

const SYSTEMS: usize = 600;

/// What the systems of a run were like; a run on trivial ones would show nothing.
#[derive(Debug, Default)]
struct Seen {
    systems: usize,
    with_three_proofs: usize,
    where_trees_differ: usize,
}

#[test]
fn proofs_are_those_of_full_enumeration() {
    let mut seen = Seen::default();
    for_each_system(SYSTEMS, |case| {
        seen.systems += 1;
        let three = case.goals.iter().any(|it| it.proofs.len() >= 3);
        seen.with_three_proofs += usize::from(three);
        let trees = case.goals.iter().any(|it| it.trees_differ(case));
        seen.where_trees_differ += usize::from(trees);
        for goal in &case.goals {
            for k in [1, 3, usize::MAX] {
                check(case, goal, k, UPWARD);
                check(case, goal, k, BY_LANDMARKS);
            }
        }
    });
    println!("{seen:?}");
    assert!(seen.with_three_proofs >= 200, "{seen:?}");
    assert!(seen.where_trees_differ >= 100, "{seen:?}");
}

/// The two exact searches, each without the help of the other.
const UPWARD: Effort = Effort {
    candidates: usize::MAX,
    work: 0,
    beam: 1,
};
const BY_LANDMARKS: Effort = Effort {
    candidates: 0,
    work: usize::MAX,
    beam: 1,
};

fn check(case: &Case, goal: &Goal, k: usize, effort: Effort) {
    let answer = best(&case.network, goal.id, k, effort);
    let what = &case.what;
    assert_eq!(answer.list.len(), k.min(goal.proofs.len()), "{what}");
    for (proof, expected) in answer.list.iter().zip(&goal.proofs) {
        assert_eq!(case.chances(proof), expected.chances, "{what}");
        let likelihood = expected.likelihood;
        assert!((proof.likelihood - likelihood).abs() < 1e-12, "{what}");
        assert!(proof.exact, "{what}");
    }
    let all = k >= goal.proofs.len();
    assert!(all || !answer.complete, "{what}");
    assert!(k < usize::MAX || answer.complete, "{what}");
}

/// The certificate: however early a search gives up, there are no likelier proofs than those that
/// it calls exact, and none that it leaves out is likelier than it says.
#[test]
fn a_search_that_is_cut_knows_what_it_knows() {
    let (mut exact, mut wrong, mut left_out) = (0, 0, 0);
    for_each_system(SYSTEMS, |case| {
        let efforts = [(4, 0), (12, 0), (0, 100), (0, 400)];
        for (goal, (candidates, work)) in case.goals.iter().flat_map(|it| efforts.map(|e| (it, e)))
        {
            let beam = 1;
            let effort = Effort {
                candidates,
                work,
                beam,
            };
            let answer = best(&case.network, goal.id, 4, effort);
            let found = answer.list.iter().map(|it| case.chances(it));
            let found: Vec<BTreeSet<Chance>> = found.collect();
            for ((proof, set), expected) in answer.list.iter().zip(&found).zip(&goal.proofs) {
                let same = (proof.likelihood - expected.likelihood).abs() < 1e-12;
                let right = same && goal.proofs.iter().any(|it| it.chances == *set);
                assert!(right || !proof.exact, "{}", case.what);
                exact += usize::from(proof.exact);
                wrong += usize::from(!right);
            }
            for missing in goal.proofs.iter().filter(|it| !found.contains(&it.chances)) {
                assert!(missing.likelihood <= answer.rest + 1e-12, "{}", case.what);
                assert!(!answer.complete, "{}", case.what);
                left_out += 1;
            }
        }
    });
    println!("{exact} exact, {wrong} wrong and said to be uncertain, {left_out} left out");
    assert!(exact > 100 && wrong > 20 && left_out > 100);
}

/// A random system, ranked by the engine and by force.
struct Case {
    graph: Graph,
    network: Network,
    grounds: Vec<Ground>,
    /// By chance of the graph.
    values: Vec<(Chance, f64)>,
    goals: Vec<Goal>,
    /// Seed and program.
    what: String,
}

struct Goal {
    fact: Fact,
    id: FactId,
    /// All minimal proofs, best first.
    proofs: Vec<Expected>,
}

struct Expected {
    likelihood: f64,
    chances: BTreeSet<Chance>,
}

/// Takes the systems that have a goal and few enough proofs to enumerate.
fn for_each_system(count: usize, mut take: impl FnMut(&Case)) {
    let mut taken = 0;
    for seed in 1..20_000 {
        if let Some(case) = system(seed).and_then(|it| case(seed, &it)) {
            take(&case);
            taken += 1;
        }
        if taken == count {
            return;
        }
    }
    panic!("too few seeds give a goal: {taken}");
}

fn case(seed: u64, system: &System) -> Option<Case> {
    let System {
        program,
        facts,
        text,
    } = system;
    let what = format!("seed {seed}\n{text}");
    let grounds = grounds(program, facts);
    let relation = program.relation_named("s3").expect("declared");
    let goals = holding(program, facts).into_iter();
    let goals: Vec<Fact> = goals.filter(|fact| fact.relation == relation).collect();
    let proofs = minimal_proofs(&grounds, 300)?;
    if goals.is_empty() {
        return None;
    }
    let database = solve(program, facts, Limits::default()).expect("small");
    let rows = database.rows(relation);
    let solved: Vec<&[u32]> = rows.iter().collect();
    let expected: Vec<&[u32]> = goals.iter().map(|fact| &*fact.row).collect();
    assert_eq!(solved, expected, "{what}");

    let matcher = Matcher::new(program, facts, database);
    let graph = matcher.derive(&goals, Scope::Uncertain);
    let network = Network::new(&graph);
    let ranked = |goal: &Fact| {
        let mut ranked: Vec<(Expected, Vec<String>)> = proofs[goal]
            .iter()
            .map(|set| {
                let likelihood = set.iter().map(|it| it.value(program, facts)).product();
                let texts = set.iter().map(|it| it.text(program, &facts.symbols));
                let mut texts: Vec<String> = texts.collect();
                texts.sort();
                let chances = set.clone();
                let expected = Expected {
                    likelihood,
                    chances,
                };
                (expected, texts)
            })
            .collect();
        ranked.sort_by(|(a, a_texts), (b, b_texts)| {
            let steps = |it: &Expected| (it.likelihood * 1e12).round();
            let by_value = steps(b).total_cmp(&steps(a));
            let by_length = a.chances.len().cmp(&b.chances.len());
            by_value.then(by_length).then_with(|| a_texts.cmp(b_texts))
        });
        ranked.into_iter().map(|it| it.0).collect()
    };
    let goals = goals.into_iter().map(|fact| Goal {
        id: graph.id(&fact).expect("asked for"),
        proofs: ranked(&fact),
        fact,
    });
    let values = graph.chances().iter();
    let values = values.map(|it| (it.clone(), it.value(program, facts)));
    Some(Case {
        goals: goals.collect(),
        values: values.collect(),
        network,
        grounds,
        graph,
        what,
    })
}

impl Case {
    fn chances(&self, proof: &Proof) -> BTreeSet<Chance> {
        let chances = proof.chances.iter();
        chances.map(|&id| self.graph.chance(id).clone()).collect()
    }
}

impl Goal {
    /// Whether ranking by products over trees would give the best proof another likelihood.
    fn trees_differ(&self, case: &Case) -> bool {
        let value = |chance: &Chance| {
            let found = case.values.iter().find(|it| it.0 == *chance);
            found.map_or(1.0, |it| it.1)
        };
        let by_trees = tree_product(&case.grounds, &self.fact, value);
        (by_trees - self.proofs[0].likelihood).abs() > 1e-9
    }
}
