//! Numbers in words.

use threatlog_dl::program::Likelihood;

/// The bin that a word for a likelihood stands for (NIST SP 800-30r1, table G-2).
pub fn bin(word: Likelihood) -> (f64, f64) {
    match word {
        Likelihood::VeryLow => (0.0, 0.04),
        Likelihood::Low => (0.04, 0.2),
        Likelihood::Moderate => (0.2, 0.79),
        Likelihood::High => (0.79, 0.95),
        Likelihood::VeryHigh => (0.95, 1.0),
    }
}

/// Likelihood in words: the bins of NIST SP 800-30r1, table G-2 (0–4–20–79–95–100 %).
pub fn likelihood_word(likelihood: f64) -> &'static str {
    word(likelihood, [0.045, 0.205, 0.795, 0.955])
}

/// Risk, from 0 to 10, in words. The bands are ours.
pub fn risk_word(risk: f64) -> &'static str {
    word(risk, RISK_LIMITS)
}

/// The same word as JSON writes it: `very_high`.
pub fn risk_level(risk: f64) -> &'static str {
    const LEVELS: [&str; 5] = ["very_low", "low", "moderate", "high", "very_high"];
    LEVELS[risk_rank(risk)]
}

/// The place of a risk's word among [`RISK_WORDS`].
pub fn risk_rank(risk: f64) -> usize {
    rank(risk, RISK_LIMITS)
}

/// The words for risks, from the lowest.
pub const RISK_WORDS: [&str; 5] = ["very low", "low", "moderate", "high", "very high"];

const RISK_LIMITS: [f64; 4] = [0.5, 1.5, 3.5, 6.5];

/// `10·(1 − ∏(1 − impact/10))`: the impact of several losses at once, from 0 to 10.
pub fn composed_impact(impacts: impl IntoIterator<Item = u32>) -> f64 {
    let spared = |impact: u32| 1.0 - f64::from(impact.min(10)) / 10.0;
    10.0 * (1.0 - impacts.into_iter().map(spared).product::<f64>())
}

/// A number as whole billionths, to compare and to sort by: smaller differences are none.
#[expect(
    clippy::cast_possible_truncation,
    reason = "no sum of risks is that great"
)]
pub fn billionths(value: f64) -> i64 {
    (value * 1e9).round() as i64
}

/// For sorting, the greater first.
pub fn descending(a: f64, b: f64) -> std::cmp::Ordering {
    billionths(b).cmp(&billionths(a))
}

/// Likelihoods and risks have the same words.
fn word(value: f64, limits: [f64; 4]) -> &'static str {
    RISK_WORDS[rank(value, limits)]
}

fn rank(value: f64, limits: [f64; 4]) -> usize {
    // Rounded, so that 0.875 × 4 and 3.5 fall on the same side of a limit.
    let value = (value * 1e9).round() / 1e9;
    limits.iter().filter(|&&limit| value >= limit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_the_bins() {
        let likelihoods = [0.0, 0.02, 0.125, 0.5, 0.875, 0.98, 1.0].map(likelihood_word);
        let words = [
            "very low",
            "very low",
            "low",
            "moderate",
            "high",
            "very high",
            "very high",
        ];
        assert_eq!(likelihoods, words);
        let risks = [0.0, 0.49, 0.5, 1.5, 3.5, 0.875 * 4.0, 6.5, 10.0].map(risk_word);
        let words = [
            "very low",
            "very low",
            "low",
            "moderate",
            "high",
            "high",
            "very high",
            "very high",
        ];
        assert_eq!(risks, words);
    }

    #[test]
    fn impacts_compose_as_independent_losses() {
        assert!((composed_impact([5, 5]) - 7.5).abs() < 1e-12);
        assert!((composed_impact([10, 3]) - 10.0).abs() < 1e-12);
        assert!(composed_impact([]).abs() < 1e-12);
    }
}
