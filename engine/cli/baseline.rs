//! `threatlog baseline`

use std::path::PathBuf;

use clap::Args;

use super::answer::hints;
use super::common::{System, quoted};
use super::output::{Stop, print, write_file};
use super::progress::Progress;
use super::session::{Architecture, Session};
use crate::answer::{Standings, baseline};
use crate::rank::Effort;
use crate::render::plural;

#[derive(Args, Debug)]
pub struct BaselineCommand {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    /// Where to write it; to standard output if not given
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    system: System,
    /// Leave out hints and progress
    #[arg(long, short)]
    quiet: bool,
}

impl BaselineCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let progress = Progress::start("looking for attack paths", self.quiet);
        let files = Architecture::Files(&self.files);
        let (session, database) = Session::open(&self.system, &files, None)?;
        let analysis = session.analysis(database);
        let standings = Standings::new(&analysis, Effort::default());
        let recorded = baseline(&standings, session.rules_name());
        drop(progress);
        let Some(out) = &self.out else {
            return print(&recorded.text());
        };
        write_file(out, &recorded.text())?;
        let name = out.display().to_string();
        let goals = plural(recorded.goals.len(), "goal");
        let mut shown = format!("Wrote {name}: {goals} in reach. Commit it beside the model.\n");
        if !self.quiet {
            let again = self.system.again(&self.files);
            shown.push_str(&hints(&[(
                format!("threatlog gate{again} --baseline {}", quoted(&name)),
                "fails when a risk rises over it",
            )]));
        }
        print(&shown)
    }
}
