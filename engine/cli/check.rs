//! `threatlog check`

use std::path::PathBuf;

use clap::Args;

use super::common::{Format, Look, System};
use super::output::{Stop, print};
use super::session::{Architecture, Session, faulty};
use crate::answer::no_effect;
use crate::facts::unknown_steps;
use crate::model::review;
use crate::render::{json, markdown, text};

#[derive(Args, Debug)]
pub struct Check {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

impl Check {
    pub fn run(&self) -> Result<(), Stop> {
        let files = Architecture::Files(&self.files);
        let (session, database) = Session::open(&self.system, &files, None)?;
        let (model, sources) = (&session.model, &session.sources);
        let unknown = unknown_steps(model, &session.program);
        if !unknown.is_empty() {
            return Err(faulty(unknown, sources));
        }
        let review = review(model);
        let idle = no_effect(model, &session.program, &session.facts, database);
        print(&match self.look.format {
            Format::Json => json::text(&json::check(model, &review, &idle, sources)),
            Format::Markdown => markdown::check(model, &review, &idle, sources),
            Format::Table => {
                let shown = text::check(model, &review, &idle, sources, self.look.style());
                self.look.with_hints(shown, || {
                    let files = self.system.again(&self.files);
                    super::answer::hints(&[
                        (format!("threatlog paths{files}"), "the ranked attack paths"),
                        (
                            format!("threatlog assumptions{files}"),
                            "which unstated controls matter most",
                        ),
                    ])
                })
            }
        })
    }
}
