//! `threatlog who-can-reach`

use std::path::PathBuf;

use clap::Args;

use super::answer::{hints, known_component, no_file_instead, short_ids};
use super::common::{Format, Look, System};
use super::output::{Stop, print};
use super::progress::Progress;
use super::session::{Architecture, Session};
use crate::answer::who_can_reach;
use crate::rank::Effort;
use crate::render::{json, markdown, text};

#[derive(Args, Debug)]
pub struct WhoCanReach {
    /// The component asked about
    target: String,
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

impl WhoCanReach {
    pub fn run(&self) -> Result<(), Stop> {
        no_file_instead(&self.target, "a component", "who-can-reach COMPONENT")?;
        let progress = Progress::start("looking for ways in", self.look.quiet);
        let (session, database) =
            Session::open(&self.system, &Architecture::Files(&self.files), None)?;
        known_component(&session.model, &self.target)?;
        let analysis = session.analysis(database);
        let rows = who_can_reach(&analysis, &self.target, Effort::default());
        drop(progress);
        let ids = short_ids(rows.iter().map(|row| row.path.id.as_str()));
        print(&match self.look.format {
            Format::Json => json::text(&json::who_can_reach(&self.target, &rows, &ids)),
            Format::Markdown => markdown::who_can_reach(&analysis, &self.target, &rows, &ids),
            Format::Table => {
                let style = self.look.style();
                let mut shown = text::who_can_reach(&analysis, &self.target, &rows, &ids, style);
                let files = self.system.again(&self.files);
                if let Some(id) = ids.first().filter(|_| !self.look.quiet) {
                    shown.push_str(&hints(&[
                        (
                            format!("threatlog explain {id}{files}"),
                            "why, line by line",
                        ),
                        (
                            format!("threatlog paths --to {}{files}", self.target),
                            "what it costs",
                        ),
                    ]));
                }
                shown
            }
        })
    }
}
