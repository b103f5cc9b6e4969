//! A misspelt word and the known words in; the one that was probably meant out.

/// Returns the candidate most like `word`, or `None` if none is close enough to be worth naming.
///
/// Ties go to the first candidate, so that the order of the candidates decides and nothing else.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A long text is no misspelt name, and comparing it with every candidate would take long.
    if word.len() > LONGEST {
        return None;
    }
    let folded = fold(word);
    let limit = (folded.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // The distance is at least the difference in length.
        if candidate.len().abs_diff(word.len()) > 4 * limit {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&folded, &fold(candidate));
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

const LONGEST: usize = 100;

/// Case, hyphens and spaces are no difference worth counting.
fn fold(word: &str) -> String {
    word.to_lowercase().replace(['-', ' '], "_")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[track_caller]
    fn check(word: &str, expected: Option<&str>) {
        let words = ["can_read", "can_write", "tampering", "x"];
        assert_eq!(nearest(word, words), expected);
    }

    #[test]
    fn close_words_are_found() {
        check("can_wirte", Some("can_write"));
        check("Can-Read", Some("can_read"));
        check("tamper", None);
        check("tamperin", Some("tampering"));
        check("y", Some("x"));
        check("elephant", None);
        check("", Some("x"));
        check(&"a".repeat(10_000), None);
    }
}
