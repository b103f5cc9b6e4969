//! `threatlog test`

use std::path::{Path, PathBuf};

use clap::Args;

use super::common::{Changes, Format, Look, RuleFiles};
use super::folder::architectures;
use super::output::{Stop, verdict};
use super::progress::Progress;
use super::ruleset::Ruleset;
use super::session::{Architecture, Session};
use crate::answer::{TestedCase, TestedCases, test};
use crate::rank::Effort;
use crate::report::{self, plural};

#[derive(Args, Debug)]
pub struct TestCommand {
    /// Cases: architecture files with a `case` section, or folders of them
    #[arg(required = true)]
    cases: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleFiles,
    #[command(flatten)]
    look: Look,
}

impl TestCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let progress = Progress::start("testing cases", self.look.quiet);
        let rules = Ruleset::read(&self.rules)?;
        let mut files = Vec::new();
        for path in &self.cases {
            files.extend(architectures(path)?);
        }
        let mut tested = Vec::new();
        let mut faulty = Vec::new();
        for file in &files {
            match one(&rules, file) {
                Ok(found) => tested.push(found),
                Err(stop) => faulty.push(stop),
            }
        }
        drop(progress);
        if !faulty.is_empty() {
            let files = plural(faulty.len(), "file");
            return Err(Stop::Several(faulty, format!("{files} cannot be tested")));
        }
        if tested.iter().all(|it| it.expectations == 0) {
            let stop = Stop::problem("no file says what it expects");
            return Err(stop.help("add a `case` section with `expect`, as docs/cases.md shows"));
        }
        let answer = TestedCases {
            passes: tested.iter().all(|it| it.failures.is_empty()),
            cases: tested,
        };
        let brief = self.look.quiet && self.look.format == Format::Table;
        let told = |it: &TestedCases| report::cases(it, brief);
        verdict(self.look.show(&answer, told, Vec::new), answer.passes)
    }
}

fn one(rules: &Ruleset, file: &Path) -> Result<TestedCase, Stop> {
    let files = [file.to_owned()];
    let architecture = Architecture::Files(&files);
    let session = Session::under(rules, &Changes::default(), &architecture)?;
    let name = file.display().to_string();
    Ok(test(&session.solve()?, name, Effort::default())?)
}
