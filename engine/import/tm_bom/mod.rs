//! A threat model of the OWASP threat model library (TM-BOM, schema 1.0) goes in; an architecture file comes out.
//!
//! The format has no component kinds, no verbs and no entries. They are guessed from words and from what
//! flows where, by the tables in `kinds`, `verbs` and `measures`, and every guess is written beside its reason.

mod actors;
mod boundaries;
mod controls;
mod ends;
mod flows;
mod format;
mod kinds;
mod measures;
mod placing;
mod read;
mod remarks;
mod scan;
mod things;
mod values;
mod verbs;
mod words;
mod work;
mod zones;

use threatlog_dl::fault::Fault;

use super::{Imported, yaml};
use work::Work;

pub use read::{MOST_BYTES, MOST_ITEMS};

/// Turns a threat model into an architecture file.
///
/// `name` is how the comment on top calls the input; `file` is its index in the caller's sources, for the
/// places of faults.
pub fn import(text: &str, name: &str, file: u32) -> Result<Imported, Vec<Fault>> {
    let model = read::read(text, file)?;
    let mut work = Work::new(&model, name);
    zones::draw(&mut work);
    things::draw(&mut work);
    actors::draw(&mut work);
    flows::draw(&mut work);
    boundaries::draw(&mut work);
    values::draw(&mut work);
    controls::draw(&mut work);
    remarks::draw(&mut work);
    Ok(Imported {
        yaml: yaml::write(&work.draft),
        notes: work.notes,
    })
}
