use std::collections::BTreeMap;

use super::{PRELUDE, compare};
use crate::{Sources, read_query};

/// A query, a value for its parameter `n`, and its only fault: code, message, help and underlined
/// text.
type Query = (
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
pub const CASES: &[Query] = &[
    ("answer(a) :- size(a, $n).", None,
        "unfilled-parameter", "`$n` has no value", "queries are asked with `n=…`; rules have none", "$n"),
    ("answer(a) :- size(a, $n).", Some("-1"),
        "parameter-value", "`$n` is `-1`", "a number is needed here", "$n"),
    ("answer(a) :- size(a, 5).", Some("5"),
        "unknown-parameter", "the query has no parameter `n`", "it has no parameters", ""),
    ("/// param m: how many\nanswer(a) :- size(a, $n).", Some("5"),
        "unknown-parameter", "`$m` is described but not used", "did you mean `n`?", "/// param m: how many"),
    ("/// param n how many\nanswer(a) :- size(a, $n).", Some("5"),
        "malformed-parameter", "this is not the description of a parameter",
        "write it `param name: meaning (default value)`", "/// param n how many"),
    ("/// param n: how many\n/// param n: how much\nanswer(a) :- size(a, $n).", Some("5"),
        "duplicate-key", "`n` is described twice", "keep one of them", "/// param n: how much"),
    ("r(a) :- owns(a, _).\nr(h) :- owns(_, h).", None,
        "sort-conflict", "`h` is of the sort `Host` in `owns`, and of the sort `Actor` in `r`",
        "to show several sorts in one column, declare `r` with a `symbol` there", "h"),
    ("r(h) :- owns($n, h), e($n, _).", Some("x"),
        "sort-conflict", "`$n` is of the sort `Actor` above, and `symbol` here", "use two parameters", "$n"),
    ("p(x) :- e(x, _).", None,
        "query-extends-rules", "`p` belongs to the rules", "derive a relation of another name", "p"),
    (".decl mine(a: symbol)\n.input mine\nanswer(a) :- mine(a).", None,
        "query-input", "the query declares an input `mine`", "only the rules have inputs", "mine"),
    ("r(a) :- e(a, _).\ns(a) :- r(a).\n.output r, s", None,
        "query-outputs", "`s` is a second answer", "a query has one relation marked `.output`", "s"),
    ("/// step: attack\nr(a) :- e(a, _).", None,
        "query-step", "a query has no attack steps", "put it into a file of rules", "attack"),
    ("// nothing", None,
        "empty-query", "the query has no clause", "write `answer(x) :- …`", ""),
];

#[test]
fn faults_of_queries_leave_the_rules_alone() {
    for (text, value, code, message, help, underlined) in CASES {
        let mut sources = Sources::default();
        let rules = sources.add("rules.dl", PRELUDE);
        let query = sources.add("query.dl", *text);
        let value = value.map(|it| ("n".to_owned(), it.to_owned()));
        let parameters: BTreeMap<String, String> = value.into_iter().collect();
        let faults = read_query(&sources, &[rules], query, &parameters).expect_err(text);
        compare(&sources, &faults, (code, message, help, underlined));
    }
}
