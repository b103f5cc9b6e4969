//! A network in; what the search from a goal down goes by, out.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::levels::levels;
use super::network::{Guide, Network};

/// The cost of a fact that cannot be proved.
pub(super) const NEVER: u64 = u64::MAX;

/// −ln of a likelihood in steps of 2⁻⁴⁰: sums are exact, and so is the order of sums.
fn cost(chance: f64) -> u64 {
    ((-chance.ln() * f64::from(1u32 << 20) * f64::from(1u32 << 20)).round() as u64).max(1)
}

/// The likelihood of a cost.
pub(super) fn likelihood_of(cost: u64) -> f64 {
    (-(cost as f64) / f64::from(1u32 << 20) / f64::from(1u32 << 20)).exp()
}

/// Made when it is first asked for: most questions do without.
pub(super) fn guide(network: &Network) -> &Guide {
    network.guide.get_or_init(|| made(network))
}

fn made(network: &Network) -> Guide {
    let costs: Vec<u64> = network.values.iter().map(|&it| cost(it)).collect();
    let is_shared = shared(network);
    let own = network.rules.iter().map(|rule| {
        let chances = rule.chances.ids().iter().map(|id| id.0 as usize);
        chances
            .filter(|&it| !is_shared[it])
            .map(|it| costs[it])
            .sum()
    });
    let own: Vec<u64> = own.collect();
    Guide {
        least: least(network, &own),
        level: levels(network),
        costs,
        is_shared,
        own,
    }
}

fn shared(network: &Network) -> Vec<bool> {
    let mut owner: Vec<Option<u32>> = vec![None; network.values.len()];
    let mut shared = vec![false; network.values.len()];
    for rule in &network.rules {
        for chance in rule.chances.ids() {
            let at = chance.0 as usize;
            shared[at] |= *owner[at].get_or_insert(rule.head) != rule.head;
        }
    }
    shared
}

/// `least(head) = min over its rules of own + greatest least of the body`, solved from the least
/// value up (Knuth 1977).
fn least(network: &Network, own: &[u64]) -> Vec<u64> {
    let mut least = vec![NEVER; network.supports.len()];
    let mut missing: Vec<usize> = network.rules.iter().map(|rule| rule.body.len()).collect();
    let mut queue: BinaryHeap<Reverse<(u64, u32)>> = BinaryHeap::new();
    for (rule, own) in network.rules.iter().zip(own) {
        if rule.body.is_empty() {
            queue.push(Reverse((*own, rule.head)));
        }
    }
    while let Some(Reverse((cost, fact))) = queue.pop() {
        if least[fact as usize] != NEVER {
            continue;
        }
        least[fact as usize] = cost;
        for &at in &network.uses[fact as usize] {
            missing[at as usize] -= 1;
            if missing[at as usize] == 0 {
                // Facts come in rising order, so this one is the dearest of the body.
                queue.push(Reverse((own[at as usize] + cost, network.rule(at).head)));
            }
        }
    }
    least
}
