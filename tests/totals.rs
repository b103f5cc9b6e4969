//! Total likelihoods equal the sum over all worlds, on seeded random systems.

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
use std::sync::Arc;
use std::sync::LazyLock;

use support::brute_force::{likelihood_of_any, minimal_proofs, saturated};
use support::random_system::{System, system};
use support::splitmix::SplitMix;
use threatlog::derivations::{Chance, ChanceId, FactId, Graph, Matcher, Scope};
use threatlog::facts::Fact;
use threatlog::rank::{Budget, Network, Total, diagram, total, totals};
use threatlog::solve::{Limits, solve};

const SYSTEMS: usize = 2_000;
const ROUNDING: f64 = 1e-12;

/// More than any of these systems needs.
const AMPLE: Budget = Budget {
    nodes: 100_000,
    steps: 100_000_000,
};

/// What the systems of a run were like; a run on trivial ones would show nothing.
#[derive(Debug, Default)]
struct Seen {
    systems: usize,
    goals: usize,
    likelier_than_their_best_proof: usize,
    /// Where proofs share chances, so that they are not independent.
    less_likely_than_independent_proofs: usize,
}

#[test]
fn totals_are_those_of_all_worlds() {
    let mut seen = Seen::default();
    for case in CASES.iter() {
        seen.systems += 1;
        let ids: Vec<FactId> = case.goals.iter().map(|it| it.id).collect();
        let together = totals(&case.network, &ids, AMPLE);
        for (goal, together) in case.goals.iter().zip(together) {
            let what = &case.what;
            let expected = goal.total(|it| case.value(it));
            assert!(together.is_exact(), "{what}");
            assert!((together.lower - expected).abs() < ROUNDING, "{what}");
            let alone = total(&case.network, goal.id, AMPLE);
            assert!((alone.lower - expected).abs() < ROUNDING, "{what}");
            seen.goals += 1;
            let proofs = goal.proofs.iter().map(|proof| case.product(proof));
            let best = proofs.clone().fold(0.0, f64::max);
            assert!(together.lower >= best - ROUNDING, "{what}");
            seen.likelier_than_their_best_proof += usize::from(expected > best + 1e-6);
            let independent = 1.0 - proofs.map(|it| 1.0 - it).product::<f64>();
            seen.less_likely_than_independent_proofs += usize::from(expected < independent - 1e-6);
        }
    }
    println!("{seen:?}");
    assert_eq!(seen.systems, SYSTEMS);
    assert!(seen.likelier_than_their_best_proof > 1_500, "{seen:?}");
    assert!(seen.less_likely_than_independent_proofs > 1_000, "{seen:?}");
}

/// However small the budget, the total lies between the bounds; a greater one brings them closer.
#[test]
fn bounds_hold_the_total() {
    let budgets = [(2, 0), (2, 60), (4, 200), (4, 2_000), (8, 20_000)];
    let budgets = budgets.map(|(nodes, steps)| Budget { nodes, steps });
    let mut inexact = [0; 5];
    let mut gaps = [0.0; 5];
    let mut goals = 0.0;
    for case in &CASES[..SYSTEMS / 5] {
        for goal in &case.goals {
            goals += 1.0;
            let expected = goal.total(|it| case.value(it));
            let best = goal.proofs.iter().map(|it| case.product(it));
            let best = best.fold(0.0, f64::max);
            for (at, budget) in budgets.into_iter().enumerate() {
                let Total { lower, upper } = total(&case.network, goal.id, budget);
                let what = || {
                    format!(
                        "{expected} in {lower} to {upper}, {budget:?}: {}",
                        case.what
                    )
                };
                assert!(lower <= expected + ROUNDING, "{}", what());
                assert!(expected <= upper + ROUNDING, "{}", what());
                assert!(lower >= best - ROUNDING && upper <= 1.0, "{}", what());
                inexact[at] += usize::from(lower < upper);
                gaps[at] += upper - lower;
            }
        }
    }
    println!("{goals} goals, {inexact:?} inexact, gaps {gaps:?}");
    assert!(inexact[0] > 400 && inexact[1] > 400, "{inexact:?}");
    // Some steps say something already, and more of them close the gap.
    assert!(gaps[1] < 0.5 * goals, "{gaps:?}");
    assert!(gaps.is_sorted_by(|a, b| a >= b), "{gaps:?}");
    assert!(gaps[4] < 0.05 * gaps[1], "{gaps:?}");
}

