//! `threatlog gate`

use std::path::{Path, PathBuf};

use clap::Args;
use threatlog_dl::{Fault, Sources};

use super::answer::{hints, short_ids};
use super::common::{Format, Look, System, quoted};
use super::output::{Stop, print};
use super::progress::Progress;
use super::session::{Architecture, Session, faulty, read_file};
use super::today::Day;
use crate::answer::{Bar, Baseline, GoalName, MaxRisk, RISK_WORDS, Verdict, gate};
use crate::model::{Model, Treated};
use crate::rank::Effort;
use crate::render::gate::Asked;
use crate::render::{json, markdown, text};

#[derive(Args, Debug)]
pub struct Gate {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    /// The highest risk that passes: a number from 0 to 10, or `very_low` (below 0.5), `low`
    /// (below 1.5), `moderate` (below 3.5), `high` (below 6.5) or `very_high`
    #[arg(long, value_name = "WORD|NUMBER", value_parser = max_risk)]
    max_risk: Option<MaxRisk>,
    /// Fail where a goal is new or its risk higher than in this file (see `threatlog baseline`)
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

/// For how many goals a control that helps is looked for.
const TRIALS: usize = 20;

impl Gate {
    pub fn run(&self) -> Result<(), Stop> {
        if self.max_risk.is_none() && self.baseline.is_none() {
            let stop = Stop::problem("nothing says what must not pass");
            return Err(stop.help("say `--max-risk high`, `--baseline FILE` or both"));
        }
        let progress = Progress::start("judging all goals", self.look.quiet);
        let baseline = self.baseline.as_deref().map(|it| self.read(it));
        let baseline = baseline.transpose()?;
        let files = Architecture::Files(&self.files);
        let (session, database) = Session::open(&self.system, &files, None)?;
        if let Some(baseline) = &baseline {
            self.is_of(baseline, &session.model)?;
        }
        let analysis = session.analysis(database);
        let today = self.day.get();
        let bar = Bar {
            max_risk: self.max_risk,
            baseline: baseline.as_ref(),
            today: &today,
            trials: TRIALS,
            effort: Effort::default(),
        };
        let verdict = gate(&analysis, &session.sources, &bar, |it| session.solve(it))?;
        drop(progress);
        unambiguous(&verdict, &session.sources)?;
        let model = &session.model;
        let ids = short_ids(verdict.red.iter().map(|it| it.path.id.as_str()));
        let asked = Asked {
            system: &session.model.system,
            bar: &bar,
            sources: &session.sources,
            notes: baseline
                .as_ref()
                .map_or_else(Vec::new, |it| notes(it, &session)),
        };
        print(&match self.look.format {
            Format::Json => json::text(&json::gate(&asked, model, &verdict)),
            Format::Markdown => markdown::gate(&asked, model, &verdict, &ids),
            Format::Table => {
                let shown = text::gate(&asked, model, &verdict, &ids, self.look.style());
                self.look.with_hints(shown, || self.next(&verdict, &ids))
            }
        })?;
        if verdict.passes() {
            Ok(())
        } else {
            Err(Stop::Failed)
        }
    }

    fn read(&self, path: &Path) -> Result<Baseline, Stop> {
        let mut sources = Sources::default();
        let file = read_file(path, &mut sources)?;
        let text = sources.get(file).map_or("", |it| it.text.as_str());
        Baseline::read(text).map_err(|reason| {
            let name = path.display();
            let stop = Stop::problem(format!("`{name}` is not a baseline: {reason}"));
            // Only a file that is one already is written anew.
            let out = if Baseline::is_one(text) {
                quoted(&name.to_string())
            } else {
                "NEW.json".to_owned()
            };
            stop.help(self.write_one(&out))
        })
    }

    /// Stops if the baseline is of another system: all its goals would be news.
    fn is_of(&self, baseline: &Baseline, model: &Model) -> Result<(), Stop> {
        let (then, now) = (&baseline.system, &model.system);
        if then == now {
            return Ok(());
        }
        let file = self.baseline.as_deref().unwrap_or(Path::new(""));
        let name = file.display().to_string();
        let message = format!("`{name}` is a baseline of the system `{then}`, not of `{now}`");
        let write = self.write_one(&quoted(&name));
        Err(Stop::problem(message).help(format!(
            "name the baseline of `{now}`; if the system only has a new name: {write}"
        )))
    }

    fn write_one(&self, out: &str) -> String {
        let again = self.system.again(&self.files);
        format!("write one with `threatlog baseline{again} --out {out}`")
    }

    fn next(&self, verdict: &Verdict, ids: &[String]) -> String {
        let again = self.system.again(&self.files);
        let mut rows = Vec::new();
        if let (Some(red), Some(id)) = (verdict.red.first(), ids.first()) {
            let explain = format!("threatlog explain {id}{again}");
            rows.push((explain, "why the first path holds, line by line"));
            let cut = red.cuts.as_ref().and_then(|it| it.first());
            if let Some((control, _)) = cut {
                let with = format!("{}:{}", control.component, control.control);
                rows.push((
                    format!("threatlog whatif{again} --with {with}"),
                    "what the control would change",
                ));
            }
            let uncut = verdict.red.iter();
            let uncut = uncut.map(|it| (it.cuts.as_ref(), &it.goal));
            let mut uncut = uncut.filter(|(cuts, _)| cuts.is_some_and(Vec::is_empty));
            if let Some((_, goal)) = uncut.next() {
                let GoalName {
                    actor,
                    component,
                    property,
                } = goal;
                rows.push((
                    format!(
                        "threatlog fix {component} --property {property} --from {actor}{again}"
                    ),
                    "what can be done where no single control of the path is enough",
                ));
            }
        } else if let (true, Some(file)) = (verdict.better > 0, &self.baseline) {
            let file = quoted(&file.display().to_string());
            rows.push((
                format!("threatlog baseline{again} --out {file}"),
                "hold on to what is better now",
            ));
        }
        if rows.is_empty() {
            String::new()
        } else {
            hints(&rows)
        }
    }
}

/// Stops where a treatment's path could be any of several.
fn unambiguous(verdict: &Verdict, sources: &Sources) -> Result<(), Stop> {
    let faults = verdict.ambiguous.iter().map(|(treatment, ids)| {
        let message = match &treatment.of {
            Treated::Path(id) => format!("several paths begin with `{id}`"),
            Treated::Goal { .. } => "several goals are treated".to_owned(),
        };
        let ids = short_ids(ids.iter().map(String::as_str));
        let fault = Fault::at(treatment.place, "bad-path-id", message);
        fault.help(format!("say more of the id: {}", ids.join(", ")))
    });
    let faults: Vec<Fault> = faults.collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faulty(faults, sources))
    }
}

/// What makes a comparison less than it seems.
fn notes(baseline: &Baseline, session: &Session) -> Vec<String> {
    let mut notes = Vec::new();
    if baseline.rules != session.rules_name() {
        notes.push(
            "The baseline was made under other rules, so a difference may come from them."
                .to_owned(),
        );
    }
    notes
}

fn max_risk(text: &str) -> Result<MaxRisk, String> {
    let word = text.replace(['_', '-'], " ");
    if let Some(rank) = RISK_WORDS.iter().position(|it| *it == word) {
        return Ok(MaxRisk::Word(rank));
    }
    let number = text.parse().ok();
    let number = number.filter(|it| (0.0..=10.0).contains(it));
    number.map(MaxRisk::Number).ok_or_else(|| {
        "very_low, low, moderate, high, very_high or a number from 0 to 10".to_owned()
    })
}
