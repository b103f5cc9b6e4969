//! Files in; a solved system, ready for questions, out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use threatlog_dl::program::{ClauseId, RelationId};
use threatlog_dl::{Fault, Program, Sources};

use super::common::{Change, RuleFiles, System};
use super::output::Stop;
use crate::answer::{Analysis, VIOLATED};
use crate::facts::{self, Facts};
use crate::model::{self, Model};
use crate::solve::{Database, Limits, solve, solve_compiled, solve_rest};

/// Everything that was read and derived.
#[derive(Debug)]
pub struct Session {
    pub sources: Sources,
    pub model: Model,
    pub program: Program,
    pub facts: Facts,
    /// The relation that answers the query, if there is one.
    pub answer: Option<RelationId>,
    /// What the query says it asks.
    pub title: String,
    /// The clauses that the compiled solver does not know begin here.
    first: ClauseId,
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

/// What the built-in rules are called in places.
const SHIPPED: &str = "rules.dl";

impl Session {
    /// Reads, checks, compiles and solves; returns also what was derived.
    pub fn open(
        system: &System,
        architecture: &Architecture,
        question: Option<&Question>,
    ) -> Result<(Self, Database), Stop> {
        let mut sources = Sources::default();
        let rules = &system.rules;
        let (program, asked, compiled) = read_rules(rules, SHIPPED, question, &mut sources)?;
        let model = read_model(&system.change, architecture, &mut sources)?;
        let first = if compiled {
            shipped_clauses(&program)
        } else {
            ClauseId(0)
        };
        let (facts, database) = solve_all(&program, first, &model)?;
        let (answer, title) = asked.unzip();
        let session = Self {
            sources,
            model,
            program,
            facts,
            answer,
            title: title.unwrap_or_default(),
            first,
        };
        Ok((session, database))
    }

    /// Reads and solves a system under rules that were read before.
    pub fn under(
        rules: &Ruleset,
        change: &Change,
        architecture: &Architecture,
    ) -> Result<(Self, Database), Stop> {
        let mut sources = rules.sources.clone();
        let model = read_model(change, architecture, &mut sources)?;
        let (facts, database) = solve_all(&rules.program, rules.first, &model)?;
        let session = Self {
            sources,
            model,
            program: rules.program.clone(),
            facts,
            answer: None,
            title: String::new(),
            first: rules.first,
        };
        Ok((session, database))
    }

    /// Tells the rules apart: the same rules have the same name, and hardly any others.
    pub fn rules_name(&self) -> String {
        let clauses = self.program.clauses.iter().map(|it| it.place.file);
        let files: BTreeSet<u32> = clauses.collect();
        let mut hash = Sha256::new();
        for file in files {
            let text = self.sources.get(file).map_or("", |it| it.text.as_str());
            hash.update(text);
            hash.update("\n");
        }
        let bytes = hash.finalize();
        let digits = bytes.iter().take(8).map(|byte| format!("{byte:02x}"));
        digits.collect()
    }

    /// The model as these options alter it; what they add has its place among the sources.
    pub fn altered(&mut self, change: &Change) -> Result<Model, Stop> {
        altered(&self.model, change, &mut self.sources)
    }

    /// What holds in another model under the same rules.
    pub fn solve(&self, model: &Model) -> Result<(Facts, Database), Stop> {
        solve_all(&self.program, self.first, model)
    }

    /// The same, without the compiled rules.
    pub fn interpret(&self, model: &Model) -> Result<(Facts, Database), Stop> {
        solve_all(&self.program, ClauseId(0), model)
    }

    /// What follows from other facts under the same rules.
    pub fn derive(&self, facts: &Facts) -> Result<Database, Stop> {
        derive_all(&self.program, self.first, facts)
    }

    /// Questions can be asked of this; `database` is what [`Self::open`] derived.
    pub fn analysis(&self, database: Database) -> Analysis<'_> {
        Analysis::new(&self.model, &self.program, &self.facts, database)
    }
}

