//! `threatlog words`

use clap::{Args, ValueEnum};

use super::common::{Format, Look, RuleFiles};
use super::output::{Stop, print};
use super::ruleset::Ruleset;
use crate::answer::{self, words};
use crate::print::markdown::reference;
use crate::report;

#[derive(Args, Debug)]
pub struct WordsCommand {
    /// Which words; all if none is named. JSON and Markdown have all
    topic: Option<Topic>,
    #[command(flatten)]
    rules: RuleFiles,
    #[command(flatten)]
    look: Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Topic {
    /// What a component can be
    Kinds,
    /// What a component can do with another
    Verbs,
    /// What an actor can start with
    Entries,
    /// What a component can be marked with
    Attributes,
    /// What can protect a component
    Controls,
}

impl WordsCommand {
    pub fn run(&self) -> Result<(), Stop> {
        if self.look.format == Format::Markdown {
            let rules = Ruleset::read(&self.rules)?;
            let program = rules.engine.program();
            return print(&reference::vocabulary(program, &rules.sources));
        }
        let topics = match &self.topic {
            Some(topic) => std::slice::from_ref(topic),
            None => Topic::value_variants(),
        };
        let topics: Vec<report::Topic> = topics.iter().map(|it| it.told()).collect();
        let told = |it: &answer::Words| report::words(it, &topics);
        self.look.show(&words(), told, Vec::new)
    }
}

impl Topic {
    fn told(self) -> report::Topic {
        match self {
            Self::Kinds => report::Topic::Kinds,
            Self::Verbs => report::Topic::Verbs,
            Self::Entries => report::Topic::Entries,
            Self::Attributes => report::Topic::Attributes,
            Self::Controls => report::Topic::Controls,
        }
    }
}
