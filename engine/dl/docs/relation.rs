//! The doc block of a declaration in; how its facts read, what they gain and whether rules of one's
//! own may rest on them out.

use super::block;
use crate::fault::{self, Fault};
use crate::nearest::nearest;
use crate::source::Place;
use crate::syntax::Declaration;

/// The keys of a declaration, in their order.
pub const KEYS: [&str; 3] = ["reads", "gains", "build_on"];

#[derive(Debug, Default)]
pub struct RelationDoc {
    pub reads: Option<String>,
    pub gains: Option<String>,
    pub build_on: Option<String>,
}

pub fn read(declaration: &Declaration, faults: &mut Vec<Fault>) -> RelationDoc {
    let block = block(&declaration.doc, &KEYS, faults);
    let value = |key| {
        let entry = block.entry(key)?;
        (!entry.value.is_empty()).then(|| entry.value.clone())
    };
    for entry in ["reads", "build_on"]
        .iter()
        .filter_map(|it| block.entry(it))
    {
        check_columns(declaration, &entry.value, entry.value_place, faults);
    }
    RelationDoc {
        reads: value("reads"),
        gains: value("gains"),
        build_on: value("build_on"),
    }
}

/// Every `{…}` is a column of the relation.
fn check_columns(declaration: &Declaration, text: &str, place: Place, faults: &mut Vec<Fault>) {
    for part in text.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or(part);
        let mut columns = declaration.columns.iter().map(|(it, _)| it.text.as_str());
        if columns.clone().any(|it| it == name) {
            continue;
        }
        let relation = &declaration.name.text;
        let message = format!("`{name}` is not a column of `{relation}`");
        let fault = Fault::at(place, fault::UNKNOWN_COLUMN, message);
        faults.push(fault.did_you_mean(nearest(name, &mut columns)));
    }
}
