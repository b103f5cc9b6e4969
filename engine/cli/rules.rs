//! `threatlog rules`

use std::path::{Path, PathBuf};

use clap::Args;
use threatlog_dl::{Program, nearest};

use super::answer::hints;
use super::common::{Format, Look, RuleFiles, System};
use super::output::{Stop, print};
use super::progress::Progress;
use super::session::{Architecture, Session, rules_of};
use crate::answer::{Exercised, coverage, exercised};
use crate::render::{json, likelihood, markdown, text};

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
        let Some(name) = &self.step else {
            return print(&match self.look.format {
                Format::Json => json::text(&json::rules(&program)),
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
                    let mut shown = text::rules(&program, self.look.style());
                    if let Some(step) = program.steps.first().filter(|_| !self.look.quiet) {
                        let command = format!("threatlog rules {}", step.id);
                        shown.push_str(&hints(&[(command, "one step in full")]));
                    }
                    shown
                }
            });
        };
        let Some(step) = program.steps.iter().find(|step| step.id == *name) else {
            let stop = Stop::problem(format!("`{name}` is not an attack step"));
            let near = nearest(name, program.steps.iter().map(|it| it.id.as_str()));
            let help = near.map(|near| format!("did you mean `{near}`?"));
            return Err(stop.help(help.unwrap_or_else(|| "see `threatlog rules`".into())));
        };
        print(&match self.look.format {
            Format::Json => json::text(&json::step(&program, step)),
            Format::Markdown | Format::Table => {
                text::step(&program, step, &sources, self.look.style())
            }
        })
    }

    fn cover(&self, program: &Program, files: &[PathBuf]) -> Result<(), Stop> {
        let progress = Progress::start("looking for attack paths", self.look.quiet);
        let systems = files.iter().map(|file| self.exercised(file));
        let covered = coverage(program, systems.collect::<Result<_, _>>()?);
        drop(progress);
        print(&match self.look.format {
            Format::Json => json::text(&json::coverage(program, &covered)),
            Format::Markdown => markdown::coverage(program, &covered),
            Format::Table => text::coverage(program, &covered, self.look.style()),
        })
    }

    /// What the system of one file exercises, under the file's name without its ending.
    fn exercised(&self, file: &Path) -> Result<Exercised, Stop> {
        let system = System {
            rules: self.rules.clone(),
            ..System::default()
        };
        let files = [file.to_owned()];
        let (session, database) = Session::open(&system, &Architecture::Files(&files), None)?;
        let name = file.file_stem().unwrap_or(file.as_os_str());
        let name = name.to_string_lossy().into_owned();
        Ok(exercised(&session.analysis(database), name))
    }
}