/// What the program derives from a model. The clauses before `first` are the compiled ones.
fn solve_all(program: &Program, first: ClauseId, model: &Model) -> Result<(Facts, Database), Stop> {
    let facts = facts::compile(model, program);
    let database = derive_all(program, first, &facts)?;
    Ok((facts, database))
}

fn derive_all(program: &Program, first: ClauseId, facts: &Facts) -> Result<Database, Stop> {
    let limits = Limits::default();
    let database = if first.index() == 0 {
        solve(program, facts, limits)
    } else {
        let database = solve_compiled(program, facts);
        if first.index() == program.clauses.len() {
            Ok(database)
        } else {
            solve_rest(program, database, first, limits)
        }
    };
    database.map_err(|it| too_many(program, it))
}

/// Rules that were read and checked, for several systems.
#[derive(Debug)]
pub struct Ruleset {
    pub sources: Sources,
    pub program: Program,
    first: ClauseId,
}

impl Ruleset {
    pub fn read(rules: &RuleFiles) -> Result<Self, Stop> {
        Self::named(rules, SHIPPED)
    }

    /// The same, with a name for the built-in rules that sets them apart from a file.
    pub fn named(rules: &RuleFiles, shipped: &str) -> Result<Self, Stop> {
        let mut sources = Sources::default();
        let (program, _, compiled) = read_rules(rules, shipped, None, &mut sources)?;
        let first = if compiled {
            shipped_clauses(&program)
        } else {
            ClauseId(0)
        };
        Ok(Self {
            sources,
            program,
            first,
        })
    }
}

