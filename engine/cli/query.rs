//! `threatlog query`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use threatlog_dl::program::{Literal, Term};
use threatlog_dl::{Sources, nearest};

use super::answer::{hints, short_ids};
use super::common::{Format, Look, System, quoted};
use super::output::{Stop, print};
use super::progress::Progress;
use super::session::{Architecture, Question, Session, read_file};
use crate::answer::rows;
use crate::catalogue::catalogue;
use crate::model::Model;
use crate::rank::Effort;
use crate::render::{json, markdown, text};

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
            return print(&list());
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
        let (session, database) =
            Session::open(&self.system, &architecture, Some(&asked.question()))?;
        asked.check_parameters(&session.model)?;
        let Some(answer) = session.answer else {
            return Err(Stop::problem("the query answers nothing"));
        };
        let analysis = session.analysis(database);
        let found = rows(&analysis, answer, Effort::default());
        drop(progress);
        let ids = short_ids(found.iter().map(|row| row.path.id.as_str()));
        let columns = &session.program.relation(answer).columns;
        let columns: Vec<String> = columns.iter().map(|it| it.name.clone()).collect();
        print(&match self.look.format {
            Format::Json => json::text(&json::rows(&asked.name, &columns, &found, &ids)),
            Format::Markdown => markdown::rows(&session.title, &columns, &found, &ids),
            Format::Table => {
                let style = self.look.style();
                let mut shown = text::rows(&session.title, &columns, &found, &ids, style);
                if let Some(id) = ids.first().filter(|_| !self.look.quiet) {
                    shown.push_str(&hints(&[(
                        format!(
                            "threatlog explain {id} {}{}",
                            asked.option,
                            self.system.again(&files)
                        ),
                        "why this row holds",
                    )]));
                }
                if let Some(fact) = single_fact(&session).filter(|_| ids.is_empty())
                    && !self.look.quiet
                {
                    shown.push_str(&hints(&[(
                        format!(
                            "threatlog why-not {}{}",
                            quoted(&fact),
                            self.system.again(&files)
                        ),
                        "what would have to change",
                    )]));
                }
                shown
            }
        })
    }
}

/// The fact that the query asks for, if its only rule has a single condition; where that leaves
/// the actor open, of the first one.
fn single_fact(session: &Session) -> Option<String> {
    let answer = session.answer?;
    let mut clauses = session.program.clauses.iter();
    let mut rules = clauses.by_ref().filter(|it| it.head.relation == answer);
    let (rule, None) = (rules.next()?, rules.next()) else {
        return None;
    };
    let [Literal::Positive(atom)] = rule.body.as_slice() else {
        return None;
    };
    let relation = session.program.relation(atom.relation);
    let value = |(at, term): (usize, &Term)| match *term {
        Term::Symbol(id) => Some(session.facts.symbols.text(id.0).to_owned()),
        Term::Variable(_) if at == 0 => session.model.actors.first().map(|it| it.id.clone()),
        _ => None,
    };
    let values = atom.terms.iter().enumerate().map(value);
    let values = values.collect::<Option<Vec<String>>>()?;
    (!relation.input).then(|| format!("{}({})", relation.name, values.join(", ")))
}

/// A question as it was asked.
#[derive(Debug)]
pub struct Asked {
    pub name: String,
    text: String,
    parameters: BTreeMap<String, String>,
    /// The option of `explain` that asks it again.
    option: String,
}

impl Asked {
    pub fn question(&self) -> Question<'_> {
        Question {
            name: &self.name,
            text: &self.text,
            parameters: self.parameters.clone(),
        }
    }
}

impl Asked {
    /// Fails if a parameter, given or by default, names nothing: an empty answer would mislead.
    fn check_parameters(&self, model: &Model) -> Result<(), Stop> {
        let mut sources = Sources::default();
        let file = sources.add(&self.name, &self.text);
        let doc = threatlog_dl::read_query_doc(&sources, file).unwrap_or_default();
        for parameter in &doc.parameters {
            let given = self.parameters.get(&parameter.name);
            let Some(value) = given.or(parameter.default.as_ref()) else {
                continue;
            };
            let known = model.component_named(value).is_some()
                || model.actor_named(value).is_some()
                || model.zone_named(value).is_some()
                || catalogue().is_word(value);
            if !known {
                let stop = Stop::problem(format!("this system has no `{value}`"));
                let ids = model.components.iter().map(|it| it.id.as_str());
                return Err(match nearest(value, ids) {
                    Some(near) => stop.help(format!("did you mean `{near}`?")),
                    None => stop.help(format!("say `{}=…`: {}", parameter.name, parameter.meaning)),
                });
            }
        }
        Ok(())
    }
}

/// Finds a saved query, reads a query file, or takes a rule.
pub fn question(
    name: Option<&str>,
    rule: Option<&str>,
    parameters: &[String],
) -> Result<Asked, Stop> {
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
        return Ok(Asked {
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
    Ok(Asked {
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

fn list() -> String {
    let lines = SAVED.iter().map(|(name, text)| {
        let mut sources = Sources::default();
        let file = sources.add(*name, *text);
        let doc = threatlog_dl::read_query_doc(&sources, file).unwrap_or_default();
        let parameters = doc.parameters.iter().map(|it| format!(" {}=…", it.name));
        let parameters: String = parameters.collect();
        format!(
            "{name}{parameters}\n    {}\n",
            doc.title.unwrap_or_default()
        )
    });
    lines.collect()
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
