use super::{Case, check};
use crate::{Sources, read};

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    Case("p(x) :- e(x, _)",
        "syntax", "expected `,` or `.`, found the end of the file", "", ")"),
    Case("p(x) :- e(x, _)\np(x) :- q(x, x).",
        "syntax", "expected `,` or `.`, found `p`", "", ")"),
    Case("p(x) :- e(x _).",
        "syntax", "expected `,` or `)`, found `_`", "", "_"),
    Case("p(x) :- .",
        "syntax", "expected a condition, found `.`", "", "."),
    Case("p(x), q(x, x).",
        "syntax", "expected `:-` or `.`, found `,`", "", ","),
    Case(".decl r(x, y: symbol)\nr(x, y) :- e(x, y).",
        "syntax", "expected `:`, found `,`", "", ","),
    Case("p(x) :- e(x, y), y.",
        "syntax", "expected `(` or a comparison, found `.`", "", "."),
    Case(". p(\"a\").",
        "syntax", "expected a clause or a directive, found `.`", "", "."),
    Case("p(x) :- e(x, _); q(x, _).",
        "unknown-character", "`;` has no meaning in rules", "write one clause for each alternative", ";"),
    Case("p('x').",
        "unknown-character", "`'x'` has no meaning in rules", "texts stand between `\"`", "'x'"),
    Case("p($).",
        "unknown-character", "`$` has no meaning in rules", "a parameter is written `$name`", "$"),
    Case("p(\"a).\np(\"b\").",
        "unclosed-text", "this text is not closed on its line", "close it with `\"`", "\"a)."),
    Case("p(\"a\\d\").",
        "unknown-escape", "`\\d` is no escape in a text", "a backslash is written `\\\\`", "\\d"),
    Case("p(\"a\"). /* to the end",
        "unclosed-comment", "this comment is not closed", "close it with `*/`", "/*"),
    Case("p(x) :- size(x, 2147483648).",
        "number-range", "`2147483648` is too great a number", "numbers go from 0 to 2147483647", "2147483648"),
    Case(".dcl r(x: symbol)",
        "unknown-directive", "`.dcl` is not a directive of rules", "did you mean `.decl`?", ".dcl"),
    Case(".include \"more.dl\"",
        "unknown-directive", "`.include` is not a directive of rules",
        "there are `.type`, `.decl`, `.input` and `.output`", ".include"),
    Case(".type Zone: symbol",
        "syntax", "expected `<:`, found `:`", "", ":"),
    Case("/// Where things lie.\n.type Zone <: symbol",
        "stray-doc", "this doc block describes nothing",
        "put it above a clause or a `.decl`, or write `//`", "/// Where things lie."),
    Case(".decl r()",
        "no-columns", "`r` has no columns", "a relation has at least one column", "r"),
    Case("p(x) :- e(x, _), q().",
        "no-columns", "`q` stands here without values", "a relation has at least one column", "q"),
    Case(".decl r(a: symbol, b: symbol, c: symbol, d: symbol, e: symbol, f: symbol, g: symbol,
            h: symbol, i: symbol, j: symbol, k: symbol, l: symbol, m: symbol)",
        "too-many-columns", "`r` has 13 columns", "a relation has at most 12", "m"),
    Case("p(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13).",
        "too-many-columns", "`p` has 13 values here", "a relation has at most 12 columns", "13"),
    Case("p(x) :- e(x, Name).",
        "uppercase-variable", "`Name` is no variable",
        "variables begin with a lowercase letter; as a text, write `\"Name\"`", "Name"),
    Case(".decl r(count: symbol)",
        "reserved-word", "`count` is a reserved word of Soufflé", "choose another name", "count"),
    Case("p(x) :- e(x, min).",
        "reserved-word", "`min` is a reserved word of Soufflé", "choose another name", "min"),
    Case("p(\"a\").\n/// at the end",
        "stray-doc", "this doc block describes nothing",
        "put it above a clause or a `.decl`, or write `//`", "/// at the end"),
    Case("p(x) :-\n    /// why\n    e(x, _).",
        "stray-doc", "this doc block describes nothing",
        "put it above a clause or a `.decl`, or write `//`", "/// why"),
];

#[test]
fn faults_of_syntax_say_what_was_expected() {
    CASES.iter().for_each(check);
}

/// Checks the code and the message of the only or last fault of a text that is too long to show.
#[track_caller]
fn check_long(text: &str, code: &str, message: &str) {
    let mut sources = Sources::default();
    let file = sources.add("rules.dl", text);
    let faults = read(&sources, &[file]).expect_err("a fault");
    let fault = faults.last().expect("a fault");
    assert_eq!((fault.code, fault.message.as_str()), (code, message));
}

#[test]
fn limits_are_faults() {
    let body = vec!["e(x)"; 65].join(", ");
    check_long(
        &format!(".decl e(x: symbol) .input e\n.decl p(x: symbol)\np(x) :- {body}."),
        "clause-too-long",
        "this clause has 65 conditions",
    );
    check_long(
        &" ".repeat((4 << 20) + 1),
        "file-too-large",
        "this file has 4194305 bytes",
    );
    check_long(
        &".x ".repeat(100_000),
        "too-many-faults",
        "this file has too many faults to go on reading it",
    );
    check_long(
        &"(".repeat(1_000_000),
        "syntax",
        "expected a clause or a directive, found `(`",
    );
}
