//! `threatlog rules`

use std::path::{Path, PathBuf};

use clap::Args;
use threatlog_dl::program::Step;
use threatlog_dl::{Program, Sources, nearest};

use super::common::{Format, Look, RuleFiles, System};
use super::output::{Stop, note, print, write_file};
use super::progress::Progress;
use super::ruleset::Ruleset;
use super::session::{Architecture, Session};
use crate::answer::{Examples, coverage, examples, exercised, relations, steps};
use crate::engine::Solved;
use crate::print::markdown::reference;
use crate::report::{self, Hint, plural};

#[derive(Args, Debug)]
pub struct RulesCommand {
    /// Show this attack step in full
    step: Option<String>,
    /// Print the text of the built-in rules
    #[arg(long, conflicts_with_all = ["step", "rules", "add_rules"])]
    source: bool,
    /// List the relations that rules and queries of one's own can rest on
    #[arg(long, conflicts_with_all = ["step", "source", "coverage", "reference", "examples"])]
    relations: bool,
    /// Count the steps by lists of threats, and tell which steps these architectures exercise
    #[arg(long, value_name = "FILE", num_args = 0.., conflicts_with_all = ["step", "source"])]
    coverage: Option<Vec<PathBuf>>,
    /// Write a reference of all steps into this folder, as Markdown pages
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["step", "source", "coverage"])]
    reference: Option<PathBuf>,
    /// Take example paths for the reference, or for a step as Markdown, from these architectures
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["source", "coverage"])]
    examples: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleFiles,
    #[command(flatten)]
    look: Look,
}

impl RulesCommand {
    pub fn run(&self) -> Result<(), Stop> {
        if self.source {
            return print(threatlog_compiled::RULES);
        }
        let rules = Ruleset::read(&self.rules)?;
        let (program, sources) = (rules.engine.program(), &rules.sources);
        if self.relations {
            return self
                .look
                .show(&relations(program), report::relations, Vec::new);
        }
        if let Some(files) = &self.coverage {
            return self.cover(program, files);
        }
        if let Some(folder) = &self.reference {
            return self.write_reference(program, sources, folder);
        }
        match &self.step {
            Some(name) => self.show(program, sources, name),
            None => self.list(program, sources),
        }
    }

    fn list(&self, program: &Program, sources: &Sources) -> Result<(), Stop> {
        let answer = steps(program, sources);
        self.look.show(&answer, report::steps, || {
            let first = answer.steps.first();
            first.map_or_else(Vec::new, |step| {
                vec![
                    Hint::new(format!("threatlog rules {}", step.id), "one step in full"),
                    Hint::new("threatlog rules --coverage", "which threats have a step"),
                    Hint::new(
                        "threatlog rules --relations",
                        "what to build rules and queries on",
                    ),
                ]
            })
        })
    }

    fn show(&self, program: &Program, sources: &Sources, name: &str) -> Result<(), Stop> {
        let step = known_step(program, name)?;
        if self.look.format == Format::Markdown {
            return print(&reference::step(program, step, &self.evidence()?));
        }
        let all = steps(program, sources).steps;
        let Some(answer) = all.into_iter().find(|it| it.id == name) else {
            return Ok(());
        };
        self.look.show(&answer, report::step, Vec::new)
    }

    fn cover(&self, program: &Program, files: &[PathBuf]) -> Result<(), Stop> {
        let progress = Progress::start("looking for attack paths", self.look.quiet);
        let systems = files.iter().map(|file| {
            let name = file.file_stem().unwrap_or(file.as_os_str());
            let name = name.to_string_lossy().into_owned();
            self.ask(file, |analysis| exercised(analysis, name))
        });
        let answer = coverage(program, systems.collect::<Result<_, _>>()?);
        drop(progress);
        self.look.show(&answer, report::coverage, Vec::new)
    }

    fn write_reference(
        &self,
        program: &Program,
        sources: &Sources,
        folder: &Path,
    ) -> Result<(), Stop> {
        let progress = Progress::start("looking for example paths", self.look.quiet);
        let pages = reference::rule_pages(program, sources, &self.evidence()?);
        drop(progress);
        std::fs::create_dir_all(folder).map_err(|error| {
            let name = folder.display();
            Stop::problem(format!("`{name}` could not be made: {error}"))
        })?;
        for page in &pages {
            write_file(&folder.join(&page.name), &page.text)?;
        }
        if !self.look.quiet {
            let count = plural(pages.len(), "page");
            note(&format!("{count} written to {}", folder.display()));
        }
        Ok(())
    }

    /// Example paths of the systems that are given for them.
    fn evidence(&self) -> Result<Vec<Examples>, Stop> {
        let systems = self.examples.iter().map(|file| {
            let name = file.display().to_string();
            self.ask(file, |analysis| examples(analysis, name))
        });
        systems.collect()
    }

    /// What the system of one file answers.
    fn ask<T>(&self, file: &Path, question: impl FnOnce(&Solved) -> T) -> Result<T, Stop> {
        let system = System {
            rules: self.rules.clone(),
            ..System::default()
        };
        let files = [file.to_owned()];
        let session = Session::open(&system, &Architecture::Files(&files))?;
        Ok(question(&session.solve()?))
    }
}

fn known_step<'p>(program: &'p Program, name: &str) -> Result<&'p Step, Stop> {
    program
        .steps
        .iter()
        .find(|step| step.id == name)
        .ok_or_else(|| {
            let stop = Stop::problem(format!("`{name}` is not an attack step"));
            let near = nearest(name, program.steps.iter().map(|it| it.id.as_str()));
            let help = near.map(|near| format!("did you mean `{near}`?"));
            stop.help(help.unwrap_or_else(|| "see `threatlog rules`".into()))
        })
}
