//! A folder goes in; generated systems and their input facts are written to it, and how long the
//! two solvers take is printed.
//!
//! `COMPONENTS-SEED.yaml` is a system and `COMPONENTS-SEED/` has its input facts, as Soufflé reads
//! them. A line printed has the name, the rows derived, and the seconds of the compiled rules and
//! of the interpreter, each the least of some runs.

#![allow(
    dead_code,
    reason = "the tests use the rest of what they share with this"
)]

#[path = "../../tests/support/large_model.rs"]
mod large_model;
#[path = "../../tests/support/random_model.rs"]
mod random_model;
#[path = "../../tests/support/shipped.rs"]
mod shipped;
#[path = "../../tests/support/solved.rs"]
mod solved;
#[path = "../../tests/support/splitmix.rs"]
mod splitmix;
#[path = "../../tests/support/usual.rs"]
mod usual;

use std::path::PathBuf;
use std::time::Instant;
use std::{env, fs, io};

use shipped::RULES;
use solved::Solved;
use threatlog::facts::souffle;
use threatlog::solve::Database;
use threatlog_dl::program::RelationId;

/// Numbers of components, and the seeds of each.
const SYSTEMS: [(usize, u64); 3] = [(50, 1), (200, 10), (1_000, 1)];
const RUNS: usize = 3;

fn main() -> io::Result<()> {
    let Some(folder) = env::args_os().nth(1).map(PathBuf::from) else {
        return Err(io::Error::other("name a folder to write to"));
    };
    for (components, seeds) in SYSTEMS {
        for seed in 1..=seeds {
            let name = format!("{components}-{seed}");
            let text = large_model::large(components, seed).text();
            let solved = Solved::new(&RULES, &[&text]);
            let given = folder.join(&name);
            fs::create_dir_all(&given)?;
            fs::write(folder.join(format!("{name}.yaml")), &text)?;
            for (relation, rows) in souffle(&solved.facts, &RULES) {
                fs::write(given.join(relation), rows)?;
            }
            if seed == 1 {
                let (database, compiled) = timed(|| solved.compiled());
                let (_, interpreted) = timed(|| solved.interpreted());
                let rows = derived(&database);
                println!("{name}\t{rows}\t{compiled:.6}\t{interpreted:.6}");
            }
        }
    }
    Ok(())
}

/// What a solver finds, and the least seconds that it takes.
fn timed(solve: impl Fn() -> Database) -> (Database, f64) {
    let mut least = f64::INFINITY;
    let mut found = solve();
    for _ in 0..RUNS {
        let start = Instant::now();
        found = solve();
        least = least.min(start.elapsed().as_secs_f64());
    }
    (found, least)
}

/// How many rows follow.
fn derived(database: &Database) -> usize {
    let relations = (0..).map(RelationId).zip(&RULES.relations);
    let derived = relations.filter(|(_, declared)| !declared.input);
    derived
        .map(|(id, _)| database.rows(id).iter().count())
        .sum()
}
