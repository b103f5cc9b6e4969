//! The ranking equals the enumeration of all minimal proofs, on seeded random systems.

mod support;

use std::collections::BTreeSet;

use support::brute_force::{grounds, holding, minimal_proofs, tree_product};
use support::random_system::{System, system};
use threatlog::derivations::{Chance, Matcher, Scope};
use threatlog::facts::Fact;
use threatlog::rank::{Effort, Network, best};
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
    let mut seed = 0;
    while seen.systems < SYSTEMS {
        seed += 1;
        assert!(seed < 20_000, "too few seeds give a goal: {seen:?}");
        if let Some(system) = system(seed) {
            check(seed, &system, &mut seen);
        }
    }
    println!("{seen:?} of {seed} seeds");
    assert!(seen.with_three_proofs >= 200, "{seen:?}");
    assert!(seen.where_trees_differ >= 100, "{seen:?}");
}

fn check(seed: u64, system: &System, seen: &mut Seen) {
    let System {
        program,
        facts,
        text,
    } = system;
    let grounds = grounds(program, facts);
    let goal = program.relation_named("s3").expect("declared");
    let goals: Vec<Fact> = holding(program, facts)
        .into_iter()
        .filter(|fact| fact.relation == goal)
        .collect();
    let Some(proofs) = minimal_proofs(&grounds, 300) else {
        return;
    };
    if goals.is_empty() {
        return;
    }
    let database = solve(program, facts, Limits::default()).expect("small");
    let rows = database.rows(goal);
    let solved: Vec<Vec<u32>> = rows.iter().map(<[u32]>::to_vec).collect();
    let expected: Vec<Vec<u32>> = goals.iter().map(|fact| fact.row.to_vec()).collect();
    assert_eq!(solved, expected, "seed {seed}\n{text}");

    let matcher = Matcher::new(program, facts, database);
    let graph = matcher.derive(&goals, Scope::Uncertain);
    let network = Network::new(&graph);
    let value = |chance: &Chance| chance.value(program, facts);
    seen.systems += 1;
    let (mut three, mut trees) = (false, false);
    for goal in &goals {
        let mut expected: Vec<(f64, usize, Vec<String>, &BTreeSet<Chance>)> = proofs[goal]
            .iter()
            .map(|set| {
                let likelihood = set.iter().map(value).product();
                let mut texts: Vec<String> = set
                    .iter()
                    .map(|chance| chance.text(program, &facts.symbols))
                    .collect();
                texts.sort();
                (likelihood, set.len(), texts, set)
            })
            .collect();
        expected.sort_by(|a, b| {
            let by_value = (b.0 * 1e12).round().total_cmp(&(a.0 * 1e12).round());
            by_value.then(a.1.cmp(&b.1)).then_with(|| a.2.cmp(&b.2))
        });
        three |= expected.len() >= 3;
        trees |= (tree_product(&grounds, goal, value) - expected[0].0).abs() > 1e-9;

        let id = graph.id(goal).expect("asked for");
        for k in [1, 3, usize::MAX] {
            let answer = best(&network, id, k, Effort::default());
            assert_eq!(
                answer.list.len(),
                k.min(expected.len()),
                "seed {seed}\n{text}"
            );
            for (proof, (likelihood, _, _, set)) in answer.list.iter().zip(&expected) {
                let chances = proof.chances.iter().map(|&id| graph.chance(id).clone());
                assert_eq!(
                    &chances.collect::<BTreeSet<_>>(),
                    *set,
                    "seed {seed}\n{text}"
                );
                assert!((proof.likelihood - likelihood).abs() < 1e-12, "seed {seed}");
                assert!(proof.exact);
            }
            let all = k >= expected.len();
            assert!(all || !answer.complete, "seed {seed}");
            assert!(k < usize::MAX || answer.complete, "seed {seed}");
        }
    }
    seen.with_three_proofs += usize::from(three);
    seen.where_trees_differ += usize::from(trees);
}
