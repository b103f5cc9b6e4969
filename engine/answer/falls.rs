//! What else comes about once some chances have come true.

use rustc_hash::FxHashSet;

use crate::derivations::{ChanceId, FactId, Graph};

/// The facts of a graph that follow from these chances alone.
pub fn falls(graph: &Graph, chances: &[ChanceId]) -> FxHashSet<FactId> {
    let allowed: FxHashSet<ChanceId> = chances.iter().copied().collect();
    let mut uses: Vec<Vec<usize>> = vec![Vec::new(); graph.len()];
    let mut missing = vec![0; graph.instances().len()];
    let mut todo = Vec::new();
    for (at, instance) in graph.instances().iter().enumerate() {
        if !instance.chances.iter().all(|it| allowed.contains(it)) {
            continue;
        }
        missing[at] = instance.body.len();
        for fact in &instance.body {
            uses[fact.0 as usize].push(at);
        }
        if instance.body.is_empty() {
            todo.push(instance.head);
        }
    }
    let mut fallen = FxHashSet::default();
    while let Some(fact) = todo.pop() {
        if !fallen.insert(fact) {
            continue;
        }
        for &at in &uses[fact.0 as usize] {
            missing[at] -= 1;
            if missing[at] == 0 {
                todo.push(graph.instances()[at].head);
            }
        }
    }
    fallen
}
