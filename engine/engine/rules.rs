//! Texts in; the rules of an engine out.

use threatlog_dl::Sources;
use threatlog_dl::program::{ClauseId, Program};

/// What the rules that ship are called in places.
pub const RULES_NAME: &str = "rules.dl";

/// Which rules hold, as texts among the sources.
#[derive(Clone, Debug)]
pub struct Rules {
    files: Vec<u32>,
    /// Whether they are the text that is compiled in, and nothing else.
    compiled: bool,
}

impl Rules {
    /// The rules that ship; their text is added to the sources under this name.
    pub fn shipped(name: &str, sources: &mut Sources) -> Self {
        Self {
            files: vec![sources.add(name, threatlog_compiled::RULES)],
            compiled: true,
        }
    }

    /// The rules of one text, and none that ship.
    pub fn instead(file: u32) -> Self {
        Self {
            files: vec![file],
            compiled: false,
        }
    }

    /// The same with the rules of another text beside them.
    #[must_use]
    pub fn and(mut self, file: u32) -> Self {
        self.files.push(file);
        // The new ones may add to what the others derive, and that bears on all that rests on it.
        self.compiled = false;
        self
    }

    /// The texts, in the order in which they are read.
    pub fn files(&self) -> &[u32] {
        &self.files
    }

    /// The first clause of a program, which begins with these rules, that is not compiled in.
    pub(super) fn interpreted(&self, program: &Program) -> ClauseId {
        let first = self.files.first().filter(|_| self.compiled);
        let compiled = program
            .clauses
            .iter()
            .take_while(|clause| first == Some(&clause.place.file));
        ClauseId(u32::try_from(compiled.count()).expect("fewer than 2^32 clauses"))
    }
}
