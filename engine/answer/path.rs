//! A fact and a proof of it in; the path to show out.

use std::collections::BTreeMap;

use super::carrying::carrying;
use super::derivation::{Derivation, Node, derivation};
use super::derived::{ENTRY_BOUNDARY, TRUST_BOUNDARY};
use super::wording::sentence;
use crate::derivations::{Chance, Graph};
use crate::engine::Solved;
use crate::facts::{Fact, Input};
use crate::model::{Change, How};
use crate::rank::Proof;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use threatlog_dl::program::{Column, Likelihood, Part};

/// One way in which a fact comes about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Path {
    /// Hexadecimal; stable across runs and unrelated edits.
    #[serde(skip)]
    pub id: String,
    /// The beginning of the id, as long as it takes to tell apart the paths of an answer.
    #[serde(rename = "id")]
    pub shown: String,
    #[serde(skip)]
    pub fact: Fact,
    /// The fact as a sentence.
    pub sentence: String,
    /// From 0 to 1.
    pub likelihood: f64,
    /// Whether it is certain that no likelier path was missed.
    pub exact: bool,
    /// In the order in which they can be done.
    pub acts: Vec<Act>,
    pub boundaries: Vec<Boundary>,
    /// Controls that are missing. Sorted.
    #[serde(flatten, serialize_with = "by_mention")]
    pub gaps: Vec<Gap>,
    /// Controls that are there but may fail. Sorted.
    pub weak: Vec<WeakControl>,
    /// How likely it is that the actor tries, if that is not certain.
    pub attempts: Option<f64>,
    #[serde(skip)]
    pub derivation: Derivation,
}

/// A deed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Act {
    pub step: String,
    pub title: String,
    /// Variable and value, in the order of the step's `act:`.
    #[serde(serialize_with = "as_map")]
    pub args: Vec<(String, String)>,
    /// The component at which it aims.
    pub target: Option<String>,
    pub likelihood: f64,
    /// The word that the likelihood stands for.
    #[serde(skip)]
    pub word: Likelihood,
    /// The title in at most 50 characters, without a full stop, if there is such a one.
    #[serde(skip)]
    pub short: Option<String>,
    /// What the step is to a path.
    #[serde(skip)]
    pub part: Part,
    #[serde(skip)]
    pub chance: Chance,
    #[serde(rename = "technique")]
    pub techniques: Vec<String>,
    pub stride: Vec<String>,
}

impl Act {
    /// The title as part of a sentence.
    pub fn name(&self) -> &str {
        self.title.trim_end_matches('.')
    }

    /// The title as a table has room for.
    pub fn short_name(&self) -> &str {
        self.short.as_deref().unwrap_or_else(|| self.name())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Control {
    pub component: String,
    pub control: String,
}

/// A control that is missing where a path passes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Gap {
    #[serde(flatten)]
    pub control: Control,
    /// Whether the control would stop this path, rather than hamper it.
    pub stops: bool,
    /// Whether nobody has said that it is missing.
    #[serde(skip)]
    pub assumed: bool,
    /// Whether components of this kind usually have it.
    #[serde(skip)]
    pub usual: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeakControl {
    #[serde(flatten)]
    pub control: Control,
    /// How likely it is that the attacker gets past it.
    pub likelihood: f64,
}

/// A trust boundary that a path crosses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Boundary {
    /// `data ingestion`, `inference API`, … or, for a crossing of zones only, `zone`.
    pub name: String,
    pub from: String,
    pub to: String,
    /// The two zones, if they differ.
    pub zones: Option<String>,
}

/// Missing controls that nobody mentioned, and those that are said to be missing.
fn by_mention<S: Serializer>(gaps: &[Gap], to: S) -> Result<S::Ok, S::Error> {
    let (assumptions, missing): (Vec<&Gap>, Vec<&Gap>) = gaps.iter().partition(|it| it.assumed);
    let mut map = to.serialize_map(Some(2))?;
    map.serialize_entry("assumptions", &assumptions)?;
    map.serialize_entry("missing", &missing)?;
    map.end()
}

/// Names with what each stands for.
fn as_map<S: Serializer>(pairs: &[(String, String)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}

/// Shows of each path's id as much as it takes to tell these paths apart, and at least six digits.
pub fn shorten<'p>(paths: impl IntoIterator<Item = &'p mut Path>) {
    let mut paths: Vec<&mut Path> = paths.into_iter().collect();
    let short = short_ids(paths.iter().map(|it| it.id.as_str()));
    for (path, short) in paths.iter_mut().zip(short) {
        path.shown = short;
    }
}

/// Ids as short as can be told apart, but at least six digits.
pub fn short_ids<'p>(ids: impl IntoIterator<Item = &'p str>) -> Vec<String> {
    let ids: Vec<&str> = ids.into_iter().collect();
    let shared = |one: &str, other: &str| {
        let pairs = one.bytes().zip(other.bytes());
        pairs.take_while(|(a, b)| a == b).count()
    };
    let length = |id: &str| {
        let others = ids.iter().filter(|it| **it != id);
        let needed = others.map(|it| shared(it, id) + 1).max();
        needed.unwrap_or(0).max(6)
    };
    let short = ids.iter().map(|id| id.chars().take(length(id)).collect());
    short.collect()
}

