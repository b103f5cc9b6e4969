//! `threatlog verify`

use std::path::PathBuf;

use clap::Args;

use super::answer::hints;
use super::common::{Format, Look, System};
use super::output::{Stop, print};
use super::paths::at_least_one;
use super::progress::Progress;
use super::session::{Architecture, Session};
use crate::checker::verify;
use crate::render::{json, markdown, text};

#[derive(Args, Debug)]
pub struct Verify {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    /// How many paths of each goal to check
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = at_least_one)]
    per_goal: usize,
    /// For how many goals to put the cheapest controls in place
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = at_least_one)]
    top: usize,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

impl Verify {
    pub fn run(&self) -> Result<(), Stop> {
        let progress = Progress::start("checking proofs", self.look.quiet);
        let (session, database) =
            Session::open(&self.system, &Architecture::Files(&self.files), None)?;
        let analysis = session.analysis(database);
        let again = |model: &_| session.interpret(model);
        let answer = verify(&analysis, self.per_goal, self.top, again)?;
        drop(progress);
        let system = &session.model.system;
        print(&match self.look.format {
            Format::Json => json::text(&json::verified(system, &answer)),
            Format::Markdown => markdown::verified(system, &answer),
            Format::Table => {
                let shown = text::verified(system, &answer, self.look.style());
                self.look.with_hints(shown, || {
                    let files = self.system.again(&self.files);
                    hints(&[(
                        format!("threatlog paths{files}"),
                        "the paths that were checked",
                    )])
                })
            }
        })?;
        if answer.wrong.is_empty() {
            Ok(())
        } else {
            Err(Stop::Failed)
        }
    }
}
