//! `threatlog query`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use threatlog_dl::program::{Literal, RelationId, Term};
use threatlog_dl::{Sources, nearest};

use super::common::{Look, System, quoted, style};
use super::output::{Stop, print};
use super::progress::Progress;
use super::session::{Architecture, Question, Session, faulty, read_file};
use crate::answer::{Rows, rows};
use crate::catalogue::catalogue;
use crate::engine::Solved;
use crate::facts::Sort;
use crate::model::Model;
use crate::print::text;
use crate::rank::Effort;
use crate::report::{self, Block, Hint, Report};

/// The saved questions: name and text.
pub const SAVED: [(&str, &str); 5] = [
    (
        "api-abuse-controls",
        include_str!("../../queries/api-abuse-controls.dl"),
    ),
    (
        "checkpoint-tampering",
        include_str!("../../queries/checkpoint-tampering.dl"),
    ),
    (
        "rag-verification",
        include_str!("../../queries/rag-verification.dl"),
    ),
    (
        "training-data-writers",
        include_str!("../../queries/training-data-writers.dl"),
    ),
    (
        "who-can-reach",
        include_str!("../../queries/who-can-reach.dl"),
    ),
];

#[derive(Args, Debug)]
pub struct QueryCommand {
    /// Saved query or query file (unless -e), parameters as name=value, and architecture files
    #[arg(value_name = "NAME|FILE [NAME=VALUE] [FILE]")]
    rest: Vec<String>,
    /// Ask this rule, as in `risky(a, m) :- tampered(a, m).`
    #[arg(short = 'e', long = "expression", value_name = "RULE")]
    expression: Option<String>,
    /// List the saved queries
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

impl QueryCommand {
    pub fn run(&self) -> Result<(), Stop> {
        if self.list {
            return print(&text(list(), style()));
        }
        let mut rest = self.rest.iter();
        let name = match self.expression {
            Some(_) => None,
            None => Some(rest.next().ok_or_else(|| {
                Stop::problem("no query is named").help(format!("saved queries: {}", names()))
            })?),
        };
        let (parameters, files): (Vec<String>, Vec<String>) =
            rest.cloned().partition(|text| is_parameter(text));
        let files: Vec<PathBuf> = files.into_iter().map(PathBuf::from).collect();
        let asked = question(
            name.map(String::as_str),
            self.expression.as_deref(),
            &parameters,
        )?;
        let architecture = Architecture::Files(&files);
        let progress = Progress::start("looking for answers", self.look.quiet);
        let (session, query) = Session::ask(&self.system, &architecture, &asked.question())?;
        asked.check_parameters(&session.model, &query.parameter_sorts)?;
        let unknown = query.unknown_names(&session.model);
        if !unknown.is_empty() {
            return Err(faulty(unknown, &session.sources));
        }
        let (analysis, relation) = (session.solve()?, query.answer);
        let columns = &analysis.program().relation(relation).columns;
        let answer = Rows {
            query: asked.name.clone(),
            title: query.title,
            columns: columns.iter().map(|it| it.name.clone()).collect(),
            rows: rows(&analysis, relation, Effort::default()),
        };
        drop(progress);
        self.look.show(&answer, report::rows, || {
            let again = self.system.again(&files);
            let hint = match answer.rows.first() {
                Some(row) => Some(Hint::new(
                    format!(
                        "threatlog explain {} {}{again}",
                        row.path.shown, asked.option
                    ),
                    "why this row holds",
                )),
                None => single_fact(&analysis, relation).map(|fact| {
                    let command = format!("threatlog why-not {}{again}", quoted(&fact));
                    Hint::new(command, "what would have to change")
                }),
            };
            hint.into_iter().collect()
        })
    }
}

/// The fact that the query asks for, if its only rule has a single condition; where that leaves
/// the actor open, of the first one.
fn single_fact(analysis: &Solved, answer: RelationId) -> Option<String> {
    let mut clauses = analysis.program().clauses.iter();
    let mut rules = clauses.by_ref().filter(|it| it.head.relation == answer);
    let (rule, None) = (rules.next()?, rules.next()) else {
        return None;
    };
    let [Literal::Positive(atom)] = rule.body.as_slice() else {
        return None;
    };
    let relation = analysis.program().relation(atom.relation);
    let value = |(at, term): (usize, &Term)| match *term {
        Term::Symbol(id) => Some(analysis.facts().symbols.text(id.0).to_owned()),
        Term::Variable(_) if at == 0 => analysis.model.actors.first().map(|it| it.id.clone()),
        _ => None,
    };
    let values = atom.terms.iter().enumerate().map(value);
    let values = values.collect::<Option<Vec<String>>>()?;
    (!relation.input).then(|| format!("{}({})", relation.name, values.join(", ")))
}

/// A question as it was asked.
#[derive(Debug)]
pub struct AskedQuery {
    pub name: String,
    text: String,
    parameters: BTreeMap<String, String>,
    /// The option of `explain` that asks it again.
    option: String,
}

impl AskedQuery {
    pub fn question(&self) -> Question<'_> {
        Question {
            name: &self.name,
            text: &self.text,
            parameters: self.parameters.clone(),
        }
    }
}

