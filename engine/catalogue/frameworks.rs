//! Names of what rules cite: ATLAS, OWASP and NIST ids.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A list of ids that somebody publishes.
#[derive(Clone, Debug, Deserialize)]
pub struct Framework {
    /// As in rules, e.g. `owasp-llm`.
    pub id: &'static str,
    /// The year, where the list is numbered anew each year.
    pub edition: Option<&'static str>,
    pub title: &'static str,
    pub items: Vec<Named>,
}

/// An id with its published name.
#[derive(Clone, Debug, Deserialize)]
pub struct Named {
    pub id: &'static str,
    pub name: &'static str,
}

/// A technique of MITRE ATLAS.
#[derive(Clone, Debug, Deserialize)]
pub struct AtlasTechnique {
    pub id: &'static str,
    pub name: &'static str,
    /// What attackers use it for, as ids of [`atlas_tactics`].
    pub tactics: Vec<&'static str>,
}

#[derive(Deserialize)]
struct Atlas {
    version: &'static str,
    tactics: Vec<Named>,
    techniques: Vec<AtlasTechnique>,
    mitigations: Vec<Named>,
}

/// All frameworks but ATLAS.
pub fn frameworks() -> &'static [Framework] {
    static LISTS: LazyLock<Vec<Framework>> =
        LazyLock::new(|| super::table(include_str!("../../facts/catalogue/frameworks.json")));
    &LISTS
}

pub fn framework(id: &str) -> Option<&'static Framework> {
    frameworks().iter().find(|it| it.id == id)
}

pub fn atlas_technique(id: &str) -> Option<&'static AtlasTechnique> {
    static BY_ID: LazyLock<FxHashMap<&str, &AtlasTechnique>> =
        LazyLock::new(|| atlas().techniques.iter().map(|it| (it.id, it)).collect());
    BY_ID.get(id).copied()
}

/// The tactics of MITRE ATLAS in the order of an attack.
pub fn atlas_tactics() -> &'static [Named] {
    &atlas().tactics
}

/// The release of MITRE ATLAS that ids and names are taken from.
pub fn atlas_version() -> &'static str {
    atlas().version
}

/// Why no shipped step carries out what `framework:id` or `framework:edition:id` names, where
/// that is on purpose.
pub fn why_uncovered(reference: &str) -> Option<&'static str> {
    static REASONS: LazyLock<Vec<Uncovered>> =
        LazyLock::new(|| super::table(include_str!("../../facts/catalogue/uncovered.json")));
    let found = REASONS.iter().find(|it| it.reference == reference)?;
    Some(found.reason)
}

#[derive(Deserialize)]
struct Uncovered {
    reference: &'static str,
    reason: &'static str,
}

/// The name of an ATLAS mitigation.
pub fn mitigation_name(id: &str) -> Option<&'static str> {
    let found = atlas().mitigations.iter().find(|it| it.id == id)?;
    Some(found.name)
}

/// The name of what `framework:edition:id` refers to; `None` if there is no such thing.
pub fn technique_name(framework_id: &str, edition: Option<&str>, id: &str) -> Option<&'static str> {
    if framework_id == "atlas" {
        let technique = atlas_technique(id).filter(|_| edition.is_none())?;
        return Some(technique.name);
    }
    let list = framework(framework_id).filter(|it| it.edition == edition)?;
    Some(list.items.iter().find(|it| it.id == id)?.name)
}

/// All that steps may refer to in a framework, written as they write it.
pub fn techniques_of(framework_id: &str) -> Vec<String> {
    if framework_id == "atlas" {
        let techniques = atlas().techniques.iter();
        return techniques.map(|it| format!("atlas:{}", it.id)).collect();
    }
    let lists = frameworks().iter().filter(|it| it.id == framework_id);
    let written = lists.flat_map(|list| {
        let edition = list.edition.map_or(String::new(), |it| format!("{it}:"));
        let items = list.items.iter();
        items.map(move |it| format!("{}:{edition}{}", list.id, it.id))
    });
    written.collect()
}

fn atlas() -> &'static Atlas {
    static ATLAS: LazyLock<Atlas> =
        LazyLock::new(|| super::table(include_str!("../../facts/catalogue/atlas.json")));
    &ATLAS
}
