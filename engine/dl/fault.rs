//! What is wrong with an input: code, place, message, help.

mod codes;
mod render;

pub use codes::*;
pub use render::render;

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

impl Fault {
    /// A fault at a place, without help.
    pub fn at(place: Place, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            place: Some(place),
            help: None,
        }
    }

    /// The same fault with a line on what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same fault; where `word` is given, with ``did you mean `word`?`` as its help.
    #[must_use]
    pub fn did_you_mean(self, word: Option<&str>) -> Self {
        match word {
            Some(word) => self.help(format!("did you mean `{word}`?")),
            None => self,
        }
    }
}

/// Orders faults by place, those without a place first.
pub fn sort(faults: &mut [Fault]) {
    faults.sort_by(|a, b| (a.place, a.code, &a.message).cmp(&(b.place, b.code, &b.message)));
}
