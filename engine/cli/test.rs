//! `threatlog test`

use std::path::{Path, PathBuf};

use clap::Args;
use threatlog_dl::Place;

use super::common::{Change, Format, Look, RuleFiles};
use super::folder::architectures;
use super::output::{Stop, print};
use super::progress::Progress;
use super::session::{Architecture, Ruleset, Session};
use crate::answer::{Failure, judge};
use crate::model::Expectation;
use crate::rank::Effort;
use crate::render::{cases::Tested, json, markdown, plural, text};

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
        let mut faulty = 0;
        for file in &files {
            match test(&rules, file) {
                Ok(found) => tested.push(found),
                Err(stop) => {
                    stop.report();
                    faulty += 1;
                }
            }
        }
        drop(progress);
        if faulty > 0 {
            let files = plural(faulty, "file");
            return Err(Stop::problem(format!("{files} cannot be tested")));
        }
        if tested.iter().all(|it| it.expectations == 0) {
            let stop = Stop::problem("no file says what it expects");
            return Err(stop.help("add a `case` section with `expect`, as docs/cases.md shows"));
        }
        let quiet = self.look.quiet;
        print(&match self.look.format {
            Format::Json => json::text(&json::cases(&tested)),
            Format::Markdown => markdown::cases(&tested),
            Format::Table => text::cases(&tested, quiet, self.look.style()),
        })?;
        if tested.iter().all(|it| it.failures.is_empty()) {
            Ok(())
        } else {
            Err(Stop::Failed)
        }
    }
}

fn test(rules: &Ruleset, file: &Path) -> Result<Tested, Stop> {
    let files = [file.to_owned()];
    let architecture = Architecture::Files(&files);
    let (session, database) = Session::under(rules, &Change::default(), &architecture)?;
    let cases = session.model.cases.iter();
    let expected: Vec<&Expectation> = cases.flat_map(|it| &it.expect).collect();
    let mut tested = Tested {
        file: file.display().to_string(),
        expectations: expected.len(),
        failures: Vec::new(),
    };
    if expected.is_empty() {
        return Ok(tested);
    }
    let analysis = session.analysis(database);
    for expected in expected {
        let solve = |model: &_| session.solve(model);
        let place: Place = expected.place;
        let found: Vec<Failure> = judge(&analysis, expected, Effort::default(), solve)?;
        let at = session.sources.locate(place);
        let placed = found.into_iter().map(|it| (at.clone(), it));
        tested.failures.extend(placed);
    }
    Ok(tested)
}
