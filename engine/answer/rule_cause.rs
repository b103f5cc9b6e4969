//! A path under one version of the rules and the texts of another in; the rules that make the
//! difference out.

use std::collections::{BTreeMap, BTreeSet};

use threatlog_dl::program::Clause;
use threatlog_dl::{Program, Sources};

use super::cause::Cause;
use super::path::Path;
use crate::engine::Solved;

/// What the clauses of a program say, for telling whether another version says the same.
#[derive(Clone, Debug)]
pub struct RuleTexts {
    texts: BTreeSet<String>,
    /// The clauses without what their steps say of all acts.
    clauses: BTreeSet<String>,
    /// By step: the word for its likelihood.
    steps: BTreeMap<String, &'static str>,
}

impl RuleTexts {
    pub fn new(program: &Program, sources: &Sources) -> Self {
        let clauses = program.clauses.iter();
        let steps = program.steps.iter();
        Self {
            texts: clauses
                .clone()
                .map(|it| text(program, sources, it))
                .collect(),
            clauses: clauses.map(|it| words(sources, it)).collect(),
            steps: steps
                .map(|it| (it.id.clone(), it.likelihood.word()))
                .collect(),
        }
    }
}

/// The clauses that a path uses and that the other version has not, or has in other words.
/// `came` tells whether the path is the newer one.
pub fn rule_causes(solved: &Solved, path: &Path, other: &RuleTexts, came: bool) -> Vec<Cause> {
    let (program, sources) = (solved.program(), solved.model.sources.as_ref());
    let used = path.derivation.nodes.iter().filter_map(|it| it.by.as_ref());
    let mut causes: Vec<Cause> = Vec::new();
    for by in used {
        let clause = program.clause(by.clause);
        if other.texts.contains(&text(program, sources, clause)) {
            continue;
        }
        let text = match clause.step.map(|it| program.step(it)) {
            Some(step) => {
                let id = &step.id;
                let here = step.likelihood.word();
                let same = other.clauses.contains(&words(sources, clause));
                match other.steps.get(id) {
                    None => format!("step {id}"),
                    Some(&there) if same && here != there => {
                        let (from, to) = if came { (there, here) } else { (here, there) };
                        format!("step {id}, likelihood {from} → {to}")
                    }
                    Some(_) => format!("step {id}, in other words"),
                }
            }
            None => format!("rule of {}", program.relation(clause.head.relation).name),
        };
        let cause = Cause {
            added: came,
            text,
            place: Some(sources.locate(clause.place)),
        };
        if !causes.contains(&cause) {
            causes.push(cause);
        }
    }
    causes
}

/// A clause without regard to blanks, with what its step says of all acts.
fn text(program: &Program, sources: &Sources, clause: &Clause) -> String {
    let step = clause.step.map(|id| {
        let step = program.step(id);
        let likelihood = step.likelihood.chance();
        format!("{}({}) {likelihood} ", step.id, step.act.join(", "))
    });
    step.unwrap_or_default() + &words(sources, clause)
}

fn words(sources: &Sources, clause: &Clause) -> String {
    let words = sources.text(clause.place).split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}
