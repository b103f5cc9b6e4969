//! Rules in; which versions an answer rests on out.

use serde::Serialize;
use sha2::{Digest, Sha256};
use threatlog_dl::{Program, Sources};

use super::baseline::rules_name;
use crate::catalogue::{atlas_version, catalogue, catalogue_texts, frameworks};

/// The versions of everything that an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Of the program.
    pub threatlog: &'static str,
    pub rules: RulesVersion,
    pub catalogue: CatalogueVersion,
    pub frameworks: Vec<FrameworkVersion>,
}

/// Which rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RulesVersion {
    /// The same rules have the same name, as in a baseline, and hardly any others.
    pub name: String,
    pub steps: usize,
    pub clauses: usize,
    pub relations: usize,
}

/// Which words of architecture files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CatalogueVersion {
    /// The same catalogue has the same name.
    pub name: String,
    pub kinds: usize,
    pub verbs: usize,
    pub entries: usize,
    pub attributes: usize,
    pub controls: usize,
}

/// A list of ids that rules cite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FrameworkVersion {
    /// As in rules.
    pub id: &'static str,
    pub title: &'static str,
    /// The release or year; `None` where its title says it.
    pub edition: Option<&'static str>,
}

pub fn version(program: &Program, sources: &Sources) -> Version {
    let atlas = FrameworkVersion {
        id: "atlas",
        title: "MITRE ATLAS",
        edition: Some(atlas_version()),
    };
    let others = frameworks().iter().map(|it| FrameworkVersion {
        id: it.id,
        title: it.title,
        edition: it.edition,
    });
    let words = catalogue();
    Version {
        threatlog: env!("CARGO_PKG_VERSION"),
        rules: RulesVersion {
            name: rules_name(program, sources),
            steps: program.steps.len(),
            clauses: program.clauses.len(),
            relations: program.relations.len(),
        },
        catalogue: CatalogueVersion {
            name: short_digest(catalogue_texts()),
            kinds: words.kinds.len(),
            verbs: words.verbs.len(),
            entries: words.entries.len(),
            attributes: words.attributes.len(),
            controls: words.controls.len(),
        },
        frameworks: std::iter::once(atlas).chain(others).collect(),
    }
}

/// The first eight bytes of the SHA-256 of some texts, in hexadecimal.
pub(super) fn short_digest<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text);
        hash.update("\n");
    }
    let bytes = hash.finalize();
    let digits = bytes.iter().take(8).map(|byte| format!("{byte:02x}"));
    digits.collect()
}
