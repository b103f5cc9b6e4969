//! A control of the threat model in; the components that it concerns out.
//!
//! The format ties a control to threats and to a boundary and leaves open where it works. The first of
//! these that gives a component decides: the components that its threats affect; the components that its
//! title names by what they are; the components of the boundary's inner zone whose kind is expected to
//! have such a control; the inner ends of what crosses the boundary.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::catalogue;

use super::format::{Boundary, Control};
use super::words::Words;
use super::work::{Sort, Work, name};
use super::zones;

/// A control that concerns more components than this is a policy; the place for it is a zone.
pub const MOST_PLACES: usize = 25;

/// Where controls may go, prepared once for all of them.
pub struct Places {
    /// Components by the noun of the table that their name or title has.
    by_noun: BTreeMap<&'static str, BTreeSet<usize>>,
    /// The components that each threat affects.
    by_threat: BTreeMap<String, BTreeSet<usize>>,
    /// Components by zone.
    by_zone: BTreeMap<String, Vec<usize>>,
}

/// Components and why they were chosen.
pub struct Placed {
    pub components: BTreeSet<usize>,
    pub why: String,
    /// The input tells the place; otherwise it is a guess from the zone.
    pub told: bool,
}

impl Places {
    pub fn new(work: &Work) -> Self {
        let mut places = Self {
            by_noun: BTreeMap::new(),
            by_threat: BTreeMap::new(),
            by_zone: BTreeMap::new(),
        };
        let outside: BTreeSet<usize> = work.counterparts.values().copied().collect();
        for (at, it) in work.draft.components.iter().enumerate() {
            if outside.contains(&at) {
                continue;
            }
            let words = Words::of([it.id.as_str(), it.title.as_str()]);
            let described = Words::of(it.comments.iter().map(String::as_str));
            for noun in NOUNS.iter().copied() {
                let technical = TECHNICAL.contains(&noun) && described.has(noun);
                if !words.has(noun) && !technical {
                    continue;
                }
                places.by_noun.entry(noun).or_default().insert(at);
            }
            if let Some(zone) = &it.zone {
                places.by_zone.entry(zone.clone()).or_default().push(at);
            }
        }
        // Logs and keys of the bastion are called after it too, but what is said is said of the bastion.
        let active: BTreeSet<usize> = work
            .things
            .iter()
            .filter(|(key, _)| key.0 == Sort::Component)
            .map(|(_, at)| *at)
            .collect();
        for components in places.by_noun.values_mut() {
            if !components.is_disjoint(&active) {
                components.retain(|it| active.contains(it));
            }
        }
        for threat in &work.model.threats {
            let affected: BTreeSet<usize> = threat
                .components_affected
                .iter()
                .filter_map(|it| thing(work, it))
                .collect();
            let called = name(&threat.symbolic_name, &threat.title);
            places
                .by_threat
                .entry(called.to_owned())
                .or_default()
                .extend(affected);
        }
        places
    }

    /// The components that a control concerns; none where nothing tells.
    pub fn of(&self, work: &Work, control: &Control, ours: &str) -> Option<Placed> {
        let threats = control
            .threats
            .iter()
            .filter_map(|it| self.by_threat.get(it));
        let affected = some(threats.flatten().copied());
        if !affected.is_empty() {
            return placed(affected, "its threats affect it".to_owned(), true);
        }
        let title = Words::of([control.title.as_str()]);
        let named: Vec<&str> = NOUNS
            .iter()
            .copied()
            .filter(|noun| title.has(noun))
            .collect();
        let things = named
            .iter()
            .filter_map(|noun| self.by_noun.get(noun))
            .flatten();
        let things = some(things.copied());
        if !things.is_empty() {
            let nouns: Vec<_> = named.iter().map(|it| it.trim_end()).collect();
            let why = format!("its title says \"{}\"", nouns.join("\", \""));
            return placed(things, why, true);
        }
        let zone = inner_zone(work, control.trust_boundary.as_ref()?)?;
        let inside = self.by_zone.get(&zone)?.iter().copied();
        let expecting = some(inside.filter(|it| expects(work, *it, ours)));
        if !expecting.is_empty() {
            let why = format!("guess: in {zone}, of a kind that should have it");
            return placed(expecting, why, false);
        }
        placed(
            self.entered(work, &zone),
            format!("guess: people enter {zone} there"),
            false,
        )
    }

    /// The components of a zone that actors from elsewhere have an entry on.
    fn entered(&self, work: &Work, zone: &str) -> BTreeSet<usize> {
        let inside = self.by_zone.get(zone).into_iter().flatten().copied();
        let entries: BTreeSet<&str> = work
            .draft
            .actors
            .iter()
            .filter(|it| it.zone.as_deref() != Some(zone))
            .flat_map(|it| &it.entries)
            .map(|it| it.component.as_str())
            .collect();
        some(inside.filter(|it| entries.contains(work.component_id(*it).as_str())))
    }
}

fn placed(components: BTreeSet<usize>, why: String, told: bool) -> Option<Placed> {
    (!components.is_empty()).then_some(Placed {
        components,
        why,
        told,
    })
}

/// As many as are needed to see that they are too many.
fn some(components: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for component in components {
        found.insert(component);
        if found.len() > MOST_PLACES {
            break;
        }
    }
    found
}

fn expects(work: &Work, component: usize, control: &str) -> bool {
    let kind = catalogue().kind(work.kind(component));
    kind.is_some_and(|kind| kind.expected_controls.contains(&control))
}

fn inner_zone(work: &Work, boundary: &Boundary) -> Option<String> {
    let a = zones::id(work, &boundary.trust_zone_a);
    let b = zones::id(work, &boundary.trust_zone_b);
    let trust = |zone: &Option<String>| zones::trust(work, zone.as_deref());
    if trust(&a) > trust(&b) { a } else { b }
}

fn thing(work: &Work, name: &str) -> Option<usize> {
    let sorts = [Sort::Component, Sort::Store, Sort::DataSet];
    sorts
        .into_iter()
        .find_map(|sort| work.things.get(&(sort, name.to_owned())))
        .copied()
}

/// Nouns that tell one component from another; words such as `data` or `service` do not.
const NOUNS: &[&str] = &[
    "agent",
    "bastion",
    "blob",
    "bucket",
    "cache",
    "camera",
    "chatbot",
    "cluster",
    "database",
    "dataset",
    "device",
    "gateway",
    "jupyter",
    "label",
    "mobile",
    "model ",
    "models ",
    "notebook",
    "pipeline",
    "plugin",
    "prompt",
    "queue",
    "redis",
    "registry",
    "repositor",
    "sensor",
    "ssh ",
    "tool ",
    "tools ",
    "training data",
    "vault",
    "vector",
    "web server",
];

/// Nouns that are rarely in a name, but tell as much in a description.
const TECHNICAL: &[&str] = &["ssh "];
