use super::{Case, check};

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    Case("p(x) :- ee(x, _).",
        "unknown-relation", "there is no relation `ee`", "did you mean `e`?", "ee"),
    Case("p(x) :- elsewhere(x).",
        "unknown-relation", "there is no relation `elsewhere`", "declare it with `.decl`", "elsewhere"),
    Case("pp(\"x\").",
        "unknown-relation", "there is no relation `pp`", "did you mean `p`?", "pp"),
    Case(".output p, sizes",
        "unknown-relation", "there is no relation `sizes`", "did you mean `size`?", "sizes"),
    Case("p(x) :- e(x).",
        "wrong-arity", "`e` has 2 columns, not 1", "it is declared as `e(x, y)`", "e(x)"),
    Case("p(x, y) :- e(x, y).",
        "wrong-arity", "`p` has 1 column, not 2", "it is declared as `p(x)`", "p(x, y)"),
    Case(".decl p(x: symbol)",
        "duplicate-relation", "`p` is declared twice", "keep one of the declarations", "p"),
    Case(".decl Size(x: symbol)",
        "similar-names", "`Size` differs from `size` only in case",
        "choose names that can be told apart", "Size"),
    Case(".decl r(x: symbol, x: number)",
        "duplicate-column", "`r` has two columns `x`", "give each column its own name", "x"),
    Case("e(x, x) :- p(x).",
        "input-head", "`e` is an input", "facts of inputs are given, not derived", "e"),
    Case("/// reads: {a} is there\n.decl r(x: symbol)",
        "unknown-column", "`a` is not a column of `r`", "did you mean `x`?", "{a} is there"),
    Case("/// read: {x} is there\n.decl r(x: symbol)",
        "unknown-key", "`read` is not a key of this doc block", "did you mean `reads`?", "read"),
    Case("/// gains:\n.decl r(x: symbol)",
        "empty-key", "`gains:` has no value", "", "gains"),
];

#[test]
fn faults_of_names_say_what_is_declared() {
    CASES.iter().for_each(check);
}
