//! `threatlog check`

use std::path::{Path, PathBuf};

use clap::Args;

use super::common::About;
use super::folder::architectures;
use super::output::Stop;
use super::progress::Progress;
use super::ruleset::Ruleset;
use super::session::{Architecture, Session, faulty};
use crate::answer::{self, CheckedFile, Checks, check};
use crate::facts::unknown_steps;
use crate::report::{self, Hint, plural};

#[derive(Args, Debug)]
pub struct Check {
    /// Show every expected control that is not mentioned, and all that is of no use
    #[arg(long)]
    all: bool,
    /// Check each file as a system of its own: faults and warnings of all, and one exit code
    #[arg(long, requires = "files", conflicts_with = "all")]
    each: bool,
    #[command(flatten)]
    about: About,
}

/// How many questions are worth asking at once.
const QUESTIONS: usize = 10;

impl Check {
    pub fn run(&self) -> Result<(), Stop> {
        if self.each {
            return self.each();
        }
        let (session, progress) = self.about.open("checking")?;
        let most = if self.all { usize::MAX } else { QUESTIONS };
        let answer = checked(&session, most)?;
        drop(progress);
        let files = self.about.again();
        let told = |it: &answer::Check| report::check(it, self.all);
        self.about.look.show(&answer, told, || {
            let mut next = vec![
                Hint::new(format!("threatlog paths{files}"), "the ranked attack paths"),
                Hint::new(
                    format!("threatlog assumptions{files}"),
                    "which unstated controls matter most, expected or not",
                ),
            ];
            if !self.all {
                next.push(Hint::new(
                    format!("threatlog check --all{files}"),
                    "every control that is expected, or of no use",
                ));
            }
            next
        })
    }

    fn each(&self) -> Result<(), Stop> {
        let progress = Progress::start("checking", self.about.look.quiet);
        let rules = Ruleset::read(&self.about.system.rules)?;
        let mut answer = Checks::default();
        let mut stops = Vec::new();
        let mut files = Vec::new();
        for path in &self.about.files {
            files.extend(architectures(path)?);
        }
        for file in files {
            match self.one(&rules, &file) {
                Ok(found) => answer.sound.push(found),
                Err(stop) => {
                    stops.push(stop);
                    answer.faulty.push(file.display().to_string());
                }
            }
        }
        drop(progress);
        let printed = self.about.look.show(&answer, report::checks, Vec::new);
        if stops.is_empty() {
            return printed;
        }
        // Whoever stops reading does not change the verdict.
        stops.extend(printed.err());
        let are = if answer.faulty.len() == 1 {
            "is"
        } else {
            "are"
        };
        let files = plural(answer.faulty.len(), "file");
        Err(Stop::Several(stops, format!("{files} {are} faulty")))
    }

    fn one(&self, rules: &Ruleset, file: &Path) -> Result<CheckedFile, Stop> {
        let files: [PathBuf; 1] = [file.to_owned()];
        let changes = &self.about.system.change;
        let session = Session::under(rules, changes, &Architecture::Files(&files))?;
        Ok(CheckedFile {
            file: file.display().to_string(),
            check: checked(&session, 0)?,
        })
    }
}

fn checked(session: &Session, questions: usize) -> Result<answer::Check, Stop> {
    let unknown = unknown_steps(&session.model, session.engine.program());
    if !unknown.is_empty() {
        return Err(faulty(unknown, &session.sources));
    }
    Ok(check(&session.solve()?, questions)?)
}
