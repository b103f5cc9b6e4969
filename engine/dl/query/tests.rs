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
fn answers_and_parameters_have_inferred_sorts() {
    const RULES: &str = "
        .type Actor <: symbol
        .type Host <: symbol
        .decl owns(a: Actor, h: Host) .input owns
        .decl beside(x: Host, y: Host) .input beside
    ";
    let mut sources = Sources::default();
    let rules = sources.add("rules.dl", RULES);
    let text = "
        .decl all(who: symbol) .output all
        near($h, x, a) :- far(a), beside($h, x).
        near(\"x\", h, a) :- owns(a, h).
        far(a) :- owns(a, _).
        all(h) :- near(h, _, _).
        all(a) :- far(a).
    ";
    let query = sources.add("query.dl", text);
    let given = BTreeMap::from([("h".to_owned(), "desk".to_owned())]);
    let query = read_query(&sources, &[rules], query, &given);
    let query = query.unwrap_or_else(|it| panic!("{}", fault::render(&it, &sources, false)));
    let near = query.program.relation_named("near").expect("derived");
    let columns = &query.program.relation(near).columns;
    let sorts: Vec<&str> = columns.iter().map(|it| it.sort.as_str()).collect();
    assert_eq!(sorts, ["Host", "Host", "Actor"]);
    assert_eq!(query.parameter_sorts["h"], "Host");
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
