//! `threatlog demo`

use clap::Args;

use super::common::{Format, Look, System};
use super::output::{Stop, note, print};
use super::paths::{at_least_one, next};
use super::session::{Architecture, Session};
use crate::answer::{Question, register};
use crate::rank::Budget;
use crate::report;

/// The example and the name under which it is shown.
const NAME: &str = "rag-support-assistant.yaml";
const TEXT: &str = include_str!("../../facts/systems/rag-support-assistant.yaml");

#[derive(Args, Debug)]
pub struct Demo {
    /// How many findings to show
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = at_least_one)]
    top: usize,
    /// Print the example's architecture file instead
    #[arg(long)]
    source: bool,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

impl Demo {
    pub fn run(&self) -> Result<(), Stop> {
        if self.source {
            return print(TEXT);
        }
        let session = Session::open(&self.system, &Architecture::Text(NAME, TEXT))?;
        let question = Question {
            top: self.top,
            budget: Some(Budget::default()),
            ..Question::default()
        };
        if self.look.format == Format::Table && !self.look.quiet {
            note("A built-in example. To follow the hints, save it first:");
            note(&format!("    threatlog demo --source > {NAME}"));
            note("");
        }
        let with_paths = self.look.format == Format::Json;
        let answer = register(&session.solve()?, &question, with_paths);
        let files = format!(" {NAME}");
        self.look
            .show(&answer, report::paths, || next(&answer, &files))
    }
}
