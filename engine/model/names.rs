//! The documents go in; the ids that they define, each with its place, come out.

use rustc_hash::FxHashMap;
use threatlog_dl::source::Place;

use super::node::{Node, Value};

/// Everything that a reference can name. Its numbers are places in the sorted list.
#[derive(Debug, Default)]
pub struct Names<'d> {
    pub zones: Ids<'d>,
    pub actors: Ids<'d>,
    pub components: Ids<'d>,
}

/// The ids of one kind of item.
#[derive(Debug, Default)]
pub struct Ids<'d> {
    sorted: Vec<&'d str>,
    numbers: FxHashMap<&'d str, u32>,
    /// Definitions of an id that is already defined, each with the first one.
    pub repeated: Vec<Repeated<'d>>,
}

#[derive(Clone, Copy, Debug)]
pub struct Repeated<'d> {
    pub id: &'d str,
    pub place: Place,
    pub first: Place,
}

impl<'d> Names<'d> {
    /// Collects what the documents define, in their order.
    pub fn new(documents: &'d [Node<'_>]) -> Self {
        Self {
            zones: Ids::new(documents, "zones"),
            actors: Ids::new(documents, "actors"),
            components: Ids::new(documents, "components"),
        }
    }
}

impl<'d> Ids<'d> {
    fn new(documents: &'d [Node<'_>], section: &str) -> Self {
        let mut first: FxHashMap<&str, Place> = FxHashMap::default();
        let mut ids = Self::default();
        for key in documents.iter().flat_map(|it| keys(it, section)) {
            let Value::Scalar { text, .. } = &key.value else {
                continue;
            };
            let (id, place) = (text.as_ref(), key.place);
            if let Some(&first) = first.get(id) {
                ids.repeated.push(Repeated { id, place, first });
            } else {
                first.insert(id, place);
                ids.sorted.push(id);
            }
        }
        ids.sorted.sort_unstable();
        ids.numbers = ids.sorted.iter().copied().zip(0..).collect();
        ids
    }

    pub fn number(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    pub fn contains(&self, id: &str) -> bool {
        self.numbers.contains_key(id)
    }

    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &'d str> {
        self.sorted.iter().copied()
    }
}

/// The keys of every map under `section`.
fn keys<'d>(document: &'d Node<'_>, section: &str) -> Vec<&'d Node<'d>> {
    let Value::Map(pairs) = &document.value else {
        return Vec::new();
    };
    let named = |key: &Node| matches!(&key.value, Value::Scalar { text, .. } if text == section);
    let sections = pairs.iter().filter(|(key, _)| named(key));
    sections
        .filter_map(|(_, value)| match &value.value {
            Value::Map(items) => Some(items.iter().map(|(key, _)| key)),
            _ => None,
        })
        .flatten()
        .collect()
}
