//! `threatlog plan`

use std::path::PathBuf;

use clap::Args;

use super::answer::{hints, known_names, short_ids};
use super::common::{Format, Look, System};
use super::output::{Stop, print};
use super::paths::at_least_one;
use super::progress::Progress;
use super::session::{Architecture, Session};
use crate::answer::{Question, paths, plan};
use crate::render::{json, markdown, text};

#[derive(Args, Debug)]
pub struct PlanCommand {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    /// Only paths to goals on this component
    #[arg(long, value_name = "COMPONENT")]
    to: Option<String>,
    /// Only paths of this actor
    #[arg(long, value_name = "ACTOR")]
    from: Option<String>,
    /// How many paths to test
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = at_least_one)]
    top: usize,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

impl PlanCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let progress = Progress::start("looking for attack paths", self.look.quiet);
        let (session, database) =
            Session::open(&self.system, &Architecture::Files(&self.files), None)?;
        known_names(&session.model, &self.to, &self.from)?;
        let analysis = session.analysis(database);
        let question = Question {
            to: self.to.clone(),
            from: self.from.clone(),
            top: self.top,
            ..Question::default()
        };
        let answer = paths(&analysis, &question);
        let plan = plan(&analysis, &answer);
        drop(progress);
        let ids = short_ids(answer.rows.iter().map(|row| row.path.id.as_str()));
        print(&match self.look.format {
            Format::Json => json::text(&json::plan(&analysis, &answer, &plan, &ids)),
            Format::Markdown => markdown::plan(&analysis, &answer, &plan, &ids),
            Format::Table => {
                let style = self.look.style();
                let shown = text::plan(&analysis, &answer, &plan, &ids, style);
                self.look.with_hints(shown, || self.next(&ids))
            }
        })
    }

    fn next(&self, ids: &[String]) -> String {
        let files = self.system.again(&self.files);
        let Some(id) = ids.first() else {
            return hints(&[(
                format!("threatlog check{files}"),
                "what the file leaves unsaid",
            )]);
        };
        let mut asked = String::new();
        for (option, name) in [("--to", &self.to), ("--from", &self.from)] {
            asked.extend(name.iter().map(|name| format!(" {option} {name}")));
        }
        hints(&[
            (
                format!(
                    "threatlog plan --top {}{asked}{files} --format markdown",
                    self.top
                ),
                "the same as a checklist",
            ),
            (
                format!("threatlog explain {id}{files}"),
                "why the first path holds, line by line",
            ),
            (
                format!("threatlog assumptions{files}"),
                "what to verify by asking instead",
            ),
        ])
    }
}