/// Reads only the rules.
pub fn rules_of(rules: &RuleFiles) -> Result<(Program, Sources), Stop> {
    let mut sources = Sources::default();
    let (program, ..) = read_rules(rules, SHIPPED, None, &mut sources)?;
    Ok((program, sources))
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

type Rules = (Program, Option<(RelationId, String)>, bool);

/// The program, the relation and title of the question, and whether the program is the compiled
/// one with nothing but a question after it.
fn read_rules(
    rules: &RuleFiles,
    shipped: &str,
    question: Option<&Question>,
    sources: &mut Sources,
) -> Result<Rules, Stop> {
    let mut files = Vec::new();
    match &rules.rules {
        Some(path) => files.push(read_file(path, sources)?),
        None => files.push(sources.add(shipped, threatlog_compiled::RULES)),
    }
    for path in &rules.add_rules {
        files.push(read_file(path, sources)?);
    }
    are_rules(rules, &files, sources)?;
    let compiled = rules.rules.is_none() && rules.add_rules.is_empty();
    let Some(question) = question else {
        let program = threatlog_dl::read(sources, &files);
        let program = program.map_err(|it| not_sound(rules, it, sources))?;
        if program.relation_named(VIOLATED).is_none() {
            let stop = Stop::problem(format!("these rules never say what is `{VIOLATED}`"));
            return Err(stop.help("`--rules` replaces all rules, `--add-rules` adds to them"));
        }
        check_inputs(&program, sources)?;
        return Ok((program, None, compiled));
    };
    let file = sources.add(question.name, question.text);
    let query = threatlog_dl::read_query(sources, &files, file, &question.parameters);
    let query = query.map_err(|it| not_sound(rules, it, sources))?;
    check_inputs(&query.program, sources)?;
    let title = query.doc.title.unwrap_or_default();
    Ok((query.program, Some((query.answer, title)), compiled))
}

/// Stops if a file of rules is an architecture file: each line of it would be a fault.
fn are_rules(rules: &RuleFiles, files: &[u32], sources: &Sources) -> Result<(), Stop> {
    let none = rules.rules.is_none() && rules.add_rules.is_empty();
    let files = files.iter().filter_map(|&it| sources.get(it));
    for file in files.filter(|_| !none) {
        let is_named = [".yaml", ".yml", ".json"]
            .iter()
            .any(|it| file.name.ends_with(it));
        let mut lines = file.text.lines().map(str::trim_start);
        let first = lines.find(|it| !it.is_empty() && !it.starts_with(['#', '%', '/']));
        let sections = ["system:", "components:", "actors:", "zones:", "flows:"];
        let begins = first.is_some_and(|line| sections.iter().any(|it| line.starts_with(it)));
        if is_named || begins {
            let name = &file.name;
            let stop = Stop::problem(format!(
                "`{name}` holds no rules: it is an architecture file"
            ));
            return Err(stop.help(
                "a file of rules comes after `--rules` or `--add-rules`, and after `diff --rules` \
                 come two, of which `built-in` may be one; architecture files follow them",
            ));
        }
    }
    Ok(())
}

/// The faults of rules, or what is wrong with all of them.
fn not_sound(rules: &RuleFiles, faults: Vec<Fault>, sources: &Sources) -> Stop {
    /// Whoever declares so many relations again has added rules that were to replace others.
    const MANY: usize = 5;
    let again = faults.iter().filter(|it| it.code == "duplicate-relation");
    if again.count() < MANY || rules.add_rules.is_empty() {
        return faulty(faults, sources);
    }
    let names = rules
        .add_rules
        .iter()
        .map(|it| format!("`{}`", it.display()));
    let names: Vec<String> = names.collect();
    let names = names.join(" and ");
    let stop = Stop::problem(format!(
        "{names} declares the relations of the other rules again"
    ));
    stop.help("`--add-rules` adds to the rules; to use others instead of them, say `--rules`")
}

fn read_model(
    change: &Change,
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
    altered(&read, change, sources)
}

fn altered(model: &Model, change: &Change, sources: &mut Sources) -> Result<Model, Stop> {
    let mut texts = |option: &str, texts: &[String]| -> Result<Vec<u32>, Stop> {
        let added = texts.iter().map(|text| {
            let loaded = model::load(sources, option, text.as_bytes());
            loaded.map_err(|it| faulty(vec![it], sources))
        });
        added.collect()
    };
    let flows = texts("--add-flow", &change.add_flow)?;
    let entries = texts("--add-entry", &change.add_entry)?;
    let with = texts("--with", &change.with)?;
    let without = texts("--without", &change.without)?;
    let extended = model::extend(model, sources, &flows, &entries);
    let controls = |it: &Model| model::alter_as_said(it, sources, &with, &without);
    // All faults at once: the controls are judged even if a flow is faulty.
    let judged = match extended {
        Ok(extended) => controls(&extended),
        Err(mut faults) => {
            faults.extend(controls(model).err().into_iter().flatten());
            Err(faults)
        }
    };
    judged.map_err(|it| faulty(it, sources))
}

fn check_inputs(program: &Program, sources: &Sources) -> Result<(), Stop> {
    let faults = facts::check(program);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faulty(faults, sources))
    }
}

/// The clauses of a program that begins with the shipped rules, up to what follows them.
fn shipped_clauses(program: &Program) -> ClauseId {
    let first = program
        .clauses
        .iter()
        .position(|clause| clause.place.file > 0);
    let first = first.unwrap_or(program.clauses.len());
    ClauseId(u32::try_from(first).expect("fewer than 2^32 clauses"))
}

/// Stops for these faults, with the texts that they point into.
pub fn faulty(faults: Vec<Fault>, sources: &Sources) -> Stop {
    Stop::Faults(faults, Box::new(sources.clone()))
}

fn too_many(program: &Program, found: crate::solve::TooManyFacts) -> Stop {
    let relation = &program.relation(found.relation).name;
    let message = format!("the rules derive more than {} facts", found.rows);
    Stop::problem(message).help(format!(
        "`{relation}` was still growing; does a clause of it lack a condition?"
    ))
}
