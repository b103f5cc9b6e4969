//! `threatlog whatif`

use clap::Args;

use super::common::{About, Changes, System};
use super::output::Stop;
use super::paths::at_least_one;
use super::progress::Progress;
use super::session::{Architecture, Session, changed};
use crate::answer::{WhatIf, compare, compare_solved, no_change};
use crate::rank::Effort;
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct WhatIfCommand {
    /// How many changes to show
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = at_least_one)]
    top: usize,
    #[command(flatten)]
    about: About,
}

impl WhatIfCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let change = &self.about.system.change;
        if change.is_none() {
            let stop = Stop::problem("nothing is altered, so there is nothing to compare");
            return Err(stop.help(
                "say what, as in `--with COMPONENT:CONTROL` or `--remove-flow`; `threatlog whatif \
                 --help` lists all",
            ));
        }
        let progress = Progress::start("comparing", self.about.look.quiet);
        let unaltered = System {
            change: Changes::default(),
            rules: self.about.system.rules.clone(),
        };
        let mut session = Session::open(&unaltered, &Architecture::Files(&self.about.files))?;
        let said = session.said(change)?;
        let altered = changed(&session.model, &said, &session.sources);
        let (old, new) = (session.solve()?, session.engine.solve(&altered)?);
        let comparison = compare_solved(&old, &new, Effort::default(), compare);
        let mut notes = no_change(&old, &new, &said);
        if comparison.rows.is_empty() && notes.is_empty() {
            notes.push("Rules look at what is altered, but no path rests on it.".to_owned());
        }
        drop(progress);
        let answer = WhatIf {
            system: session.model.system.clone(),
            altered: change.again(),
            notes,
            comparison,
        };
        let told = |it: &WhatIf| report::what_if(it, self.top);
        self.about.look.show(&answer, told, || {
            let command = format!("threatlog paths{}", self.about.again());
            vec![Hint::new(command, "the paths of the altered system")]
        })
    }
}
