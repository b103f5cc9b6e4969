//! The vocabulary of architecture files as an answer.

use serde::Serialize;

use crate::catalogue::{
    ControlWord, Grade, Kind, Meaning, Synonyms, Verb, Vocabulary, Word, catalogue, meanings,
    mitigation_name, synonyms,
};

/// All words that architecture files can use.
#[derive(Clone, Debug, Serialize)]
pub struct Words {
    pub kinds: &'static [Kind],
    pub verbs: &'static [Verb],
    pub entries: &'static [Word],
    pub attributes: &'static [Word],
    pub controls: Vec<ControlInfo>,
    pub statuses: &'static [Grade],
    pub impacts: &'static [Grade],
    pub attempts: &'static [Grade],
    pub positions: &'static [Word],
    pub synonyms: &'static [Synonyms],
}

/// What a word means in architecture files, or what is written there instead of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AskedWord {
    pub asked: String,
    pub meanings: Vec<WordMeaning>,
}

/// A word of a vocabulary that means what was asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordMeaning {
    pub of: Vocabulary,
    pub word: &'static str,
    pub meaning: &'static str,
    /// Whether it is another word than the one asked about.
    pub synonym: bool,
    pub note: Option<&'static str>,
}

/// A control, with what it does against the steps that it is meant for.
#[derive(Clone, Debug, Serialize)]
pub struct ControlInfo {
    pub id: &'static str,
    pub stops: &'static str,
    /// Whether it stops them, rather than hampers them.
    pub can_stop: bool,
    /// What it leaves of a step that it hampers.
    pub residual: f64,
    /// ATLAS mitigations that it carries out.
    pub atlas: Vec<Mitigation>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Mitigation {
    pub id: &'static str,
    pub name: Option<&'static str>,
}

pub fn words() -> Words {
    let known = catalogue();
    Words {
        kinds: &known.kinds,
        verbs: &known.verbs,
        entries: &known.entries,
        attributes: &known.attributes,
        controls: known.controls.iter().map(control).collect(),
        statuses: &known.statuses,
        impacts: &known.impacts,
        attempts: &known.attempts,
        positions: &known.positions,
        synonyms: synonyms(),
    }
}

/// `None` if nobody here knows the word.
pub fn asked_word(asked: &str) -> Option<AskedWord> {
    let meanings = meanings(asked).iter().map(|it: &Meaning| WordMeaning {
        of: it.of,
        word: it.means,
        meaning: explained(it.of, it.means),
        synonym: !it.is_word,
        note: it.note,
    });
    let meanings: Vec<WordMeaning> = meanings.collect();
    (!meanings.is_empty()).then(|| AskedWord {
        asked: asked.to_owned(),
        meanings,
    })
}

fn explained(of: Vocabulary, word: &str) -> &'static str {
    let known = catalogue();
    let plain = |words: &'static [Word]| words.iter().find(|it| it.id == word).map(|it| it.meaning);
    let found = match of {
        Vocabulary::Kind => known.kind(word).map(|it| it.what),
        Vocabulary::Verb => known.verb(word).map(|it| it.meaning),
        Vocabulary::Entry => plain(&known.entries),
        Vocabulary::Attribute => plain(&known.attributes),
        Vocabulary::Control => known.control(word).map(|it| it.stops),
    };
    found.unwrap_or_default()
}

fn control(it: &'static ControlWord) -> ControlInfo {
    let atlas = it.atlas.iter().map(|&id| Mitigation {
        id,
        name: mitigation_name(id),
    });
    ControlInfo {
        id: it.id,
        stops: it.stops,
        can_stop: it.can_stop(),
        residual: it.residual(),
        atlas: atlas.collect(),
    }
}
