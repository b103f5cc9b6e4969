//! The doc block of a declaration in; how its facts read and what they gain out.

use super::block;
use crate::fault::{self, Fault};
use crate::nearest::nearest;
use crate::source::Place;
use crate::syntax::Declaration;

#[derive(Debug, Default)]
pub struct RelationDoc {
    pub reads: Option<String>,
    pub gains: Option<String>,
}

pub fn read(declaration: &Declaration, faults: &mut Vec<Fault>) -> RelationDoc {
    let block = block(&declaration.doc, &["reads", "gains"], faults);
    let value = |key| {
        let entry = block.entry(key)?;
        (!entry.value.is_empty()).then(|| entry.value.clone())
    };
    if let Some(entry) = block.entry("reads") {
        check_columns(declaration, &entry.value, entry.value_place, faults);
    }
    RelationDoc {
        reads: value("reads"),
        gains: value("gains"),
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
