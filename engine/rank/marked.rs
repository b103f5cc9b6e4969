//! A network with some of its rules marked in; proofs that need a marked rule out.

use super::best::{Effort, best};
use super::network::{Network, RawRule, Rule};
use super::proof::{Proof, Proofs};
use crate::derivations::{ChanceId, FactId};

/// A network in which every fact has a second one: that it follows by a marked rule.
///
/// The second fact of `head` follows by a marked rule for `head`, or by any rule for `head` of whose
/// body one fact follows by a marked rule. Its proofs are therefore the proofs of `head` that need
/// a marked rule, and the searches for likeliest proofs find them as they find any others.
#[derive(Debug)]
pub(super) struct Marked {
    doubled: Network,
    /// The second fact of `f` is `f` plus this.
    offset: u32,
}

impl Marked {
    pub fn new(network: &Network, is_marked: impl Fn(&Rule) -> bool) -> Self {
        let size = network.certain.len();
        let offset = u32::try_from(size).expect("fewer than 2^32 facts");
        let mut raw: Vec<RawRule> = Vec::with_capacity(network.rules.len() * 3);
        for rule in &network.rules {
            let second = FactId(rule.head + offset);
            let plain = RawRule {
                head: FactId(rule.head),
                body: rule.body.iter().map(|&it| FactId(it)).collect(),
                chances: rule.chances.ids().to_vec(),
            };
            if is_marked(rule) {
                raw.push(RawRule {
                    head: second,
                    ..plain.clone()
                });
            } else {
                raw.extend((0..plain.body.len()).map(|at| {
                    let mut marked = plain.clone();
                    marked.head = second;
                    marked.body[at].0 += offset;
                    marked
                }));
            }
            raw.push(plain);
        }
        let given = [network.certain.clone(), vec![false; size]].concat();
        let mut doubled = Network::of_rules(given, raw, network.values.clone());
        let places = network.places.iter();
        let second = places.clone().map(|place| place + offset);
        doubled.places = places.copied().chain(second).collect();
        Self { doubled, offset }
    }

    /// The likeliest proofs of `goal` that need a marked rule.
    pub fn best(&self, goal: FactId, k: usize, effort: Effort) -> Proofs {
        let second = FactId(goal.0 + self.offset);
        if self.doubled.supports[second.0 as usize].is_empty() {
            return Proofs {
                complete: true,
                ..Proofs::default()
            };
        }
        best(&self.doubled, second, k, effort)
    }
}

/// The likeliest proof of `goal` among those that rest on a chance.
pub fn best_resting_on(
    network: &Network,
    goal: FactId,
    chance: ChanceId,
    effort: Effort,
) -> Option<Proof> {
    let marked = Marked::new(network, |rule| rule.chances.ids().contains(&chance));
    marked.best(goal, 1, effort).list.into_iter().next()
}
