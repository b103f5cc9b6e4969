//! Writes random programs and what the compiler makes of them.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, process};

use threatlog_dl::inputs::COMPLEMENTS;
use threatlog_dl::{Fault, Sources, crepe, fault, read};

mod random;

const PROGRAMS: u64 = 12;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=random.rs");
    let mut text = String::new();
    let mut cases = String::new();
    for seed in 1..=PROGRAMS {
        let source = random::program(seed);
        let generated = match compile(&source) {
            Ok(generated) => generated,
            Err(shown) => fail(&shown),
        };
        let _ = writeln!(
            text,
            "#[allow(warnings, clippy::all, clippy::pedantic, reason = \"generated\")]\n\
             mod program{seed} {{\n{generated}}}\n"
        );
        let _ = writeln!(
            cases,
            "    Case {{ seed: {seed}, source: {source:?}, solve: program{seed}::solve }},"
        );
    }
    let _ = writeln!(
        text,
        "/// The programs, by seed.\npub static CASES: &[Case] = &[\n{cases}];"
    );
    let directory = env::var_os("OUT_DIR").unwrap_or_else(|| fail("error: cargo sets OUT_DIR"));
    if let Err(error) = fs::write(Path::new(&directory).join("programs.rs"), text) {
        fail(&format!("error: cannot write the programs: {error}"));
    }
}

fn compile(source: &str) -> Result<String, String> {
    let mut sources = Sources::default();
    let file = sources.add("random.dl", source);
    let shown = |faults: Vec<Fault>| fault::render(&faults, &sources, false);
    let program = read(&sources, &[file]).map_err(shown)?;
    crepe::source(&program, &COMPLEMENTS).map_err(shown)
}

fn fail(message: &str) -> ! {
    eprintln!("\n{message}");
    process::exit(1);
}
