//! Components, data stores and data sets become components of the draft.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Component, Flow};
use super::super::notes::Note;
use super::format::{DataSet, ThreatModel};
use super::kinds::{self, Guess};
use super::work::{Sort, Work, name, title};
use super::zones;

/// Draws components, stores and data sets, and which store holds which data set.
pub fn draw(work: &mut Work) {
    let fed = fed_by_models(work.model);
    for it in &work.model.components {
        let called = [it.symbolic_name.as_str(), it.title.as_str()];
        let guess = kinds::by_name(kinds::COMPONENTS, &called)
            .or_else(|| takes_model(&fed, name(&it.symbolic_name, &it.title)))
            .or_else(|| kinds::guess(kinds::COMPONENTS, &[], &it.description))
            .unwrap_or_else(|| unknown("downstream_system"));
        let zone = zones::id(work, &it.trust_zone);
        let mut comments = vec![it.description.clone()];
        comments.extend(labelled("source", &it.repo_link));
        add(work, Sort::Component, called, zone, guess, comments);
    }
    for it in &work.model.stores {
        let called = [it.symbolic_name.as_str(), it.title.as_str()];
        let zone = zones::id(work, &it.trust_zone);
        let guess = store_kind(&called, &it.description, &it.r#type);
        let mut comments = vec![it.description.clone()];
        // The product often repeats the vendor.
        let vendor = if it.product.starts_with(&it.vendor) {
            ""
        } else {
            &it.vendor
        };
        comments.extend(labelled(
            "product",
            format!("{vendor} {}", it.product).trim(),
        ));
        let at = add(work, Sort::Store, called, zone, guess, comments);
        work.stores.insert(at);
    }
    for it in &work.model.data_sets {
        data_set(work, it);
    }
    models_by_name(work);
    parents(work);
}

/// The kind of a store by its words, else by the type that the format gives it.
pub fn store_kind(named: &[&str], description: &str, r#type: &str) -> Guess {
    kinds::by_name(kinds::STORES, named).unwrap_or_else(|| match r#type {
        "object" => Guess {
            kind: "artifact_store",
            why: "guess: a store of objects".to_owned(),
        },
        "" => kinds::guess(kinds::STORES, &[], description)
            .unwrap_or_else(|| unknown("downstream_system")),
        other => Guess {
            kind: "downstream_system",
            why: format!("guess: a {} store", other.replace('_', " ")),
        },
    })
}

pub fn unknown(kind: &'static str) -> Guess {
    Guess {
        kind,
        why: "guess: no word of its name or description tells more".to_owned(),
    }
}

/// Adds a component under its name in the input and says so.
pub fn add(
    work: &mut Work,
    sort: Sort,
    [symbolic, shown]: [&str; 2],
    zone: Option<String>,
    guess: Guess,
    comments: Vec<String>,
) -> usize {
    let called = name(symbolic, shown);
    let id = work.ids.claim(called);
    let item = format!("{} `{called}`", sort.word());
    let text = format!("{} `{id}` ({})", guess.kind, guess.why);
    let at = work.add(Component {
        id,
        title: title(symbolic, shown).to_owned(),
        kind: guess.kind,
        why: guess.why,
        zone,
        attributes: Vec::new(),
        controls: BTreeMap::new(),
        asset: BTreeMap::new(),
        comments: comments.into_iter().filter(|it| !it.is_empty()).collect(),
    });
    let key = (sort, called.to_owned());
    if work.things.contains_key(&key) {
        let text = format!("the name occurs twice; references mean the first; this one is {text}");
        work.notes.push(Note::repaired(item, text));
    } else {
        if sort == Sort::Store {
            work.alike
                .entry(fold(called))
                .or_default()
                .push(called.to_owned());
        }
        work.things.insert(key, at);
        work.notes.push(Note::arrived(item, text));
    }
    at
}

/// The store by this name, also where singular and plural are mixed up; the second value is its right name.
pub fn store<'w>(work: &'w Work, name: &str) -> Option<(usize, &'w str)> {
    if let Some((key, at)) = work.things.get_key_value(&(Sort::Store, name.to_owned())) {
        return Some((*at, &key.1));
    }
    let [known] = work.alike.get(&fold(name))?.as_slice() else {
        return None;
    };
    let at = work.things.get(&(Sort::Store, known.clone()))?;
    Some((*at, known))
}

