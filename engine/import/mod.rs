//! A threat model in another tool's format goes in; an architecture file comes out, with notes on what became of everything.

mod draft;
mod ids;
mod notes;
pub mod tm_bom;
mod yaml;

pub use notes::{Note, Outcome};

/// An architecture file made from something else.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The file, with the reason for every guess as a comment beside it.
    pub yaml: String,
    /// What became of each item of the input, in the order of the input.
    pub notes: Vec<Note>,
}

/// Every fault that an import can find, with its meaning.
pub const FAULT_CODES: [(&str, &str); 6] = [
    (
        "import-too-large",
        "the file or one of its lists is larger than an import takes",
    ),
    ("import-not-json", "the file is no valid JSON"),
    ("import-not-tm-bom", "the file is no OWASP threat model"),
    ("import-wrong-shape", "an item is not as the format has it"),
    (
        "import-nameless",
        "an item has neither a symbolic name nor a title",
    ),
    (
        "import-empty",
        "the file names no component, store or data set",
    ),
];
