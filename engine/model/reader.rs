//! Nodes go in; fields, words and numbers come out, and what is wrong with them is noted.

use threatlog_dl::{Fault, Place, Sources, nearest};

use super::known::{code, listed, meant, place_in_file};
use super::names::Names;
use super::node::{Node, Value};
use crate::catalogue::Vocabulary;

/// Reads documents and collects every fault in them.
pub struct Reader<'d> {
    pub sources: &'d Sources,
    pub names: &'d Names<'d>,
    faults: Vec<Fault>,
    /// How many comparisons are left for finding what a misspelt word may mean.
    comparisons: usize,
}

/// The entries of a map: key, place of the key, value.
pub struct Fields<'d> {
    pub place: Place,
    entries: Vec<(&'d str, Place, &'d Node<'d>)>,
}

/// Bounds the time that a large file with many misspelt words can take.
const MAX_COMPARISONS: usize = 500_000;

impl<'d> Reader<'d> {
    pub fn new(sources: &'d Sources, names: &'d Names<'d>) -> Self {
        Self {
            sources,
            names,
            faults: Vec::new(),
            comparisons: MAX_COMPARISONS,
        }
    }

    /// All faults, in the order of their places.
    pub fn finish(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|it| it.place);
        self.faults
    }

    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    pub fn fault(
        &mut self,
        code: &'static str,
        message: impl Into<String>,
        place: Place,
        help: impl Into<Option<String>>,
    ) {
        self.faults.push(Fault {
            code,
            message: message.into(),
            place: Some(place),
            help: help.into(),
        });
    }

    /// A word that is none of `known`; `what` is said of it, as in "is not a component kind".
    pub fn unknown(
        &mut self,
        code: &'static str,
        word: &str,
        place: Place,
        what: &str,
        known: &[&str],
    ) {
        let help = self.alike(word, known);
        self.fault(code, format!("`{word}` is not {what}"), place, help);
    }

    /// A word that is none of this vocabulary: one that means it comes before one that is spelt
    /// alike.
    pub fn unknown_word(&mut self, of: Vocabulary, word: &str, place: Place) {
        let help = meant(word, of, place_in_file).or_else(|| self.alike(word, &of.words()));
        let message = format!("`{word}` is not {}", of.a_word());
        self.fault(code(of), message, place, help.unwrap_or_else(|| listed(of)));
    }

    /// Help that names the known words that are written like this one, or else the few that there are.
    fn alike(&mut self, word: &str, known: &[&str]) -> Option<String> {
        if let Some(near) = self.nearest(word, known.iter().copied(), known.len()) {
            return Some(format!("did you mean `{near}`?"));
        }
        match related(word, known).as_slice() {
            [] if known.len() <= 40 => Some(format!("known: {}", known.join(", "))),
            [] => None,
            [one] => Some(format!("did you mean `{one}`?")),
            several => Some(format!("did you mean one of {}?", several.join(", "))),
        }
    }

    pub fn nearest<'a>(
        &mut self,
        word: &str,
        known: impl Iterator<Item = &'a str>,
        count: usize,
    ) -> Option<&'a str> {
        self.comparisons = self.comparisons.checked_sub(count)?;
        nearest(word, known)
    }

    /// The node should have been something else, as in "a list of flows".
    pub fn wrong_type(&mut self, node: &Node, whose: &str, expected: &str) {
        let message = match node.text() {
            Some(text) if text.len() <= 40 && !text.contains('\n') => {
                format!("{whose} should be {expected}, not `{text}`")
            }
            _ => format!("{whose} should be {expected}, not {}", node.describe()),
        };
        self.fault("wrong-type", message, node.place, None);
    }

    /// A text that is not null, exactly as written.
    pub fn text<'n>(&mut self, node: &'n Node, whose: &str) -> Option<&'n str> {
        let text = node.text();
        if text.is_none() {
            self.wrong_type(node, whose, "a text");
        }
        text
    }

    /// A word of this vocabulary.
    pub fn word_of(&mut self, of: Vocabulary, node: &Node) -> Option<&'static str> {
        let word = self.text(node, &format!("{} here", of.a_word()))?;
        let found = of.words().into_iter().find(|&it| it == word);
        if found.is_none() {
            self.unknown_word(of, word, node.place);
        }
        found
    }

    /// One of `known`, as the catalogue has it.
    pub fn word(
        &mut self,
        node: &Node,
        (code, what): (&'static str, &str),
        known: &[&'static str],
    ) -> Option<&'static str> {
        let word = self.text(node, &format!("{what} here"))?;
        let found = known.iter().copied().find(|&it| it == word);
        if found.is_none() {
            self.unknown(code, word, node.place, what, known);
        }
        found
    }

    /// Judges a number that should be from 0 to `most`.
    pub fn within(&mut self, value: f64, most: f64, whose: &str, place: Place) -> Option<f64> {
        if (0.0..=most).contains(&value) {
            return Some(value);
        }
        let message = format!("{whose} should be from 0 to {most}, not {value}");
        self.fault("out-of-range", message, place, None);
        None
    }

    /// Judges a number that should be a whole one from 0 to `most`.
    pub fn whole(&mut self, value: f64, most: u32, whose: &str, place: Place) -> Option<u32> {
        let found = (0..=most).find(|&it| f64::from(it) == value);
        if found.is_none() {
            let message = format!("{whose} should be a whole number from 0 to {most}, not {value}");
            self.fault("out-of-range", message, place, None);
        }
        found
    }

    /// The items of a list; null is an empty list.
    pub fn list(&mut self, node: &'d Node<'d>, whose: &str, expected: &str) -> &'d [Node<'d>] {
        match &node.value {
            Value::List(items) => items,
            _ if node.is_null() => &[],
            _ => {
                self.wrong_type(node, whose, expected);
                &[]
            }
        }
    }

    /// The entries of a map, repeated keys included; null is an empty map.
    pub fn entries(&mut self, node: &'d Node<'d>, whose: &str, expected: &str) -> Fields<'d> {
        let mut fields = Fields {
            place: node.place,
            entries: Vec::new(),
        };
        match &node.value {
            Value::Map(pairs) => {
                for (key, value) in pairs {
                    match &key.value {
                        Value::Scalar { text, .. } => {
                            fields.entries.push((text.as_ref(), key.place, value));
                        }
                        _ => {
                            let message = format!("a key should be a text, not {}", key.describe());
                            let help = "put quotes around a text that starts with `{` or `[`";
                            self.fault("unsupported-yaml", message, key.place, help.to_owned());
                        }
                    }
                }
            }
            _ if node.is_null() => {}
            _ => self.wrong_type(node, whose, expected),
        }
        fields
    }

    /// The entries of a map in which each key occurs once.
    pub fn map(&mut self, node: &'d Node<'d>, whose: &str, expected: &str) -> Fields<'d> {
        let mut fields = self.entries(node, whose, expected);
        let mut order: Vec<usize> = (0..fields.entries.len()).collect();
        order.sort_by_key(|&at| (fields.entries[at].0, at));
        let mut kept = vec![true; fields.entries.len()];
        for same in order.chunk_by(|&a, &b| fields.entries[a].0 == fields.entries[b].0) {
            let first = fields.entries[same[0]].1;
            for &at in &same[1..] {
                let (key, place, _) = fields.entries[at];
                let message = format!("the key `{key}` occurs twice");
                self.fault("duplicate-key", message, place, self.first_at(first));
                kept[at] = false;
            }
        }
        let mut kept = kept.into_iter();
        fields.entries.retain(|_| kept.next().unwrap_or(true));
        fields
    }

    /// The entries of a map with a fixed set of keys.
    pub fn fields(
        &mut self,
        node: &'d Node<'d>,
        whose: &str,
        expected: &str,
        known: &[&str],
    ) -> Fields<'d> {
        let fields = self.map(node, whose, expected);
        for &(key, place, _) in &fields.entries {
            if known.contains(&key) {
                continue;
            }
            if key == "<<" {
                let message = "merge keys are not supported";
                let help = "write the fields out; an alias can stand for a whole value".to_owned();
                self.fault("unsupported-yaml", message, place, help);
            } else {
                self.unknown(
                    "unknown-key",
                    key,
                    place,
                    &format!("a key of {whose}"),
                    known,
                );
            }
        }
        fields
    }

    /// Help that names the place of an earlier definition.
    pub fn first_at(&self, first: Place) -> Option<String> {
        Some(format!("the first is at {}", self.sources.locate(first)))
    }

    pub fn missing(&mut self, key: &str, whose: &str, place: Place, help: &str) {
        let message = format!("{whose} has no `{key}`");
        self.fault("missing-key", message, place, help.to_owned());
    }
}

impl<'d> Fields<'d> {
    pub fn iter(&self) -> impl Iterator<Item = (&'d str, Place, &'d Node<'d>)> {
        self.entries.iter().copied()
    }

    /// Whether a merge key, which is a fault of its own, may have been meant to give more fields.
    pub fn merges(&self) -> bool {
        self.entries.iter().any(|(it, ..)| *it == "<<")
    }

    /// The value of a key; nothing, as after `title:` alone, is as good as no key.
    pub fn get(&self, key: &str) -> Option<&'d Node<'d>> {
        let found = self.entries.iter().find(|(it, ..)| *it == key)?;
        Some(found.2).filter(|it| !it.is_null())
    }
}

/// The first few words that contain a word or are contained in it, as `encryption_at_rest` is
/// meant by `encryption`.
fn related<'a>(word: &str, known: &[&'a str]) -> Vec<&'a str> {
    let folded = word.to_lowercase().replace(['-', ' '], "_");
    let long = |it: &str| it.len() >= 3;
    let alike =
        |it: &&str| long(&folded) && it.contains(&folded) || long(it) && folded.contains(*it);
    known.iter().copied().filter(alike).take(3).collect()
}
