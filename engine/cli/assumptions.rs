//! `threatlog assumptions`

use std::path::PathBuf;

use clap::Args;

use super::answer::hints;
use super::common::{Format, Look, System};
use super::output::{Stop, print};
use super::paths::at_least_one;
use super::progress::Progress;
use super::session::{Architecture, Session};
use crate::answer::{Assumptions, Depth, assumptions};
use crate::render::{json, markdown, text};

#[derive(Args, Debug)]
pub struct AssumptionsCommand {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    /// How many controls to show
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = at_least_one)]
    top: usize,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

impl AssumptionsCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let progress = Progress::start("trying controls", self.look.quiet);
        let (session, database) =
            Session::open(&self.system, &Architecture::Files(&self.files), None)?;
        let analysis = session.analysis(database);
        let depth = Depth::for_model(&session.model);
        let answer = assumptions(&analysis, &depth, |model| session.solve(model))?;
        drop(progress);
        let (model, sources) = (&session.model, &session.sources);
        print(&match self.look.format {
            Format::Json => json::text(&json::assumptions(model, &answer, sources)),
            Format::Markdown => markdown::assumptions(model, &answer, self.top, sources),
            Format::Table => {
                let style = self.look.style();
                let shown = text::assumptions(model, &answer, self.top, sources, style);
                self.look
                    .with_hints(shown, || next(&answer, &self.system.again(&self.files)))
            }
        })
    }
}

fn next(answer: &Assumptions, files: &str) -> String {
    let check = (
        format!("threatlog check{files}"),
        "every expected control that is not mentioned",
    );
    let Some(row) = answer.rows.first() else {
        return hints(&[check]);
    };
    let control = &row.control;
    let with = format!(" --with {}:{}", control.component, control.control);
    hints(&[
        (
            format!("threatlog paths{files}{with}"),
            "what is left if it is there",
        ),
        (
            format!("threatlog paths --to {}{files}", row.worst.component),
            "the paths to the goal that it touches most",
        ),
        check,
    ])
}
