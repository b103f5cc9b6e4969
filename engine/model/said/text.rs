//! A text that somebody says; its words, each with its place, and the names that they are, out.

use std::ops::Range;

use threatlog_dl::{Fault, Place, Sources, nearest};

use super::Form;
use crate::catalogue::{Meaning, Vocabulary};
use crate::model::Model;
use crate::model::known::{code, listed, meant, place_in_file, suggestion};

/// A word with its place.
pub type Word<'t> = (&'t str, Place);

pub fn component(model: &Model, word: Word) -> Result<String, Fault> {
    let ids = model.components.iter().map(|it| it.id.as_str());
    known_word(word, ids, ("unknown-component", "a component"))
}

/// The word, if it is among the known ones; else a fault with this code, which says what it is not.
pub fn known_word<'k>(
    (word, place): Word,
    known: impl Iterator<Item = &'k str> + Clone,
    (code, what): (&'static str, &str),
) -> Result<String, Fault> {
    if known.clone().any(|it| it == word) {
        return Ok(word.to_owned());
    }
    let fault = Fault::at(place, code, format!("`{word}` is not {what}"));
    Err(fault.help(suggestion(word, known)))
}

/// The word, if it is one of this vocabulary; else a fault that names one which means it, or one that
/// is spelt alike.
pub fn word_of(of: Vocabulary, (word, place): Word, form: Form) -> Result<String, Fault> {
    let known = of.words();
    if known.contains(&word) {
        return Ok(word.to_owned());
    }
    let option = |it: &Meaning| match form.for_word_of(it.of) {
        Some(form) => format!("say it with `{}`", form.option()),
        None => place_in_file(it),
    };
    let near = || nearest(word, known.iter().copied()).map(|it| format!("did you mean `{it}`?"));
    let help = meant(word, of, option).or_else(near);
    let help = help.unwrap_or_else(|| listed(of));
    let message = format!("`{word}` is not {}", of.a_word());
    Err(Fault::at(place, code(of), message).help(help))
}

/// All names, or all faults.
pub fn all<const N: usize>(names: [Result<String, Fault>; N]) -> Result<[String; N], Vec<Fault>> {
    let mut faults = Vec::new();
    let names = names.map(|it| it.map_err(|fault| faults.push(fault)).unwrap_or_default());
    if faults.is_empty() {
        Ok(names)
    } else {
        Err(faults)
    }
}

/// One of the sources.
pub struct Text<'t> {
    file: u32,
    pub text: &'t str,
}

impl<'t> Text<'t> {
    pub fn new(sources: &'t Sources, file: u32) -> Self {
        let text = sources.get(file).map_or("", |it| it.text.as_str());
        Self { file, text }
    }

    pub fn whole(&self) -> Place {
        self.place(0..self.text.len())
    }

    pub fn place(&self, at: Range<usize>) -> Place {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Place {
            file: self.file,
            start: offset(at.start),
            end: offset(at.end),
        }
    }

    /// The parts between blanks or colons, each with its place; none is empty.
    pub fn words(&self, ends: impl Fn(char) -> bool) -> Vec<Word<'t>> {
        let mut words = Vec::new();
        let mut start = 0;
        for part in self.text.split_inclusive(&ends) {
            let word = part.trim_end_matches(&ends).trim();
            let at = start + part.find(word).unwrap_or(0);
            start += part.len();
            if !word.is_empty() {
                words.push((word, self.place(at..at + word.len())));
            }
        }
        words
    }
}
