//! The shipped rules and example files, read and solved.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use threatlog::engine::Engine;
use threatlog::facts::{Facts, compile};
use threatlog::model::{self, Model};
use threatlog::solve::Database;
use threatlog_dl::{Program, Sources, fault};

/// The rules that are compiled in.
pub static RULES: LazyLock<Program> = LazyLock::new(|| ENGINE.program().clone());

/// The engine that solves them.
pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::shipped(&mut Sources::default()));

/// A system with everything that the rules derive from it.
pub struct Solved<'p> {
    /// Short enough to name a snapshot after.
    pub name: String,
    pub sources: Sources,
    pub model: Model,
    pub program: &'p Program,
    pub engine: Engine,
    pub facts: Facts,
    pub database: Database,
}

impl Solved<'static> {
    /// A file of the repository, under the rules that ship.
    pub fn file(path: &Path) -> Self {
        let name = path.file_stem().expect("a file").to_string_lossy();
        let text = std::fs::read_to_string(path).expect("a readable file");
        Self::text(&name, &text)
    }

    /// An architecture, under the rules that ship.
    pub fn text(name: &str, text: &str) -> Self {
        Solved::by(ENGINE.clone(), &RULES, name, text)
    }
}

impl<'p> Solved<'p> {
    /// An architecture under any rules, solved by the interpreter.
    pub fn under(program: &'p Program, name: &str, text: &str) -> Self {
        let engine = Engine::interpreting(program.clone());
        Self::by(engine, program, name, text)
    }

    fn by(engine: Engine, program: &'p Program, name: &str, text: &str) -> Self {
        let mut sources = Sources::default();
        let file = sources.add(format!("{name}.yaml"), text);
        let model = model::read(&sources, &[file]);
        let model = model.unwrap_or_else(|it| panic!("{}", fault::render(&it, &sources, false)));
        let facts = compile(&model, program);
        let database = engine.derive(&facts).expect("a small system");
        Self {
            name: name.to_owned(),
            sources,
            model,
            program,
            engine,
            facts,
            database,
        }
    }

    pub fn analysis(&self) -> threatlog::Solved {
        self.engine.solve(&self.model).expect("a small system")
    }
}

/// A checked program; faults end the test.
pub fn program(text: &str) -> Program {
    let mut sources = Sources::default();
    let file = sources.add("rules.dl", text);
    let read = threatlog_dl::read(&sources, &[file]);
    read.unwrap_or_else(|it| panic!("{}", fault::render(&it, &sources, false)))
}

/// A path inside the repository.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The YAML files in a folder of the repository and in those below it, by name; none if there is
/// no such folder.
pub fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "yaml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The example systems.
pub fn systems() -> Vec<Solved<'static>> {
    let found = files("facts/systems");
    assert!(found.len() >= 6, "the example systems are missing");
    found.iter().map(|path| Solved::file(path)).collect()
}

/// The example system of this name.
pub fn system(name: &str) -> Solved<'static> {
    Solved::file(&root(&format!("facts/systems/{name}.yaml")))
}