fn data_set(work: &mut Work, set: &DataSet) {
    let called = [set.symbolic_name.as_str(), set.title.as_str()];
    let item = format!("data set `{}`", name(&set.symbolic_name, &set.title));
    let guess = kinds::guess(kinds::DATA_SETS, &called, &set.description)
        .unwrap_or_else(|| unknown("downstream_system"));
    let mut homes = BTreeSet::new();
    for placement in &set.placements {
        match store(work, &placement.data_store) {
            Some((at, known)) => {
                if known != placement.data_store {
                    let text = format!(
                        "it is placed on `{}`, which is not declared; taken for `{known}`",
                        placement.data_store
                    );
                    work.notes.push(Note::repaired(item.clone(), text));
                }
                homes.insert(at);
            }
            None => {
                let text = format!(
                    "it is placed on `{}`, which is not declared; the placement is left out",
                    placement.data_store
                );
                work.notes.push(Note::repaired(item.clone(), text));
            }
        }
    }
    let zone = homes
        .first()
        .and_then(|at| work.draft.components.get(*at)?.zone.clone());
    let mut comments = vec![set.description.clone()];
    let count = set
        .record_count
        .as_ref()
        .map_or_else(String::new, ToString::to_string);
    comments.extend(labelled("records", &count));
    let at = add(work, Sort::DataSet, called, zone, guess, comments);
    for home in homes {
        place(work, home, at, &format!("{item} is placed there"));
    }
}

fn place(work: &mut Work, home: usize, held: usize, why: &str) {
    work.holds.entry(home).or_default().push(held);
    let flow = Flow {
        from: work.component_id(home),
        verb: "stores",
        to: work.component_id(held),
        note: why.to_owned(),
    };
    work.draft.flow(flow);
}

/// A store whose name says that it keeps models, without a data set that does, holds a model of its own.
fn models_by_name(work: &mut Work) {
    for it in &work.model.stores {
        let called = name(&it.symbolic_name, &it.title);
        let Some(home) = work.things.get(&(Sort::Store, called.to_owned())).copied() else {
            continue;
        };
        let says_so = kinds::keeps_models(&[&it.symbolic_name, &it.title]);
        if !says_so || !work.held(home, &["model"]).is_empty() {
            continue;
        }
        let zone = zones::id(work, &it.trust_zone);
        let guess = Guess {
            kind: "model",
            why: format!("guess: the store `{called}` keeps models, and no data set of it is one"),
        };
        let named = format!("{called}-model");
        let title = format!("Model in {}", title(&it.symbolic_name, &it.title));
        let at = add(
            work,
            Sort::DataSet,
            [&named, &title],
            zone,
            guess,
            Vec::new(),
        );
        place(work, home, at, "implied by the store's name");
    }
}

fn parents(work: &mut Work) {
    for it in &work.model.components {
        if it.parent_component.is_empty() {
            continue;
        }
        let called = name(&it.symbolic_name, &it.title);
        let find = |name: &str| {
            work.things
                .get(&(Sort::Component, name.to_owned()))
                .copied()
        };
        let (Some(child), Some(parent)) = (find(called), find(&it.parent_component)) else {
            let text = format!(
                "its parent `{}` is not declared; left out",
                it.parent_component
            );
            work.notes
                .push(Note::repaired(format!("component `{called}`"), text));
            continue;
        };
        if child == parent {
            continue;
        }
        let flow = Flow {
            from: work.component_id(parent),
            verb: "hosts",
            to: work.component_id(child),
            note: "parent component".to_owned(),
        };
        work.draft.flow(flow);
    }
}

/// Components that a store of models sends to, with the store.
fn fed_by_models(model: &ThreatModel) -> BTreeMap<&str, &str> {
    let mut keepers: BTreeSet<&str> = BTreeSet::new();
    for it in &model.stores {
        if kinds::keeps_models(&[&it.symbolic_name, &it.title]) {
            keepers.insert(name(&it.symbolic_name, &it.title));
        }
    }
    for it in &model.data_sets {
        let called = [it.symbolic_name.as_str(), it.title.as_str()];
        if kinds::by_name(kinds::DATA_SETS, &called).is_some_and(|it| it.kind == "model") {
            keepers.extend(it.placements.iter().map(|it| it.data_store.as_str()));
        }
    }
    let flows = model.flows.iter();
    flows
        .filter(|it| keepers.contains(it.source.object.as_str()))
        .map(|it| (it.destination.object.as_str(), it.source.object.as_str()))
        .collect()
}

fn takes_model(fed: &BTreeMap<&str, &str>, name: &str) -> Option<Guess> {
    let store = fed.get(name)?;
    Some(Guess {
        kind: "serving_endpoint",
        why: format!("guess: it takes models from `{store}`, so it serves them"),
    })
}

fn labelled(label: &str, text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("{label}: {text}"))
}

/// Case, hyphens and plurals are no difference between names.
fn fold(name: &str) -> String {
    let words = name.to_lowercase();
    let words = words
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty());
    words
        .map(|it| it.strip_suffix('s').unwrap_or(it))
        .collect::<Vec<_>>()
        .join("-")
}
