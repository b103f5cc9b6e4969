//! `threatlog depth`

use std::path::PathBuf;

use clap::Args;

use super::answer::{hints, known_names};
use super::common::{Format, Look, System};
use super::output::{Stop, print};
use super::paths::at_least_one;
use super::progress::Progress;
use super::session::{Architecture, Session};
use crate::answer::{DepthQuestion, DepthRow, Depths, depths};
use crate::rank::Effort;
use crate::render::{json, markdown, text};

#[derive(Args, Debug)]
pub struct DepthCommand {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    /// Only this component, each goal with its whole path
    #[arg(long, value_name = "COMPONENT")]
    to: Option<String>,
    /// Only paths of this actor
    #[arg(long, value_name = "ACTOR")]
    from: Option<String>,
    /// Only goals behind exactly one control
    #[arg(long)]
    weak_spots: bool,
    /// How many goals to show
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = at_least_one)]
    top: usize,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

impl DepthCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let progress = Progress::start("letting controls fail", self.look.quiet);
        let (session, database) =
            Session::open(&self.system, &Architecture::Files(&self.files), None)?;
        known_names(&session.model, &self.to, &self.from)?;
        let analysis = session.analysis(database);
        let question = DepthQuestion {
            to: self.to.clone(),
            from: self.from.clone(),
            effort: Effort::default(),
        };
        let mut answer = depths(&analysis, &question, |facts| session.derive(facts))?;
        if self.weak_spots {
            answer.rows.retain(|row| depth(row) == Some(1));
        }
        drop(progress);
        let whole = self.to.is_some();
        print(&match self.look.format {
            Format::Json => json::text(&json::depths(&session.model.system, &answer)),
            Format::Markdown => markdown::depths(&analysis, &answer, self.top),
            Format::Table => {
                let style = self.look.style();
                let shown = text::depths(&analysis, &answer, self.top, whole, style);
                self.look.with_hints(shown, || self.next(&answer))
            }
        })
    }

    /// The path that the shallowest closed goal is about, and what the open ones cost.
    fn next(&self, answer: &Depths) -> String {
        let files = self.system.again(&self.files);
        let from = self.from.iter().map(|actor| format!(" --from {actor}"));
        let files = from.collect::<String>() + &files;
        let mut rows = Vec::new();
        let closed = answer.rows.iter().find(|row| depth(row) > Some(0));
        if let Some(row) = closed
            && let Some(breach) = &row.opening
        {
            let fails = breach.fails.iter();
            let without: String = fails
                .map(|it| format!(" --without {}:{}", it.component, it.control))
                .collect();
            if self.to.is_none() {
                let what = "one component, with whole paths";
                rows.push((
                    format!("threatlog depth --to {}{files}", row.component),
                    what,
                ));
            }
            let to = &row.component;
            let what = "the paths if that fails";
            rows.push((format!("threatlog paths --to {to}{files}{without}"), what));
        }
        rows.push((
            format!("threatlog paths{files}"),
            "the paths past what stands there today",
        ));
        hints(&rows)
    }
}

fn depth(row: &DepthRow) -> Option<usize> {
    row.opening.as_ref().map(|it| it.depth)
}
