//! A text of unknown origin in; the same on one line, with nothing in it that cannot be seen, out.

use std::borrow::Cow;

/// Makes a text fit to stand in a line that a person reads: line ends become blanks, and
/// characters that are not seen, or that a terminal obeys, are shown by their numbers, as in
/// `\u{1b}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(|it: char| is_hidden(it) || it == '\t') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    // A carriage return with its line feed is one line end.
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => shown.push(' '),
            _ if is_hidden(letter) => shown.push_str(&format!("\\u{{{:x}}}", u32::from(letter))),
            _ => shown.push(letter),
        }
    }
    Cow::Owned(shown)
}

/// Whether a character is not seen where it stands, or changes how others are shown: control
/// characters (C0, C1, delete), line and paragraph separators, bidirectional controls (UAX #9),
/// zero-width and other characters that are ignored by default, and tags.
///
/// The joiner is one too, without which some scripts and emoji look different: what is taken for
/// something else is worse than what looks odd.
pub fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_cannot_be_seen_is_shown() {
        let shown = [
            ("zahlungen-für", "zahlungen-für"),
            ("ok\n::error::no", "ok ::error::no"),
            ("a\r\nb\tc", "a b c"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\u{202e}txt.exe", "a\\u{202e}txt.exe"),
            (
                "pass\u{200b}word\u{7f}\u{9b}",
                "pass\\u{200b}word\\u{7f}\\u{9b}",
            ),
        ];
        for (text, wanted) in shown {
            assert_eq!(visible(text), wanted);
        }
    }
}
