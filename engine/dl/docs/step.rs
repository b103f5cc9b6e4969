//! The doc block of a clause in; the step that it describes or names out.

use super::{Block, Entry, block, list};
use crate::fault::{self, Fault};
use crate::nearest::nearest;
use crate::program::{Likelihood, Part, SHORT_TITLE, Stride, Technique};
use crate::source::Place;
use crate::syntax::{DocLine, doc_place};
use crate::words;

const KEYS: [&str; 7] = [
    "step",
    "short",
    "part",
    "act",
    "stride",
    "technique",
    "likelihood",
];

/// What the doc block of a clause says.
#[derive(Debug)]
pub enum StepDoc {
    /// The clause is the first of a step.
    Describes(Description),
    /// `step: id` alone: the clause is a further one.
    Names { id: String, place: Place },
}

#[derive(Debug)]
pub struct Description {
    pub id: String,
    pub id_place: Place,
    pub title: String,
    pub short: Option<String>,
    pub part: Part,
    pub explanation: String,
    /// Variables with the places where they are named.
    pub act: Vec<(String, Place)>,
    pub stride: Vec<Stride>,
    pub techniques: Vec<Technique>,
    pub technique_places: Vec<Place>,
    /// `None` if it was faulty.
    pub likelihood: Option<Likelihood>,
    pub place: Place,
}

/// Reads the doc block of a clause. `None` if there is none, or none that names a step.
pub fn read(doc: &[DocLine], faults: &mut Vec<Fault>) -> Option<StepDoc> {
    let place = doc_place(doc)?;
    let block = block(doc, &KEYS, faults);
    let step = block.required("step", doc, faults)?;
    let (id, id_place) = (step.value.clone(), step.value_place);
    check_id(step, faults);
    if block.paragraphs.is_empty() && block.entries.len() == 1 {
        let place = id_place;
        return Some(StepDoc::Names { id, place });
    }
    let (title, explanation) = prose(&block, place, faults);
    let short = block.entry("short").and_then(|it| short(it, faults));
    let part = block.entry("part").map(|it| part(it, faults));
    let act = block.required("act", doc, faults).map(list);
    let act = act.unwrap_or_default();
    for (at, (name, place)) in act.iter().enumerate() {
        if act[..at].iter().any(|(before, _)| before == name) {
            let message = format!("`act:` names `{name}` twice");
            faults.push(Fault::at(*place, fault::DUPLICATE_KEY, message));
        }
    }
    let stride = block.required("stride", doc, faults);
    let stride = stride.map(|it| strides(it, faults)).unwrap_or_default();
    let techniques = block.required("technique", doc, faults);
    let techniques = techniques.map(|it| references(it, faults));
    let (techniques, technique_places) = techniques.unwrap_or_default().into_iter().unzip();
    let likelihood = block.required("likelihood", doc, faults);
    let likelihood = likelihood.and_then(|it| chance(it, faults));
    Some(StepDoc::Describes(Description {
        id,
        id_place,
        title,
        short,
        part: part.unwrap_or_default(),
        explanation,
        act,
        stride,
        techniques,
        technique_places,
        likelihood,
        place,
    }))
}

/// The id in the doc block of an item that could not be read, so that other clauses may name it.
pub fn id_of(doc: &[DocLine]) -> Option<String> {
    let block = block(doc, &KEYS, &mut Vec::new());
    Some(block.entry("step")?.value.clone())
}

fn check_id(step: &Entry, faults: &mut Vec<Fault>) {
    let id = &step.value;
    let snake = id.starts_with(|it: char| it.is_ascii_lowercase())
        && id
            .bytes()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_');
    if !snake {
        let message = format!("`{id}` is not the id of a step");
        let fault = Fault::at(step.value_place, fault::MALFORMED_STEP, message);
        faults.push(fault.help("ids are words in lowercase, joined by `_`"));
    }
}

