//! `threatlog export`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use threatlog_dl::visible;

use super::common::System;
use super::output::{Stop, print};
use super::session::{Architecture, Session};
use crate::answer::goals;
use crate::derivations::Scope;
use crate::facts::Fact;
use crate::print::problog;

#[derive(Args, Debug)]
pub struct Export {
    /// What to write
    #[arg(value_enum)]
    form: Form,
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    #[command(flatten)]
    system: System,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// A ProbLog program that asks for the total likelihood of every goal
    Problog,
}

impl Export {
    pub fn run(&self) -> Result<(), Stop> {
        let files = Architecture::Files(&self.files);
        let session = Session::open(&self.system, &files)?;
        let analysis = session.solve()?;
        let goals = goals(&analysis).into_iter().map(|goal| goal.fact);
        let goals: Vec<Fact> = goals.collect();
        let graph = analysis.matcher.derive(&goals, Scope::Uncertain);
        let (program, symbols) = (analysis.program(), &analysis.facts().symbols);
        match self.form {
            Form::Problog => print(&format!(
                "% {}: how likely it is that each goal is reached, for ProbLog 2\n{}",
                visible(&session.model.system),
                problog(&graph, program, symbols, &goals)
            )),
        }
    }
}
