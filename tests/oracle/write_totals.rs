//! A folder goes in; ProbLog programs are written to it, each with what the engine answers.
//!
//! `KIND/NAME.pl` is what `export problog` writes, for the example systems, the cases and random
//! small systems; `KIND/NAME.json` has by query the total's bounds and the best path's likelihood.

#![allow(
    dead_code,
    reason = "the tests use the rest of what they share with this"
)]

#[path = "../support/random_system.rs"]
mod random_system;
#[path = "../support/shipped.rs"]
mod shipped;
#[path = "../support/splitmix.rs"]
mod splitmix;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs, io};

use serde_json::{Map, json};
use shipped::{Solved, files};
use threatlog::answer::goals;
use threatlog::derivations::{Matcher, Scope, fact_values};
use threatlog::facts::Fact;
use threatlog::print::problog;
use threatlog::rank::{Budget, Effort, Network, best, totals};
use threatlog::solve::{Limits, solve};

/// How many random systems with a goal.
const SYSTEMS: usize = 400;

fn main() -> io::Result<()> {
    let Some(folder) = env::args_os().nth(1).map(PathBuf::from) else {
        return Err(io::Error::other("name a folder to write to"));
    };
    for kind in ["systems", "cases"] {
        for path in files(&format!("facts/{kind}")) {
            let solved = Solved::file(&path);
            let analysis = solved.analysis();
            let goals = goals(&analysis).into_iter().map(|goal| goal.fact);
            let goals: Vec<Fact> = goals.collect();
            write(&folder.join(kind), &solved.name, &analysis.matcher, &goals)?;
        }
    }
    let mut written = 0;
    for seed in 1.. {
        let Some(system) = random_system::system(seed) else {
            continue;
        };
        let (program, facts) = (&system.program, &system.facts);
        let relation = program.relation_named("s3").expect("declared");
        let database = solve(program, facts, Limits::default()).expect("small");
        let rows = database.rows(relation);
        let goals = rows.iter().map(|row| Fact {
            relation,
            row: row.into(),
        });
        let goals: Vec<Fact> = goals.collect();
        if !goals.is_empty() {
            let matcher = Matcher::new(Arc::new(program.clone()), facts.clone(), database);
            write(
                &folder.join("random"),
                &format!("{seed:05}"),
                &matcher,
                &goals,
            )?;
            written += 1;
        }
        if written == SYSTEMS {
            break;
        }
    }
    Ok(())
}

fn write(folder: &Path, name: &str, matcher: &Matcher, goals: &[Fact]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let (program, symbols) = (&matcher.program, &matcher.facts.symbols);
    let graph = matcher.derive(goals, Scope::Uncertain);
    let network = Network::new(&graph);
    let ids: Vec<_> = goals.iter().filter_map(|fact| graph.id(fact)).collect();
    let mut expected = Map::new();
    for ((fact, &id), total) in
        goals
            .iter()
            .zip(&ids)
            .zip(totals(&network, &ids, Budget::default()))
    {
        let values = fact_values(fact, program, symbols);
        let values = values.iter().map(|it| format!("'{it}'"));
        let values = values.collect::<Vec<_>>().join(",");
        let query = format!("holds({}({values}))", program.relation(fact.relation).name);
        let path = best(&network, id, 1, Effort::default()).list;
        let path = path.first().map_or(0.0, |proof| proof.likelihood);
        let known = json!({ "lower": total.lower, "upper": total.upper, "path": path });
        expected.insert(query, known);
    }
    let text = problog(&graph, program, symbols, goals);
    fs::write(folder.join(format!("{name}.pl")), text)?;
    fs::write(
        folder.join(format!("{name}.json")),
        serde_json::to_string(&expected)?,
    )
}
