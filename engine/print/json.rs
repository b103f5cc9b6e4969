//! An answer as JSON. The fields are documented in `docs/json.md` and stay as they are.

use serde::Serialize;
use threatlog_dl::visible::is_hidden;

/// Indented, with a line end. Characters that a reader would not see, or that a terminal would
/// obey, are escaped; they can only stand inside of strings.
///
/// # Panics
///
/// If an answer has a map whose keys are no texts, which none has.
pub fn json(answer: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(answer).expect("maps of answers have texts as keys");
    let mut shown = String::with_capacity(text.len() + 1);
    let mut units = [0; 2];
    for letter in text.chars() {
        if letter != '\n' && is_hidden(letter) {
            for unit in letter.encode_utf16(&mut units) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            shown.push(letter);
        }
    }
    shown.push('\n');
    shown
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn what_is_hidden_is_escaped_and_means_the_same() {
        let answer = ["a\u{202e}b\u{9b}31m\u{7f}", "line\nend", "\u{e0041}"];
        let text = json(&answer);
        assert_eq!(
            text,
            "[\n  \"a\\u202eb\\u009b31m\\u007f\",\n  \"line\\nend\",\n  \"\\udb40\\udc41\"\n]\n"
        );
        let read: Vec<String> = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read, answer);
    }
}
