//! Who gains what on which component.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::path::{Path, path, shorten};
use crate::derivations::{Graph, Scope};
use crate::engine::Solved;
use crate::facts::Fact;
use crate::rank::{Effort, Network, Proof, best, key};

/// Who gains what on a component: likeliest first, actors with nothing not at all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhoCanReach {
    pub target: String,
    #[serde(skip)]
    pub system: String,
    /// What the target is and where it lies.
    #[serde(skip)]
    pub whereabouts: String,
    /// The actors who gain nothing.
    #[serde(skip)]
    pub idle: Vec<String>,
    pub rows: Vec<Gains>,
}

/// What an actor gains anywhere: likeliest first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reach {
    pub actor: String,
    #[serde(skip)]
    pub system: String,
    /// How many components the system has.
    #[serde(skip)]
    pub components: usize,
    pub rows: Vec<Gains>,
}

/// What one actor gains on one component.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gains {
    pub actor: String,
    pub component: String,
    /// `query`, `read`, `write`, … with the likelihood of each; likeliest first, then by word.
    #[serde(flatten, serialize_with = "by_gain")]
    pub gains: Vec<(String, f64)>,
    /// The likeliest way to any of them.
    #[serde(flatten, serialize_with = "in_short")]
    pub path: Path,
}

/// The words, and each with its likelihood.
fn by_gain<S: Serializer>(gains: &[(String, f64)], to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Gain<'g> {
        gain: &'g str,
        likelihood: f64,
    }
    let words: Vec<&str> = gains.iter().map(|(word, _)| word.as_str()).collect();
    let each = gains.iter().map(|(gain, likelihood)| Gain {
        gain,
        likelihood: *likelihood,
    });
    let mut map = to.serialize_map(Some(2))?;
    map.serialize_entry("gains", &words)?;
    map.serialize_entry("by_gain", &each.collect::<Vec<_>>())?;
    map.end()
}

/// How likely a path is, and by which steps it leads.
fn in_short<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    let steps: Vec<&str> = path.acts.iter().map(|act| act.step.as_str()).collect();
    let mut map = to.serialize_map(Some(4))?;
    map.serialize_entry("likelihood", &path.likelihood)?;
    map.serialize_entry("exact", &path.exact)?;
    map.serialize_entry("path", &path.shown)?;
    map.serialize_entry("steps", &steps)?;
    map.end()
}

/// What each actor gains on `component`.
pub fn who_can_reach(solved: &Solved, component: &str, effort: Effort) -> WhoCanReach {
    let rows = gains(solved, |_, on| on == component, effort);
    let actors = solved.model.actors.iter().map(|it| it.id.clone());
    let idle = actors.filter(|id| !rows.iter().any(|row| row.actor == *id));
    WhoCanReach {
        target: component.to_owned(),
        system: solved.model.system.clone(),
        whereabouts: solved.model.whereabouts(component),
        idle: idle.collect(),
        rows,
    }
}

/// What `actor` gains anywhere.
pub fn reach(solved: &Solved, actor: &str, effort: Effort) -> Reach {
    Reach {
        actor: actor.to_owned(),
        system: solved.model.system.clone(),
        components: solved.model.components.len(),
        rows: gains(solved, |by, _| by == actor, effort),
    }
}

/// The facts that are gains, each with the word for it: those of the relations with `gains:`.
pub fn gain_facts(solved: &Solved) -> Vec<(Fact, String)> {
    let relations = (0..).map(threatlog_dl::program::RelationId);
    let relations = relations.zip(&solved.program().relations);
    let gains = relations.filter_map(|(id, relation)| Some((id, relation.gains.as_ref()?)));
    gains
        .flat_map(|(id, word)| {
            let facts = solved.holding(id).into_iter();
            facts.map(move |fact| (fact, word.clone()))
        })
        .collect()
}

fn gains(solved: &Solved, asked: impl Fn(&str, &str) -> bool, effort: Effort) -> Vec<Gains> {
    let mut found: BTreeMap<(String, String), Vec<(Fact, String)>> = BTreeMap::new();
    for (fact, word) in gain_facts(solved) {
        let mut values = solved.values(&fact).into_iter();
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
    let graph = solved.matcher.derive(&facts, Scope::Uncertain);
    let network = Network::new(&graph);
    let mut rows: Vec<Gains> = found
        .into_iter()
        .filter_map(|((actor, component), facts)| {
            let proofs = proofs(solved, &facts, &graph, &network, effort);
            let (fact, _, proof) = proofs.first()?;
            Some(Gains {
                path: path(solved, fact, &graph, proof)?,
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
    shorten(rows.iter_mut().map(|row| &mut row.path));
    rows
}

type Proved<'f> = (&'f Fact, &'f str, Proof);

/// The likeliest proof of each fact; likeliest first, ties by fewer chances, then by text.
fn proofs<'f>(
    solved: &Solved,
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
        let text = |fact: &Fact| solved.text(fact);
        let by_text = || text(one).cmp(&text(other));
        by_likelihood.then(by_length).then_with(by_text)
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
