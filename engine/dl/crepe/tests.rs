use crate::{Sources, read};

const DECLARATIONS: &str = "
    .decl component(c: symbol, kind: symbol) .input component
    .decl edge(x: symbol, y: symbol) .input edge
    .decl size(x: symbol, n: number) .input size
    .decl lacks_control(c: symbol, k: symbol) .input lacks_control
    .decl reach(x: symbol, y: symbol)
    .type Actor <: symbol
    .decl attempts(a: Actor) .input attempts
    .decl holds(a: Actor, x: symbol)
    .decl knows(a: Actor, x: symbol)
    .decl entry(a: Actor, x: symbol) .input entry
    .decl meets(x: symbol, y: symbol)
";

fn generate(clauses: &str) -> Result<String, Vec<crate::Fault>> {
    let mut sources = Sources::default();
    let file = sources.add("rules.dl", format!("{DECLARATIONS}{clauses}"));
    let program = read(&sources, &[file]);
    let program =
        program.unwrap_or_else(|it| panic!("{}", crate::fault::render(&it, &sources, false)));
    super::source(&program, &["lacks_control"])
}

/// Checks the last rule that is generated.
#[track_caller]
fn check(clauses: &str, expected: &str) {
    let text = generate(clauses).expect("can be compiled");
    let (rules, _) = text.split_once("\n}\n").expect("a block of rules");
    assert_eq!(rules.lines().last().map(str::trim), Some(expected));
}

#[test]
fn recursive_atoms_come_first_then_bound_ones() {
    check(
        "reach(x, z) :- size(z, n), n > 3, edge(y, z), reach(x, y), x != z.",
        "R4(v0, v1) <- R4(v0, v3), R1(v3, v1), (v0 != v1), R2(v1, v2), (v2 > 3u32);",
    );
}

#[test]
fn constants_are_ids_and_start_a_join() {
    check(
        "reach(\"m\", y) :- edge(x, y), edge(y, _), edge(x, \"a\"), !edge(\"z\", x).",
        "R4(1u32, v0) <- R1(v1, 0u32), !R1(2u32, v1), R1(v1, v0), R1(v0, _);",
    );
}

#[test]
fn actors_do_not_link() {
    check(
        "reach(x, y) :- edge(x, y). holds(a, x) :- attempts(a), edge(x, _). knows(a, y) :- holds(a, y).
         meets(x, y) :- holds(a, x), knows(a, y), reach(x, y).",
        "R9(v0, v1) <- R6(v2, v0), R4(v0, v1), R7(v2, v1);",
    );
}

#[test]
fn repeated_variables_get_an_equality() {
    check(
        "reach(x, x) :- edge(x, x).",
        "R4(v0, v0) <- R1(v0, w0), (w0 == v0);",
    );
    check(
        "reach(x, y) :- size(x, n), size(y, n), edge(x, x), edge(y, y).",
        "R4(v0, v1) <- R2(v0, v2), R1(v0, v0), R2(v1, v2), R1(v1, v1);",
    );
}

#[test]
fn complements_are_negated_once_bound() {
    check(
        "reach(x, y) :- lacks_control(y, \"k\"), edge(x, y), lacks_control(y, \"l\").",
        "R4(v0, v1) <- R1(v0, v1), Listed(v1), !R3(v1, 0u32), !R3(v1, 1u32);",
    );
    check(
        "reach(x, x) :- lacks_control(x, \"k\").",
        "R4(v0, v0) <- Listed(v0), !R3(v0, 0u32);",
    );
    check(
        "reach(x, x) :- edge(x, x), lacks_control(_, \"k\"), lacks_control(\"c\", \"k\").",
        "R4(v0, v0) <- R1(v0, w0), (w0 == v0), Listed(0u32), !R3(0u32, 1u32), Listed(w1), \
         !R3(w1, 1u32);",
    );
}

#[test]
fn facts_are_rules() {
    check("reach(\"b\", \"a\").", "R4(1u32, 0u32);");
}

#[test]
fn a_complement_needs_a_constant() {
    let clause = "reach(x, k) :- lacks_control(x, k).";
    let faults = generate(clause).expect_err("a variable control");
    assert_eq!(faults[0].code, "uncompiled");
    assert_eq!(
        faults[0].message,
        "`lacks_control` is compiled for constants only"
    );
}
