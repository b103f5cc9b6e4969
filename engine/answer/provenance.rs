//! A given fact in; where it comes from out.

use serde::Serialize;

use super::spot::Spot;
use crate::engine::Solved;
use crate::facts::{Source, origin};

/// Where a given fact comes from, and on whose word it holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Provenance {
    pub place: Option<Spot>,
    /// The source in a word.
    pub status: &'static str,
    #[serde(skip)]
    pub source: Source,
}

/// `None` if the model gives no such fact.
pub fn provenance(solved: &Solved, relation: &str, values: &[String]) -> Option<Provenance> {
    let texts: Vec<&str> = values.iter().map(String::as_str).collect();
    let found = origin(&solved.model, relation, &texts)?;
    Some(Provenance {
        place: found.place.map(|it| solved.spot(it)),
        status: match found.source {
            Source::Stated => "stated",
            Source::Zone => "zone",
            Source::Default => "default",
            Source::Assumed => "assumed",
            Source::Absent => "absent",
            Source::Planned => "planned",
            Source::Weak(_) => "weak",
            Source::Altered(_) => "altered",
        },
        source: found.source,
    })
}
