//! One small bad input per code: what is said, what to do, and what is underlined.

mod clauses;
mod docs;
mod names;
mod queries;
mod syntax;

use std::collections::BTreeSet;

use crate::fault::{CODES, render};
use crate::{Fault, Sources, crepe, read};

/// A text with exactly one fault: code, message, help and underlined text.
struct Case(
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

/// What most cases need and none is about.
const PRELUDE: &str = "
    .decl e(x: symbol, y: symbol) .input e
    .decl size(x: symbol, v: number) .input size
    .decl lacks_control(c: symbol, k: symbol) .input lacks_control
    .type Actor <: symbol
    .type Host <: symbol
    .type Weight <: number
    .decl owns(a: Actor, h: Host) .input owns
    .decl weighs(h: Host, w: Weight) .input weighs
    .decl p(x: symbol)
    .decl q(x: symbol, y: symbol)
";

#[track_caller]
fn check(case: &Case) {
    let Case(text, code, message, help, underlined) = case;
    let mut sources = Sources::default();
    let file = sources.add("rules.dl", format!("{PRELUDE}{text}"));
    let faults = match read(&sources, &[file]) {
        Err(faults) => faults,
        Ok(program) => crepe::source(&program, &["lacks_control"]).expect_err(text),
    };
    compare(&sources, &faults, (code, message, help, underlined));
}

#[track_caller]
fn compare(sources: &Sources, faults: &[Fault], expected: (&str, &str, &str, &str)) {
    let found: Vec<_> = faults
        .iter()
        .map(|it| {
            let help = it.help.as_deref().unwrap_or("");
            let underlined = it.place.map_or("", |place| sources.text(place));
            (it.code, it.message.as_str(), help, underlined)
        })
        .collect();
    assert_eq!(found, [expected], "{}", render(faults, sources, false));
}

#[test]
fn every_code_has_a_bad_input() {
    let rules = [syntax::CASES, names::CASES, clauses::CASES, docs::CASES];
    let mut tested: BTreeSet<&str> = rules.into_iter().flatten().map(|it| it.1).collect();
    tested.extend(queries::CASES.iter().map(|it| it.2));
    // Their inputs are too long for a table.
    tested.extend(["clause-too-long", "file-too-large", "too-many-faults"]);
    let codes: BTreeSet<&str> = CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(tested, codes);
}

#[test]
fn several_faults_are_all_reported() {
    let mut sources = Sources::default();
    let text =
        "p(x) :- e(x y).\nq(a, b) :- e(a, b) r(a).\np(x) :- nowhere(x).\n.dcl z(a: symbol)\n";
    let file = sources.add(
        "rules.dl",
        format!("{PRELUDE}{text}p(x) :- e(x, Y).\np(x) :- q(x)."),
    );
    let faults = read(&sources, &[file]).expect_err("faults");
    let codes: Vec<&str> = faults.iter().map(|it| it.code).collect();
    assert_eq!(
        codes,
        [
            "syntax",
            "syntax",
            "unknown-relation",
            "unknown-directive",
            "uppercase-variable",
            "wrong-arity"
        ]
    );
}
