//! A model and what `--add-flow` and `--add-entry` say go in; the model with both comes out.

use threatlog_dl::{Fault, Place, Sources};

use super::known::suggestion;
use super::{ComponentId, Entry, Flow, Model};
use crate::catalogue::catalogue;

/// Adds flows, each written `from verb to`, and ways in, each written `actor:component:word`.
///
/// Both are indices of texts in the sources: what is added has its place there, so that it can be
/// pointed at like a line of a file. What the model has already stays as it is.
pub fn extend(
    model: &Model,
    sources: &Sources,
    flows: &[u32],
    entries: &[u32],
) -> Result<Model, Vec<Fault>> {
    let mut extended = model.clone();
    let mut faults = Vec::new();
    for &file in flows {
        match flow(
            model,
            &words(sources, file, char::is_whitespace),
            whole(sources, file),
        ) {
            Ok(flow) => extended.add_flow(flow),
            Err(found) => faults.extend(found),
        }
    }
    for &file in entries {
        match entry(
            model,
            &words(sources, file, |it| it == ':'),
            whole(sources, file),
        ) {
            Ok((actor, entry)) => extended.add_entry(actor, entry),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() {
        Ok(extended)
    } else {
        Err(faults)
    }
}

/// A word with its place.
type Word<'t> = (&'t str, Place);

fn flow(model: &Model, words: &[Word], place: Place) -> Result<Flow, Vec<Fault>> {
    let &[from, verb, to] = words else {
        let fault = Fault::at(place, "bad-flow", "an added flow is three words");
        return Err(vec![fault.help(
            "write it as in `--add-flow \"trainer reads_from dataset\"`",
        )]);
    };
    let known = catalogue().verb(verb.0).ok_or_else(|| {
        let fault = Fault::at(
            verb.1,
            "unknown-verb",
            format!("`{}` is not a verb", verb.0),
        );
        let verbs = catalogue().verbs.iter().map(|it| it.id);
        fault.help(suggestion(verb.0, verbs))
    });
    let (start, end) = (component(model, from), component(model, to));
    match (start, known, end) {
        (Ok(start), Ok(_), Ok(end)) if start == end => {
            let message = format!("this flow leads from `{}` to itself", to.0);
            let fault = Fault::at(to.1, "self-flow", message);
            Err(vec![fault.help("name the component at the other end")])
        }
        (Ok(from), Ok(verb), Ok(to)) => Ok(Flow {
            from,
            verb,
            to,
            title: None,
            note: None,
            place,
        }),
        (start, verb, end) => Err([start.err(), verb.err(), end.err()]
            .into_iter()
            .flatten()
            .collect()),
    }
}

/// The index of the actor, and the way in.
fn entry(model: &Model, words: &[Word], place: Place) -> Result<(usize, Entry), Vec<Fault>> {
    let &[actor, target, how] = words else {
        let fault = Fault::at(place, "bad-alteration", "an added way in is three words");
        return Err(vec![fault.help(
            "write `actor:component:how`, as in `customer:help-centre:post`",
        )]);
    };
    let ids = || model.actors.iter().map(|it| it.id.as_str());
    let found = ids().position(|it| it == actor.0).ok_or_else(|| {
        let message = format!("`{}` is not an actor", actor.0);
        Fault::at(actor.1, "unknown-actor", message).help(suggestion(actor.0, ids()))
    });
    let known = || catalogue().entries.iter().map(|it| it.id);
    let word = known().find(|&it| it == how.0).ok_or_else(|| {
        let message = format!("`{}` is not a way in", how.0);
        Fault::at(how.1, "unknown-entry", message).help(suggestion(how.0, known()))
    });
    match (found, component(model, target), word) {
        (Ok(actor), Ok(component), Ok(how)) => Ok((
            actor,
            Entry {
                component,
                how,
                place,
            },
        )),
        (actor, target, how) => Err([actor.err(), target.err(), how.err()]
            .into_iter()
            .flatten()
            .collect()),
    }
}

fn component(model: &Model, (id, place): Word) -> Result<ComponentId, Fault> {
    model.component_named(id).ok_or_else(|| {
        let message = format!("`{id}` is not a component");
        let ids = model.components.iter().map(|it| it.id.as_str());
        Fault::at(place, "unknown-component", message).help(suggestion(id, ids))
    })
}

impl Model {
    /// Adds a flow, unless there is the same one.
    pub fn add_flow(&mut self, flow: Flow) {
        let end = |it: &Flow| (it.from, it.verb.id, it.to);
        let found = self.flows.binary_search_by(|it| end(it).cmp(&end(&flow)));
        if let Err(at) = found {
            self.flows.insert(at, flow);
        }
    }

    /// Adds a way in of the actor with this index, unless there is the same one.
    pub fn add_entry(&mut self, actor: usize, entry: Entry) {
        let Some(actor) = self.actors.get_mut(actor) else {
            return;
        };
        let end = |it: &Entry| (it.component, it.how);
        let found = actor
            .entries
            .binary_search_by(|it| end(it).cmp(&end(&entry)));
        if let Err(at) = found {
            actor.entries.insert(at, entry);
        }
    }
}

fn whole(sources: &Sources, file: u32) -> Place {
    let length = sources.get(file).map_or(0, |it| it.text.len());
    Place {
        file,
        start: 0,
        end: u32::try_from(length).unwrap_or(u32::MAX),
    }
}

/// The parts of a text between blanks or colons, each with its place; none is empty.
fn words(sources: &Sources, file: u32, ends: impl Fn(char) -> bool) -> Vec<Word<'_>> {
    let text = sources.get(file).map_or("", |it| it.text.as_str());
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut words = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(&ends) {
        let word = part.trim_end_matches(&ends).trim();
        let at = start + part.find(word).unwrap_or(0);
        start += part.len();
        if !word.is_empty() {
            let (start, end) = (offset(at), offset(at + word.len()));
            words.push((word, Place { file, start, end }));
        }
    }
    words
}
