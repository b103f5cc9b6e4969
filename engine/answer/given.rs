//! Facts as a list: what the architecture says, and on request what follows.

use serde::Serialize;
use threatlog_dl::program::RelationId;

use super::provenance::{Provenance, provenance};
use super::rows::{Row, rows};
use super::wording::sentence;
use crate::engine::Solved;
use crate::rank::Effort;

/// Facts as they were asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactList {
    #[serde(skip)]
    pub system: String,
    pub facts: Vec<GivenFact>,
}

/// A fact with its chance and where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GivenFact {
    pub relation: String,
    #[serde(rename = "args")]
    pub values: Vec<String>,
    #[serde(skip)]
    pub sentence: String,
    /// `None` when it is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<f64>,
    /// `None` for derived facts.
    pub source: Option<Provenance>,
}

/// The facts of the input relations, or of those relations that are named, by relation and text.
pub fn given_facts(solved: &Solved, named: &[String]) -> FactList {
    let relations = (0..).map(RelationId).zip(&solved.program().relations);
    let relations = relations.filter(|(_, relation)| match named {
        [] => relation.input,
        named => named.contains(&relation.name),
    });
    let facts = relations
        .flat_map(|(id, relation)| {
            if !relation.input {
                return derived_facts(solved, id);
            }
            let facts = solved.holding(id).into_iter().map(|fact| {
                let values = solved.values(&fact);
                GivenFact {
                    relation: relation.name.clone(),
                    sentence: sentence(solved, &fact),
                    likelihood: solved.facts().chances.get(&fact).copied(),
                    source: provenance(solved, &relation.name, &values),
                    values,
                }
            });
            facts.collect()
        })
        .collect();
    FactList {
        system: solved.model.system.clone(),
        facts,
    }
}

/// The facts of a derived relation, each with the likelihood of its likeliest path.
fn derived_facts(solved: &Solved, relation: RelationId) -> Vec<GivenFact> {
    let rows = rows(solved, relation, Effort::default()).into_iter();
    let fact = |row: Row| GivenFact {
        relation: solved.program().relation(relation).name.clone(),
        values: row.values,
        sentence: row.path.sentence,
        likelihood: (row.path.likelihood < 1.0).then_some(row.path.likelihood),
        source: None,
    };
    rows.map(fact).collect()
}
