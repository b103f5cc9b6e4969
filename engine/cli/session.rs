//! Files in; a model and the engine that solves it out.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use threatlog_dl::{Fault, Sources};

use super::common::{Changes, System};
use super::output::Stop;
use super::ruleset::{Ruleset, read_query};
use crate::engine::{Engine, Query, Solved};
use crate::model::{self, Model, Said};

/// Everything that was read.
#[derive(Debug)]
pub struct Session {
    pub sources: Sources,
    pub model: Model,
    pub engine: Engine,
}

/// The system that a question is asked of.
#[derive(Debug)]
pub enum Architecture<'a> {
    /// Files; none means `threatlog.yaml` in the working directory.
    Files(&'a [PathBuf]),
    /// A text with the name it is shown under.
    Text(&'a str, &'a str),
}

/// Extra clauses whose answer is wanted.
#[derive(Debug)]
pub struct Question<'a> {
    pub name: &'a str,
    pub text: &'a str,
    pub parameters: BTreeMap<String, String>,
}

/// The file that is read when none is named.
pub const DEFAULT_FILE: &str = "threatlog.yaml";

impl Session {
    pub fn open(system: &System, architecture: &Architecture) -> Result<Self, Stop> {
        let rules = Ruleset::read(&system.rules)?;
        Self::under(&rules, &system.change, architecture)
    }

    /// A system under rules that were read before.
    pub fn under(
        rules: &Ruleset,
        changes: &Changes,
        architecture: &Architecture,
    ) -> Result<Self, Stop> {
        let mut sources = rules.sources.clone();
        Ok(Self {
            model: read_model(changes, architecture, &mut sources)?,
            engine: rules.engine.clone(),
            sources,
        })
    }

    /// The same with a question on top of the rules.
    pub fn ask(
        system: &System,
        architecture: &Architecture,
        question: &Question,
    ) -> Result<(Self, Query), Stop> {
        let (query, mut sources) = read_query(&system.rules, question)?;
        let session = Self {
            model: read_model(&system.change, architecture, &mut sources)?,
            engine: query.engine.clone(),
            sources,
        };
        Ok((session, query))
    }

    /// What options say of the model, which is left as it is.
    pub fn said(&mut self, changes: &Changes) -> Result<Vec<Said>, Stop> {
        said(&self.model, changes, &mut self.sources)
    }

    /// Questions can be asked of this.
    pub fn solve(&self) -> Result<Solved, Stop> {
        Ok(self.engine.solve(&self.model)?)
    }
}

/// Whether a name ends as those of architecture files do.
pub fn has_their_ending(name: &str) -> bool {
    let ends = [".yaml", ".yml", ".json"];
    ends.iter().any(|it| name.ends_with(it))
}

/// A file's text, added to the sources.
pub fn read_file(path: &Path, sources: &mut Sources) -> Result<u32, Stop> {
    let name = path.display().to_string();
    if path.is_dir() {
        let stop = Stop::problem(format!("`{name}` could not be read: it is a folder"));
        return Err(stop.help("name the files in it"));
    }
    let problem = |error| Stop::problem(format!("`{name}` could not be read: {error}"));
    let mut bytes = Vec::new();
    // One byte more than is allowed, so that an endless device is refused and not read whole.
    let limit = model::MAX_BYTES as u64 + 1;
    let file = File::open(path).map_err(problem)?;
    file.take(limit).read_to_end(&mut bytes).map_err(problem)?;
    model::load(sources, &name, &bytes).map_err(|fault| faulty(vec![fault], sources))
}

fn read_model(
    changes: &Changes,
    architecture: &Architecture,
    sources: &mut Sources,
) -> Result<Model, Stop> {
    let mut files = Vec::new();
    match architecture {
        Architecture::Text(name, text) => files.push(sources.add(*name, *text)),
        Architecture::Files([]) => {
            let path = Path::new(DEFAULT_FILE);
            if !path.exists() {
                let message = format!("no file is named and there is no `{DEFAULT_FILE}` here");
                let help = "name an architecture file, write one with `threatlog init`, or see \
                            `threatlog demo`";
                return Err(Stop::problem(message).help(help));
            }
            files.push(read_file(path, sources)?);
        }
        Architecture::Files(paths) => {
            for path in *paths {
                files.push(read_file(path, sources)?);
            }
        }
    }
    let read = model::read(sources, &files).map_err(|it| faulty(it, sources))?;
    let said = said(&read, changes, sources)?;
    Ok(changed(&read, &said, sources))
}

/// What the options say of a model; each text has its place among the sources.
fn said(model: &Model, changes: &Changes, sources: &mut Sources) -> Result<Vec<Said>, Stop> {
    let mut texts = Vec::new();
    for (form, said) in changes.forms() {
        for text in said {
            let file = model::load(sources, form.option(), text.as_bytes());
            texts.push((form, file.map_err(|it| faulty(vec![it], sources))?));
        }
    }
    model::said(model, sources, &texts).map_err(|it| faulty(it, sources))
}

/// The model with what was said of it.
pub fn changed(model: &Model, said: &[Said], sources: &Sources) -> Model {
    let changed = model.changed_as_said(said, sources);
    changed.expect("it was read with the names of this model")
}

/// Stops for these faults, with the texts that they point into.
pub fn faulty(faults: Vec<Fault>, sources: &Sources) -> Stop {
    Stop::Faults(faults, Box::new(sources.clone()))
}
