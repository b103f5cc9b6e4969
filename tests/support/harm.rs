//! What the rules derive of a system: what is violated, and by which deeds.

use std::collections::BTreeSet;

use threatlog::answer::VIOLATED;
use threatlog::derivations::{Chance, Scope};

/// The component and property of everything that some actor violates.
pub fn violated_pairs(analysis: &threatlog::Solved) -> BTreeSet<[String; 2]> {
    let violated = analysis.holding_named(VIOLATED).into_iter();
    let pair = |values: Vec<String>| {
        let [_, component, property] = values.try_into().ok()?;
        Some([component, property])
    };
    violated
        .filter_map(|fact| pair(analysis.values(&fact)))
        .collect()
}

/// The share of all pairs of component and property that some actor violates.
pub fn violated_share(analysis: &threatlog::Solved) -> f64 {
    let all = 4 * analysis.model.components.len();
    violated_pairs(analysis).len() as f64 / all as f64
}

/// Every deed on some way to a violation: step and text.
pub fn deeds(analysis: &threatlog::Solved) -> BTreeSet<(String, String)> {
    let violated = analysis.holding_named(VIOLATED);
    let graph = analysis.matcher.derive(&violated, Scope::Uncertain);
    let program = analysis.program();
    let acts = graph.chances().iter().filter_map(|chance| match chance {
        Chance::Act { step, .. } => {
            let text = chance.text(program, &analysis.facts().symbols);
            Some((program.step(*step).id.clone(), text))
        }
        Chance::Given(_) => None,
    });
    acts.collect()
}
