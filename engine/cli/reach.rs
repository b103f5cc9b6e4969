//! `threatlog reach`

use clap::Args;

use super::answer::{known_actor, no_file_instead};
use super::common::About;
use super::output::Stop;
use crate::answer::reach;
use crate::rank::Effort;
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct Reach {
    /// The actor asked about
    actor: String,
    #[command(flatten)]
    about: About,
}

impl Reach {
    pub fn run(&self) -> Result<(), Stop> {
        no_file_instead(&self.actor, "an actor", "reach ACTOR")?;
        let (session, progress) = self.about.open("looking for ways in")?;
        known_actor(&session.model, &self.actor)?;
        let answer = reach(&session.solve()?, &self.actor, Effort::default());
        drop(progress);
        let files = self.about.again();
        self.about.look.show(&answer, report::reach, || {
            let first = answer.rows.first();
            first.map_or_else(Vec::new, |row| {
                let explain = format!("threatlog explain {}{files}", row.path.shown);
                let paths = format!("threatlog paths --from {}{files}", self.actor);
                vec![
                    Hint::new(explain, "why, line by line"),
                    Hint::new(paths, "what harm follows"),
                ]
            })
        })
    }
}
