//! The doc blocks of a query in; its title, description and parameters out.

use crate::fault::{self, Fault};
use crate::source::Place;
use crate::syntax::{DocLine, File, Item};

/// What a query says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryDoc {
    /// The first sentence, if there is any prose.
    pub title: Option<String>,
    /// The rest; paragraphs separated by a blank line.
    pub description: String,
    /// In the order in which they are described.
    pub parameters: Vec<Parameter>,
}

/// `/// param name: meaning (default value)`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    pub name: String,
    pub meaning: String,
    /// The value that is taken when none is given.
    pub default: Option<String>,
    pub place: Place,
}

const MOST_PARAMETERS: usize = 64;

/// Takes the lines that describe parameters out of all doc blocks of a query.
pub fn take_parameters(file: &mut File, faults: &mut Vec<Fault>) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = Vec::new();
    for doc in file.items.iter_mut().filter_map(doc_mut) {
        let (found, rest) = std::mem::take(doc)
            .into_iter()
            .partition::<Vec<_>, _>(|line| line.text.trim_start().starts_with("param "));
        *doc = rest;
        for line in found {
            let Some(parameter) = parameter(&line) else {
                let message = "this is not the description of a parameter";
                let fault = Fault::at(line.place, fault::MALFORMED_PARAMETER, message);
                faults.push(fault.help("write it `param name: meaning (default value)`"));
                continue;
            };
            if parameters.len() == MOST_PARAMETERS {
                let message = "this query describes too many parameters";
                let fault = Fault::at(line.place, fault::MALFORMED_PARAMETER, message);
                faults.push(fault.help(format!("a query has at most {MOST_PARAMETERS}")));
                return parameters;
            }
            if parameters.iter().any(|it| it.name == parameter.name) {
                let message = format!("`{}` is described twice", parameter.name);
                let fault = Fault::at(line.place, fault::DUPLICATE_KEY, message);
                faults.push(fault.help("keep one of them"));
            } else {
                parameters.push(parameter);
            }
        }
    }
    parameters
}

fn doc_mut(item: &mut Item) -> Option<&mut Vec<DocLine>> {
    match item {
        Item::Declaration(it) => Some(&mut it.doc),
        Item::Clause(it) => Some(&mut it.doc),
        Item::Broken(it) => Some(&mut it.doc),
        Item::Type(_) | Item::Directive(_) => None,
    }
}

fn parameter(line: &DocLine) -> Option<Parameter> {
    let text = line.text.trim().strip_prefix("param ")?;
    let (name, meaning) = text.split_once(':')?;
    let (name, meaning) = (name.trim(), meaning.trim());
    let named = |it: u8| it.is_ascii_alphanumeric() || it == b'_';
    if name.is_empty() || !name.bytes().all(named) || meaning.is_empty() {
        return None;
    }
    let default = meaning
        .strip_suffix(')')
        .and_then(|it| it.rsplit_once("(default "));
    let (meaning, default) = match default {
        Some((meaning, default)) => (meaning.trim(), Some(default.trim().to_owned())),
        None => (meaning, None),
    };
    Some(Parameter {
        name: name.to_owned(),
        meaning: meaning.to_owned(),
        default,
        place: line.place,
    })
}

/// The title and the description in a block from which the parameters were taken.
pub fn prose(doc: &[DocLine]) -> (Option<String>, String) {
    let block = super::block(doc, &super::relation::KEYS, &mut Vec::new());
    let mut paragraphs = block.paragraphs.into_iter().map(|(text, _)| text);
    let Some(first) = paragraphs.next() else {
        return (None, String::new());
    };
    let (title, rest) = match first.split_once(". ") {
        Some((title, rest)) => (format!("{title}."), Some(rest.to_owned())),
        None => (first, None),
    };
    let description: Vec<String> = rest.into_iter().chain(paragraphs).collect();
    (Some(title), description.join("\n\n"))
}
