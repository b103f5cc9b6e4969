//! Free text in; whether a word of a table occurs in it out.

/// A text as lowercase words, each between spaces.
pub struct Words(String);

impl Words {
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut words = String::from(" ");
        for text in texts {
            for character in text.chars() {
                if character.is_alphanumeric() {
                    words.extend(character.to_lowercase());
                } else if !words.ends_with(' ') {
                    words.push(' ');
                }
            }
            if !words.ends_with(' ') {
                words.push(' ');
            }
        }
        Self(words)
    }

    /// Whether a word of the text begins like this; `log ` with a space at its end must match whole.
    pub fn has(&self, beginning: &str) -> bool {
        let before = |at| self.0.get(..at).unwrap_or_default();
        self.0
            .match_indices(beginning)
            .any(|(at, _)| before(at).ends_with(' '))
    }
}

/// A row of a table: what the words mean, and the words.
pub type Row<T> = (T, &'static [&'static str]);

/// The first row of the table that has a word in the text, with that word.
pub fn first<T: Copy>(table: &[Row<T>], words: &Words) -> Option<(T, &'static str)> {
    table.iter().find_map(|(meaning, row)| {
        let word = row.iter().find(|it| words.has(it))?;
        Some((*meaning, word.trim_end()))
    })
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[track_caller]
    fn check(text: &str, word: &str, expected: bool) {
        assert_eq!(Words::of([text]).has(word), expected, "{word} in {text}");
    }

    #[test]
    fn a_word_is_found_by_its_beginning() {
        check("Third-party Libraries", "librar", true);
        check("calibrary", "librar", false);
        check("a calibrary library", "librar", true);
        check("API-Gateway", "api gateway", true);
    }

    #[test]
    fn a_space_at_the_end_asks_for_the_whole_word() {
        check("the login page", "log ", false);
        check("the audit log", "log ", true);
    }
}
