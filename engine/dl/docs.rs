//! A doc block in; its prose and its keys out.

pub mod query;
pub mod relation;
pub mod step;

use crate::fault::{self, Fault};
use crate::nearest::nearest;
use crate::source::Place;
use crate::syntax::{DocLine, doc_place};

/// A doc block, taken apart: paragraphs of prose, then `key: value` lines as its last paragraph.
#[derive(Debug, Default)]
pub struct Block {
    /// Paragraphs, each with its lines joined, and the place of its first line.
    pub paragraphs: Vec<(String, Place)>,
    pub entries: Vec<Entry>,
}

#[derive(Debug)]
pub struct Entry {
    pub key: String,
    pub key_place: Place,
    pub value: String,
    pub value_place: Place,
}

/// Keys have no more values than this, separated by commas.
const MOST_VALUES: usize = 64;

/// Takes a doc block apart. `keys` are those that may occur, in their order.
pub fn block(doc: &[DocLine], keys: &[&str], faults: &mut Vec<Fault>) -> Block {
    let mut parts: Vec<Vec<&DocLine>> = vec![Vec::new()];
    for line in doc {
        if line.text.trim().is_empty() {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(line);
        }
    }
    parts.retain(|part| !part.is_empty());
    let mut block = Block::default();
    if parts.last().is_some_and(|part| has_keys(part, keys))
        && let Some(part) = parts.pop()
    {
        block.entries = entries(&part, faults);
    }
    for part in parts {
        let lines: Vec<&str> = part.iter().map(|line| line.text.trim()).collect();
        if let Some(first) = part.first() {
            block.paragraphs.push((lines.join(" "), first.place));
        }
    }
    check_keys(&block.entries, keys, faults);
    for entry in &mut block.entries {
        let values = entry.value.split(',').count();
        if values > MOST_VALUES {
            let message = format!("`{}:` has {values} values", entry.key);
            let fault = Fault::at(entry.key_place, fault::MALFORMED_DOC, message);
            faults.push(fault.help(format!("a key has at most {MOST_VALUES}")));
            entry.value.clear();
        }
    }
    block
}

impl Block {
    /// The entry with a key; the first one if it is there twice.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|it| it.key == key)
    }

    /// The value of a key, reporting it if it is missing.
    pub fn required(&self, key: &str, doc: &[DocLine], faults: &mut Vec<Fault>) -> Option<&Entry> {
        let entry = self.entry(key);
        if entry.is_none()
            && let Some(place) = doc_place(doc)
        {
            let message = format!("this doc block has no `{key}:`");
            let fault = Fault::at(place, fault::MISSING_KEY, message);
            faults.push(match key {
                "step" => fault.help("a comment that makes no attack step is written `//`"),
                _ => fault,
            });
        }
        entry.filter(|it| !it.value.is_empty())
    }
}

/// Prose may contain a colon, so that a paragraph counts as keys by its first line, or by a key
/// that is known.
fn has_keys(part: &[&DocLine], keys: &[&str]) -> bool {
    let first = part.first().is_some_and(|line| split(&line.text).is_some());
    let known = |line: &&DocLine| split(&line.text).is_some_and(|(key, _)| keys.contains(&key));
    first || part.iter().any(known)
}

fn split(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let named = key.starts_with(|it: char| it.is_ascii_alphabetic())
        && key
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || it == b'_' || it == b'-');
    let apart = value.is_empty() || value.starts_with(char::is_whitespace);
    (named && apart).then_some((key, value))
}

fn entries(part: &[&DocLine], faults: &mut Vec<Fault>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in part {
        if let Some((key, value)) = split(&line.text) {
            entries.push(Entry {
                key: key.to_owned(),
                key_place: within(line, key),
                value: value.trim().to_owned(),
                value_place: within(line, value.trim()),
            });
            continue;
        }
        match entries.last_mut() {
            // An indented line goes on with the value above it.
            Some(entry) if line.text.starts_with(char::is_whitespace) => {
                entry.value.push(' ');
                entry.value.push_str(line.text.trim());
                entry.value_place.end = line.place.end;
            }
            _ => {
                let message = "expected `key: value` here";
                let fault = Fault::at(line.place, fault::MALFORMED_DOC, message);
                faults.push(fault.help("prose stands above the keys, with an empty line between"));
            }
        }
    }
    entries
}

/// The place of a part of a line. Every line ends where its text ends.
fn within(line: &DocLine, part: &str) -> Place {
    let text_start = line.place.end as usize - line.text.len().min(line.place.end as usize);
    let offset = line.text.find(part).unwrap_or(0);
    let start = text_start
        + if part.is_empty() {
            line.text.len()
        } else {
            offset
        };
    let place = |at: usize| u32::try_from(at).unwrap_or(line.place.end);
    Place {
        file: line.place.file,
        start: place(start),
        end: place(start + part.len()),
    }
}

fn check_keys(entries: &[Entry], keys: &[&str], faults: &mut Vec<Fault>) {
    let mut seen: Vec<usize> = Vec::new();
    for entry in entries {
        let Some(at) = keys.iter().position(|key| *key == entry.key) else {
            let message = format!("`{}` is not a key of this doc block", entry.key);
            let fault = Fault::at(entry.key_place, fault::UNKNOWN_KEY, message);
            faults.push(match nearest(&entry.key, keys.iter().copied()) {
                Some(key) => fault.did_you_mean(Some(key)),
                None => fault.help(format!("the keys are {}", keys.join(", "))),
            });
            continue;
        };
        if entry.value.is_empty() {
            let message = format!("`{}:` has no value", entry.key);
            faults.push(Fault::at(entry.key_place, fault::EMPTY_KEY, message));
        }
        if seen.contains(&at) {
            let message = format!("`{}:` is given twice", entry.key);
            let fault = Fault::at(entry.key_place, fault::DUPLICATE_KEY, message);
            faults.push(fault.help("keep one of them"));
        } else if seen.iter().any(|&before| before > at) {
            let message = format!("`{}:` is out of order", entry.key);
            let fault = Fault::at(entry.key_place, fault::MISPLACED_KEY, message);
            faults.push(fault.help(format!("the order is {}", keys.join(", "))));
        }
        seen.push(at);
    }
}

/// The values of a comma list, each with its place.
pub fn list(entry: &Entry) -> Vec<(String, Place)> {
    let mut start = 0;
    let mut values = Vec::new();
    for part in entry.value.split(',') {
        let value = part.trim();
        let lead = part.len() - part.trim_start().len();
        // A value that was continued on another line has no single place of its own.
        let length = (entry.value_place.end - entry.value_place.start) as usize;
        let place = if length == entry.value.len() {
            let at = entry.value_place.start as usize + start + lead;
            let offset = |it: usize| u32::try_from(it).unwrap_or(entry.value_place.end);
            Place {
                file: entry.value_place.file,
                start: offset(at),
                end: offset(at + value.len()),
            }
        } else {
            entry.value_place
        };
        values.push((value.to_owned(), place));
        start += part.len() + 1;
    }
    values
}
