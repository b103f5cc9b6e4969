//! `threatlog who-can-reach`

use clap::Args;

use super::answer::{known_component, no_file_instead};
use super::common::About;
use super::output::Stop;
use super::reach::next;
use crate::answer::who_can_reach;
use crate::rank::Effort;
use crate::report;

#[derive(Args, Debug)]
pub struct WhoCanReach {
    /// The component asked about
    target: String,
    #[command(flatten)]
    about: About,
}

impl WhoCanReach {
    pub fn run(&self) -> Result<(), Stop> {
        no_file_instead(&self.target, "a component", "who-can-reach COMPONENT")?;
        let (session, progress) = self.about.open("looking for ways in")?;
        known_component(&session.model, &self.target)?;
        let answer = who_can_reach(&session.solve()?, &self.target, Effort::default());
        drop(progress);
        self.about.look.show(&answer, report::who_can_reach, || {
            let paths = format!("paths --to {}", self.target);
            next(&answer.rows, &self.about, &paths, "what it costs")
        })
    }
}
