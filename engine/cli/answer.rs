//! What the commands that answer questions have in common.

use threatlog_dl::nearest;

use super::output::Stop;
use super::session::has_their_ending;
use crate::model::Model;

/// Fails if the first of a command's arguments was left out, so that a file stands in its place.
pub fn no_file_instead(argument: &str, what: &str, form: &str) -> Result<(), Stop> {
    if !has_their_ending(argument) {
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
