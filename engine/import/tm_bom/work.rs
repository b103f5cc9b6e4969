//! What the steps of the import share: the model, the draft so far, and who is who in it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Component, Draft};
use super::super::ids::Ids;
use super::super::notes::Note;
use super::format::ThreatModel;

/// The import in progress.
pub struct Work<'a> {
    pub model: &'a ThreatModel,
    pub draft: Draft,
    pub notes: Vec<Note>,
    pub ids: Ids,
    /// Zone by its name in the input.
    pub zones: BTreeMap<String, usize>,
    pub zone_ids: Ids,
    /// Component of the draft by its sort and name in the input.
    pub things: BTreeMap<(Sort, String), usize>,
    /// Actor of the draft by its name in the input.
    pub people: BTreeMap<String, usize>,
    /// The component that stands for an actor which sends content, by actor.
    pub counterparts: BTreeMap<usize, usize>,
    /// Components that were data stores.
    pub stores: BTreeSet<usize>,
    /// Names of stores by what is left of them without case, hyphens and plurals.
    pub alike: BTreeMap<String, Vec<String>>,
    /// The data sets on each store.
    pub holds: BTreeMap<usize, Vec<usize>>,
    /// Flows with both ends found, for what boundaries and encryption say about them.
    pub crossings: Vec<Crossing>,
}

/// The lists of the format whose items become components.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Component,
    Store,
    DataSet,
}

/// A flow, seen by what it crosses.
pub struct Crossing {
    pub flow: String,
    pub from: End,
    pub to: End,
    pub encrypted: Option<bool>,
}

/// One end of a flow in the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Person(usize),
    Thing(usize),
}

impl<'a> Work<'a> {
    pub fn new(model: &'a ThreatModel, name: &str) -> Self {
        // The folder that the file lies in is nobody else's business.
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let title = &model.scope.title;
        let system = if title.is_empty() { name } else { title };
        let mut header = vec![format!(
            "Imported from {name} (OWASP threat model library)."
        )];
        let about = [&model.description, &model.scope.description];
        header.extend(about.into_iter().find(|it| !it.is_empty()).cloned());
        header.push(
            "Kinds, verbs, entries, trust levels and the places of controls are guesses; the reason stands \
             beside each. Correct what is wrong: the rules take the file at its word."
                .to_owned(),
        );
        let scope = [
            ("exposure", &model.scope.exposure),
            ("tier", &model.scope.tier),
        ];
        header.extend(
            scope
                .iter()
                .filter(|(_, it)| !it.is_empty())
                .map(|(label, it)| format!("{label}: {it}")),
        );
        let mut draft = Draft::default();
        draft.system = system.to_owned();
        draft.header = header;
        Self {
            model,
            draft,
            notes: Vec::new(),
            ids: Ids::default(),
            zones: BTreeMap::new(),
            zone_ids: Ids::default(),
            things: BTreeMap::new(),
            people: BTreeMap::new(),
            counterparts: BTreeMap::new(),
            stores: BTreeSet::new(),
            alike: BTreeMap::new(),
            holds: BTreeMap::new(),
            crossings: Vec::new(),
        }
    }

    pub fn add(&mut self, component: Component) -> usize {
        self.draft.components.push(component);
        self.draft.components.len() - 1
    }

    /// The kind of a component of the draft.
    pub fn kind(&self, thing: usize) -> &'static str {
        self.draft
            .components
            .get(thing)
            .map_or("downstream_system", |it| it.kind)
    }

    pub fn component_id(&self, thing: usize) -> String {
        self.draft
            .components
            .get(thing)
            .map_or_else(String::new, |it| it.id.clone())
    }

    /// The data sets on a store that are of one of these kinds.
    pub fn held(&self, store: usize, kinds: &[&str]) -> Vec<usize> {
        let held = self.holds.get(&store).map_or(&[][..], Vec::as_slice);
        held.iter()
            .copied()
            .filter(|it| kinds.contains(&self.kind(*it)))
            .collect()
    }
}

impl Sort {
    /// As the format calls an item of the list.
    pub fn word(self) -> &'static str {
        match self {
            Self::Component => "component",
            Self::Store => "data store",
            Self::DataSet => "data set",
        }
    }
}

/// What an item is called by: its symbolic name, or its title where it has none.
pub fn name<'t>(symbolic: &'t str, title: &'t str) -> &'t str {
    if symbolic.is_empty() { title } else { symbolic }
}

/// What an item is shown as: its title, or its symbolic name where it has none.
pub fn title<'t>(symbolic: &'t str, title: &'t str) -> &'t str {
    if title.is_empty() { symbolic } else { title }
}
