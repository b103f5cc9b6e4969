//! `threatlog diff`

use std::path::{Path, PathBuf};

use clap::Args;

use super::common::{Changes, Look, RuleFiles, quoted};
use super::folder::architectures;
use super::output::{Stop, verdict};
use super::paths::at_least_one;
use super::progress::Progress;
use super::ruleset::Ruleset;
use super::session::{Architecture, Session};
use crate::answer::{
    Compared, Diff, RuleTexts, UnderRules, compare, compare_rules, compare_solved,
};
use crate::rank::Effort;
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct DiffCommand {
    /// Two systems, the old and the new one, each a file or a folder of files to merge; with
    /// --rules the systems to compare under, each a file or a folder of systems
    #[arg(value_name = "OLD NEW | SYSTEMS")]
    systems: Vec<PathBuf>,
    /// Compare two versions of the rules instead; `built-in` names those that ship
    #[arg(long, num_args = 2, value_names = ["OLD.dl", "NEW.dl"])]
    rules: Option<Vec<PathBuf>>,
    /// Use the rules of this file beside the others
    #[arg(long, value_name = "FILE")]
    add_rules: Vec<PathBuf>,
    /// Exit with 1 if a goal is new or its risk higher
    #[arg(long)]
    fail: bool,
    /// How many changes to show of a system
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = at_least_one)]
    top: usize,
    #[command(flatten)]
    change: Changes,
    #[command(flatten)]
    look: Look,
}

impl DiffCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let progress = Progress::start("comparing", self.look.quiet);
        let (answer, again) = match &self.rules {
            Some(rules) => (self.by_rules(rules)?, String::new()),
            None => self.by_system()?,
        };
        drop(progress);
        let told = |it: &Diff| report::diff(it, self.top);
        let printed = self.look.show(&answer, told, || next(&answer, &again));
        verdict(printed, !self.fail || !answer.is_worse())
    }

    /// What differs, and what a hint puts after a command about the new side.
    fn by_system(&self) -> Result<(Diff, String), Stop> {
        let [old, new] = self.systems.as_slice() else {
            let count = self.systems.len();
            let stop = Stop::problem(format!("two systems are compared, not {count}"));
            return Err(stop.help(
                "say `threatlog diff OLD NEW`; a version of a file in git comes from `git show \
                 main:threatlog.yaml > old.yaml`",
            ));
        };
        let rules = Ruleset::read(&RuleFiles {
            rules: None,
            add_rules: self.add_rules.clone(),
        })?;
        let before = self.open(&rules, &architectures(old)?)?;
        let new_files = architectures(new)?;
        let after = self.open(&rules, &new_files)?;
        let effort = Effort::default();
        let names = new_files.iter().map(|it| quoted(&it.display().to_string()));
        let names: Vec<String> = names.collect();
        let diff = Diff::Systems {
            compared: format!("{} → {}", old.display(), new.display()),
            comparison: compare_solved(&before.solve()?, &after.solve()?, effort, compare),
        };
        Ok((diff, format!(" {}{}", names.join(" "), self.change.again())))
    }

    fn by_rules(&self, versions: &[PathBuf]) -> Result<Diff, Stop> {
        let read = |at: usize| {
            let file = versions
                .get(at)
                .filter(|it| it.as_path() != Path::new("built-in"));
            let rules = RuleFiles {
                rules: file.cloned(),
                add_rules: self.add_rules.clone(),
            };
            Ruleset::named(&rules, "built-in rules.dl")
        };
        let (old, new) = (read(0)?, read(1)?);
        let texts = [&old, &new].map(|it| RuleTexts::new(it.engine.program(), &it.sources));
        let mut files = Vec::new();
        for path in &self.systems {
            files.extend(architectures(path)?);
        }
        let systems: Vec<Vec<PathBuf>> = if files.is_empty() {
            vec![Vec::new()]
        } else {
            files.into_iter().map(|it| vec![it]).collect()
        };
        let named = systems.iter().map(|files| {
            let (before, after) = (self.open(&old, files)?, self.open(&new, files)?);
            let by_rules = |one: &Compared, other: &Compared| {
                compare_rules((one, &texts[0]), (other, &texts[1]))
            };
            let (was, is) = (before.solve()?, after.solve()?);
            let name = files.first().map(|it| it.display().to_string());
            Ok(UnderRules {
                system: name.unwrap_or_else(|| after.model.system.clone()),
                comparison: compare_solved(&was, &is, Effort::default(), by_rules),
            })
        });
        Ok(Diff::Rules {
            systems: named.collect::<Result<_, Stop>>()?,
        })
    }

    fn open(&self, rules: &Ruleset, files: &[PathBuf]) -> Result<Session, Stop> {
        Session::under(rules, &self.change, &Architecture::Files(files))
    }
}

fn next(answer: &Diff, again: &str) -> Vec<Hint> {
    let Diff::Systems { comparison, .. } = answer else {
        return Vec::new();
    };
    let after = comparison.rows.iter().find_map(|row| row.after.as_ref());
    let hint = after.map(|it| {
        let command = format!("threatlog explain {}{again}", it.shown);
        Hint::new(command, "why the first path holds, line by line")
    });
    hint.into_iter().collect()
}
