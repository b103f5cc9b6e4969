//! How long the engine takes on generated systems: `cargo bench`.
//!
//! `docs/benchmarks.md` has figures and says how to compare.

#![allow(
    dead_code,
    reason = "the tests use the rest of what they share with this"
)]

#[path = "../tests/support/large_model.rs"]
mod large_model;
#[path = "../tests/support/random_model.rs"]
mod random_model;
#[path = "../tests/support/shipped.rs"]
mod shipped;
#[path = "../tests/support/solved.rs"]
mod solved;
#[path = "../tests/support/splitmix.rs"]
mod splitmix;
#[path = "../tests/support/usual.rs"]
mod usual;

use divan::Bencher;
use shipped::RULES;
use solved::Solved;
use threatlog::answer::{DepthQuestion, Goal, Paths, Question, Wanted, depths, fix, goals, paths};
use threatlog::derivations::{FactId, Graph, Scope};
use threatlog::facts::Fact;
use threatlog::rank::{Budget, Effort, Network, best, totals};

/// Numbers of components.
const SIZES: [usize; 3] = [50, 200, 1_000];
/// The size for questions that are about one system.
const USUAL: usize = 200;
const SEED: u64 = 1;

fn main() {
    divan::main();
}

/// Facts in, everything that follows out.
#[divan::bench_group(max_time = 5)]
mod solve {
    use super::{Bencher, SIZES, system};

    #[divan::bench(args = SIZES)]
    fn compiled(bencher: Bencher, components: usize) {
        let solved = system(components);
        bencher.bench_local(|| solved.compiled());
    }

    #[divan::bench(args = SIZES)]
    fn interpreted(bencher: Bencher, components: usize) {
        let solved = system(components);
        bencher.bench_local(|| solved.interpreted());
    }
}

/// A model in, its twenty riskiest goals out, without totals.
#[divan::bench(args = SIZES, max_time = 5)]
fn top_20_paths(bencher: Bencher, components: usize) {
    let model = system(components).model;
    bencher.bench_local(|| {
        let solved = Solved::of(&RULES, model.clone());
        top_20(&solved.analysis(), None)
    });
}

/// The likeliest path to one goal that only the search from the goal down settles.
#[divan::bench(max_time = 5)]
fn one_dense_goal(bencher: Bencher) {
    let solved = system(USUAL);
    let analysis = solved.analysis();
    let (graph, goals) = graph(&analysis);
    let network = Network::new(&graph);
    let is_dense = |goal: &&FactId| {
        let upward = Effort {
            steps: 0,
            ..Effort::default()
        };
        let found = best(&network, **goal, 1, upward).list;
        !found.iter().all(|proof| proof.exact)
    };
    let goal = *goals.iter().find(is_dense).expect("a dense goal");
    bencher
        .with_inputs(|| Network::new(&graph))
        .bench_local_values(|network| best(&network, goal, 1, Effort::default()));
}

/// How likely it is that some path succeeds, for the twenty riskiest goals together.
#[divan::bench(max_time = 5)]
fn top_20_totals(bencher: Bencher) {
    let solved = system(USUAL);
    let analysis = solved.analysis();
    let shown = top_20(&analysis, None).rows;
    let (graph, _) = graph(&analysis);
    let ids = shown.iter().filter_map(|row| graph.id(&row.goal.fact));
    let ids: Vec<FactId> = ids.collect();
    bencher
        .with_inputs(|| Network::new(&graph))
        .bench_local_values(|network| totals(&network, &ids, Budget::default()));
}

/// The cheapest controls against the riskiest goal.
#[divan::bench(max_time = 5)]
fn fix_top_goal(bencher: Bencher) {
    let solved = system(USUAL);
    let analysis = solved.analysis();
    bencher.bench_local(|| fix(&analysis, &Wanted::default()));
}

/// How many controls have to fail before each asset is lost.
#[divan::bench(max_time = 5)]
fn depth_of_all(bencher: Bencher) {
    let solved = system(USUAL);
    let analysis = solved.analysis();
    bencher.bench_local(|| depths(&analysis, &DepthQuestion::default()));
}

fn system(components: usize) -> Solved<'static> {
    Solved::new(&RULES, &[&large_model::large(components, SEED).text()])
}

fn top_20(analysis: &threatlog::Solved, budget: Option<Budget>) -> Paths {
    let question = Question {
        top: 20,
        budget,
        ..Question::default()
    };
    paths(analysis, &question)
}

/// What supports all goals, and the goals in it, by name.
fn graph(analysis: &threatlog::Solved) -> (Graph, Vec<FactId>) {
    let facts = goals(analysis).into_iter().map(|goal: Goal| goal.fact);
    let facts: Vec<Fact> = facts.collect();
    let graph = analysis.matcher.derive(&facts, Scope::Uncertain);
    let ids = facts.iter().filter_map(|fact| graph.id(fact)).collect();
    (graph, ids)
}
