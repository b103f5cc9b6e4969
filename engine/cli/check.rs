//! `threatlog check`

use std::path::PathBuf;

use clap::Args;

use super::common::{Format, Look, System};
use super::output::{Stop, print};
use super::paths::files_text;
use super::session::{Architecture, model_of};
use crate::model::{Model, Review, review};
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
        let (model, sources) = model_of(&self.system, &Architecture::Files(&self.files))?;
        let review = review(&model);
        print(&match self.look.format {
            Format::Json => json::text(&json::check(&model, &review, &sources)),
            Format::Markdown => unstated(&model, &review),
            Format::Table => {
                let mut shown = text::check(&model, &review, &sources, self.look.style());
                if !self.look.quiet {
                    let files = files_text(&self.files);
                    let command = format!("threatlog paths{files}");
                    shown.push_str(&super::answer::hints(&[(
                        command,
                        "the ranked attack paths",
                    )]));
                }
                shown
            }
        })
    }
}

fn unstated(model: &Model, review: &Review) -> String {
    let header = ["Component", "Expected but not mentioned"].map(str::to_owned);
    let rows: Vec<Vec<String>> = review
        .unstated
        .iter()
        .map(|it| {
            vec![
                model.component(it.component).id.clone(),
                it.controls.join(", "),
            ]
        })
        .collect();
    format!("# {}\n\n{}", model.system, markdown::table(&header, &rows))
}
