//! The words of architecture files as a reference page.

use threatlog_dl::Sources;
use threatlog_dl::program::Program;

use super::controls::control;
use super::notice;
use crate::catalogue::{Grade, Remedy, Synonyms, Taint, Vocabulary, Word, catalogue, synonyms};
use crate::facts::Input;
use crate::print::markdown::{escaped, grid};
use crate::rules::{groups, looks_at};

/// Kinds, verbs, entries, attributes, controls and scales, with what the rules make of them.
pub fn vocabulary(program: &Program, sources: &Sources) -> String {
    let known = catalogue();
    let groups = groups(program, sources);
    let controls = known
        .controls
        .iter()
        .map(|it| control(program, &groups, it));
    let sections = [
        section("Kinds", "What a component is (`kind:`).", kinds(program)),
        section("Verbs", VERBS, verbs(program)),
        section(
            "Entries",
            "What an actor starts with (`entry:`).",
            words(program, Input::Entry, 2, &known.entries),
        ),
        section(
            "Attributes",
            "What a component is marked with (`attributes:`).",
            words(program, Input::Attribute, 1, &known.attributes),
        ),
        section(
            "Control status",
            STATUSES,
            grades("Status", &known.statuses),
        ),
        section("Impact", IMPACTS, grades("Word", &known.impacts)),
        section(
            "Attempts",
            "How likely it is that an actor tries at all (`attempts:`); a number from 0 to 1 as \
             well.",
            grades("Word", &known.attempts),
        ),
        section(
            "Positions",
            "Where an actor stands (`position:`).",
            words(program, Input::Actor, 1, &known.positions),
        ),
        section(
            "Controls",
            CONTROLS,
            controls.collect::<Vec<_>>().join("\n"),
        ),
        section("Other words", OTHERS, others()),
    ];
    format!(
        "{}# Vocabulary\n\nThe words of architecture files. Where `–` stands under *In rules*, no rule \
         asks for the word by name.\n{}",
        notice("threatlog words --format markdown"),
        sections.concat()
    )
}

const VERBS: &str = "What one component does with another (`flows:`). Content is what attackers \
    can ride on; control is influence without content.";

const STATUSES: &str = "What can be said of a control (`controls:`); a number from 0 to 1 says how \
    effective it is. A control that stops a step fails with a chance of 1 − e at effectiveness e; \
    one that hampers it lets past 1 − e·(1 − r), r being what it leaves of the step.";

const IMPACTS: &str = "What it costs to lose the confidentiality, integrity, availability or \
    accountability of a component (`asset:`), after NIST SP 800-30; a whole number from 0 to 10 \
    as well.";

const CONTROLS: &str = "What protects a component, or, on a zone, everything in it. The same \
    control may stop one step and only hamper another; it counts on the component that is named \
    for the step.";

const OTHERS: &str = "What people write for one of these words. It is a fault in a file; the fault names \
    the word that is meant, and so does `threatlog words WORD`. Case, `-`, `_` and blanks make no \
    difference.";

fn section(title: &str, text: &str, body: String) -> String {
    format!("\n## {title}\n\n{text}\n\n{body}")
}

fn kinds(program: &Program) -> String {
    let header = ["Kind", "What it is", "Controls expected", "In rules"];
    let rows = catalogue().kinds.iter().map(|kind| {
        let expected = kind.expected_controls.iter().map(|it| link(it));
        vec![
            format!("`{}`", kind.id),
            escaped(kind.what),
            expected.collect::<Vec<_>>().join(", "),
            asked(program, Input::Component, Some((1, kind.id))),
        ]
    });
    grid(&header, rows)
}

fn verbs(program: &Program) -> String {
    let header = [
        "Verb",
        "Meaning: the first component …",
        "Content moves",
        "In rules",
    ];
    let rows = catalogue().verbs.iter().map(|verb| {
        let moves = match verb.taint {
            Taint::Out => "from the first to the second",
            Taint::In => "from the second to the first",
            Taint::Both => "both ways",
            Taint::Control => "none, but control",
            Taint::None => "none",
        };
        vec![
            format!("`{}`", verb.id),
            escaped(verb.meaning),
            moves.to_owned(),
            asked(program, Input::Flow(verb), None),
        ]
    });
    grid(&header, rows)
}

fn words(program: &Program, input: Input, column: usize, words: &[Word]) -> String {
    let remedied = words.iter().any(|it| it.remedy.is_some());
    let mut header = vec!["Word", "Meaning", "In rules"];
    header.extend(remedied.then_some("Put right (cost)"));
    let rows = words.iter().map(|word| {
        let mut row = vec![
            format!("`{}`", word.id),
            escaped(word.meaning),
            asked(program, input, Some((column, word.id))),
        ];
        let remedy = word.remedy.as_ref().map(remedy).unwrap_or_default();
        row.extend(remedied.then_some(remedy));
        row
    });
    grid(&header, rows)
}

/// What to do, with `…` for what the word is said of, and what that costs.
fn remedy(remedy: &Remedy) -> String {
    let things = ["component", "actor"].map(|it| (it, "…"));
    let order = escaped(&remedy.order(&things));
    format!("{order} ({})", remedy.effort.cost())
}

fn grades(title: &str, grades: &[Grade]) -> String {
    let mut header = vec![title, "Number"];
    let explained = grades.iter().any(|it| !it.meaning.is_empty());
    header.extend(explained.then_some("Meaning"));
    let rows = grades.iter().map(|grade| {
        let mut row = vec![format!("`{}`", grade.id), grade.value.to_string()];
        row.extend(explained.then(|| escaped(grade.meaning)));
        row
    });
    grid(&header, rows)
}

fn others() -> String {
    let header = ["Written", "Here", "Which is", "Remark"];
    let rows = synonyms().iter().map(|row| {
        let written = row.words.iter().map(|it| format!("`{it}`"));
        vec![
            written.collect::<Vec<_>>().join(", "),
            here(row),
            row.of.a_word().to_owned(),
            row.note.unwrap_or_default().to_owned(),
        ]
    });
    grid(&header, rows)
}

/// Only controls have a section to link to.
fn here(row: &Synonyms) -> String {
    match row.of {
        Vocabulary::Control => link(row.means),
        _ => format!("`{}`", row.means),
    }
}

/// Whether the rules ask for a word.
fn asked(program: &Program, input: Input, word: Option<(usize, &str)>) -> String {
    let relation = program.relation_named(input.name());
    let asked = relation.is_some_and(|it| looks_at(program, it, word));
    if asked { "yes" } else { "–" }.to_owned()
}

fn link(control: &str) -> String {
    format!("[{control}](#{control})")
}
