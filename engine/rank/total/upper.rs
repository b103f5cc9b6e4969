//! A slice in; by fact a likelihood that its total does not exceed, out.

use rustc_hash::FxHashMap;

use super::slice::Slice;

/// What the facts' totals are at most; `known` tells by fact what is known of it already.
///
/// A chance is *owned* by a fact if every rule that rests on it concludes that fact. Of a fact's
/// derivations only those count that do not pass through the fact itself, and these meet no chance
/// that it owns before its own rule. So an owned chance is independent of what the rule rests on:
///
/// - a rule holds with at most own × the least of its premises' bounds and its other chances;
/// - that none of a fact's rules holds is at least as likely as the product over the rules that one
///   does not (Harris 1960; Fortuin, Kasteleyn and Ginibre 1971: rules hold in more worlds the more
///   chances do, so they are not negatively correlated). Rules with the same own chances are joined
///   first, since they hold together.
///
/// Round n bounds what follows by derivations at most n deep, starting from nothing. No derivation
/// that counts is deeper than there are facts. Bounds only rise; where the rounds do not settle
/// within `most` looks at rules, the bounds of the facts that still move are 1.
pub(super) fn upper_bounds(
    slice: &Slice,
    known: impl Fn(u32) -> Option<f64>,
    most: &mut usize,
) -> Vec<f64> {
    let clusters = clusters(slice);
    let mut bounds = vec![0.0; slice.supports.len()];
    for group in &slice.groups {
        for _ in 0..=group.len() {
            let mut moved = Vec::new();
            for &fact in group {
                let bound =
                    known(fact).unwrap_or_else(|| bound(&clusters[fact as usize], slice, &bounds));
                if bound > bounds[fact as usize] {
                    bounds[fact as usize] = bound;
                    moved.push(fact);
                }
                *most = most.saturating_sub(slice.supports[fact as usize].len());
            }
            if moved.is_empty() {
                break;
            }
            if *most == 0 {
                group.iter().for_each(|&fact| bounds[fact as usize] = 1.0);
                break;
            }
        }
    }
    bounds
}

/// Rules of one head with the same own chances.
struct Cluster {
    /// The product of the own chances.
    own: f64,
    /// The rules, each with the product of its other chances.
    rules: Vec<(u32, f64)>,
}

fn clusters(slice: &Slice) -> Vec<Vec<Cluster>> {
    const NOBODY: u32 = u32::MAX;
    const SHARED: u32 = u32::MAX - 1;
    let mut owners = vec![NOBODY; slice.values.len()];
    for rule in &slice.rules {
        for &chance in &rule.chances {
            let owner = &mut owners[chance as usize];
            if *owner == NOBODY {
                *owner = rule.head;
            } else if *owner != rule.head {
                *owner = SHARED;
            }
        }
    }
    let product = |chances: &[u32]| -> f64 {
        let values = chances.iter().map(|&it| slice.values[it as usize]);
        values.product()
    };
    let of_fact = |rules: &Vec<u32>| {
        let mut places: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
        let mut clusters: Vec<Cluster> = Vec::new();
        for &at in rules {
            let chances = slice.rules[at as usize].chances.iter();
            let (own, others): (Vec<u32>, Vec<u32>) =
                chances.partition(|&&it| owners[it as usize] != SHARED);
            let factor = product(&own);
            let place = *places.entry(own).or_insert(clusters.len());
            if place == clusters.len() {
                clusters.push(Cluster {
                    own: factor,
                    rules: Vec::new(),
                });
            }
            clusters[place].rules.push((at, product(&others)));
        }
        clusters
    };
    slice.supports.iter().map(of_fact).collect()
}

fn bound(clusters: &[Cluster], slice: &Slice, bounds: &[f64]) -> f64 {
    let cluster = |cluster: &Cluster| {
        let rules = cluster.rules.iter().map(|&(at, others)| {
            let body = slice.rules[at as usize].body.iter();
            body.map(|&fact| bounds[fact as usize])
                .fold(others, f64::min)
        });
        cluster.own * any(rules)
    };
    any(clusters.iter().map(cluster))
}

/// One minus the product of what is left to one.
fn any(likelihoods: impl Iterator<Item = f64>) -> f64 {
    1.0 - likelihoods.map(|it| 1.0 - it).product::<f64>()
}
