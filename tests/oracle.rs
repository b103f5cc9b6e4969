//! Independent ways to solve a program find the same relations: the compiled rules, the
//! interpreter, and an evaluation so naive that it can be checked by reading it.

mod support;

use std::collections::BTreeSet;

use support::random_model::draft;
use support::shipped::{RULES, files};
use support::solved::Solved;
use support::{naive, random_facts, random_program};
use threatlog::facts::{Facts, Table};
use threatlog::solve::{Database, Limits, solve};
use threatlog_dl::program::{Program, RelationId};
use threatlog_dl::{Sources, read};
use threatlog_programs::CASES;

const MODELS: u64 = 400;
const FACTS_PER_CASE: u64 = 40;
const PROGRAMS: u64 = 120;

#[test]
fn compiled_rules_equal_the_interpreter_on_random_architectures() {
    let program = &*RULES;
    let (mut rows, mut with_violations) = (0, 0);
    let mut fired = BTreeSet::new();
    for seed in 1..=MODELS {
        let text = draft(seed).text();
        let solved = Solved::new(program, &[&text]);
        let compiled = solved.compiled();
        let interpreted = solved.interpreted();
        rows += compare(program, &compiled, &interpreted, &text);
        let violated = program.relation_named("violated").expect("declared");
        with_violations += usize::from(!compiled.rows(violated).is_empty());
        fired.extend(steps_that_fire(&solved));
    }
    let silent: Vec<&str> = program
        .steps
        .iter()
        .map(|it| it.id.as_str())
        .filter(|id| !fired.contains(*id))
        .collect();
    println!(
        "{MODELS} architectures, {with_violations} with something violated; {rows} derived rows; \
         {} of {} steps fire; silent: {silent:?}",
        fired.len(),
        program.steps.len()
    );
    // A run on systems where little happens would show little.
    assert!(with_violations * 10 >= usize::try_from(MODELS).expect("few") * 8);
    assert!(fired.len() * 10 >= program.steps.len() * 8, "{silent:?}");
}

#[test]
fn compiled_rules_equal_the_interpreter_on_shipped_architectures() {
    let program = &*RULES;
    let (mut systems, mut rows) = (0, 0);
    for folder in ["facts/systems", "facts/cases", "facts/steps"] {
        for path in files(folder) {
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            let solved = Solved::new(program, &[&text]);
            systems += 1;
            let name = path.display().to_string();
            rows += compare(program, &solved.compiled(), &solved.interpreted(), &name);
        }
    }
    println!("{systems} shipped architectures; {rows} derived rows");
    assert!(systems >= 4);
}

#[test]
fn compiled_random_programs_equal_the_interpreter() {
    let mut rows = 0;
    for case in CASES {
        let program = parsed(case.source);
        for seed in 0..FACTS_PER_CASE {
            let facts = random_facts::facts(&program, seed);
            let interpreted = solve(&program, &facts, Limits::default()).expect("few names");
            let inputs: Vec<Vec<u32>> = facts.tables.iter().map(given).collect();
            let inputs: Vec<&[u32]> = inputs.iter().map(Vec::as_slice).collect();
            let derived = (case.solve)(&inputs);
            for (id, relation) in derived_relations(&program) {
                let rows_of = interpreted.rows(id);
                let what = format!("{relation} of program {}, facts {seed}", case.seed);
                assert_eq!(derived[id.index()], rows_of.cells(), "{what}");
                rows += rows_of.len();
            }
        }
    }
    println!(
        "{} programs, each with {FACTS_PER_CASE} sets of facts; {rows} derived rows",
        CASES.len()
    );
    assert!(rows > CASES.len() * 100);
}

#[test]
fn the_interpreter_equals_naive_evaluation() {
    let (mut rows, mut filled) = (0, BTreeSet::new());
    for seed in 1..=PROGRAMS {
        let source = random_program::program(seed);
        let program = parsed(&source);
        for facts_seed in 0..3 {
            let facts = random_facts::facts(&program, seed * 1000 + facts_seed);
            rows += check_naive(&program, &facts, &source, &mut filled);
        }
    }
    println!("{PROGRAMS} programs, each with 3 sets of facts; {rows} derived rows");
    assert!(filled.len() >= 8, "{filled:?}");
}

#[test]
fn the_interpreter_equals_naive_evaluation_of_the_shipped_rules() {
    let program = &*RULES;
    let mut rows = 0;
    for seed in 1..=4 {
        let text = draft(seed).text();
        let solved = Solved::new(program, &[&text]);
        rows += check_naive(program, &solved.facts, &text, &mut BTreeSet::new());
    }
    println!("{rows} derived rows");
    assert!(rows > 0);
}

/// Compares every derived relation; returns the number of rows.
fn compare(program: &Program, one: &Database, other: &Database, what: &str) -> usize {
    let mut rows = 0;
    for (id, name) in derived_relations(program) {
        assert_eq!(one.rows(id), other.rows(id), "`{name}` of\n{what}");
        rows += one.rows(id).len();
    }
    rows
}

fn check_naive(
    program: &Program,
    facts: &Facts,
    what: &str,
    filled: &mut BTreeSet<String>,
) -> usize {
    let database = solve(program, facts, Limits::default()).expect("few names");
    let naive = naive::evaluate(program, facts);
    let mut rows = 0;
    for (id, name) in derived_relations(program) {
        let solved = database.rows(id);
        let solved: BTreeSet<Vec<u32>> = solved.iter().map(<[u32]>::to_vec).collect();
        assert_eq!(solved, naive[id.index()], "`{name}` of\n{what}");
        rows += solved.len();
        if !solved.is_empty() {
            filled.insert(name.to_owned());
        }
    }
    rows
}

fn derived_relations(program: &Program) -> impl Iterator<Item = (RelationId, &str)> {
    let relations = (0..).map(RelationId).zip(&program.relations);
    let derived = relations.filter(|(_, it)| !it.input);
    derived.map(|(id, it)| (id, it.name.as_str()))
}

/// The steps with an instance, found by matching all clauses from everything that holds.
fn steps_that_fire(solved: &Solved) -> BTreeSet<String> {
    let analysis = solved.analysis();
    let program = solved.program;
    let heads: BTreeSet<RelationId> = program.clauses.iter().map(|it| it.head.relation).collect();
    let facts: Vec<_> = heads
        .into_iter()
        .flat_map(|it| analysis.holding(it))
        .collect();
    let graph = (analysis.matcher).derive(&facts, threatlog::derivations::Scope::Uncertain);
    let clauses = graph.instances().iter().map(|it| it.clause);
    let steps = clauses.filter_map(|it| program.clause(it).step);
    steps.map(|it| program.step(it).id.clone()).collect()
}

fn parsed(source: &str) -> Program {
    let mut sources = Sources::default();
    let file = sources.add("random.dl", source);
    read(&sources, &[file]).expect("random programs are sound")
}

/// What the compiled program is given: the rows, or those that do not hold.
fn given(table: &Table) -> Vec<u32> {
    match table {
        Table::Listed(rows) => rows.cells().to_vec(),
        Table::Complement(pairs) => {
            let except = pairs.except.iter();
            except.flat_map(|&(a, b)| [a, b]).collect()
        }
    }
}
