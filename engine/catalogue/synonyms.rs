//! A word that somebody writes in; the words of the catalogue that mean it out.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Catalogue, catalogue};

/// A list of words of which one is expected somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Vocabulary {
    Kind,
    Verb,
    Entry,
    Attribute,
    Control,
}

/// Words that people write for one of a vocabulary.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Synonyms {
    pub of: Vocabulary,
    pub means: &'static str,
    pub words: Vec<&'static str>,
    /// What else it may be, or how it is drawn, as a clause.
    #[serde(default)]
    pub note: Option<&'static str>,
}

/// A word of a vocabulary that means what somebody wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    pub of: Vocabulary,
    pub means: &'static str,
    pub note: Option<&'static str>,
    /// Whether it is what was written, but for its spelling.
    pub is_word: bool,
}

/// All synonyms, by vocabulary.
pub fn synonyms() -> &'static [Synonyms] {
    static TABLE: LazyLock<Vec<Synonyms>> =
        LazyLock::new(|| super::table(include_str!("../../facts/catalogue/synonyms.json")));
    &TABLE
}

/// What a word means, whatever its case and whether its parts are joined by `-`, `_`, a blank or
/// nothing: in each vocabulary the word itself or what it is a synonym of.
pub fn meanings(word: &str) -> &'static [Meaning] {
    static BY_WORD: LazyLock<FxHashMap<String, Vec<Meaning>>> = LazyLock::new(index);
    // A long text is no word.
    if word.len() > LONGEST {
        return &[];
    }
    BY_WORD.get(&folded(word)).map_or(&[], Vec::as_slice)
}

/// What a word means where one of a vocabulary is expected; if nothing there, what it means elsewhere.
pub fn meaning(word: &str, expected: Vocabulary) -> Option<Meaning> {
    let all = meanings(word);
    let here = all.iter().find(|it| it.of == expected);
    here.or(all.first()).copied()
}

const LONGEST: usize = 100;

impl Vocabulary {
    pub const ALL: [Self; 5] = [
        Self::Kind,
        Self::Verb,
        Self::Entry,
        Self::Attribute,
        Self::Control,
    ];

    /// What a word of it is: `an attribute`.
    pub fn a_word(self) -> &'static str {
        match self {
            Self::Kind => "a component kind",
            Self::Verb => "a verb",
            Self::Entry => "a way in",
            Self::Attribute => "an attribute",
            Self::Control => "a control",
        }
    }

    /// What it is called: `attributes`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kinds",
            Self::Verb => "verbs",
            Self::Entry => "entries",
            Self::Attribute => "attributes",
            Self::Control => "controls",
        }
    }

    /// Its words, in the order of the catalogue.
    pub fn words(self) -> Vec<&'static str> {
        let Catalogue {
            kinds,
            controls,
            verbs,
            entries,
            attributes,
            ..
        } = catalogue();
        match self {
            Self::Kind => kinds.iter().map(|it| it.id).collect(),
            Self::Verb => verbs.iter().map(|it| it.id).collect(),
            Self::Entry => entries.iter().map(|it| it.id).collect(),
            Self::Attribute => attributes.iter().map(|it| it.id).collect(),
            Self::Control => controls.iter().map(|it| it.id).collect(),
        }
    }
}

/// Words come before synonyms, so that a word that is written elsewhere is not taken for another.
fn index() -> FxHashMap<String, Vec<Meaning>> {
    let mut by_word: FxHashMap<String, Vec<Meaning>> = FxHashMap::default();
    let mut add = |word: &str, meaning| by_word.entry(folded(word)).or_default().push(meaning);
    for of in Vocabulary::ALL {
        for means in of.words() {
            let meaning = Meaning {
                of,
                means,
                note: None,
                is_word: true,
            };
            add(means, meaning);
        }
    }
    for row in synonyms() {
        let &Synonyms {
            of, means, note, ..
        } = row;
        for word in &row.words {
            let meaning = Meaning {
                of,
                means,
                note,
                is_word: false,
            };
            add(word, meaning);
        }
    }
    by_word
}

fn folded(word: &str) -> String {
    let letters = word.chars().filter(|it| !matches!(it, '-' | '_' | ' '));
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Vocabulary, folded, meaning, meanings, synonyms};

    #[test]
    fn synonyms_mean_words_that_exist_and_notes_name_such() {
        for row in synonyms() {
            let known = row.of.words();
            assert!(known.contains(&row.means), "{:?}: {}", row.of, row.means);
            let named = row.note.into_iter().flat_map(|it| it.split('`'));
            for word in named.skip(1).step_by(2).filter(|it| !it.ends_with(':')) {
                let is_word = Vocabulary::ALL.iter().any(|it| it.words().contains(&word));
                assert!(is_word, "`{word}` in the note on {}", row.means);
            }
        }
    }

    #[test]
    fn a_synonym_is_no_word_of_its_vocabulary_and_means_one() {
        let mut seen = BTreeSet::new();
        for row in synonyms() {
            let known: Vec<String> = row.of.words().iter().map(|it| folded(it)).collect();
            for word in &row.words {
                let word = folded(word);
                assert!(!known.contains(&word), "{word} is {}", row.of.a_word());
                let first = seen.insert((row.of.a_word(), word.clone()));
                assert!(first, "{word} is twice {}", row.of.a_word());
            }
        }
        assert!(synonyms().is_sorted_by_key(|it| it.of), "by vocabulary");
        assert!(seen.len() > 250, "only {}", seen.len());
    }

    #[test]
    fn spelling_makes_no_difference() {
        for word in [
            "vector-store",
            "VectorStore",
            "vector_store",
            "Vector Store",
        ] {
            let found = meaning(word, Vocabulary::Kind);
            assert_eq!(found.map(|it| it.means), Some("vector_db"), "{word}");
        }
        assert_eq!(meanings(&"s3".repeat(100)), []);
        assert_eq!(meanings(""), []);
    }

    #[test]
    fn a_word_means_first_what_is_expected() {
        let of = |word, expected| meaning(word, expected).map(|it| (it.of, it.means));
        let kind = (Vocabulary::Kind, "secrets_store");
        let control = (Vocabulary::Control, "secrets_management");
        assert_eq!(of("vault", Vocabulary::Kind), Some(kind));
        assert_eq!(of("vault", Vocabulary::Control), Some(control));
        assert_eq!(of("vault", Vocabulary::Verb), Some(kind));
        let backup = (Vocabulary::Control, "backup_and_rollback");
        assert_eq!(of("backup", Vocabulary::Control), Some(backup));
        assert_eq!(
            of("backup", Vocabulary::Entry),
            Some((Vocabulary::Kind, "backup"))
        );
    }
}
