//! `threatlog facts`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use threatlog_dl::nearest;

use super::common::{Format, Look, System};
use super::output::{Stop, tell, write_file};
use super::session::{Architecture, Session};
use crate::answer::given_facts;
use crate::facts::{compile, souffle};
use crate::report;

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
        let session = Session::open(&self.system, &Architecture::Files(&self.files))?;
        let relations = &session.engine.program().relations;
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
        let facts = given_facts(&session.solve()?, &self.relation);
        let look = Look {
            format: match self.format {
                FactsFormat::Json => Format::Json,
                FactsFormat::Markdown => Format::Markdown,
                FactsFormat::Table | FactsFormat::Souffle => Format::Table,
            },
            quiet: false,
        };
        look.show(&facts, report::facts, Vec::new)
    }

    fn write_souffle(&self, session: &Session) -> Result<(), Stop> {
        let Some(folder) = &self.out else {
            let stop = Stop::problem("Soufflé facts are one file for each relation");
            return Err(stop.help("say where with `--out FOLDER`"));
        };
        std::fs::create_dir_all(folder).map_err(|error| {
            Stop::problem(format!("`{}` could not be made: {error}", folder.display()))
        })?;
        let files = souffle(
            &compile(&session.model, session.engine.program()),
            session.engine.program(),
        );
        for (name, text) in &files {
            write_file(&folder.join(name), text)?;
        }
        let count = files.len();
        tell(
            format!("Wrote {count} files to {}.", folder.display()),
            Vec::new(),
        )
    }
}
