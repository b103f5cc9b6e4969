//! The vocabulary of architecture files.

use super::{Block, Report};
use crate::answer::Words;
use crate::catalogue::Word;

/// A part of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Kinds,
    Verbs,
    Entries,
    Attributes,
    Controls,
}

/// The words of these topics, each with its meaning.
pub fn words(answer: &Words, topics: &[Topic]) -> Report {
    let mut report = Report::new("Vocabulary", "");
    for topic in topics {
        let (title, pairs) = topic.words(answer);
        report.heading(title);
        report.add(Block::Pairs(pairs));
    }
    report
}

impl Topic {
    /// A headline, and each word with its meaning.
    fn words(self, words: &Words) -> (&'static str, Vec<(String, String)>) {
        let pair = |word: &str, meaning: &str| (word.to_owned(), meaning.to_owned());
        let plain = |words: &[Word]| words.iter().map(|it| pair(it.id, it.meaning)).collect();
        match self {
            Self::Kinds => {
                let pairs = words.kinds.iter().map(|it| pair(it.id, it.what));
                ("kind: what a component is", pairs.collect())
            }
            Self::Verbs => {
                let pairs = words.verbs.iter().map(|it| pair(it.id, it.meaning));
                ("flows: what a component does with another", pairs.collect())
            }
            Self::Entries => ("entry: what an actor starts with", plain(words.entries)),
            Self::Attributes => {
                let title = "attributes: what a component is marked with";
                (title, plain(words.attributes))
            }
            Self::Controls => {
                let pairs = words.controls.iter().map(|it| {
                    let strength = if it.can_stop { "" } else { " (hampers)" };
                    pair(it.id, &format!("{}{strength}", it.stops))
                });
                ("controls: what protects a component", pairs.collect())
            }
        }
    }
}
