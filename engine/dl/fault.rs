//! What is wrong with an input: code, place, message, help.

use crate::source::Place;

/// One fault in something a person wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Kebab-case, e.g. `unknown-relation`; the codes are listed in one place per crate.
    pub code: &'static str,
    /// Lowercase, no full stop, the user's words in backticks.
    pub message: String,
    /// Where; `None` when there is no text to point into, as for a missing file.
    pub place: Option<Place>,
    /// What to do, shown beneath the underlined text.
    pub help: Option<String>,
}
