//! `threatlog reach`

use std::path::PathBuf;

use clap::Args;

use super::answer::{hints, known_actor, no_file_instead, short_ids};
use super::common::{Format, Look, System};
use super::output::{Stop, print};
use super::progress::Progress;
use super::session::{Architecture, Session};
use crate::answer::reach;
use crate::rank::Effort;
use crate::render::{json, markdown, text};

#[derive(Args, Debug)]
pub struct Reach {
    /// The actor asked about
    actor: String,
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

impl Reach {
    pub fn run(&self) -> Result<(), Stop> {
        no_file_instead(&self.actor, "an actor", "reach ACTOR")?;
        let progress = Progress::start("looking for ways in", self.look.quiet);
        let (session, database) =
            Session::open(&self.system, &Architecture::Files(&self.files), None)?;
        known_actor(&session.model, &self.actor)?;
        let analysis = session.analysis(database);
        let rows = reach(&analysis, &self.actor, Effort::default());
        drop(progress);
        let ids = short_ids(rows.iter().map(|row| row.path.id.as_str()));
        print(&match self.look.format {
            Format::Json => json::text(&json::reach(&self.actor, &rows, &ids)),
            Format::Markdown => markdown::reach(&analysis, &self.actor, &rows, &ids),
            Format::Table => {
                let mut shown = text::reach(&self.actor, &rows, &ids, self.look.style());
                let files = self.system.again(&self.files);
                if let Some(id) = ids.first().filter(|_| !self.look.quiet) {
                    shown.push_str(&hints(&[
                        (
                            format!("threatlog explain {id}{files}"),
                            "why, line by line",
                        ),
                        (
                            format!("threatlog paths --from {}{files}", self.actor),
                            "what harm follows",
                        ),
                    ]));
                }
                shown
            }
        })
    }
}
