//! A path goes in; every reason why its proof is none comes out.
//!
//! Shares only data types with what makes proofs: no index, no plan, no graph, no search. A proof
//! is read node by node and each claim is held against the program and the given facts.

use super::against::Against;
use super::figures::{controls, figures};
use super::inference::{given, inferred};
use super::listing::{listing, order};
use crate::answer::Path;

/// Everything that is wrong with the proof and with what the path says about it.
pub fn faults(against: Against, path: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let nodes = &path.derivation.nodes;
    for (at, node) in nodes.iter().enumerate() {
        let found = match &node.by {
            None => given(against, &node.fact),
            Some(by) => inferred(against, path, at, by),
        };
        let text = against.text(&node.fact);
        faults.extend(found.into_iter().map(|it| format!("{text}: {it}")));
        let used = nodes.iter().filter_map(|it| it.by.as_ref());
        if at + 1 < nodes.len() && !used.flat_map(|by| &by.premises).any(|it| *it == at) {
            faults.push(format!("{text}: nothing rests on it"));
        }
    }
    if nodes.last().map(|node| &node.fact) != Some(&path.fact) {
        faults.push("the last fact is not what the path claims".to_owned());
    }
    faults.extend(figures(against, path));
    faults.extend(listing(against, path));
    faults.extend(order(against, path));
    faults.extend(controls(against, path));
    faults
}
