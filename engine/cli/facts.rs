//! `threatlog facts`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use threatlog_dl::nearest;

use super::common::{Look, System, When};
use super::output::{Stop, print, write_file};
use super::session::{Architecture, Session};
use crate::answer::given_facts;
use crate::facts::souffle;
use crate::render::{json, likelihood, markdown, plural, text};

#[derive(Args, Debug)]
pub struct FactsCommand {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    /// Only facts of this relation; derived ones can be named as well
    #[arg(long, value_name = "RELATION")]
    relation: Vec<String>,
    /// With `--format souffle`: the folder to write to
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t)]
    format: FactsFormat,
    /// When to colour; NO_COLOR is respected
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: When,
    #[command(flatten)]
    system: System,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FactsFormat {
    #[default]
    Table,
    Json,
    Markdown,
    /// One tab-separated file for each input relation
    Souffle,
}

impl FactsCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let (session, database) =
            Session::open(&self.system, &Architecture::Files(&self.files), None)?;
        let relations = &session.program.relations;
        for name in &self.relation {
            if !relations.iter().any(|it| it.name == *name) {
                let stop = Stop::problem(format!("`{name}` is not a relation"));
                let near = nearest(name, relations.iter().map(|it| it.name.as_str()));
                return Err(match near {
                    Some(near) => stop.help(format!("did you mean `{near}`?")),
                    None => stop.help("`threatlog rules --source` declares them"),
                });
            }
        }
        if self.format == FactsFormat::Souffle {
            return self.write_souffle(&session);
        }
        let analysis = session.analysis(database);
        let facts = given_facts(&analysis, &self.relation);
        let look = Look {
            color: self.color,
            ..Look::default()
        };
        print(&match self.format {
            FactsFormat::Json => json::text(&json::facts(&facts, &session.sources)),
            FactsFormat::Markdown => {
                let header = ["Fact", "Likelihood", "Source"].map(str::to_owned);
                let rows = facts.iter().map(|fact| {
                    let chance = fact
                        .likelihood
                        .map_or_else(|| "certain".to_owned(), likelihood);
                    vec![
                        format!("{}({})", fact.relation, fact.values.join(", ")),
                        chance,
                        fact.origin.and_then(|it| it.place).map_or_else(
                            || "derived".to_owned(),
                            |place| session.sources.locate(place),
                        ),
                    ]
                });
                let rows = rows.collect::<Vec<_>>();
                format!(
                    "# Facts of {}\n\n{}.\n\n{}",
                    session.model.system,
                    plural(rows.len(), "fact"),
                    markdown::table(&header, &rows)
                )
            }
            FactsFormat::Table | FactsFormat::Souffle => {
                text::facts(&facts, &session.sources, look.style())
            }
        })
    }

    fn write_souffle(&self, session: &Session) -> Result<(), Stop> {
        let Some(folder) = &self.out else {
            let stop = Stop::problem("Soufflé facts are one file for each relation");
            return Err(stop.help("say where with `--out FOLDER`"));
        };
        std::fs::create_dir_all(folder).map_err(|error| {
            Stop::problem(format!("`{}` could not be made: {error}", folder.display()))
        })?;
        let files = souffle(&session.facts, &session.program);
        for (name, text) in &files {
            write_file(&folder.join(name), text)?;
        }
        print(&format!(
            "Wrote {} files to {}.\n",
            files.len(),
            folder.display()
        ))
    }
}
