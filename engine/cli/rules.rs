//! `threatlog rules`

use std::path::{Path, PathBuf};

use clap::Args;
use threatlog_dl::program::Step;
use threatlog_dl::{Program, Sources, nearest};

use super::answer::hints;
use super::common::{Format, Look, RuleFiles, System};
use super::output::{Stop, note, print, write_file};
use super::progress::Progress;
use super::session::{Architecture, Session, rules_of};
use crate::answer::{Analysis, Examples, coverage, examples, exercised};
use crate::render::markdown::reference;
use crate::render::{json, likelihood, markdown, plural, text};

#[derive(Args, Debug)]
pub struct RulesCommand {
    /// Show this attack step in full
    step: Option<String>,
    /// Print the text of the built-in rules
    #[arg(long, conflicts_with_all = ["step", "rules", "add_rules"])]
    source: bool,
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
        let (program, sources) = rules_of(&self.rules)?;
        if let Some(files) = &self.coverage {
            return self.cover(&program, files);
        }
        if let Some(folder) = &self.reference {
            return self.write_reference(&program, &sources, folder);
        }
        match &self.step {
            Some(name) => self.show(&program, &sources, name),
            None => self.list(&program),
        }
    }

    fn list(&self, program: &Program) -> Result<(), Stop> {
        print(&match self.look.format {
            Format::Json => json::text(&json::rules(program)),
            Format::Markdown => {
                let header = ["Step", "What the attacker does", "Chance", "References"];
                let rows = program.steps.iter().map(|step| {
                    let references = step.techniques.iter().map(ToString::to_string);
                    vec![
                        step.id.clone(),
                        step.title.clone(),
                        likelihood(step.likelihood.chance()),
                        references.collect::<Vec<_>>().join(", "),
                    ]
                });
                markdown::table(&header.map(str::to_owned), &rows.collect::<Vec<_>>())
            }
            Format::Table => {
                let mut shown = text::rules(program, self.look.style());
                if let Some(step) = program.steps.first().filter(|_| !self.look.quiet) {
                    let commands = [
                        (format!("threatlog rules {}", step.id), "one step in full"),
                        (
                            "threatlog rules --coverage".to_owned(),
                            "which threats have a step",
                        ),
                    ];
                    shown.push_str(&hints(&commands));
                }
                shown
            }
        })
    }

    fn show(&self, program: &Program, sources: &Sources, name: &str) -> Result<(), Stop> {
        let step = known_step(program, name)?;
        print(&match self.look.format {
            Format::Json => json::text(&json::step(program, step)),
            Format::Markdown => reference::step(program, step, &self.evidence()?),
            Format::Table => text::step(program, step, sources, self.look.style()),
        })
    }

    fn cover(&self, program: &Program, files: &[PathBuf]) -> Result<(), Stop> {
        let progress = Progress::start("looking for attack paths", self.look.quiet);
        let systems = files.iter().map(|file| {
            let name = file.file_stem().unwrap_or(file.as_os_str());
            let name = name.to_string_lossy().into_owned();
            self.ask(file, |analysis| exercised(analysis, name))
        });
        let covered = coverage(program, systems.collect::<Result<_, _>>()?);
        drop(progress);
        print(&match self.look.format {
            Format::Json => json::text(&json::coverage(program, &covered)),
            Format::Markdown => markdown::coverage(program, &covered),
            Format::Table => text::coverage(program, &covered, self.look.style()),
        })
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
    fn ask<T>(&self, file: &Path, question: impl FnOnce(&Analysis) -> T) -> Result<T, Stop> {
        let system = System {
            rules: self.rules.clone(),
            ..System::default()
        };
        let files = [file.to_owned()];
        let (session, database) = Session::open(&system, &Architecture::Files(&files), None)?;
        Ok(question(&session.analysis(database)))
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
