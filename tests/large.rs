//! On large dense systems the ranking still knows that its paths are the likeliest.

#[allow(
    dead_code,
    reason = "each test file uses its own part of what the tests share"
)]
mod support {
    pub mod large_model;
    pub mod random_model;
    pub mod shipped;
    pub mod solved;
    pub mod splitmix;
    mod usual;
}

use support::large_model::large;
use support::shipped::RULES;
use support::solved::Solved;
use threatlog::answer::{Question, paths};

/// The systems of `cargo bench` and of `docs/benchmarks.md`.
#[test]
fn the_top_paths_of_200_components_are_exact() {
    for seed in 1..=5 {
        let solved = Solved::new(&RULES, &[&large(200, seed).text()]);
        let question = Question {
            top: 20,
            ..Question::default()
        };
        let answer = paths(&solved.analysis(), &question);
        let (rows, goals) = (answer.rows.len(), answer.goals);
        assert!(rows == 20 && goals > 30, "seed {seed}: {rows} of {goals}");
        let exact = answer.rows.iter().filter(|row| row.path.exact).count();
        assert!(
            exact == rows && answer.certain,
            "seed {seed}: {exact} are exact"
        );
    }
}
