//! `threatlog explain`

use clap::{Args, ValueEnum};
use threatlog_dl::program::RelationId;

use super::answer::no_file_instead;
use super::common::About;
use super::output::Stop;
use super::progress::Progress;
use super::query::{AskedQuery, question};
use super::session::{Architecture, Session};
use crate::answer::{Explanation, Found, Path, explain, find, likeliest_path};
use crate::engine::Solved;
use crate::facts::Fact;
use crate::rank::{Budget, Effort};
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct Explain {
    /// A path's id or its beginning, or a fact such as `can_write(mallory, model-registry)`
    what: String,
    /// Look among the rows of this saved query or query file as well
    #[arg(long, value_name = "NAME|FILE")]
    query: Option<String>,
    /// Look among the rows of this rule as well
    #[arg(
        short = 'e',
        long = "expression",
        value_name = "RULE",
        conflicts_with = "query"
    )]
    expression: Option<String>,
    /// Parameters of the query, as in `target=model-registry`
    #[arg(long = "param", value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// How much to tell of it
    #[arg(long, value_enum, default_value_t = Level::Proof)]
    level: Level,
    /// Show how likelihood and risk come about, factor by factor
    #[arg(long)]
    explain_score: bool,
    #[command(flatten)]
    about: About,
}

/// How much of a path is told.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Level {
    /// One sentence
    Sentence,
    /// The deeds, too
    Deeds,
    /// The proof, too, down to the lines of the files
    Proof,
}

impl From<Level> for report::Level {
    fn from(level: Level) -> Self {
        match level {
            Level::Sentence => Self::Sentence,
            Level::Deeds => Self::Deeds,
            Level::Proof => Self::Proof,
        }
    }
}

impl Explain {
    pub fn run(&self) -> Result<(), Stop> {
        no_file_instead(&self.what, "a path or a fact", "explain PATH-ID")?;
        let asked = match (&self.query, &self.expression) {
            (None, None) => None,
            (name, rule) => Some(question(
                name.as_deref(),
                rule.as_deref(),
                &self.parameters,
            )?),
        };
        let (session, answer, progress) = match asked.as_ref().map(AskedQuery::question) {
            None => {
                let (session, progress) = self.about.open("looking for the path")?;
                (session, None, progress)
            }
            Some(asked) => {
                let progress = Progress::start("looking for the path", self.about.look.quiet);
                let files = Architecture::Files(&self.about.files);
                let (session, query) = Session::ask(&self.about.system, &files, &asked)?;
                (session, Some(query.answer), progress)
            }
        };
        let analysis = session.solve()?;
        let mut path = self.path(&analysis, answer)?;
        path.shown.truncate(6);
        let answer = explain(&analysis, path, Budget::default());
        drop(progress);
        let told = |it: &Explanation| report::explain(it, self.level.into(), self.explain_score);
        self.about.look.show(&answer, told, || self.next(&answer))
    }

    fn next(&self, answer: &Explanation) -> Vec<Hint> {
        let files = self.about.again();
        let mut hints = Vec::new();
        if let Some(goal) = &answer.score.goal {
            let of = format!(
                "{} --property {} --from {}",
                goal.component, goal.property, goal.actor
            );
            let what = "the cheapest controls against it and all like it";
            hints.push(Hint::new(format!("threatlog fix {of}{files}"), what));
        }
        if !self.explain_score && !self.what.contains('(') {
            let id = &answer.path.shown;
            hints.push(Hint::new(
                format!("threatlog explain {id}{files} --explain-score"),
                "how the figures come about",
            ));
        }
        hints
    }

    fn path(&self, analysis: &Solved, answer: Option<RelationId>) -> Result<Path, Stop> {
        if let Some((relation, values)) = fact_syntax(&self.what) {
            return fact_path(analysis, &relation, &values, &self.what);
        }
        let is_id = |text: &str| {
            text.len() >= 4
                && text
                    .bytes()
                    .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        if !is_id(&self.what) {
            let stop = Stop::problem(format!(
                "`{}` is neither the id of a path or finding nor a fact",
                self.what
            ));
            return Err(stop.help(
                "ids stand in the answer of `threatlog paths`; a fact is written \
                 `relation(value, …)`",
            ));
        }
        let more: Vec<Fact> = answer.map_or_else(Vec::new, |it| analysis.holding(it));
        match find(analysis, &self.what, &more, Effort::default()) {
            Found::One(path) => Ok(*path),
            Found::Several(ids) => {
                let stop = Stop::problem(format!("several ids begin with `{}`", self.what));
                Err(stop.help(format!("say more of the id: {}", ids.join(", "))))
            }
            Found::None => {
                let stop = Stop::problem(format!(
                    "no path or finding of this system is called `{}`",
                    self.what
                ));
                Err(stop.help(
                    "an id changes with what a path rests on, and with `--with`, `--without` and \
                     `--rules`; for a row of a query say `--query NAME` or `-e RULE`",
                ))
            }
        }
    }
}

fn fact_path(
    analysis: &Solved,
    relation: &str,
    values: &[String],
    text: &str,
) -> Result<Path, Stop> {
    known_columns(analysis, relation, values)?;
    let texts: Vec<&str> = values.iter().map(String::as_str).collect();
    let fact = analysis
        .fact(relation, &texts)
        .filter(|fact| analysis.holds(fact));
    let path = fact.and_then(|fact| likeliest_path(analysis, &fact, Effort::default()));
    path.ok_or_else(|| {
        let stop = Stop::problem(format!("`{text}` does not hold in this system"));
        stop.help(format!(
            "`threatlog facts --relation {relation}` lists what does, `threatlog why-not` tells \
             what would have to change"
        ))
    })
}

/// Fails with a suggestion unless the rules declare this relation with as many columns.
pub fn known_columns(analysis: &Solved, relation: &str, values: &[String]) -> Result<(), Stop> {
    let program = analysis.program();
    let Some(id) = program.relation_named(relation) else {
        let stop = Stop::problem(format!("`{relation}` is not a relation"));
        let names = program.relations.iter().map(|it| it.name.as_str());
        let near = threatlog_dl::nearest(relation, names);
        let help = near.map(|near| format!("did you mean `{near}`?"));
        return Err(stop
            .help(help.unwrap_or_else(|| "`threatlog rules --source` declares them".to_owned())));
    };
    let columns = &program.relation(id).columns;
    if columns.len() == values.len() {
        return Ok(());
    }
    let names: Vec<&str> = columns.iter().map(|it| it.name.as_str()).collect();
    let stop = Stop::problem(format!("`{relation}` takes {} values", columns.len()));
    Err(stop.help(format!("write `{relation}({})`", names.join(", "))))
}

/// Reads `relation(value, …)`; values may be quoted.
pub fn fact_syntax(text: &str) -> Option<(String, Vec<String>)> {
    let (relation, rest) = text.trim().trim_end_matches('.').split_once('(')?;
    let values = rest.trim_end().strip_suffix(')')?;
    let value = |text: &str| text.trim().trim_matches('"').to_owned();
    Some((
        relation.trim().to_owned(),
        values.split(',').map(value).collect(),
    ))
}
