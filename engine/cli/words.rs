//! `threatlog words`

use clap::{Args, ValueEnum};

use super::common::{Format, Look, RuleFiles};
use super::output::{Stop, print};
use super::session::rules_of;
use crate::catalogue::{Catalogue, Strength, Word, catalogue};
use crate::render::markdown::reference;
use crate::render::{json, text};

#[derive(Args, Debug)]
pub struct Words {
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

impl Words {
    pub fn run(&self) -> Result<(), Stop> {
        let style = match self.look.format {
            Format::Table => self.look.style(),
            Format::Json => return print(&json::text(&json::words(catalogue()))),
            Format::Markdown => {
                let (program, sources) = rules_of(&self.rules)?;
                return print(&reference::vocabulary(&program, &sources));
            }
        };
        let topics: &[Topic] = match &self.topic {
            Some(topic) => std::slice::from_ref(topic),
            None => Topic::value_variants(),
        };
        let tables = topics.iter().map(|topic| {
            let (title, rows) = topic.rows(catalogue());
            text::words(title, &rows, style)
        });
        print(&tables.collect::<Vec<_>>().join("\n"))
    }
}

impl Topic {
    /// A headline, and each word with its meaning.
    fn rows(self, words: &Catalogue) -> (&'static str, Vec<(String, String)>) {
        let plain = |words: &[Word]| {
            let rows = words.iter();
            rows.map(|it| (it.id.to_owned(), it.meaning.to_owned()))
                .collect()
        };
        match self {
            Self::Kinds => {
                let rows = words.kinds.iter();
                let rows = rows.map(|it| (it.id.to_owned(), it.what.to_owned()));
                ("kind: what a component is", rows.collect())
            }
            Self::Verbs => {
                let rows = words.verbs.iter();
                let rows = rows.map(|it| (it.id.to_owned(), it.meaning.to_owned()));
                ("flows: what a component does with another", rows.collect())
            }
            Self::Entries => ("entry: what an actor starts with", plain(&words.entries)),
            Self::Attributes => {
                let title = "attributes: what a component is marked with";
                (title, plain(&words.attributes))
            }
            Self::Controls => {
                let rows = words.controls.iter().map(|it| {
                    let strength = match it.strength {
                        Strength::Complete => "",
                        Strength::Partial => " (hampers)",
                    };
                    (it.id.to_owned(), format!("{}{strength}", it.stops))
                });
                ("controls: what protects a component", rows.collect())
            }
        }
    }
}
