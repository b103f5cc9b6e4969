//! `threatlog gate`

use std::path::{Path, PathBuf};

use clap::Args;
use threatlog_dl::{Fault, Sources};

use super::common::{About, options, quoted};
use super::output::{Stop, verdict};
use super::paths::at_least_one;
use super::session::{Session, faulty, read_file};
use super::today::Day;
use crate::answer::{
    Bar, Baseline, GoalName, MaxRisk, RISK_WORDS, Red, Verdict, gate, rules_name, short_ids,
};
use crate::model::{Lack, Model, lack};
use crate::rank::Effort;
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct Gate {
    /// The highest risk that passes: a number from 0 to 10, or `very_low` (below 0.5), `low`
    /// (below 1.5), `moderate` (below 3.5), `high` (below 6.5) or `very_high`
    #[arg(long, value_name = "WORD|NUMBER", value_parser = max_risk)]
    max_risk: Option<MaxRisk>,
    /// Fail where a goal is new or its risk higher than in this file (see `threatlog baseline`)
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// How many findings to show
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = at_least_one)]
    top: usize,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    about: About,
}

/// For how many goals a control that helps is looked for.
const TRIALS: usize = 20;

impl Gate {
    pub fn run(&self) -> Result<(), Stop> {
        if self.max_risk.is_none() && self.baseline.is_none() {
            let stop = Stop::problem("nothing says what must not pass");
            return Err(stop.help("say `--max-risk high`, `--baseline FILE` or both"));
        }
        let baseline = self.baseline.as_deref().map(|it| self.read(it));
        let baseline = baseline.transpose()?;
        let (session, progress) = self.about.open("judging all goals")?;
        if let Some(baseline) = &baseline {
            self.is_of(baseline, &session.model)?;
        }
        let today = self.day.get();
        something_is_analysed(&session.model)?;
        let bar = Bar {
            max_risk: self.max_risk,
            baseline: baseline.as_ref(),
            today: &today,
            trials: TRIALS,
            effort: Effort::default(),
        };
        let mut answer = gate(&session.solve()?, &bar)?;
        answer.notes = baseline.map_or_else(Vec::new, |it| notes(&it, &session));
        drop(progress);
        unambiguous(&answer, &session.sources)?;
        let look = &self.about.look;
        let told = |it: &Verdict| report::gate(it, self.top);
        let printed = look.show(&answer, told, || self.next(&answer));
        verdict(printed, answer.passes)
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
        let again = self.about.again();
        format!("write one with `threatlog baseline{again} --out {out}`")
    }

    fn next(&self, answer: &Verdict) -> Vec<Hint> {
        let again = self.about.again();
        let mut hints = Vec::new();
        if let Some(red) = answer.red.first() {
            let explain = format!("threatlog explain {}{again}", red.path.shown);
            hints.push(Hint::new(explain, "why the first path holds, line by line"));
            if let Some(cut) = red.cuts.as_ref().and_then(|it| it.first()) {
                let with = options([&cut.control.in_place()]);
                hints.push(Hint::new(
                    format!("threatlog whatif{again}{with}"),
                    "what the control would change",
                ));
            }
            let is_uncut = |it: &&Red| it.cuts.as_ref().is_some_and(Vec::is_empty);
            if let Some(red) = answer.red.iter().find(is_uncut) {
                let GoalName {
                    actor,
                    component,
                    property,
                } = &red.goal;
                hints.push(Hint::new(
                    format!(
                        "threatlog fix {component} --property {property} --from {actor}{again}"
                    ),
                    "what can be done where no single control of the path is enough",
                ));
            }
        } else if let (false, Some(file)) = (answer.unrecorded.is_empty(), &self.baseline) {
            let file = quoted(&file.display().to_string());
            hints.push(Hint::new(
                format!("threatlog baseline{again} --out {file}"),
                "record the system by the rules of now, once this is reviewed",
            ));
        } else if let (true, Some(file)) = (answer.better > 0, &self.baseline) {
            let file = quoted(&file.display().to_string());
            hints.push(Hint::new(
                format!("threatlog baseline{again} --out {file}"),
                "hold on to what is better now",
            ));
        }
        hints
    }
}

/// Stops where there is nothing that an answer could be about: that is not green.
fn something_is_analysed(model: &Model) -> Result<(), Stop> {
    let (what, help) = match lack(model) {
        None => return Ok(()),
        Some(Lack::Actor) => ("no actor", "say under `actors:` who could attack"),
        Some(Lack::Entry) => ("no entry", "say in an actor's `entry:` where it can start"),
        Some(Lack::Value) => (
            "nothing of value",
            "give some component's `asset:` an impact above 0",
        ),
    };
    let stop = Stop::problem(format!("nothing was judged: the system has {what}"));
    Err(stop.help(help))
}

/// Stops where a treatment's path could be any of several.
fn unambiguous(answer: &Verdict, sources: &Sources) -> Result<(), Stop> {
    let faults = answer.ambiguous.iter().map(|it| {
        let ids = short_ids(it.ids.iter().map(String::as_str));
        let message = format!("several paths begin with `{}`", it.path);
        let fault = Fault::at(it.place, "bad-path-id", message);
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
    if baseline.rules != rules_name(session.engine.program(), &session.sources) {
        notes.push(
            "The baseline was made under other rules. Both versions of the system were judged by \
             the rules of now."
                .to_owned(),
        );
    }
    if baseline.findings.is_none() {
        notes.push(
            "The baseline was written by an earlier version, without findings: write a new one."
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
