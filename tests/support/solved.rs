//! Architecture texts in; a solved system, and its answers as a user would see them, out.

use std::collections::{BTreeMap, BTreeSet};

use threatlog::answer::{Paths, Question, paths};
use threatlog::derivations::{FactId, Scope};
use threatlog::facts::{Fact, Facts, compile};
use threatlog::model::{Model, read};
use threatlog::print::{Style, json, text};
use threatlog::rank::{Budget, Effort, Network, Total, best, totals};
use threatlog::report;
use threatlog::solve::{Database, Limits, solve, solve_compiled};
use threatlog_dl::{Program, Sources, fault};

use super::shipped::ENGINE;

/// The model of some files, which must be sound.
pub fn model(texts: &[&str]) -> Model {
    let mut sources = Sources::default();
    let files = texts.iter().map(|it| sources.add("random.yaml", *it));
    let files: Vec<u32> = files.collect();
    read(&sources, &files).unwrap_or_else(|faults| {
        let shown = fault::render(&faults, &sources, false);
        panic!("{shown}\n{}", texts.join("\n---\n"))
    })
}

/// A model with its facts under a program.
pub struct Solved<'p> {
    pub program: &'p Program,
    pub model: Model,
    pub facts: Facts,
}

impl<'p> Solved<'p> {
    pub fn new(program: &'p Program, texts: &[&str]) -> Self {
        Self::of(program, model(texts))
    }

    pub fn of(program: &'p Program, model: Model) -> Self {
        let facts = compile(&model, program);
        Self {
            program,
            model,
            facts,
        }
    }

    pub fn compiled(&self) -> Database {
        solve_compiled(self.program, &self.facts)
    }

    pub fn interpreted(&self) -> Database {
        solve(self.program, &self.facts, Limits::default()).expect("a small system")
    }

    /// Solved by the compiled rules.
    pub fn analysis(&self) -> threatlog::Solved {
        ENGINE.solve(&self.model).expect("a small system")
    }
}

/// The likelihood of the likeliest proof of each fact. `None` where the search was cut.
pub fn likelihoods(analysis: &threatlog::Solved, facts: &[Fact]) -> Vec<Option<f64>> {
    let graph = analysis.matcher.derive(facts, Scope::Uncertain);
    let network = Network::new(&graph);
    let likelihood = |fact: &Fact| {
        let id = graph.id(fact).expect("asked for");
        let proofs = best(&network, id, 1, Effort::default());
        let first = proofs.list.first().expect("it holds, so it has a proof");
        first.exact.then_some(first.likelihood)
    };
    facts.iter().map(likelihood).collect()
}

/// By the text of everything that is violated, of value or not: the likelihood of its likeliest
/// proof.
pub fn violations(analysis: &threatlog::Solved) -> BTreeMap<String, Option<f64>> {
    let facts = analysis.holding_named("violated");
    let texts = facts.iter().map(|fact| analysis.text(fact));
    texts.zip(likelihoods(analysis, &facts)).collect()
}

/// By the text of everything that is violated: how likely it is that some path to it succeeds.
pub fn violation_totals(analysis: &threatlog::Solved) -> BTreeMap<String, Total> {
    let facts = analysis.holding_named("violated");
    let graph = analysis.matcher.derive(&facts, Scope::Uncertain);
    let ids = facts.iter().map(|it| graph.id(it).expect("asked for"));
    let ids: Vec<FactId> = ids.collect();
    let totals = totals(&Network::new(&graph), &ids, Budget::default());
    let texts = facts.iter().map(|fact| analysis.text(fact));
    texts.zip(totals).collect()
}

/// Component and control of every control that some shown path gets past, sorted.
pub fn controls_in_the_way(analysis: &threatlog::Solved) -> Vec<(String, String)> {
    let rows = ranked(analysis).rows;
    let nodes = rows.iter().flat_map(|row| &row.path.derivation.nodes);
    let facts = nodes.map(|node| &node.fact);
    let missing = facts.filter(|fact| {
        let relation = &analysis.program().relation(fact.relation).name;
        matches!(relation.as_str(), "lacks_control" | "slips_past")
    });
    let controls = missing.map(|fact| {
        let mut values = analysis.values(fact).into_iter();
        let mut value = || values.next().expect("two columns");
        (value(), value())
    });
    controls.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The ranked paths, several for each goal.
pub fn ranked(analysis: &threatlog::Solved) -> Paths {
    let question = Question {
        top: 30,
        per_goal: 3,
        budget: Some(Budget::default()),
        ..Question::default()
    };
    paths(analysis, &question)
}

/// What `paths` prints, as JSON and as a table.
pub fn printed(analysis: &threatlog::Solved) -> (String, String) {
    let answer = ranked(analysis);
    let style = Style {
        width: 100,
        color: false,
    };
    (json(&answer), text(report::paths(&answer), style))
}