impl AskedQuery {
    /// Fails if a parameter, given or by default, names nothing: an empty answer would mislead.
    /// A parameter whose place asks for a sort has to name something of that sort.
    fn check_parameters(
        &self,
        model: &Model,
        sorts: &BTreeMap<String, String>,
    ) -> Result<(), Stop> {
        let mut sources = Sources::default();
        let file = sources.add(&self.name, &self.text);
        let doc = threatlog_dl::read_query_doc(&sources, file).unwrap_or_default();
        for parameter in &doc.parameters {
            let given = self.parameters.get(&parameter.name);
            let Some(value) = given.or(parameter.default.as_ref()) else {
                continue;
            };
            let sort = sorts.get(&parameter.name).and_then(|it| Sort::named(it));
            let names = sort.map(|it| it.names(model)).unwrap_or_default();
            let known = match sort {
                Some(sort) if sort.thing().is_some() => names.contains(&value.as_str()),
                // The rules know the words of all other sorts.
                Some(_) => true,
                None => is_name(model, value),
            };
            if !known {
                let stop = Stop::problem(match sort.and_then(Sort::thing) {
                    Some(thing) => format!("`{value}` is not {thing} of this system"),
                    None => format!("this system has no `{value}`"),
                });
                let ids = model.components.iter().map(|it| it.id.as_str());
                let near = match sort {
                    Some(_) => nearest(value, names),
                    None => nearest(value, ids),
                };
                return Err(match near {
                    Some(near) => stop.help(format!("did you mean `{near}`?")),
                    None => stop.help(format!("say `{}=…`: {}", parameter.name, parameter.meaning)),
                });
            }
        }
        Ok(())
    }
}

/// Whether a value names anything at all.
fn is_name(model: &Model, value: &str) -> bool {
    model.component_named(value).is_some()
        || model.actor_named(value).is_some()
        || model.zone_named(value).is_some()
        || catalogue().is_word(value)
}

/// Finds a saved query, reads a query file, or takes a rule.
pub fn question(
    name: Option<&str>,
    rule: Option<&str>,
    parameters: &[String],
) -> Result<AskedQuery, Stop> {
    let values = parameters.iter().map(|text| {
        let (name, value) = text.split_once('=').ok_or_else(|| {
            Stop::problem(format!("`{text}` is no parameter")).help("write `name=value`")
        })?;
        Ok((name.to_owned(), value.to_owned()))
    });
    let values: BTreeMap<String, String> = values.collect::<Result<_, Stop>>()?;
    let again: String = parameters
        .iter()
        .map(|text| format!(" --param {}", quoted(text)))
        .collect();
    if let Some(rule) = rule {
        return Ok(AskedQuery {
            name: "-e".to_owned(),
            text: rule.to_owned(),
            parameters: values,
            option: format!("-e {}{again}", quoted(rule)),
        });
    }
    let name = name.unwrap_or_default();
    let saved = SAVED.iter().find(|(saved, _)| *saved == name);
    let text = match saved {
        Some((_, text)) => (*text).to_owned(),
        None => query_file(name)?,
    };
    Ok(AskedQuery {
        name: saved.map_or_else(|| name.to_owned(), |(name, _)| format!("{name}.dl")),
        text,
        parameters: values,
        option: format!("--query {}{again}", quoted(name)),
    })
}

fn query_file(name: &str) -> Result<String, Stop> {
    let path = Path::new(name);
    if !path.exists() {
        let stop = Stop::problem(format!("`{name}` is neither a saved query nor a file"));
        let near = nearest(name, SAVED.iter().map(|(name, _)| *name));
        return Err(match near {
            Some(near) => stop.help(format!("did you mean `{near}`?")),
            None => stop.help(format!("saved queries: {}", names())),
        });
    }
    let mut sources = Sources::default();
    let file = read_file(path, &mut sources)?;
    Ok(sources
        .get(file)
        .map(|it| it.text.clone())
        .unwrap_or_default())
}

fn names() -> String {
    SAVED.map(|(name, _)| name).join(", ")
}

/// The saved questions with their parameters and what they ask.
fn list() -> Report {
    let mut report = Report::new("Saved queries", "");
    let pairs = SAVED.iter().map(|(name, text)| {
        let mut sources = Sources::default();
        let file = sources.add(*name, *text);
        let doc = threatlog_dl::read_query_doc(&sources, file).unwrap_or_default();
        let parameters = doc.parameters.iter().map(|it| format!(" {}=…", it.name));
        let parameters: String = parameters.collect();
        (format!("{name}{parameters}"), doc.title.unwrap_or_default())
    });
    report.add(Block::Pairs(pairs.collect()));
    report
}

fn is_parameter(text: &str) -> bool {
    let name = text.split_once('=').map(|(name, _)| name);
    name.is_some_and(|name| {
        !name.is_empty()
            && name
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'_')
    })
}
