//! The words of two ranked paths in; whether their order is more than the choice of figures for words
//! out.

use std::collections::BTreeMap;

use threatlog_dl::program::Likelihood;

use super::path::Path;
use super::scale::bin;

/// Whether a path, given with its risk, could as well stand above one that stands above it.
pub(super) fn could_swap((high, above): (f64, &Path), (low, below): (f64, &Path)) -> bool {
    let words = |it: &Path| it.acts.iter().map(|act| act.word).collect::<Vec<_>>();
    flips(high / low, &words(above), &words(below))
}

/// Whether of two risks the lower could as well be the higher: they are equal or change their order
/// where the words for likelihoods take other values of their bins. `ratio` is that of the higher
/// to the lower where every word has the value that stands for it.
///
/// A word means the same wherever it stands, so what both paths rest on cancels, and so does a
/// word that both have, of whatever deed. What is left of the ratio of the two risks is a product
/// over words, least and greatest where each word is at an end of its bin. Impacts and the
/// effectiveness of controls are taken as stated.
fn flips(ratio: f64, above: &[Likelihood], below: &[Likelihood]) -> bool {
    let mut powers: BTreeMap<Likelihood, i32> = BTreeMap::new();
    for word in above {
        *powers.entry(*word).or_default() += 1;
    }
    for word in below {
        *powers.entry(*word).or_default() -= 1;
    }
    let (mut least, mut greatest) = (ratio, ratio);
    for (word, power) in powers.into_iter().filter(|it| it.1 != 0) {
        let stated = word.chance().powi(power);
        let (low, high) = bin(word);
        let (low, high) = (low.powi(power), high.powi(power));
        least *= low.min(high) / stated;
        greatest *= low.max(high) / stated;
    }
    least < 1.0 - ROUNDING || greatest <= 1.0 + ROUNDING
}

const ROUNDING: f64 = 1e-9;

#[cfg(test)]
mod tests {
    use super::*;

    /// All lists of at most three words.
    fn lists() -> Vec<Vec<Likelihood>> {
        let mut lists = vec![Vec::new()];
        let mut last = lists.clone();
        for _ in 0..3 {
            let longer = last.iter().flat_map(|list| {
                let least = list.last().copied().unwrap_or(Likelihood::VeryLow);
                let words = Likelihood::ALL.into_iter().filter(move |it| *it >= least);
                words.map(|word| [list.as_slice(), &[word]].concat())
            });
            last = longer.collect();
            lists.extend(last.iter().cloned());
        }
        lists
    }

    /// Every word at the one or the other end of its bin: a product that is linear in each word
    /// is least and greatest there.
    fn at_ends(mut take: impl FnMut(&dyn Fn(Likelihood) -> f64)) {
        for ends in 0..32_u32 {
            take(&|word| {
                let (low, high) = bin(word);
                let at = Likelihood::ALL.iter().position(|it| *it == word);
                // Above 0, so that what both lists have still cancels.
                let low = f64::max(low, 1e-6);
                if ends >> at.unwrap_or(0) & 1 == 0 {
                    low
                } else {
                    high
                }
            });
        }
    }

    #[test]
    fn order_flips_where_the_ends_of_the_bins_say_so() {
        let lists = lists();
        let (mut flipped, mut firm) = (0, 0);
        for (above, below) in lists.iter().flat_map(|a| lists.iter().map(move |b| (a, b))) {
            for scale in [1.0, 1.6, 5.0] {
                let product = |words: &[Likelihood], value: &dyn Fn(Likelihood) -> f64| -> f64 {
                    words.iter().map(|it| value(*it)).product()
                };
                let stated = |words: &[Likelihood]| product(words, &Likelihood::chance);
                let ratio = scale * stated(above) / stated(below);
                if ratio < 1.0 - ROUNDING {
                    continue;
                }
                let (mut below_somewhere, mut above_somewhere) = (false, false);
                at_ends(|value| {
                    let ratio = scale * product(above, value) / product(below, value);
                    below_somewhere |= ratio < 1.0 - ROUNDING;
                    above_somewhere |= ratio > 1.0 + ROUNDING;
                });
                let expected = below_somewhere || !above_somewhere;
                assert_eq!(
                    flips(ratio, above, below),
                    expected,
                    "{scale} {above:?} {below:?}"
                );
                flipped += usize::from(expected);
                firm += usize::from(!expected);
            }
        }
        assert!(flipped > 500 && firm > 500, "{flipped} {firm}");
    }

    #[test]
    fn a_path_is_not_tied_with_a_part_of_it() {
        let part = [Likelihood::High];
        let whole = [Likelihood::High, Likelihood::Moderate];
        assert!(!flips(2.0, &part, &whole));
        // The same two words: equal, whichever deeds they belong to.
        assert!(flips(1.0, &whole, &whole));
    }
}
