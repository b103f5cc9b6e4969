//! A folder goes in; cases for an independent engine are written to it.
//!
//! `shipped/NAME` holds an architecture's input facts, as Soufflé reads them, in `facts/` and what
//! the compiled rules derive in `expected/`. `programs/NAME` holds a random program as `rules.dl`,
//! with facts and what the interpreter derives from them.

#![allow(
    dead_code,
    reason = "the tests use the rest of what they share with this"
)]

#[path = "../support/random_facts.rs"]
mod random_facts;
#[path = "../support/random_model.rs"]
mod random_model;
#[path = "../programs/random.rs"]
mod random_program;
#[path = "../support/shipped.rs"]
mod shipped;
#[path = "../support/solved.rs"]
mod solved;
#[path = "../support/splitmix.rs"]
mod splitmix;
#[path = "../support/usual.rs"]
mod usual;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use shipped::{RULES, files};
use solved::Solved;
use threatlog::facts::{Facts, souffle};
use threatlog::solve::{Database, Limits, solve};
use threatlog_dl::program::{Program, RelationId, Type};
use threatlog_dl::{Sources, read};

const MODELS: u64 = 80;
const PROGRAMS: u64 = 150;

fn main() -> io::Result<()> {
    let Some(folder) = env::args_os().nth(1).map(PathBuf::from) else {
        return Err(io::Error::other("name a folder to write to"));
    };
    let mut systems = Vec::new();
    for path in ["facts/systems", "facts/cases"].into_iter().flat_map(files) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        systems.push((name.into_owned(), fs::read_to_string(&path)?));
    }
    for seed in 1..=MODELS {
        systems.push((
            format!("random-{seed:03}"),
            random_model::draft(seed).text(),
        ));
    }
    for (name, text) in &systems {
        let solved = Solved::new(&RULES, &[text]);
        let case = folder.join("shipped").join(name);
        write(&case, &RULES, &solved.facts, &solved.compiled())?;
    }
    for seed in 1..=PROGRAMS {
        let text = random_program::program(seed);
        let mut sources = Sources::default();
        let file = sources.add("rules.dl", text.clone());
        let program = read(&sources, &[file]).expect("random programs are sound");
        let facts = random_facts::facts(&program, seed);
        let database = solve(&program, &facts, Limits::default()).expect("few names");
        let case = folder.join("programs").join(format!("random-{seed:03}"));
        write(&case, &program, &facts, &database)?;
        fs::write(case.join("rules.dl"), text)?;
    }
    Ok(())
}

fn write(case: &Path, program: &Program, facts: &Facts, database: &Database) -> io::Result<()> {
    let (given, expected) = (case.join("facts"), case.join("expected"));
    fs::create_dir_all(&given)?;
    fs::create_dir_all(&expected)?;
    for (name, text) in souffle(facts, program) {
        fs::write(given.join(name), text)?;
    }
    for (id, relation) in (0..).map(RelationId).zip(&program.relations) {
        if relation.input {
            continue;
        }
        let rows = database.rows(id);
        let lines = rows.iter().map(|row| {
            let values = row.iter().zip(&relation.columns);
            let values = values.map(|(&value, column)| match column.kind {
                Type::Symbol => facts.symbols.text(value).to_owned(),
                Type::Number => value.to_string(),
            });
            values.collect::<Vec<_>>().join("\t") + "\n"
        });
        let text: String = lines.collect();
        fs::write(expected.join(format!("{}.tsv", relation.name)), text)?;
    }
    Ok(())
}
