//! Files and folders in; the architecture files among them out.

use std::path::{Path, PathBuf};

use super::output::Stop;

/// A file as it is; of a folder, the YAML and JSON files in it and below, by name.
pub fn architectures(path: &Path) -> Result<Vec<PathBuf>, Stop> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let problem = |error| {
            let name = folder.display();
            Stop::problem(format!("`{name}` could not be read: {error}"))
        };
        for entry in std::fs::read_dir(&folder).map_err(problem)? {
            let entry = entry.map_err(problem)?;
            // A link to a folder above would never end.
            let kind = entry.file_type().map_err(problem)?;
            let path = entry.path();
            let extension = path.extension().and_then(|it| it.to_str());
            if kind.is_dir() {
                folders.push(path);
            } else if matches!(extension, Some("yaml" | "yml" | "json")) {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        let name = path.display();
        return Err(Stop::problem(format!("`{name}` has no architecture file")));
    }
    Ok(found)
}
