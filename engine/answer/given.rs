//! Facts as a list: what the architecture says, and on request what follows.

use threatlog_dl::program::RelationId;

use super::analysis::Analysis;
use super::rows::{Row, rows};
use super::wording::sentence;
use crate::facts::{Origin, origin};
use crate::rank::Effort;

/// A fact with its chance and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenFact {
    pub relation: String,
    pub values: Vec<String>,
    pub sentence: String,
    /// `None` when it is certain.
    pub likelihood: Option<f64>,
    /// `None` for derived facts.
    pub origin: Option<Origin>,
}

/// The facts of the input relations, or of those relations that are named, by relation and text.
pub fn given_facts(analysis: &Analysis, named: &[String]) -> Vec<GivenFact> {
    let relations = (0..).map(RelationId).zip(&analysis.program().relations);
    let relations = relations.filter(|(_, relation)| match named {
        [] => relation.input,
        named => named.contains(&relation.name),
    });
    relations
        .flat_map(|(id, relation)| {
            if !relation.input {
                return derived_facts(analysis, id);
            }
            let facts = analysis.holding(id).into_iter().map(|fact| {
                let values = analysis.values(&fact);
                let texts: Vec<&str> = values.iter().map(String::as_str).collect();
                GivenFact {
                    relation: relation.name.clone(),
                    sentence: sentence(analysis, &fact),
                    likelihood: analysis.facts().chances.get(&fact).copied(),
                    origin: origin(analysis.model, &relation.name, &texts),
                    values,
                }
            });
            facts.collect()
        })
        .collect()
}

/// The facts of a derived relation, each with the likelihood of its likeliest path.
fn derived_facts(analysis: &Analysis, relation: RelationId) -> Vec<GivenFact> {
    let rows = rows(analysis, relation, Effort::default()).into_iter();
    let fact = |row: Row| GivenFact {
        relation: analysis.program().relation(relation).name.clone(),
        values: row.values,
        sentence: row.path.sentence,
        likelihood: (row.path.likelihood < 1.0).then_some(row.path.likelihood),
        origin: None,
    };
    rows.map(fact).collect()
}
