//! `threatlog reach`

use clap::Args;

use super::answer::{known_actor, no_file_instead};
use super::common::About;
use super::output::Stop;
use crate::answer::{Gains, reach};
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
        self.about.look.show(&answer, report::reach, || {
            let paths = format!("paths --from {}", self.actor);
            next(&answer.rows, &self.about, &paths, "what harm follows")
        })
    }
}

/// Why the first gain is one, and then this command about paths.
pub fn next(gains: &[Gains], about: &About, paths: &str, what: &str) -> Vec<Hint> {
    let files = about.again();
    let first = gains.first();
    first.map_or_else(Vec::new, |gain| {
        let explain = format!("threatlog explain {}{files}", gain.path.shown);
        vec![
            Hint::new(explain, "why, line by line"),
            Hint::new(format!("threatlog {paths}{files}"), what),
        ]
    })
}
