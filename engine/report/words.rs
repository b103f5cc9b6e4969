//! The vocabulary of architecture files, or what a word means in it.

use super::{Block, Report};
use crate::answer::{AskedWord, Words};
use crate::catalogue::{ControlWord, Vocabulary, Word, catalogue};

/// The words of these vocabularies, each with its meaning.
pub fn words(answer: &Words, vocabularies: &[Vocabulary]) -> Report {
    let mut report = Report::new("Vocabulary", "");
    for &of in vocabularies {
        report.heading(title(of));
        report.add(Block::Pairs(pairs(of, answer)));
    }
    report
}

/// The words that mean what was asked about, each with its meaning.
pub fn asked_word(answer: &AskedWord) -> Report {
    let asked = &answer.asked;
    let mut report = Report::new(format!("What {asked} means"), "");
    for told in &answer.meanings {
        report.heading(title(told.of));
        let control = catalogue().control(told.word);
        let control = control.filter(|_| told.of == Vocabulary::Control);
        let strength = strength(control.is_none_or(ControlWord::can_stop));
        let pair = (told.word.to_owned(), format!("{}{strength}", told.meaning));
        report.add(Block::Pairs(vec![pair]));
        if told.synonym {
            let note = told.note.map_or_else(String::new, |it| format!("; {it}"));
            report.note(format!("`{asked}` is that here{note}."));
        }
    }
    report
}

/// A vocabulary as a headline.
fn title(of: Vocabulary) -> &'static str {
    match of {
        Vocabulary::Kind => "kind: what a component is",
        Vocabulary::Verb => "flows: what a component does with another",
        Vocabulary::Entry => "entry: what an actor starts with",
        Vocabulary::Attribute => "attributes: what a component is marked with",
        Vocabulary::Control => "controls: what protects a component",
    }
}

/// Each word with its meaning.
fn pairs(of: Vocabulary, words: &Words) -> Vec<(String, String)> {
    let pair = |word: &str, meaning: &str| (word.to_owned(), meaning.to_owned());
    let plain = |words: &[Word]| words.iter().map(|it| pair(it.id, it.meaning)).collect();
    match of {
        Vocabulary::Kind => words.kinds.iter().map(|it| pair(it.id, it.what)).collect(),
        Vocabulary::Verb => {
            let pairs = words.verbs.iter().map(|it| pair(it.id, it.meaning));
            pairs.collect()
        }
        Vocabulary::Entry => plain(words.entries),
        Vocabulary::Attribute => plain(words.attributes),
        Vocabulary::Control => {
            let pairs = words.controls.iter().map(|it| {
                let strength = strength(it.can_stop);
                pair(it.id, &format!("{}{strength}", it.stops))
            });
            pairs.collect()
        }
    }
}

fn strength(can_stop: bool) -> &'static str {
    if can_stop { "" } else { " (hampers)" }
}
