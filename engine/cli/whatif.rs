//! `threatlog whatif`

use std::path::PathBuf;

use clap::Args;

use super::answer::{hints, path_names};
use super::common::{Change, Format, Look, System};
use super::output::{Stop, print};
use super::paths::at_least_one;
use super::progress::Progress;
use super::session::{Architecture, Session};
use crate::answer::{
    Alterations, Altered, Analysis, Compared, Comparison, Side, Standings, compare, no_change,
    no_effect,
};
use crate::facts::Stated;
use crate::model::Model;
use crate::rank::Effort;
use crate::render::{json, markdown, text};

#[derive(Args, Debug)]
pub struct WhatIf {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    /// How many changes to show
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = at_least_one)]
    top: usize,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

impl WhatIf {
    pub fn run(&self) -> Result<(), Stop> {
        let change = &self.system.change;
        if change.is_none() {
            let stop = Stop::problem("nothing is altered, so there is nothing to compare");
            return Err(stop.help(
                "say what: `--with COMPONENT:CONTROL`, `--without`, `--add-flow` or `--add-entry`",
            ));
        }
        let progress = Progress::start("comparing", self.look.quiet);
        let unaltered = System {
            change: Change::default(),
            rules: self.system.rules.clone(),
        };
        let (mut session, database) =
            Session::open(&unaltered, &Architecture::Files(&self.files), None)?;
        let altered = session.altered(change)?;
        let (facts, after) = session.solve(&altered)?;
        let old = session.analysis(database);
        let new = Analysis::new(&altered, &session.program, &facts, after);
        let (was, is) = (Stated::of(old.model), Stated::of(new.model));
        let (before, after) = (
            Standings::new(&old, Effort::default()),
            Standings::new(&new, Effort::default()),
        );
        let sources = &session.sources;
        let compared = |standings, stated| Compared {
            standings,
            side: Side {
                solved: Some((standings.analysis, sources)),
                stated,
            },
        };
        let answer = compare(&compared(&before, &was), &compared(&after, &is));
        let mut notes = self.notes(&session, &altered)?;
        if answer.rows.is_empty() && notes.is_empty() {
            notes.push("Rules look at what is altered, but no best path rests on it.".to_owned());
        }
        drop(progress);
        self.show(&session.model.system, &answer, &notes)
    }

    /// Which alterations leave the system as it is.
    fn notes(&self, session: &Session, altered: &Model) -> Result<Vec<String>, Stop> {
        let (facts, database) = session.solve(altered)?;
        let change = &self.system.change;
        let altered = Altered {
            old: &session.model,
            new: altered,
            no_effect: &no_effect(altered, &session.program, &facts, database),
        };
        let asked = Alterations {
            with: &change.with,
            without: &change.without,
            flows: &change.add_flow,
            entries: &change.add_entry,
        };
        Ok(no_change(&altered, &asked))
    }

    fn show(&self, system: &str, answer: &Comparison, notes: &[String]) -> Result<(), Stop> {
        let names = path_names(answer);
        let id = |long: &str| names.get(long).cloned().unwrap_or_default();
        let title = format!("{system} · what if{}", self.system.change.again());
        print(&match self.look.format {
            Format::Json => {
                let mut value = serde_json::json!({ "system": system, "notes": notes });
                json::merge(&mut value, json::compare(answer));
                json::text(&value)
            }
            Format::Markdown => {
                let shown = markdown::compare(&title, answer, &id);
                shown
                    + &notes
                        .iter()
                        .map(|it| format!("\n{it}\n"))
                        .collect::<String>()
            }
            Format::Table => {
                let style = self.look.style();
                let mut shown = text::compare(&title, answer, self.top, &id, style);
                shown.extend(notes.iter().map(|it| format!("{it}\n")));
                self.look.with_hints(shown, || {
                    let files = self.system.again(&self.files);
                    hints(&[(
                        format!("threatlog paths{files}"),
                        "the paths of the altered system",
                    )])
                })
            }
        })
    }
}
