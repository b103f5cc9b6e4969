//! Numbers as people read them: two significant digits, and the word where there is room.

use crate::answer::risk_word;
use crate::rank::Total;

/// A likelihood or factor with two significant digits: `0.88`, `0.041`, `<0.0001`.
pub fn likelihood(value: f64) -> String {
    match value {
        _ if value >= 0.9995 => "1.0".to_owned(),
        _ if value >= 0.995 => "0.99".to_owned(),
        _ if value >= 0.095 => format!("{value:.2}"),
        _ if value >= 0.0095 => format!("{value:.3}"),
        _ if value >= 0.000_95 => format!("{value:.4}"),
        _ if value >= 0.0001 => format!("{value:.5}"),
        _ => "<0.0001".to_owned(),
    }
}

/// A total likelihood: a figure, or two bounds that are not the same to two digits: `0.55–0.71`.
pub fn total(total: Total) -> String {
    let (lower, upper) = (likelihood(total.lower), likelihood(total.upper));
    if lower == upper {
        lower
    } else {
        format!("{lower}–{upper}")
    }
}

/// A factor or product with the digits that it has, up to twelve, so that products check:
/// `0.875`, `0.0546875`.
pub fn factor(value: f64) -> String {
    if value <= 0.0 {
        return "0".to_owned();
    }
    // The digits before the first that counts, which a number below 1 has after its point.
    let zeros = (-value.log10().floor()).max(0.0) as usize;
    let text = format!("{value:.*}", (zeros + 11).min(40));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A risk from 0 to 10 with one decimal, or two where one would show another word's number:
/// `7.0`, `0.46`, `<0.1`.
pub fn risk(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if value > 0.0 && value < 0.05 {
        "<0.1".to_owned()
    } else if risk_word(rounded) == risk_word(value) {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

/// The mark of a row that may not be the best there is.
pub fn certainty(exact: bool) -> &'static str {
    if exact { "" } else { "≥" }
}

/// `1 path`, `2 paths`.
pub fn plural(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) if !noun.ends_with("ay") => format!("{count} {stem}ies"),
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_are_kept() {
        let shown = [
            1.0, 0.98, 0.875, 0.765_625, 0.041, 0.0049, 0.000_31, 0.000_01,
        ];
        let shown = shown.map(likelihood);
        let texts = [
            "1.0", "0.98", "0.88", "0.77", "0.041", "0.0049", "0.00031", "<0.0001",
        ];
        assert_eq!(shown, texts);
        let factors = [
            1.0,
            0.875,
            0.875 * 0.5 * 0.125,
            0.3,
            0.1 + 0.2,
            0.02f64.powi(4),
            3.5,
            10.0,
        ];
        let texts = [
            "1",
            "0.875",
            "0.0546875",
            "0.3",
            "0.3",
            "0.00000016",
            "3.5",
            "10",
        ];
        assert_eq!(factors.map(factor), texts);
        let totals = [(0.5, 0.5), (0.554, 0.712), (0.554, 0.5541)];
        let totals = totals.map(|(lower, upper)| total(Total { lower, upper }));
        assert_eq!(totals, ["0.50", "0.55–0.71", "0.55"]);
        let risks = [7.04, 0.04, 0.0, 0.46, 0.5].map(risk);
        assert_eq!(risks, ["7.0", "<0.1", "0.0", "0.46", "0.5"]);
    }

    #[test]
    fn nouns_take_their_plural() {
        let shown = [plural(1, "path"), plural(2, "path"), plural(0, "query")];
        assert_eq!(shown, ["1 path", "2 paths", "0 queries"]);
    }
}
