//! What the commands that answer questions have in common.

use std::collections::BTreeMap;

use threatlog_dl::nearest;

use super::output::Stop;
use crate::answer::Comparison;
use crate::model::Model;

/// Ids as short as can be told apart, but at least six digits.
pub fn short_ids<'p>(ids: impl IntoIterator<Item = &'p str>) -> Vec<String> {
    let ids: Vec<&str> = ids.into_iter().collect();
    let shared = |one: &str, other: &str| {
        one.bytes()
            .zip(other.bytes())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let length = |id: &str| {
        let others = ids.iter().filter(|it| **it != id);
        others
            .map(|it| shared(it, id) + 1)
            .max()
            .unwrap_or(0)
            .max(6)
    };
    let short = ids.iter().map(|id| id.chars().take(length(id)).collect());
    short.collect()
}

/// By id of a path of a comparison: the id as it is shown.
pub fn path_names(answer: &Comparison) -> BTreeMap<String, String> {
    let rows = answer.rows.iter();
    let standings = rows.flat_map(|row| row.before.iter().chain(&row.after));
    let mut ids: Vec<&str> = standings.map(|it| it.path.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let short = short_ids(ids.iter().copied());
    ids.into_iter().map(str::to_owned).zip(short).collect()
}

/// The lines that say what to ask next: commands and what they show. A description stands beside
/// its command where all of them fit, else below it.
pub fn hints(rows: &[(String, &str)]) -> String {
    let length = |text: &str| text.chars().count();
    let width = rows
        .iter()
        .map(|(command, _)| length(command))
        .max()
        .unwrap_or(0);
    let beside = rows
        .iter()
        .all(|(_, what)| 6 + width + 2 + length(what) <= 80);
    let lines = rows.iter().enumerate().map(|(at, (command, what))| {
        let lead = if at == 0 { "next: " } else { "      " };
        if beside {
            let gap = width - length(command);
            format!("{lead}{command}{:gap$}  {what}\n", "")
        } else {
            format!("{lead}{command}\n        {what}\n")
        }
    });
    format!("\n{}", lines.collect::<String>())
}

/// Fails if the first of a command's arguments was left out, so that a file stands in its place.
pub fn no_file_instead(argument: &str, what: &str, form: &str) -> Result<(), Stop> {
    let is_file = [".yaml", ".yml", ".json"]
        .iter()
        .any(|it| argument.ends_with(it));
    if !is_file {
        return Ok(());
    }
    let message = format!("`{argument}` stands where {what} is asked for");
    Err(Stop::problem(message).help(format!("write `threatlog {form} {argument}`")))
}

/// Fails with a suggestion unless the model has all these components and actors.
pub fn known_names<'a>(
    model: &Model,
    components: impl IntoIterator<Item = &'a String>,
    actors: impl IntoIterator<Item = &'a String>,
) -> Result<(), Stop> {
    for component in components {
        known_component(model, component)?;
    }
    for actor in actors {
        known_actor(model, actor)?;
    }
    Ok(())
}

/// Fails with a suggestion unless the model has a component of this id.
pub fn known_component(model: &Model, id: &str) -> Result<(), Stop> {
    let ids = model.components.iter().map(|it| it.id.as_str());
    known("a component", id, ids.collect())
}

/// Fails with a suggestion unless the model has an actor of this id.
pub fn known_actor(model: &Model, id: &str) -> Result<(), Stop> {
    let ids = model.actors.iter().map(|it| it.id.as_str());
    known("an actor", id, ids.collect())
}

fn known(what: &str, id: &str, ids: Vec<&str>) -> Result<(), Stop> {
    if ids.contains(&id) {
        return Ok(());
    }
    let stop = Stop::problem(format!("`{id}` is not {what} of this system"));
    Err(match nearest(id, ids.iter().copied()) {
        Some(near) => stop.help(format!("did you mean `{near}`?")),
        None => stop.help(format!("there are: {}", ids.join(", "))),
    })
}
