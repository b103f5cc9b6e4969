//! `threatlog verify`

use clap::Args;

use super::common::About;
use super::output::{Stop, verdict};
use super::paths::at_least_one;
use crate::checker::verify;
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct Verify {
    /// How many paths of each goal to check
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = at_least_one)]
    per_goal: usize,
    /// For how many goals to put the cheapest controls in place
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = at_least_one)]
    top: usize,
    #[command(flatten)]
    about: About,
}

impl Verify {
    pub fn run(&self) -> Result<(), Stop> {
        let (session, progress) = self.about.open("checking proofs")?;
        let again = session.engine.interpreted();
        let answer = verify(&session.solve()?, self.per_goal, self.top, &again)?;
        drop(progress);
        let printed = self.about.look.show(&answer, report::verified, || {
            let command = format!("threatlog paths{}", self.about.again());
            vec![Hint::new(command, "the paths that were checked")]
        });
        verdict(printed, answer.wrong.is_empty())
    }
}
