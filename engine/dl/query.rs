//! Rules and a query over them in; one program out, which has the query's clauses at its end.

mod infer;

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{self, Input};
pub use crate::docs::query::{Parameter, QueryDoc};
use crate::docs::query::{prose, take_parameters};
use crate::fault::{self, Fault};
use crate::nearest::nearest;
use crate::parser::parse;
use crate::program::{Program, RelationId};
use crate::source::Sources;
use crate::syntax::{Clause, DocLine, File, Item, Mark, Name, TermKind};

/// A question: clauses without attack steps that rest on the rules, and the relation that answers.
#[derive(Clone, Debug)]
pub struct Query {
    /// The rules and the query together.
    pub program: Program,
    /// Index of the query's first clause in [`Program::clauses`]; its clauses go on to the end.
    pub first_clause: usize,
    pub answer: RelationId,
    /// The sorts that the places of its parameters ask for.
    pub parameter_sorts: BTreeMap<String, String>,
    pub doc: QueryDoc,
}

/// Reads the file `query` over the files `rules`.
///
/// Relations that the query derives need no `.decl`: their columns are named after the variables
/// of their first clause. The relation marked `.output` answers, or else the last one derived.
/// `parameters` are the values of `$name`; those not given take their default.
///
/// # Errors
///
/// All faults of all files, by place.
pub fn read_query(
    sources: &Sources,
    rules: &[u32],
    query: u32,
    parameters: &BTreeMap<String, String>,
) -> Result<Query, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut files = Vec::new();
    for &file in rules.iter().chain([&query]) {
        let (tree, found) = parse(sources, file);
        files.push(tree);
        faults.extend(found);
    }
    let own = files.pop().unwrap_or_default();
    let broken = !faults.is_empty();
    let (own, doc, answer) = prepare(own, &files, broken, &mut faults);
    let parameters = fill(&own, &doc.parameters, parameters, &mut faults);
    let first_clause = count_clauses(&files);
    files.push(own);
    let input = Input {
        query_from: files.len() - 1,
        files: &files,
        parameters: &parameters,
    };
    let checked = check::check(&input, &mut faults);
    let program = checked.program;
    let answer = answer.and_then(|it| program.relation_named(&it));
    match answer {
        Some(answer) if faults.is_empty() => Ok(Query {
            program,
            first_clause,
            answer,
            parameter_sorts: checked.parameter_sorts,
            doc,
        }),
        _ => {
            fault::sort(&mut faults);
            Err(faults)
        }
    }
}

/// Reads what a query says about itself, without rules and without values for its parameters.
///
/// # Errors
///
/// Faults of its syntax and of the description of its parameters.
pub fn read_query_doc(sources: &Sources, query: u32) -> Result<QueryDoc, Vec<Fault>> {
    let (own, mut faults) = parse(sources, query);
    let broken = !faults.is_empty();
    let (_, doc, _) = prepare(own, &[], broken, &mut faults);
    if faults.is_empty() {
        return Ok(doc);
    }
    fault::sort(&mut faults);
    Err(faults)
}

/// Makes a file of rules out of a query; returns it, what it says about itself, and the name of
/// the relation that answers.
fn prepare(
    mut own: File,
    rules: &[File],
    broken: bool,
    faults: &mut Vec<Fault>,
) -> (File, QueryDoc, Option<String>) {
    let parameters = take_parameters(&mut own, faults);
    refuse_rules(&own, rules, faults);
    let answer = answer(&own, broken, faults);
    let doc = answer.as_ref().map(|it| goal_doc(&own, &it.text));
    let (title, description) = prose(&doc.unwrap_or_default());
    infer::declare(&mut own, rules);
    let doc = QueryDoc {
        title,
        description,
        parameters,
    };
    (own, doc, answer.map(|it| it.text))
}

