//! An unknown word and the known ones go in; help for who wrote it comes out.

use threatlog_dl::nearest;

use crate::catalogue::{Meaning, Vocabulary, meaning};

/// The known word that was probably meant, or else the first few that there are.
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    const SHOWN: usize = 8;
    if let Some(near) = nearest(word, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let count = known.clone().count();
    let first: Vec<&str> = known.take(SHOWN).collect();
    match count.saturating_sub(first.len()) {
        _ if first.is_empty() => "there is none".to_owned(),
        0 => format!("there are: {}", first.join(", ")),
        more => format!("there are: {} and {more} more", first.join(", ")),
    }
}

/// The word of the catalogue that means what was written; `place` says where a word of another
/// vocabulary than the expected one goes, as in "write it under `controls:`".
pub fn meant(
    word: &str,
    expected: Vocabulary,
    place: impl FnOnce(&Meaning) -> String,
) -> Option<String> {
    let found = meaning(word, expected)?;
    let Meaning { of, means, .. } = found;
    let asked = format!("did you mean `{means}`?");
    Some(if of != expected {
        let elsewhere = format!("it is {}: {}", of.a_word(), place(&found));
        match word == means {
            true => elsewhere,
            false => format!("{asked} {elsewhere}"),
        }
    } else if found.is_word {
        asked
    } else {
        let note = found.note.map_or_else(String::new, |it| format!("; {it}"));
        format!("{asked} `{word}` is that here{note}")
    })
}

/// Where a word stands in an architecture file.
pub fn place_in_file(Meaning { of, means, .. }: &Meaning) -> String {
    match of {
        Vocabulary::Kind => format!("draw a component with `kind: {means}`"),
        Vocabulary::Verb => "write it between two components under `flows:`".to_owned(),
        Vocabulary::Entry => "write it under the `entry:` of an actor".to_owned(),
        Vocabulary::Attribute => "write it under `attributes:`".to_owned(),
        Vocabulary::Control => "write it under `controls:`".to_owned(),
    }
}

/// Where all words of a vocabulary are listed.
pub fn listed(of: Vocabulary) -> String {
    let name = of.name();
    format!("`threatlog words {name}` lists the {name}")
}

/// The code of the fault that a word is none of this vocabulary.
pub fn code(of: Vocabulary) -> &'static str {
    match of {
        Vocabulary::Kind => "unknown-kind",
        Vocabulary::Verb => "unknown-verb",
        Vocabulary::Entry => "unknown-entry",
        Vocabulary::Attribute => "unknown-attribute",
        Vocabulary::Control => "unknown-control",
    }
}
