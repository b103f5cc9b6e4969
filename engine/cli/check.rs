//! `threatlog check`

use std::path::PathBuf;

use clap::Args;

use super::common::{Change, Format, Look, System};
use super::output::{Stop, print};
use super::session::{Architecture, model_of};
use crate::model::{Model, Review, review};
use crate::render::{json, markdown, text};

#[derive(Args, Debug)]
pub struct Check {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    #[command(flatten)]
    change: Change,
    #[command(flatten)]
    look: Look,
}

impl Check {
    pub fn run(&self) -> Result<(), Stop> {
        let (model, sources) = model_of(&self.change, &Architecture::Files(&self.files))?;
        let review = review(&model);
        print(&match self.look.format {
            Format::Json => json::text(&json::check(&model, &review, &sources)),
            Format::Markdown => unstated(&model, &review),
            Format::Table => {
                let mut shown = text::check(&model, &review, &sources, self.look.style());
                if !self.look.quiet {
                    let system = System {
                        change: self.change.clone(),
                        ..System::default()
                    };
                    let command = format!("threatlog paths{}", system.again(&self.files));
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
