//! A graph and queries in; a ProbLog program with the same likelihoods out.
//!
//! An act is `act(step, value, …)` and a fact `holds(relation(value, …))`, so that no name of a
//! rule can be one of ProbLog's own.

use std::collections::BTreeSet;

use threatlog_dl::Program;

use crate::derivations::{Chance, ChanceId, Graph, fact_values};
use crate::facts::{Fact, Symbols};

/// Chances as probabilistic facts, rule instances as clauses, and the queries.
///
/// Facts that are given for certain are left out, since they change no likelihood.
pub fn problog(graph: &Graph, program: &Program, symbols: &Symbols, queries: &[Fact]) -> String {
    let holds = |fact: &Fact| {
        let relation = &program.relation(fact.relation).name;
        let values = fact_values(fact, program, symbols);
        format!("holds({})", term(relation, &values))
    };
    let chance = |chance: &Chance| match chance {
        Chance::Act { step, .. } => {
            let mut words = vec![program.step(*step).id.clone()];
            words.extend(chance.values(program, symbols));
            term("act", &words)
        }
        Chance::Given(fact) => holds(fact),
    };
    let chances = (0..).map(ChanceId).take(graph.chances().len());
    let facts: BTreeSet<String> = chances
        .map(|id| format!("{:?}::{}.\n", graph.value(id), chance(graph.chance(id))))
        .collect();
    let rules = graph.instances().iter().map(|instance| {
        let derived = instance.body.iter().filter(|id| !graph.is_given(**id));
        let derived = derived.map(|&id| holds(graph.fact(id)));
        let chances = instance.chances.iter().map(|&id| chance(graph.chance(id)));
        let body: Vec<String> = derived.chain(chances).collect();
        let head = holds(graph.fact(instance.head));
        if body.is_empty() {
            format!("{head}.\n")
        } else {
            format!("{head} :- {}.\n", body.join(", "))
        }
    });
    let rules: BTreeSet<String> = rules.collect();
    let queries: BTreeSet<String> = queries
        .iter()
        .map(|fact| format!("query({}).\n", holds(fact)))
        .collect();
    let mut text = String::new();
    for (title, lines) in [
        ("What is uncertain.", facts),
        ("What follows from what.", rules),
        ("What is asked.", queries),
    ] {
        text.push_str(&format!("\n% {title}\n"));
        text.extend(lines);
    }
    text
}

/// `name('value',…)`, every word quoted so that it is no variable and no number.
fn term(name: &str, values: &[String]) -> String {
    let quoted = |word: &String| format!("'{}'", word.replace('\\', "\\\\").replace('\'', "\\'"));
    let values: Vec<String> = values.iter().map(quoted).collect();
    format!("{name}({})", values.join(","))
}