/// A path's id: a hash of what it brings about, its acts, and the names of its weak controls.
pub fn path_id(solved: &Solved, fact: &Fact, graph: &Graph, proof: &Proof) -> String {
    let chances = proof.chances.iter().map(|&id| graph.chance(id));
    let text = |chance: &Chance| chance.text(solved.program(), &solved.facts().symbols);
    let mut texts: Vec<String> = chances.map(text).collect();
    texts.sort();
    let mut hash = Sha256::new();
    hash.update(solved.text(fact));
    for text in texts {
        hash.update("\n");
        hash.update(text);
    }
    let bytes = hash.finalize();
    bytes
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The path of a proof, whose chances are those of `graph`; `None` if the fact does not follow
/// from them.
pub fn path(solved: &Solved, fact: &Fact, graph: &Graph, proof: &Proof) -> Option<Path> {
    let chances = || proof.chances.iter().map(|&id| graph.chance(id));
    let assumption = |fact: &Fact| {
        let (_, control, how) = control_fact(solved, fact)?;
        how.is_assumption()
            .then(|| format!("{} {}", control.component, control.control))
    };
    let derivation = derivation(&solved.matcher, fact, chances().cloned(), &assumption)?;
    let controls = || {
        let facts = derivation.nodes.iter().map(|node| &node.fact);
        facts.filter_map(|fact| Some((fact, control_fact(solved, fact)?)))
    };
    let uncertain = |fact: &Fact| solved.facts().chances.contains_key(fact);
    let mut gaps: BTreeMap<Control, Gap> = BTreeMap::new();
    for (_, (stops, control, how)) in controls().filter(|(fact, _)| !uncertain(fact)) {
        let usual = is_usual(solved, &control);
        let gap = gaps.entry(control.clone()).or_insert(Gap {
            control,
            stops,
            assumed: how.is_assumption(),
            usual,
        });
        gap.stops |= stops;
    }
    let weak = controls().filter_map(|(fact, (_, control, _))| {
        let likelihood = *solved.facts().chances.get(fact)?;
        Some(WeakControl {
            control,
            likelihood,
        })
    });
    let mut weak: Vec<WeakControl> = weak.collect();
    weak.sort_by(|a, b| {
        a.control
            .cmp(&b.control)
            .then(a.likelihood.total_cmp(&b.likelihood))
    });
    let id = path_id(solved, fact, graph, proof);
    Some(Path {
        shown: id.clone(),
        id,
        fact: fact.clone(),
        sentence: sentence(solved, fact),
        likelihood: proof.likelihood,
        exact: proof.exact,
        acts: acts(solved, &derivation),
        boundaries: boundaries(solved, &derivation),
        gaps: gaps.into_values().collect(),
        weak,
        attempts: chances().find_map(|chance| attempts(solved, chance)),
        derivation,
    })
}

impl Control {
    /// The change by which it is there.
    pub fn in_place(&self) -> Change {
        Change::with(&self.component, &self.control)
    }

    /// The change by which it fails.
    pub fn failing(&self) -> Change {
        Change::without(&self.component, &self.control)
    }
}

/// Reads a fact of `lacks_control`, of a control that would stop a step, or of `slips_past`, of
/// one that would hamper it.
pub(super) fn control_fact(solved: &Solved, fact: &Fact) -> Option<(bool, Control, How)> {
    let stops = match Input::of(solved.program().relation(fact.relation))? {
        Input::LacksControl => true,
        Input::SlipsPast => false,
        _ => return None,
    };
    let [component, control] = solved.values(fact).try_into().ok()?;
    let id = solved.model.component_named(&component)?;
    let how = solved.model.control_of(id, &control).how;
    Some((stops, Control { component, control }, how))
}

/// Whether components of this kind usually have the control.
pub(super) fn is_usual(solved: &Solved, control: &Control) -> bool {
    let model = &solved.model;
    let component = model.component_named(&control.component);
    let kind = component.map(|it| model.component(it).kind.value);
    let name = control.control.as_str();
    kind.is_some_and(|it| it.expected_controls.contains(&name))
}

fn attempts(solved: &Solved, chance: &Chance) -> Option<f64> {
    let Chance::Given(fact) = chance else {
        return None;
    };
    match Input::of(solved.program().relation(fact.relation))? {
        Input::Attempts => solved.facts().chances.get(fact).copied(),
        _ => None,
    }
}

/// The deeds of a derivation: by how many deeds must come before, then by step and text.
fn acts(solved: &Solved, derivation: &Derivation) -> Vec<Act> {
    let program = solved.program();
    let mut depths: Vec<usize> = Vec::with_capacity(derivation.nodes.len());
    let mut found: Vec<(usize, String, &Chance, &Node)> = Vec::new();
    for node in &derivation.nodes {
        let Some(by) = &node.by else {
            depths.push(0);
            continue;
        };
        let before = by.premises.iter().map(|&at| depths[at]).max().unwrap_or(0);
        depths.push(before + usize::from(by.act.is_some()));
        let Some(act) = &by.act else { continue };
        let text = act.text(program, &solved.facts().symbols);
        match found.iter_mut().find(|(_, known, ..)| *known == text) {
            Some(known) if known.0 > before => *known = (before, text, act, node),
            Some(_) => {}
            None => found.push((before, text, act, node)),
        }
    }
    found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let acts = found.into_iter();
    acts.filter_map(|(_, _, act, node)| described(solved, act, node))
        .collect()
}

fn described(solved: &Solved, act: &Chance, node: &Node) -> Option<Act> {
    let Chance::Act { step, .. } = act else {
        return None;
    };
    let step = solved.program().step(*step);
    let values = act.values(solved.program(), &solved.facts().symbols);
    Some(Act {
        step: step.id.clone(),
        title: step.title.clone(),
        target: solved.values(&node.fact).into_iter().nth(1),
        args: step.act.iter().cloned().zip(values).collect(),
        likelihood: step.likelihood.chance(),
        word: step.likelihood,
        short: step.short.clone(),
        part: step.part,
        chance: act.clone(),
        techniques: step.techniques.iter().map(ToString::to_string).collect(),
        stride: step.stride.iter().map(ToString::to_string).collect(),
    })
}

/// The trust boundaries and zone borders between the first two things of each fact that carries a
/// proof, in the order of the proof.
fn boundaries(solved: &Solved, derivation: &Derivation) -> Vec<Boundary> {
    let between = |relation: &str| solved.holding_named(relation);
    let mut named = between(TRUST_BOUNDARY);
    named.extend(between(ENTRY_BOUNDARY));
    let borders = between(Input::CrossesBoundary.name());
    let mut found: Vec<Boundary> = Vec::new();
    let carries = carrying(solved, derivation).into_iter();
    let nodes = carries
        .zip(&derivation.nodes)
        .filter(|(carries, _)| *carries);
    for (_, node) in nodes {
        let Some(ends) = ends(solved, &node.fact) else {
            continue;
        };
        let here = |it: &&Fact| self::ends(solved, it) == Some(ends);
        let name = |it: &Fact| solved.values(it).into_iter().nth(2);
        let zones = borders.iter().find(here).and_then(name);
        let mut names: Vec<String> = named.iter().filter(here).filter_map(name).collect();
        if names.is_empty() && zones.is_some() {
            names.push("zone".to_owned());
        }
        let text = |(_, value): (&str, u32)| solved.facts().symbols.text(value).to_owned();
        for name in names {
            let boundary = Boundary {
                name,
                from: text(ends[0]),
                to: text(ends[1]),
                zones: zones.clone(),
            };
            if !found.contains(&boundary) {
                found.push(boundary);
            }
        }
    }
    found
}

/// The first two values of a fact, each with its sort: a component and an actor of one name are
/// two.
fn ends<'a>(solved: &'a Solved, fact: &Fact) -> Option<[(&'a str, u32); 2]> {
    let [from, to, ..] = solved.program().relation(fact.relation).columns.as_slice() else {
        return None;
    };
    let end = |column: &'a Column, at: usize| Some((column.sort.as_str(), *fact.row.get(at)?));
    Some([end(from, 0)?, end(to, 1)?])
}
