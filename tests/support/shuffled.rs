//! A draft in; the same architecture in another order, or in two files, out.

use super::random_model::Draft;
use super::splitmix::SplitMix;

/// Every list in another order.
pub fn shuffled(draft: &Draft, random: &mut SplitMix) -> Draft {
    let mut draft = draft.clone();
    shuffle(&mut draft.zones, random);
    for (_, lines) in &mut draft.zones {
        shuffle(lines, random);
    }
    shuffle(&mut draft.actors, random);
    for actor in &mut draft.actors {
        shuffle(&mut actor.entries, random);
    }
    shuffle(&mut draft.components, random);
    for component in &mut draft.components {
        shuffle(&mut component.attributes, random);
        shuffle(&mut component.controls, random);
        shuffle(&mut component.assets, random);
    }
    shuffle(&mut draft.flows, random);
    draft
}

/// Each item goes to one of two files.
pub fn split(draft: &Draft, random: &mut SplitMix) -> (Draft, Draft) {
    let (mut one, mut two) = (draft.clone(), draft.clone());
    deal(&mut one.zones, &mut two.zones, random);
    deal(&mut one.actors, &mut two.actors, random);
    deal(&mut one.components, &mut two.components, random);
    deal(&mut one.flows, &mut two.flows, random);
    (one, two)
}

/// Leaves each item in one of two equal lists.
fn deal<T>(one: &mut Vec<T>, two: &mut Vec<T>, random: &mut SplitMix) {
    let stays: Vec<bool> = (0..one.len()).map(|_| random.percent(50)).collect();
    let mut at = 0;
    one.retain(|_| {
        at += 1;
        stays[at - 1]
    });
    at = 0;
    two.retain(|_| {
        at += 1;
        !stays[at - 1]
    });
}

/// Fisher–Yates.
fn shuffle<T>(items: &mut [T], random: &mut SplitMix) {
    for at in (1..items.len()).rev() {
        items.swap(at, random.below(at + 1));
    }
}