fn prose(block: &Block, place: Place, faults: &mut Vec<Fault>) -> (String, String) {
    let mut paragraphs = block.paragraphs.iter();
    let Some((title, title_place)) = paragraphs.next() else {
        let fault = Fault::at(place, fault::MALFORMED_TITLE, "this step has no title");
        faults.push(fault.help("begin with one sentence about what the attacker does"));
        return Default::default();
    };
    let body = title.strip_suffix('.').unwrap_or_default();
    if body.trim().is_empty() || body.ends_with('.') || body.contains(". ") {
        let message = "the title of a step is one sentence with a full stop";
        let fault = Fault::at(*title_place, fault::MALFORMED_TITLE, message);
        faults.push(fault.help("put the rest below it, after an empty line"));
    }
    let explanation: Vec<&str> = paragraphs.map(|(text, _)| text.as_str()).collect();
    if explanation.is_empty() {
        let message = "this step does not say why it works";
        let fault = Fault::at(*title_place, fault::MISSING_EXPLANATION, message);
        faults.push(fault.help("explain it in a paragraph below the title"));
    }
    (title.clone(), explanation.join("\n\n"))
}

/// The short title; `None` if it was faulty.
fn short(entry: &Entry, faults: &mut Vec<Fault>) -> Option<String> {
    let length = entry.value.chars().count();
    if (1..=SHORT_TITLE).contains(&length) && !entry.value.ends_with('.') {
        return Some(entry.value.clone());
    }
    let message = format!("the short title of a step has at most {SHORT_TITLE} characters");
    let fault = Fault::at(entry.value_place, fault::MALFORMED_TITLE, message);
    let help = format!("this one has {length}; it needs no full stop");
    faults.push(fault.help(help));
    None
}

fn part(entry: &Entry, faults: &mut Vec<Fault>) -> Part {
    let word = &entry.value;
    Part::from_word(word).unwrap_or_else(|| {
        let message = format!("`{word}` is not what a step can be to a path");
        let words = Part::ALL.map(Part::word);
        let (place, code) = (entry.value_place, fault::UNKNOWN_PART);
        faults.push(unknown(place, code, message, word, &words));
        Part::default()
    })
}

fn strides(entry: &Entry, faults: &mut Vec<Fault>) -> Vec<Stride> {
    let mut strides = Vec::new();
    for (word, place) in list(entry) {
        match Stride::from_word(&word) {
            Some(stride) => strides.push(stride),
            None => {
                let message = format!("`{word}` is not a STRIDE word");
                let words = Stride::ALL.map(Stride::word);
                faults.push(unknown(
                    place,
                    fault::UNKNOWN_STRIDE,
                    message,
                    &word,
                    &words,
                ));
            }
        }
    }
    strides
}

fn chance(entry: &Entry, faults: &mut Vec<Fault>) -> Option<Likelihood> {
    let word = &entry.value;
    let likelihood = Likelihood::from_word(word);
    if likelihood.is_none() {
        let message = format!("`{word}` is not a likelihood");
        let words = Likelihood::ALL.map(Likelihood::word);
        let (place, code) = (entry.value_place, fault::UNKNOWN_LIKELIHOOD);
        faults.push(unknown(place, code, message, word, &words));
    }
    likelihood
}

fn unknown(place: Place, code: &'static str, message: String, word: &str, words: &[&str]) -> Fault {
    let fault = Fault::at(place, code, message);
    match nearest(word, words.iter().copied()) {
        Some(word) => fault.did_you_mean(Some(word)),
        None => fault.help(format!("the words are {}", words.join(", "))),
    }
}

fn references(entry: &Entry, faults: &mut Vec<Fault>) -> Vec<(Technique, Place)> {
    let mut techniques = Vec::new();
    for (word, place) in list(entry) {
        if let Some(technique) = Technique::from_word(&word) {
            techniques.push((technique, place));
            continue;
        }
        let message = format!("`{word}` is not a reference");
        let fault = Fault::at(place, fault::MALFORMED_TECHNIQUE, message);
        let framework = word.split(':').next().unwrap_or("");
        faults.push(match words::example(framework) {
            Some(example) => fault.help(format!("write it like `{example}`")),
            None => match nearest(framework, words::frameworks()) {
                Some(name) => fault.did_you_mean(Some(name)),
                None => {
                    let names: Vec<&str> = words::frameworks().collect();
                    fault.help(format!("the frameworks are {}", names.join(", ")))
                }
            },
        });
    }
    techniques
}
