//! Texts to ids and back: every name is a `u32` inside the engine.

use rustc_hash::FxHashMap;

/// Interned texts. The rules' constants come first, all other texts follow sorted, so that ids do
/// not depend on the order in which an architecture was written down.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    texts: Vec<String>,
    ids: FxHashMap<String, u32>,
}

impl Symbols {
    /// Interns `constants` as ids 0, 1, … and then `others`, sorted and without repetition.
    pub fn new(constants: &[String], others: impl IntoIterator<Item = String>) -> Self {
        let mut texts = constants.to_vec();
        let mut ids: FxHashMap<String, u32> = (0..)
            .zip(&texts)
            .map(|(id, text)| (text.clone(), id))
            .collect();
        let mut rest: Vec<String> = others
            .into_iter()
            .filter(|text| !ids.contains_key(text))
            .collect();
        rest.sort_unstable();
        rest.dedup();
        for text in rest {
            let id = u32::try_from(texts.len()).expect("fewer than 2^32 symbols");
            ids.insert(text.clone(), id);
            texts.push(text);
        }
        Self { texts, ids }
    }

    /// The id of a text, if it was interned.
    pub fn id(&self, text: &str) -> Option<u32> {
        self.ids.get(text).copied()
    }

    /// The text of an id; `?` for an id that is none of ours.
    pub fn text(&self, id: u32) -> &str {
        self.texts.get(id as usize).map_or("?", String::as_str)
    }

    /// How many texts are interned.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}
