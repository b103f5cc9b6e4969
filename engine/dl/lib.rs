//! The rule language: text in; a checked [`Program`], its text, or crepe source out.

mod check;
pub mod crepe;
mod docs;
pub mod fault;
pub mod inputs;
mod lexer;
mod nearest;
mod parser;
mod print;
pub mod program;
mod query;
pub mod source;
pub mod syntax;
pub mod visible;
mod words;

#[cfg(test)]
mod fault_tests;
#[cfg(test)]
mod read_tests;

use std::collections::BTreeMap;

pub use check::uncertain;
pub use fault::Fault;
pub use nearest::nearest;
pub use parser::parse;
pub use print::{print, quote};
pub use program::Program;
pub use query::{Parameter, Query, QueryDoc, read_query, read_query_doc};
pub use source::{Place, Sources};
pub use visible::visible;

/// Reads `files` of `sources` as one program, in their order.
///
/// # Errors
///
/// All faults of all files, by place.
pub fn read(sources: &Sources, files: &[u32]) -> Result<Program, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut trees = Vec::new();
    for &file in files {
        let (tree, found) = parse(sources, file);
        trees.push(tree);
        faults.extend(found);
    }
    let input = check::Input {
        files: &trees,
        query_from: trees.len(),
        parameters: &BTreeMap::new(),
    };
    let program = check::check(&input, &mut faults).program;
    if faults.is_empty() {
        return Ok(program);
    }
    fault::sort(&mut faults);
    Err(faults)
}
