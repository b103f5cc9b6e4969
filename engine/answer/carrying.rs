//! A derivation in; which of its facts carry the path, and which are only reasons, out.

use std::collections::BTreeSet;

use super::derivation::Derivation;
use crate::engine::Solved;
use crate::facts::{Fact, Sort};

/// By node: whether it carries the path.
///
/// The goal does. Of what a carrying fact rests on, that does which is joined to it by components or
/// zones: it names one that the fact names, or that another such premise names. What only says of the actor
/// that it tries, or has a way in elsewhere, shares none with what follows from it.
pub fn carrying(solved: &Solved, derivation: &Derivation) -> Vec<bool> {
    let nodes = &derivation.nodes;
    let mut carries = vec![false; nodes.len()];
    if let Some(goal) = carries.last_mut() {
        *goal = true;
    }
    // Premises come before what rests on them.
    for at in (0..nodes.len()).rev() {
        let Some(by) = nodes[at].by.as_ref().filter(|_| carries[at]) else {
            continue;
        };
        let mut joined = places(solved, &nodes[at].fact);
        let mut open: Vec<usize> = by.premises.clone();
        loop {
            let (near, far): (Vec<usize>, Vec<usize>) = open.iter().partition(|&&premise| {
                let own = places(solved, &nodes[premise].fact);
                !own.is_disjoint(&joined)
            });
            if near.is_empty() {
                break;
            }
            for premise in near {
                carries[premise] = true;
                joined.extend(places(solved, &nodes[premise].fact));
            }
            open = far;
        }
    }
    carries
}

/// The components and zones that a fact names.
fn places<'s>(solved: &'s Solved, fact: &'s Fact) -> BTreeSet<(bool, &'s str)> {
    let components = solved.of_sort(fact, Sort::Component);
    let zones = solved.of_sort(fact, Sort::Zone);
    let components = components.map(|it| (true, it));
    components.chain(zones.map(|it| (false, it))).collect()
}
