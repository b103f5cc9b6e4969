//! The facts of any relation, each with its likeliest path: what a query answers.

use serde::Serialize;
use threatlog_dl::program::RelationId;

use super::path::{Path, path, shorten};
use crate::derivations::Scope;
use crate::engine::Solved;
use crate::rank::{Effort, Network, best, key};

/// What a question in Datalog answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rows {
    pub query: String,
    /// What the question says it asks.
    #[serde(skip)]
    pub title: String,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

/// A fact with its likeliest path.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    pub values: Vec<String>,
    pub likelihood: f64,
    pub path: Path,
}

/// The facts of a relation: likeliest first, then by text.
pub fn rows(solved: &Solved, relation: RelationId, effort: Effort) -> Vec<Row> {
    let facts = solved.holding(relation);
    let graph = solved.matcher.derive(&facts, Scope::Uncertain);
    let network = Network::new(&graph);
    let mut rows: Vec<Row> = facts
        .iter()
        .filter_map(|fact| {
            let proof = best(&network, graph.id(fact)?, 1, effort)
                .list
                .into_iter()
                .next()?;
            Some(Row {
                values: solved.values(fact),
                likelihood: proof.likelihood,
                path: path(solved, fact, &graph, &proof)?,
            })
        })
        .collect();
    // Stable, so that equally likely rows stay in the order of their texts.
    rows.sort_by(|a, b| {
        let steps = |row: &Row| key(row.path.likelihood);
        steps(b).cmp(&steps(a))
    });
    shorten(rows.iter_mut().map(|row| &mut row.path));
    rows
}
