//! `threatlog diff`

use std::path::{Path, PathBuf};

use clap::Args;
use threatlog_dl::Sources;

use super::answer::{hints, path_names};
use super::common::{Change, Format, Look, RuleFiles, quoted};
use super::folder::architectures;
use super::output::{Stop, print};
use super::paths::at_least_one;
use super::progress::Progress;
use super::session::{Architecture, Ruleset, Session};
use crate::answer::{
    Analysis, Compared, Comparison, RuleTexts, Side, Standings, compare, compare_rules,
};
use crate::facts::Stated;
use crate::rank::Effort;
use crate::render::{json, markdown, plural, text};
use crate::solve::Database;

#[derive(Args, Debug)]
pub struct Diff {
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
    change: Change,
    #[command(flatten)]
    look: Look,
}

/// A comparison with what it is called.
struct Named {
    title: String,
    /// What a hint puts after a command about the new side.
    again: String,
    answer: Comparison,
}

impl Diff {
    pub fn run(&self) -> Result<(), Stop> {
        let progress = Progress::start("comparing", self.look.quiet);
        let found = match &self.rules {
            Some(rules) => self.by_rules(rules)?,
            None => vec![self.by_system()?],
        };
        drop(progress);
        print(&match self.look.format {
            Format::Json => json::text(&self.json(&found)),
            Format::Markdown => shown(&found, |it, id| {
                markdown::compare(&it.title, &it.answer, id)
            }),
            Format::Table => {
                let style = self.look.style();
                let table = |it: &Named, id: &dyn Fn(&str) -> String| {
                    text::compare(&it.title, &it.answer, self.top, id, style)
                };
                self.tables(&found, table)
            }
        })?;
        if self.fail && found.iter().any(|it| it.answer.is_worse()) {
            return Err(Stop::Failed);
        }
        Ok(())
    }

    fn by_system(&self) -> Result<Named, Stop> {
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
        let (before, old_database) = self.open(&rules, &architectures(old)?)?;
        let new_files = architectures(new)?;
        let (after, new_database) = self.open(&rules, &new_files)?;
        let (was, is) = (before.analysis(old_database), after.analysis(new_database));
        let answer = both(&was, &before.sources, &is, &after.sources, compare);
        let names = new_files.iter().map(|it| quoted(&it.display().to_string()));
        let names: Vec<String> = names.collect();
        Ok(Named {
            title: format!("{} → {}", old.display(), new.display()),
            again: format!(" {}{}", names.join(" "), self.change.again()),
            answer,
        })
    }

    fn by_rules(&self, versions: &[PathBuf]) -> Result<Vec<Named>, Stop> {
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
        let texts = [&old, &new].map(|it| RuleTexts::new(&it.program, &it.sources));
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
            let (before, old_database) = self.open(&old, files)?;
            let (after, new_database) = self.open(&new, files)?;
            let (was, is) = (before.analysis(old_database), after.analysis(new_database));
            let by_rules = |one: &Compared, other: &Compared| {
                compare_rules((one, &texts[0]), (other, &texts[1]))
            };
            let name = files.first().map(|it| it.display().to_string());
            Ok(Named {
                title: name.unwrap_or_else(|| after.model.system.clone()),
                again: String::new(),
                answer: both(&was, &before.sources, &is, &after.sources, by_rules),
            })
        });
        named.collect()
    }

    fn open(&self, rules: &Ruleset, files: &[PathBuf]) -> Result<(Session, Database), Stop> {
        Session::under(rules, &self.change, &Architecture::Files(files))
    }

    fn json(&self, found: &[Named]) -> serde_json::Value {
        let with = |it: &Named, field: &str| {
            let mut value = serde_json::json!({ field: it.title });
            json::merge(&mut value, json::compare(&it.answer));
            value
        };
        match (found, &self.rules) {
            ([one], None) => with(one, "compared"),
            _ => {
                let systems = found.iter().map(|it| with(it, "system"));
                serde_json::json!({ "systems": systems.collect::<Vec<_>>() })
            }
        }
    }

    fn tables(
        &self,
        found: &[Named],
        table: impl Fn(&Named, &dyn Fn(&str) -> String) -> String,
    ) -> String {
        let [one] = found else {
            return shown(found, table);
        };
        let mut text = shown(found, table);
        let names = path_names(&one.answer);
        let after = one.answer.rows.iter().find_map(|row| row.after.as_ref());
        let id = after.and_then(|it| names.get(&it.path));
        if let Some(id) = id.filter(|_| !self.look.quiet && self.rules.is_none()) {
            text.push_str(&hints(&[(
                format!("threatlog explain {id}{}", one.again),
                "why the first path holds, line by line",
            )]));
        }
        text
    }
}

/// Those systems in which something differs, and how many others there are.
fn shown(found: &[Named], one: impl Fn(&Named, &dyn Fn(&str) -> String) -> String) -> String {
    let differ = |it: &&Named| !it.answer.rows.is_empty() || found.len() == 1;
    let texts = found.iter().filter(differ).map(|it| {
        let names = path_names(&it.answer);
        one(it, &|long| names.get(long).cloned().unwrap_or_default())
    });
    let mut texts: Vec<String> = texts.collect();
    let same = found.len() - texts.len();
    if same > 0 {
        texts.push(format!("Nothing changes in {}.\n", plural(same, "system")));
    }
    texts.join("\n")
}

/// Compares two solved systems, each with the texts that it points into.
fn both(
    old: &Analysis,
    old_sources: &Sources,
    new: &Analysis,
    new_sources: &Sources,
    compare: impl Fn(&Compared, &Compared) -> Comparison,
) -> Comparison {
    let (was, is) = (Stated::of(old.model), Stated::of(new.model));
    let before = Standings::new(old, Effort::default());
    let after = Standings::new(new, Effort::default());
    let old = Compared {
        standings: &before,
        side: Side {
            solved: Some((old, old_sources)),
            stated: &was,
        },
    };
    let new = Compared {
        standings: &after,
        side: Side {
            solved: Some((new, new_sources)),
            stated: &is,
        },
    };
    compare(&old, &new)
}
