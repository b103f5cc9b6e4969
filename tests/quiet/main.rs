//! No false alarms: what must not be derived is not, and rules that flood are seen.

#[path = "../support/mod.rs"]
mod support;

mod counts;
mod protected;
mod without_ai;
mod without_entry;

use support::shipped::{Solved, files};

/// The examples, the cases and the systems without AI, with the folder of each.
fn everything() -> Vec<(String, Solved<'static>)> {
    let folders = ["facts/systems", "facts/cases", "facts/quiet"];
    let paths = folders.iter().flat_map(|it| files(it));
    let solved: Vec<(String, Solved)> = paths
        .map(|path| {
            let folder = path.parent().and_then(|it| it.file_name());
            let folder = folder.expect("a folder").to_string_lossy().into_owned();
            (folder, Solved::file(&path))
        })
        .collect();
    assert!(solved.len() >= 64, "{} files", solved.len());
    solved
}
