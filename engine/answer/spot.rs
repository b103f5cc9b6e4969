//! Where something stands, as people read it.

use std::fmt;

use serde::{Serialize, Serializer};
use threatlog_dl::{Place, Sources};

use crate::engine::Solved;

/// A place in a file that was read; in JSON `file:line:column`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl Spot {
    pub fn new(place: Place, sources: &Sources) -> Self {
        let (line, column) = sources.line_column(place);
        Self {
            file: sources
                .get(place.file)
                .map_or_else(String::new, |it| it.name.clone()),
            line,
            column,
        }
    }
}

impl Solved {
    /// Where something stands in the files that were read.
    pub(super) fn spot(&self, place: Place) -> Spot {
        Spot::new(place, &self.model.sources)
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Serialize for Spot {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
