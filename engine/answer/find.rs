//! A path's id in; the path out.

use super::findings::{Finding, every_finding};
use super::goals::goals;
use super::path::{Path, path, path_id};
use super::reach::gain_facts;
use crate::derivations::Scope;
use crate::engine::Solved;
use crate::facts::Fact;
use crate::rank::{Effort, Network, best};

/// The outcome of looking for a path by the beginning of its id.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    One(Box<Path>),
    /// The ids that begin so.
    Several(Vec<String>),
    None,
}

/// How many paths of a fact are looked through, step by step.
const DEPTHS: [usize; 3] = [1, 10, 100];

/// Looks among the paths to goals, to gains, and to `more` facts, the likelier ones first; and among
/// findings, of which the likeliest path is what is found.
pub fn find(solved: &Solved, prefix: &str, more: &[Fact], effort: Effort) -> Found {
    let goals = goals(solved).into_iter().map(|goal| goal.fact);
    let gains = gain_facts(solved).into_iter().map(|(fact, _)| fact);
    let mut facts: Vec<Fact> = goals.chain(gains).chain(more.iter().cloned()).collect();
    facts.sort();
    facts.dedup();
    let graph = solved.matcher.derive(&facts, Scope::Uncertain);
    let network = Network::new(&graph);
    for depth in DEPTHS {
        let mut found: Vec<(String, Path)> = Vec::new();
        for fact in &facts {
            let Some(id) = graph.id(fact) else { continue };
            for proof in best(&network, id, depth, effort).list {
                let id = path_id(solved, fact, &graph, &proof);
                if !id.starts_with(prefix) {
                    continue;
                }
                let path = path(solved, fact, &graph, &proof);
                found.extend(path.map(|path| (id, path)));
            }
        }
        match found.len() {
            0 if depth == 1 => match finding(solved, prefix, effort) {
                Found::None => {}
                found => return found,
            },
            0 => {}
            1 => {
                return found
                    .pop()
                    .map_or(Found::None, |(_, it)| Found::One(Box::new(it)));
            }
            _ => {
                let mut ids: Vec<String> = found.into_iter().map(|(id, _)| id).collect();
                ids.sort();
                return Found::Several(ids);
            }
        }
    }
    Found::None
}

/// The likeliest path of the finding whose id begins so.
fn finding(solved: &Solved, prefix: &str, effort: Effort) -> Found {
    let every = every_finding(solved, effort).into_iter();
    let mut found: Vec<Finding> = every.filter(|it| it.id.starts_with(prefix)).collect();
    match found.len() {
        0 => Found::None,
        1 => (found.pop()).map_or(Found::None, |it| Found::One(Box::new(it.path))),
        _ => Found::Several(found.into_iter().map(|it| it.id).collect()),
    }
}

/// The likeliest path to a fact that holds.
pub fn likeliest_path(solved: &Solved, fact: &Fact, effort: Effort) -> Option<Path> {
    let graph = solved
        .matcher
        .derive(std::slice::from_ref(fact), Scope::Uncertain);
    let proofs = best(&Network::new(&graph), graph.id(fact)?, 1, effort);
    let proof = proofs.list.into_iter().next()?;
    path(solved, fact, &graph, &proof)
}