/// A diagram answers for other likelihoods too: certain ones, impossible ones, any.
#[test]
fn a_diagram_weighs_other_likelihoods() {
    let (mut weighed, mut impossible, mut certain) = (0, 0, 0);
    for case in &CASES[..300] {
        let mut random = SplitMix(case.seed);
        for goal in &case.goals {
            let diagram = diagram(&case.network, goal.id, AMPLE).expect("small");
            for _ in 0..4 {
                let values = case.values.iter();
                let values = values.map(|(chance, _)| {
                    let value = *random.pick(&[0.0, 0.3, 0.9, 1.0]);
                    (chance.clone(), value)
                });
                let values: Vec<(Chance, f64)> = values.collect();
                let found = diagram.weigh(|ChanceId(at)| values[at as usize].1);
                let expected = goal.total(|it| value(&values, it));
                assert!((found - expected).abs() < ROUNDING, "{}", case.what);
                weighed += 1;
                impossible += usize::from(expected < ROUNDING);
                certain += usize::from(expected > 1.0 - ROUNDING);
            }
        }
    }
    println!("{weighed} weighed, {impossible} impossible, {certain} certain");
    assert!(impossible > 50 && certain > 50 && weighed > 2 * (impossible + certain));
}

/// A random system, with totals to compute.
struct Case {
    seed: u64,
    network: Network,
    /// By chance of the graph.
    values: Vec<(Chance, f64)>,
    goals: Vec<Goal>,
    /// Seed and program.
    what: String,
}

struct Goal {
    id: FactId,
    /// All minimal proofs.
    proofs: Vec<BTreeSet<Chance>>,
}

/// The first systems that have a goal and few enough proofs to enumerate.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let seeds = 1..50_000;
    let cases = seeds.filter_map(|seed| case(seed, &system(seed)?));
    cases.take(SYSTEMS).collect()
});

fn case(seed: u64, system: &System) -> Option<Case> {
    let System {
        program,
        facts,
        text,
    } = system;
    let relation = program.relation_named("s3").expect("declared");
    let (holding, grounds) = saturated(program, facts);
    let goals = holding.into_iter();
    let goals: Vec<Fact> = goals.filter(|fact| fact.relation == relation).collect();
    if goals.is_empty() {
        return None;
    }
    let proofs = minimal_proofs(&grounds, 60)?;
    let database = solve(program, facts, Limits::default()).expect("small");
    let matcher = Matcher::new(Arc::new(program.clone()), facts.clone(), database);
    let graph: Graph = matcher.derive(&goals, Scope::Uncertain);
    let goals = goals.iter().map(|fact| Goal {
        id: graph.id(fact).expect("asked for"),
        proofs: proofs[fact].clone(),
    });
    let values = graph.chances().iter();
    let values = values.map(|it| (it.clone(), it.value(program, facts)));
    Some(Case {
        seed,
        goals: goals.collect(),
        values: values.collect(),
        network: Network::new(&graph),
        what: format!("seed {seed}\n{text}"),
    })
}

impl Case {
    fn value(&self, chance: &Chance) -> f64 {
        value(&self.values, chance)
    }

    fn product(&self, proof: &BTreeSet<Chance>) -> f64 {
        proof.iter().map(|it| self.value(it)).product()
    }
}

impl Goal {
    fn total(&self, value: impl Fn(&Chance) -> f64) -> f64 {
        likelihood_of_any(&self.proofs, &value)
    }
}

fn value(values: &[(Chance, f64)], chance: &Chance) -> f64 {
    let found = values.iter().find(|it| it.0 == *chance);
    found.expect("a chance of the graph").1
}
