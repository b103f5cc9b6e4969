//! Valid JSON goes in; the byte ranges of its members and elements come out.
//!
//! serde_json reports a place only for the first error of a text. Reading each item of a list by
//! itself reports every faulty item, and this finds where they are.

use std::ops::Range;

/// The members of the object in a range of the text; `None` if it is no object.
pub fn members(text: &str, object: Range<usize>) -> Option<Vec<(String, Range<usize>)>> {
    let bytes = text.as_bytes();
    let mut at = open(bytes, object, b'{')?;
    let mut found = Vec::new();
    while byte(bytes, at) == b'"' {
        let key_end = value(bytes, at);
        let key = serde_json::from_str(text.get(at..key_end)?).ok()?;
        // Past the colon.
        let start = space(bytes, space(bytes, key_end) + 1);
        let end = value(bytes, start);
        found.push((key, start..end));
        at = next(bytes, end);
    }
    Some(found)
}

/// The elements of the array in a range of the text; `None` if it is no array.
pub fn elements(text: &str, array: Range<usize>) -> Option<Vec<Range<usize>>> {
    let bytes = text.as_bytes();
    let mut at = open(bytes, array, b'[')?;
    let mut found = Vec::new();
    while at < bytes.len() && byte(bytes, at) != b']' {
        let end = value(bytes, at);
        found.push(at..end);
        at = next(bytes, end);
    }
    Some(found)
}

/// The position after the opening bracket and white space.
fn open(bytes: &[u8], range: Range<usize>, bracket: u8) -> Option<usize> {
    let at = space(bytes, range.start);
    (byte(bytes, at) == bracket).then(|| space(bytes, at + 1))
}

/// The position after a comma, or of the closing bracket.
fn next(bytes: &[u8], end: usize) -> usize {
    let at = space(bytes, end);
    if byte(bytes, at) == b',' {
        space(bytes, at + 1)
    } else {
        at
    }
}

/// The end of the value that starts here. Without recursion, so that depth costs no stack.
fn value(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while at < bytes.len() {
        match byte(bytes, at) {
            b'"' => at = string(bytes, at),
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' if depth > 0 => {
                depth -= 1;
                at += 1;
            }
            b'}' | b']' | b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return at,
            _ => {
                at += 1;
                continue;
            }
        }
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

fn string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match byte(bytes, at) {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn space(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    start
        + rest
            .iter()
            .take_while(|it| it.is_ascii_whitespace())
            .count()
}

/// NUL beyond the end, which no valid JSON contains.
fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{elements, members};

    #[test]
    fn members_are_found_with_their_values() {
        let text = r#" { "a" : [1, {"x": "}]"}], "b\"c":"\\", "d": {}, "e":-1.5e3 } "#;
        let found = members(text, 0..text.len()).expect("an object");
        let shown: Vec<_> = found
            .iter()
            .map(|(key, at)| (key.as_str(), &text[at.clone()]))
            .collect();
        assert_eq!(
            shown,
            [
                ("a", r#"[1, {"x": "}]"}]"#),
                ("b\"c", r#""\\""#),
                ("d", "{}"),
                ("e", "-1.5e3")
            ]
        );
    }

    #[test]
    fn elements_are_found() {
        let text = r#"[ {"a": [1]} , "x,y",null,[] ]"#;
        let found = elements(text, 0..text.len()).expect("an array");
        let shown: Vec<_> = found.into_iter().map(|at| &text[at]).collect();
        assert_eq!(shown, [r#"{"a": [1]}"#, r#""x,y""#, "null", "[]"]);
        assert_eq!(elements("[]", 0..2), Some(Vec::new()));
        assert_eq!(elements("{}", 0..2), None);
        assert_eq!(members("[]", 0..2), None);
    }
}
