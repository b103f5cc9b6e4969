//! `threatlog check`

use clap::Args;

use super::common::About;
use super::output::Stop;
use super::session::faulty;
use crate::answer::check;
use crate::facts::unknown_steps;
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct Check {
    #[command(flatten)]
    about: About,
}

impl Check {
    pub fn run(&self) -> Result<(), Stop> {
        let (session, progress) = self.about.open("checking")?;
        let unknown = unknown_steps(&session.model, session.engine.program());
        if !unknown.is_empty() {
            return Err(faulty(unknown, &session.sources));
        }
        let answer = check(&session.solve()?);
        drop(progress);
        let files = self.about.again();
        self.about.look.show(&answer, report::check, || {
            vec![
                Hint::new(format!("threatlog paths{files}"), "the ranked attack paths"),
                Hint::new(
                    format!("threatlog assumptions{files}"),
                    "which unstated controls matter most",
                ),
            ]
        })
    }
}
