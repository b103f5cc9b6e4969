//! Turns `rules.dl` into Rust. Its faults are shown as the compiler shows its own.

use std::path::Path;
use std::{env, fs, process};

use threatlog_dl::inputs::COMPLEMENTS;
use threatlog_dl::{Sources, crepe, fault, read};

fn main() {
    let rules = Path::new("../../rules.dl");
    println!("cargo:rerun-if-changed={}", rules.display());
    let text = match fs::read_to_string(rules) {
        Ok(text) => text,
        Err(error) => fail(&format!("error: cannot read rules.dl: {error}")),
    };
    let mut sources = Sources::default();
    let file = sources.add("rules.dl", text);
    let generated = read(&sources, &[file]).and_then(|it| crepe::source(&it, &COMPLEMENTS));
    let generated = match generated {
        Ok(generated) => generated,
        Err(faults) => fail(&fault::render(&faults, &sources, false)),
    };
    let directory = env::var_os("OUT_DIR").unwrap_or_else(|| fail("error: cargo sets OUT_DIR"));
    if let Err(error) = fs::write(Path::new(&directory).join("rules.rs"), generated) {
        fail(&format!("error: cannot write the compiled rules: {error}"));
    }
}

fn fail(message: &str) -> ! {
    eprintln!("\n{message}");
    process::exit(1);
}
