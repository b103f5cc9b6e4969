//! `threatlog reach`

use std::path::PathBuf;

use clap::Args;

use super::answer::{hints, known_actor, short_ids};
use super::common::{Format, Look, System};
use super::output::{Stop, print};
use super::progress::Progress;
use super::session::{Architecture, Session};
use crate::answer::{Gains, reach};
use crate::rank::Effort;
use crate::render::{json, likelihood, markdown, text};

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
            Format::Markdown => {
                let header = ["Component", "Gains", "Likelihood", "Path"].map(str::to_owned);
                markdown::table(
                    &header,
                    &gains_rows(&rows, &ids, |row| row.component.clone()),
                )
            }
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

/// Rows of gains as cells.
pub fn gains_rows(
    rows: &[Gains],
    ids: &[String],
    name: impl Fn(&Gains) -> String,
) -> Vec<Vec<String>> {
    let rows = rows.iter().zip(ids);
    rows.map(|(row, id)| {
        let gains = row.gains.iter();
        let gains = gains.map(|(word, value)| format!("{word} {}", likelihood(*value)));
        vec![
            name(row),
            gains.collect::<Vec<_>>().join(", "),
            likelihood(row.path.likelihood),
            id.clone(),
        ]
    })
    .collect()
}
