//! Who gains what on which component.

use std::collections::BTreeMap;

use super::analysis::Analysis;
use super::path::{Path, path};
use crate::derivations::{Graph, Scope};
use crate::facts::Fact;
use crate::rank::{Effort, Network, Proof, best, key};

/// What one actor gains on one component.
#[derive(Clone, Debug, PartialEq)]
pub struct Gains {
    pub actor: String,
    pub component: String,
    /// `query`, `read`, `write`, … with the likelihood of each; likeliest first, then by word.
    pub gains: Vec<(String, f64)>,
    /// The likeliest way to any of them.
    pub path: Path,
}

/// What each actor gains on `component`: likeliest first, actors with nothing not at all.
pub fn who_can_reach(analysis: &Analysis, component: &str, effort: Effort) -> Vec<Gains> {
    gains(analysis, |_, on| on == component, effort)
}

/// What `actor` gains anywhere: likeliest first.
pub fn reach(analysis: &Analysis, actor: &str, effort: Effort) -> Vec<Gains> {
    gains(analysis, |by, _| by == actor, effort)
}

/// The facts that are gains, each with the word for it: those of the relations with `gains:`.
pub fn gain_facts(analysis: &Analysis) -> Vec<(Fact, String)> {
    let relations = (0..).map(threatlog_dl::program::RelationId);
    let relations = relations.zip(&analysis.program().relations);
    let gains = relations.filter_map(|(id, relation)| Some((id, relation.gains.as_ref()?)));
    gains
        .flat_map(|(id, word)| {
            let facts = analysis.holding(id).into_iter();
            facts.map(move |fact| (fact, word.clone()))
        })
        .collect()
}

fn gains(analysis: &Analysis, asked: impl Fn(&str, &str) -> bool, effort: Effort) -> Vec<Gains> {
    let mut found: BTreeMap<(String, String), Vec<(Fact, String)>> = BTreeMap::new();
    for (fact, word) in gain_facts(analysis) {
        let mut values = analysis.values(&fact).into_iter();
        if let (Some(actor), Some(component)) = (values.next(), values.next())
            && asked(&actor, &component)
        {
            found
                .entry((actor, component))
                .or_default()
                .push((fact, word));
        }
    }
    let facts: Vec<Fact> = found
        .values()
        .flatten()
        .map(|(fact, _)| fact.clone())
        .collect();
    let graph = analysis.matcher.derive(&facts, Scope::Uncertain);
    let network = Network::new(&graph);
    let mut rows: Vec<Gains> = found
        .into_iter()
        .filter_map(|((actor, component), facts)| {
            let proofs = proofs(&facts, &graph, &network, effort);
            let (fact, _, proof) = proofs.first()?;
            Some(Gains {
                path: path(analysis, fact, &graph, proof)?,
                actor,
                component,
                gains: likelihoods(&proofs),
            })
        })
        .collect();
    rows.sort_by(|a, b| {
        let steps = |row: &Gains| key(row.path.likelihood);
        let by_likelihood = steps(b).cmp(&steps(a));
        let names = |row: &Gains| (row.actor.clone(), row.component.clone());
        by_likelihood.then_with(|| names(a).cmp(&names(b)))
    });
    rows
}

type Proved<'f> = (&'f Fact, &'f str, Proof);

/// The likeliest proof of each fact; likeliest first, ties by fewer chances, then by text.
fn proofs<'f>(
    facts: &'f [(Fact, String)],
    graph: &Graph,
    network: &Network,
    effort: Effort,
) -> Vec<Proved<'f>> {
    let proofs = facts.iter().filter_map(|(fact, word)| {
        let proofs = best(network, graph.id(fact)?, 1, effort);
        Some((fact, word.as_str(), proofs.list.into_iter().next()?))
    });
    let mut proofs: Vec<Proved> = proofs.collect();
    proofs.sort_by(|(one, _, a), (other, _, b)| {
        let steps = |proof: &Proof| key(proof.likelihood);
        let by_likelihood = steps(b).cmp(&steps(a));
        let by_length = a.chances.len().cmp(&b.chances.len());
        by_likelihood.then(by_length).then_with(|| one.cmp(other))
    });
    proofs
}

/// Each word once, with its greatest likelihood.
fn likelihoods(proofs: &[Proved]) -> Vec<(String, f64)> {
    let mut gains: Vec<(String, f64)> = Vec::new();
    for (_, word, proof) in proofs {
        if !gains.iter().any(|(known, _)| known == word) {
            gains.push(((*word).to_owned(), proof.likelihood));
        }
    }
    gains.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    gains
}
