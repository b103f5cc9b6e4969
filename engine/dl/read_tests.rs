//! What reading a sound program gives.

use crate::program::{Likelihood, Program, RelationId, Stride, SymbolId, Term, Type};
use crate::{Sources, read};

const STEPS: &str = r#"
/// reads: {a} runs {c}
/// gains: exec
/// build_on: from {a} to {c}
.decl runs(a: symbol, c: symbol)
.decl entry(a: symbol, c: symbol, how: symbol)
.decl zone_trust(z: symbol, n: number)
.decl in_zone(c: symbol, z: symbol)
.decl lacks_control(c: symbol, k: symbol)
.input entry, zone_trust
.input in_zone
.input lacks_control
.output runs

runs("root", "host").

/// Somebody runs code.
///
/// Because nobody
/// stops them.
///
/// And again.
///
/// step:        run_code
/// act:         a, c
/// stride:      tampering, elevation_of_privilege
/// technique:   atlas:AML.T0020, owasp-llm:2025:LLM04,
///              nist-ai-rmf:MEASURE 2.7
/// likelihood:  very_high
runs(a, c) :-
    entry(a, c, "zebra"),
    in_zone(c, z),
    zone_trust(z, n),
    n <= 50,
    !in_zone(c, "apple"),
    lacks_control(c, "code_review").

/// step: run_code
runs(a, c) :- entry(a, c, how), how != "apple".
"#;

#[track_caller]
fn program(texts: &[&str]) -> Program {
    let mut sources = Sources::default();
    let files: Vec<u32> = texts
        .iter()
        .map(|text| sources.add("rules.dl", *text))
        .collect();
    match read(&sources, &files) {
        Ok(program) => program,
        Err(faults) => panic!("{}", crate::fault::render(&faults, &sources, false)),
    }
}

#[test]
fn a_program_is_read_whole() {
    let program = program(&[STEPS]);
    assert_eq!(program.relations.len(), 5);
    let runs = &program.relations[0];
    assert_eq!(runs.reads.as_deref(), Some("{a} runs {c}"));
    assert_eq!(runs.gains.as_deref(), Some("exec"));
    assert_eq!(runs.build_on.as_deref(), Some("from {a} to {c}"));
    assert!(runs.output && !runs.input);
    assert!(program.relations[1].input && program.relations[4].input);
    assert_eq!(
        program.symbols,
        ["apple", "code_review", "host", "root", "zebra"]
    );
    let step = &program.steps[0];
    assert_eq!(step.title, "Somebody runs code.");
    assert_eq!(step.explanation, "Because nobody stops them.\n\nAnd again.");
    assert_eq!(step.act, ["a", "c"]);
    assert_eq!(
        step.stride,
        [Stride::Tampering, Stride::ElevationOfPrivilege]
    );
    assert_eq!(step.techniques.len(), 3);
    assert_eq!(step.likelihood, Likelihood::VeryHigh);
    assert_eq!(step.clauses.len(), 2);
    let clause = &program.clauses[1];
    assert_eq!(clause.variables, ["a", "c", "z", "n"]);
    assert_eq!(clause.body.len(), 6);
    let fact = &program.clauses[0];
    assert_eq!(
        fact.head.terms,
        [Term::Symbol(SymbolId(3)), Term::Symbol(SymbolId(2))]
    );
    assert!(fact.step.is_none() && fact.body.is_empty());
}

#[test]
fn columns_have_the_sorts_of_their_types() {
    let program = program(&[
        ".type Actor <: symbol\n.type Weight <: number\n.decl e(a: Actor, w: Weight, t: symbol)",
        ".type Host <: symbol\n.decl owns(a: Actor, h: Host)\nowns(a, h) :- owns(a, h), e(a, 3, _).",
    ]);
    let sorts: Vec<&str> = program.sorts.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(sorts, ["Actor", "Weight", "Host"]);
    let columns = &program.relations[0].columns;
    let of = |at: usize| (columns[at].kind, columns[at].sort.as_str());
    assert_eq!(of(0), (Type::Symbol, "Actor"));
    assert_eq!(of(1), (Type::Number, "Weight"));
    assert_eq!(of(2), (Type::Symbol, "symbol"));
    let hosts: Vec<&u32> = program.of_sort(RelationId(1), &[7, 8], "Host").collect();
    assert_eq!(hosts, [&8]);
}

#[test]
fn constants_of_the_first_file_keep_their_ids() {
    let first = ".decl p(x: symbol)\np(\"m\"). p(\"k\").";
    let second = "p(\"a\"). p(\"m\"). p(\"z\").";
    assert_eq!(program(&[first]).symbols, ["k", "m"]);
    assert_eq!(program(&[first, second]).symbols, ["k", "m", "a", "z"]);
}

#[test]
fn strata_follow_dependencies() {
    let program = program(&["
        .decl e(x: symbol, y: symbol) .input e
        .decl alone(x: symbol, y: symbol)
        .decl even(x: symbol, y: symbol)
        .decl odd(x: symbol, y: symbol)
        alone(x, y) :- e(x, y), !even(x, y).
        even(x, y) :- odd(x, z), e(z, y).
        odd(x, y) :- e(x, y).
        odd(x, y) :- even(x, z), e(z, y).
    "]);
    let strata = [vec![RelationId(2), RelationId(3)], vec![RelationId(1)]];
    assert_eq!(program.strata, strata);
}

#[test]
fn texts_and_comments_are_souffles() {
    let program = program(&[
        "\u{feff}/* a\n/// b\n */ .decl p(x: symbol,\r\n  n: number)\r\n//// no doc block\r\n\
         p(\"a\\\"b\\\\c\\td\", 2147483647). // end\r\n",
    ]);
    assert_eq!(program.symbols, ["a\"b\\c\td"]);
    assert_eq!(
        program.clauses[0].head.terms[1],
        Term::Number(2_147_483_647)
    );
}

#[test]
fn long_chains_need_no_stack() {
    let mut text = String::from(".decl p0(x: symbol) .input p0\n");
    for at in 1..20_000 {
        text.push_str(&format!(
            ".decl p{at}(x: symbol)\np{at}(x) :- p{}(x).\n",
            at - 1
        ));
    }
    assert_eq!(program(&[&text]).strata.len(), 19_999);
}