/// A query answers from the rules; it neither changes what they mean nor has facts of its own.
fn refuse_rules(own: &File, rules: &[File], faults: &mut Vec<Fault>) {
    let declared: BTreeSet<&str> = rules
        .iter()
        .flat_map(|file| &file.items)
        .filter_map(|item| match item {
            Item::Declaration(it) => Some(it.name.text.as_str()),
            _ => None,
        })
        .collect();
    for item in &own.items {
        match item {
            Item::Clause(it) if declared.contains(it.head.relation.text.as_str()) => {
                let name = &it.head.relation;
                let message = format!("`{}` belongs to the rules", name.text);
                let fault = Fault::at(name.place, fault::QUERY_EXTENDS_RULES, message);
                faults.push(fault.help("derive a relation of another name"));
            }
            Item::Directive(it) if it.mark == Mark::Input => {
                for name in &it.names {
                    let message = format!("the query declares an input `{}`", name.text);
                    let fault = Fault::at(name.place, fault::QUERY_INPUT, message);
                    faults.push(fault.help("only the rules have inputs"));
                }
            }
            _ => {}
        }
    }
}

fn answer(own: &File, broken: bool, faults: &mut Vec<Fault>) -> Option<Name> {
    let mut outputs = own.items.iter().flat_map(|item| match item {
        Item::Directive(it) if it.mark == Mark::Output => &it.names[..],
        _ => &[],
    });
    if let Some(output) = outputs.next() {
        for other in outputs {
            let message = format!("`{}` is a second answer", other.text);
            let fault = Fault::at(other.place, fault::QUERY_OUTPUTS, message);
            faults.push(fault.help("a query has one relation marked `.output`"));
        }
        return Some(output.clone());
    }
    let last = clauses(own).last().map(|it| it.head.relation.clone());
    if last.is_none() && !broken {
        faults.push(Fault {
            code: fault::EMPTY_QUERY,
            message: "the query has no clause".to_owned(),
            place: None,
            help: Some("write `answer(x) :- …`".to_owned()),
        });
    }
    last
}

/// The block above the declaration or the first clause of the answer, else that on top.
fn goal_doc(own: &File, answer: &str) -> Vec<DocLine> {
    let declaration = own.items.iter().find_map(|item| match item {
        Item::Declaration(it) if it.name.text == answer => Some(&it.doc),
        _ => None,
    });
    let clause = clauses(own).find(|it| it.head.relation.text == answer);
    let top = own.items.first().and_then(|item| match item {
        Item::Declaration(it) => Some(&it.doc),
        Item::Clause(it) => Some(&it.doc),
        _ => None,
    });
    let docs = [declaration, clause.map(|it| &it.doc), top];
    let mut written = docs.into_iter().flatten().filter(|it| !it.is_empty());
    written.next().cloned().unwrap_or_default()
}

/// The values of the parameters: those given, else the defaults.
fn fill(
    own: &File,
    described: &[Parameter],
    given: &BTreeMap<String, String>,
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, String> {
    let mut used = BTreeSet::new();
    for term in clauses(own).flat_map(Clause::terms) {
        if let TermKind::Parameter(name) = &term.kind {
            used.insert(name.as_str());
        }
    }
    for it in described
        .iter()
        .filter(|it| !used.contains(it.name.as_str()))
    {
        let message = format!("`${}` is described but not used", it.name);
        let fault = Fault::at(it.place, fault::UNKNOWN_PARAMETER, message);
        faults.push(fault.did_you_mean(nearest(&it.name, used.iter().copied())));
    }
    for name in given.keys().filter(|it| !used.contains(it.as_str())) {
        let close = nearest(name, used.iter().copied());
        let names: Vec<&str> = used.iter().copied().collect();
        faults.push(Fault {
            code: fault::UNKNOWN_PARAMETER,
            message: format!("the query has no parameter `{name}`"),
            place: None,
            help: Some(match close {
                Some(close) => format!("did you mean `{close}`?"),
                None if names.is_empty() => "it has no parameters".to_owned(),
                None => format!("its parameters are {}", names.join(", ")),
            }),
        });
    }
    let defaults = described.iter();
    let defaults = defaults.filter_map(|it| Some((it.name.clone(), it.default.clone()?)));
    let mut values: BTreeMap<String, String> = defaults.collect();
    values.extend(given.clone());
    values
}

fn clauses(file: &File) -> impl Iterator<Item = &Clause> {
    file.items.iter().filter_map(|item| match item {
        Item::Clause(it) => Some(it),
        _ => None,
    })
}

fn count_clauses(files: &[File]) -> usize {
    files.iter().flat_map(clauses).count()
}

#[cfg(test)]
mod tests;
