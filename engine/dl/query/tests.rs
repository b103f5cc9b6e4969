use std::collections::BTreeMap;

use super::{Query, read_query, read_query_doc};
use crate::program::{Term, Type};
use crate::{Fault, Sources, fault};

const RULES: &str = "
    .decl entry(a: symbol, c: symbol) .input entry
    .decl asset(c: symbol, impact: number) .input asset
    .decl can_write(a: symbol, c: symbol)
    can_write(a, c) :- entry(a, c).
    can_write(\"root\", c) :- asset(c, _).
";

fn ask(query: &str, parameters: &[(&str, &str)]) -> (Sources, Result<Query, Vec<Fault>>) {
    let mut sources = Sources::default();
    let rules = sources.add("rules.dl", RULES);
    let query = sources.add("query.dl", query);
    let parameters: BTreeMap<String, String> = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let answer = read_query(&sources, &[rules], query, &parameters);
    (sources, answer)
}

#[track_caller]
fn query(text: &str, parameters: &[(&str, &str)]) -> Query {
    let (sources, answer) = ask(text, parameters);
    answer.unwrap_or_else(|it| panic!("{}", fault::render(&it, &sources, false)))
}

/// Checks the only fault of a query: code, message, help and underlined text.
#[track_caller]
fn check(text: &str, parameters: &[(&str, &str)], expected: (&str, &str, &str, &str)) {
    let (sources, answer) = ask(text, parameters);
    let faults = answer.expect_err("a fault");
    let found: Vec<_> = faults
        .iter()
        .map(|it| {
            let place = it.place.map_or("", |place| sources.text(place));
            let help = it.help.as_deref().unwrap_or("");
            (it.code, it.message.as_str(), help, place)
        })
        .collect();
    assert_eq!(found, [expected]);
}

#[test]
fn what_a_query_derives_needs_no_declaration() {
    let query = query(
        "/// Who writes to what is worth most. Everybody counts.
         ///
         /// In order.
         ///
         /// reads: {a} writes to {c}, which is worth {impact}
         /// param least: the least impact (default 5)
         worth(a, c, impact, c, \"x\") :- step(a, c, impact), impact >= $least.
         step(a, c, n) :- can_write(a, c), asset(c, n).
         .output worth",
        &[],
    );
    let worth = query.program.relation(query.answer);
    let columns: Vec<(&str, Type)> = worth
        .columns
        .iter()
        .map(|it| (it.name.as_str(), it.kind))
        .collect();
    let (symbol, number) = (Type::Symbol, Type::Number);
    assert_eq!(
        columns,
        [
            ("a", symbol),
            ("c", symbol),
            ("impact", number),
            ("c2", symbol),
            ("value", symbol)
        ]
    );
    assert_eq!(
        worth.reads.as_deref(),
        Some("{a} writes to {c}, which is worth {impact}")
    );
    assert_eq!(query.first_clause, 2);
    assert_eq!(query.program.clauses.len(), 4);
    assert_eq!(
        query.doc.title.as_deref(),
        Some("Who writes to what is worth most.")
    );
    assert_eq!(query.doc.description, "Everybody counts.\n\nIn order.");
    assert_eq!(query.doc.parameters[0].meaning, "the least impact");
    assert_eq!(query.doc.parameters[0].default.as_deref(), Some("5"));
    assert_eq!(query.program.symbols, ["root", "x"]);
}

#[test]
fn parameters_take_the_type_of_their_place() {
    let text = "answer(a) :- can_write(a, $target), asset($target, $n), \"b\" != $target.";
    let query = query(text, &[("target", "7"), ("n", "7")]);
    let crate::program::Literal::Positive(atom) = &query.program.clauses[2].body[1] else {
        panic!("an atom")
    };
    assert!(matches!(atom.terms[..], [Term::Symbol(_), Term::Number(7)]));
    assert_eq!(query.program.symbols, ["root", "7", "b"]);
}

#[test]
fn an_output_of_the_rules_answers_as_well() {
    let query = query(".output can_write", &[]);
    assert_eq!(query.program.relation(query.answer).name, "can_write");
    assert_eq!(query.first_clause, 2);
}

#[test]
fn the_doc_is_read_without_rules() {
    let mut sources = Sources::default();
    let file = sources.add(
        "q.dl",
        "/// Who.\n/// param target: which one\n.decl x(a: symbol)\nx(a) :- unknown(a, $target).",
    );
    let doc = read_query_doc(&sources, file).expect("no faults");
    assert_eq!(doc.title.as_deref(), Some("Who."));
    assert_eq!(doc.parameters[0].name, "target");
}

#[test]
fn parameters_are_checked() {
    let text = "/// param target: which one\nanswer(a) :- can_write(a, $target).";
    let help = "queries are asked with `target=…`; rules have none";
    check(
        text,
        &[],
        (
            "unfilled-parameter",
            "`$target` has no value",
            help,
            "$target",
        ),
    );
    let (message, help) = (
        "the query has no parameter `targte`",
        "did you mean `target`?",
    );
    check(
        text,
        &[("target", "x"), ("targte", "y")],
        ("unknown-parameter", message, help, ""),
    );
    check(
        "/// param targt: which one\nanswer(a) :- can_write(a, $target).",
        &[("target", "x")],
        (
            "unknown-parameter",
            "`$targt` is described but not used",
            "did you mean `target`?",
            "/// param targt: which one",
        ),
    );
    check(
        "answer(a) :- asset(a, $n).",
        &[("n", "-1")],
        (
            "parameter-value",
            "`$n` is `-1`",
            "a number is needed here",
            "$n",
        ),
    );
    check(
        "/// param target which one\nanswer(a) :- can_write(a, $target).",
        &[("target", "x")],
        (
            "malformed-parameter",
            "this is not the description of a parameter",
            "write it `param name: meaning (default value)`",
            "/// param target which one",
        ),
    );
}

#[test]
fn queries_leave_the_rules_alone() {
    check(
        "can_write(a, c) :- entry(a, c).",
        &[],
        (
            "query-extends-rules",
            "`can_write` belongs to the rules",
            "derive a relation of another name",
            "can_write",
        ),
    );
    check(
        ".decl mine(a: symbol)\n.input mine\nanswer(a) :- mine(a).",
        &[],
        (
            "query-input",
            "the query declares an input `mine`",
            "only the rules have inputs",
            "mine",
        ),
    );
    check(
        "p(a) :- entry(a, _).\nq(a) :- p(a).\n.output p, q",
        &[],
        (
            "query-outputs",
            "`q` is a second answer",
            "a query has one relation marked `.output`",
            "q",
        ),
    );
    check(
        "/// step: attack\np(a) :- entry(a, _).",
        &[],
        (
            "query-step",
            "a query has no attack steps",
            "put it into a file of rules",
            "attack",
        ),
    );
    check(
        "// nothing",
        &[],
        (
            "empty-query",
            "the query has no clause",
            "write `answer(x) :- …`",
            "",
        ),
    );
}
