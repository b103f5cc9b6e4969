//! The parser's complaint about a file that is not YAML goes in; words for its author come out.

use granit_parser::{ErrorKind, ScanError};

/// The message and the help for a syntax error. `opened` is the line of the innermost `{` or `[`
/// that is not closed before it.
pub fn explain(error: &ScanError, opened: Option<(char, usize)>) -> (String, String) {
    if let Some((bracket, line)) = opened {
        let help = format!("the `{bracket}` in line {line} may not be closed");
        return (plainly(&error.info()), help);
    }
    match error.kind() {
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation => (
            "this line does not fit the indentation above it".to_owned(),
            "indent it like the lines that it belongs to".to_owned(),
        ),
        ErrorKind::MappingValueNotAllowed => (
            "there is no place for this colon".to_owned(),
            "a text that contains `: ` needs quotes; check the indentation, too".to_owned(),
        ),
        ErrorKind::UnclosedQuotedScalar => (
            "this quote is not closed".to_owned(),
            "close it, or remove it".to_owned(),
        ),
        _ if plainly(&error.info()).contains("tab") => (
            "a tab stands where only spaces can".to_owned(),
            "indent with spaces: YAML does not allow tabs there".to_owned(),
        ),
        _ => (
            plainly(&error.info()),
            "check the indentation, the colons and the quotes around here".to_owned(),
        ),
    }
}

/// The message without what the parser was doing, in lowercase and without a full stop.
fn plainly(info: &str) -> String {
    let told = match info
        .strip_prefix("while ")
        .and_then(|it| it.split_once(", "))
    {
        Some((_, told)) => told,
        None => info,
    };
    let mut chars = told.trim_end_matches('.').chars();
    let first = chars.next();
    first.map_or_else(String::new, |it| it.to_lowercase().chain(chars).collect())
}
