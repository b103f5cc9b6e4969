//! `threatlog version`

use clap::Args;

use super::common::{Look, RuleFiles};
use super::output::Stop;
use super::ruleset::Ruleset;
use crate::answer::version;
use crate::report;

#[derive(Args, Debug)]
pub struct VersionCommand {
    #[command(flatten)]
    rules: RuleFiles,
    #[command(flatten)]
    look: Look,
}

impl VersionCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let rules = Ruleset::read(&self.rules)?;
        let answer = version(rules.engine.program(), &rules.sources);
        self.look.show(&answer, report::version, Vec::new)
    }
}
