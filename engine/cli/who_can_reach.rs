//! `threatlog who-can-reach`

use clap::Args;

use super::answer::{known_component, no_file_instead};
use super::common::About;
use super::output::Stop;
use crate::answer::who_can_reach;
use crate::rank::Effort;
use crate::report::{self, Hint};

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
        let files = self.about.again();
        self.about.look.show(&answer, report::who_can_reach, || {
            let first = answer.rows.first();
            first.map_or_else(Vec::new, |row| {
                let explain = format!("threatlog explain {}{files}", row.path.shown);
                let paths = format!("threatlog paths --to {}{files}", self.target);
                vec![
                    Hint::new(explain, "why, line by line"),
                    Hint::new(paths, "what it costs"),
                ]
            })
        })
    }
}
