//! A path in; every fact of its proof with its rule or its place in a file out.

use serde::Serialize;
use threatlog_dl::program::{Atom, Literal, Term};

use super::derivation::Inference;
use super::path::Path;
use super::provenance::{Provenance, provenance};
use super::score::{Score, score};
use super::spot::Spot;
use super::wording::sentence;
use crate::derivations::Chance;
use crate::engine::Solved;
use crate::facts::Fact;
use crate::rank::Budget;

/// A path with its proof and with how its figures come about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    pub path: Path,
    pub score: Score,
    /// Premises come before what rests on them; what the path brings about is last.
    pub facts: Vec<Explained>,
}

/// A fact of a proof, explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    pub relation: String,
    #[serde(rename = "args")]
    pub values: Vec<String>,
    pub sentence: String,
    /// The deed that brings it about; `None` for given facts and plain consequences.
    #[serde(rename = "act")]
    pub deed: Option<Deed>,
    /// Where its rule stands; `None` for a given fact.
    pub rule: Option<Spot>,
    /// Indexes of the facts that its rule rests on.
    pub premises: Vec<usize>,
    /// What must not hold for its rule, as texts: these facts do not.
    pub absent: Vec<String>,
    /// For a given fact: on whose word it holds.
    pub source: Option<Provenance>,
    /// For a given fact that is uncertain: its chance.
    pub likelihood: Option<f64>,
}

/// An attack step as it was taken.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Deed {
    pub step: String,
    pub title: String,
    pub likelihood: f64,
    #[serde(rename = "technique")]
    pub techniques: Vec<String>,
}

/// Explains a path; `budget` is for how likely it is that some path comes to the same.
pub fn explain(solved: &Solved, path: Path, budget: Budget) -> Explanation {
    let facts = explained(solved, &path);
    Explanation {
        score: score(solved, &path, &facts, budget),
        facts,
        path,
    }
}

/// Explains every fact of a path.
fn explained(solved: &Solved, path: &Path) -> Vec<Explained> {
    let nodes = path.derivation.nodes.iter();
    nodes
        .map(|node| {
            let fact = &node.fact;
            let relation = solved.program().relation(fact.relation).name.clone();
            let values = solved.values(fact);
            let by = node.by.as_ref();
            Explained {
                sentence: sentence(solved, fact),
                deed: by.and_then(|by| deed(solved, by.act.as_ref()?)),
                rule: by.map(|by| solved.spot(solved.program().clause(by.clause).place)),
                premises: by.map_or_else(Vec::new, |by| by.premises.clone()),
                absent: by.map_or_else(Vec::new, |by| {
                    let clause = solved.program().clause(by.clause);
                    let literals = clause.body.iter();
                    let negated = literals.filter_map(|literal| match literal {
                        Literal::Negative(atom) => Some(absent(solved, atom, &by.values)),
                        Literal::Positive(_) | Literal::Compare(_) => None,
                    });
                    negated.collect()
                }),
                source: match by {
                    None => provenance(solved, &relation, &values),
                    Some(_) => None,
                },
                likelihood: solved.facts().chances.get(fact).copied(),
                relation,
                values,
            }
        })
        .collect()
}

fn deed(solved: &Solved, act: &Chance) -> Option<Deed> {
    let Chance::Act { step, .. } = act else {
        return None;
    };
    let step = solved.program().step(*step);
    Some(Deed {
        step: step.id.clone(),
        title: step.title.clone(),
        likelihood: step.likelihood.chance(),
        techniques: step.techniques.iter().map(ToString::to_string).collect(),
    })
}

fn absent(solved: &Solved, atom: &Atom, values: &[u32]) -> String {
    match ground(atom, values) {
        Some(fact) => sentence(solved, &fact),
        None => solved.program().relation(atom.relation).name.clone(),
    }
}

/// The facts that must not hold for an inference, where they are fully named.
pub(super) fn negated(solved: &Solved, by: &Inference) -> Vec<Fact> {
    let body = solved.program().clause(by.clause).body.iter();
    body.filter_map(|literal| match literal {
        Literal::Negative(atom) => ground(atom, &by.values),
        Literal::Positive(_) | Literal::Compare(_) => None,
    })
    .collect()
}

/// `None` if the atom has a wildcard.
fn ground(atom: &Atom, values: &[u32]) -> Option<Fact> {
    let value = |term: &Term| match *term {
        Term::Variable(id) => values.get(id.index()).copied(),
        Term::Symbol(id) => Some(id.0),
        Term::Number(number) => Some(number),
        Term::Wildcard => None,
    };
    let row: Option<Box<[u32]>> = atom.terms.iter().map(value).collect();
    Some(Fact {
        relation: atom.relation,
        row: row?,
    })
}
