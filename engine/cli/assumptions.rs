//! `threatlog assumptions`

use clap::Args;

use super::common::{About, options};
use super::output::Stop;
use super::paths::at_least_one;
use crate::answer::{AssumptionEffort, Assumptions, assumptions};
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct AssumptionsCommand {
    /// How many controls to show
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = at_least_one)]
    top: usize,
    #[command(flatten)]
    about: About,
}

impl AssumptionsCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let (session, progress) = self.about.open("trying controls")?;
        let depth = AssumptionEffort::for_model(&session.model);
        let answer = assumptions(&session.solve()?, &depth)?;
        drop(progress);
        let told = |it: &Assumptions| report::assumptions(it, self.top);
        self.about
            .look
            .show(&answer, told, || next(&answer, &self.about.again()))
    }
}

fn next(answer: &Assumptions, files: &str) -> Vec<Hint> {
    let check = Hint::new(
        format!("threatlog check{files}"),
        "every expected control that is not mentioned",
    );
    let Some(row) = answer.rows.first() else {
        return vec![check];
    };
    let with = options([&row.control.in_place()]);
    vec![
        Hint::new(
            format!("threatlog paths{files}{with}"),
            "what is left if it is there",
        ),
        Hint::new(
            format!("threatlog paths --to {}{files}", row.worst.goal.component),
            "the paths to the goal that it touches most",
        ),
        check,
    ]
}
