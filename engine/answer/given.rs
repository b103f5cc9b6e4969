//! Facts as a list: what the architecture says, and on request what follows.

use serde::Serialize;
use threatlog_dl::program::RelationId;

use super::analysis::Analysis;
use super::provenance::{Provenance, provenance};
use super::rows::{Row, rows};
use super::wording::sentence;
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
pub fn given_facts(analysis: &Analysis, named: &[String]) -> FactList {
    let relations = (0..).map(RelationId).zip(&analysis.program().relations);
    let relations = relations.filter(|(_, relation)| match named {
        [] => relation.input,
        named => named.contains(&relation.name),
    });
    let facts = relations
        .flat_map(|(id, relation)| {
            if !relation.input {
                return derived_facts(analysis, id);
            }
            let facts = analysis.holding(id).into_iter().map(|fact| {
                let values = analysis.values(&fact);
                GivenFact {
                    relation: relation.name.clone(),
                    sentence: sentence(analysis, &fact),
                    likelihood: analysis.facts().chances.get(&fact).copied(),
                    source: provenance(analysis, &relation.name, &values),
                    values,
                }
            });
            facts.collect()
        })
        .collect();
    FactList {
        system: analysis.model.system.clone(),
        facts,
    }
}

/// The facts of a derived relation, each with the likelihood of its likeliest path.
fn derived_facts(analysis: &Analysis, relation: RelationId) -> Vec<GivenFact> {
    let rows = rows(analysis, relation, Effort::default()).into_iter();
    let fact = |row: Row| GivenFact {
        relation: analysis.program().relation(relation).name.clone(),
        values: row.values,
        sentence: row.path.sentence,
        likelihood: (row.path.likelihood < 1.0).then_some(row.path.likelihood),
        source: None,
    };
    rows.map(fact).collect()
}
