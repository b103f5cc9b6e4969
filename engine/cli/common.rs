//! Options that every command takes.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::color;
use super::output::{Stop, print};
use super::progress::Progress;
use super::session::{Architecture, Session};
use crate::model::{Change, Form};
use crate::print::{Style, json, markdown, text};
use crate::report::{Hint, Report};

/// Which system, under which rules.
#[derive(Args, Clone, Debug, Default)]
pub struct System {
    #[command(flatten)]
    pub change: Changes,
    #[command(flatten)]
    pub rules: RuleFiles,
}

/// How the system differs from its files.
#[derive(Args, Clone, Debug, Default)]
pub struct Changes {
    /// Take this control as present, as in `model-registry:access_control` or `…=0.8`
    #[arg(long, value_name = "COMPONENT:CONTROL")]
    pub with: Vec<String>,
    /// Take this control as absent
    #[arg(long, value_name = "COMPONENT:CONTROL")]
    pub without: Vec<String>,
    /// Mark a component so, as in `customer-records:personal_data`
    #[arg(long, value_name = "COMPONENT:ATTRIBUTE")]
    pub with_attribute: Vec<String>,
    /// Take this attribute off
    #[arg(long, value_name = "COMPONENT:ATTRIBUTE")]
    pub without_attribute: Vec<String>,
    /// Add this flow, as in `"trainer loads community-hub"`
    #[arg(long, value_name = "FLOW")]
    pub add_flow: Vec<String>,
    /// Remove this flow
    #[arg(long, value_name = "FLOW")]
    pub remove_flow: Vec<String>,
    /// Add this way in, as in `customer:help-centre:post`
    #[arg(long, value_name = "ACTOR:COMPONENT:HOW")]
    pub add_entry: Vec<String>,
    /// Remove this way in
    #[arg(long, value_name = "ACTOR:COMPONENT:HOW")]
    pub remove_entry: Vec<String>,
}

/// Which rules hold.
#[derive(Args, Clone, Debug, Default)]
pub struct RuleFiles {
    /// Use the rules of this file instead of the built-in ones
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// Use the rules of this file beside the others
    #[arg(long, value_name = "FILE")]
    pub add_rules: Vec<PathBuf>,
}

/// A question about a system: which one, and how the answer looks.
#[derive(Args, Clone, Debug, Default)]
pub struct About {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub system: System,
    #[command(flatten)]
    pub look: Look,
}

/// How the answer looks.
#[derive(Args, Clone, Debug, Default)]
pub struct Look {
    /// Form of the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Leave out hints and progress
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    #[default]
    Table,
    Json,
    Markdown,
}

impl About {
    /// Reads the system, and shows what is being done with it.
    pub fn open(&self, doing: &'static str) -> Result<(Session, Progress), Stop> {
        let progress = Progress::start(doing, self.look.quiet);
        let session = Session::open(&self.system, &Architecture::Files(&self.files))?;
        Ok((session, progress))
    }

    /// The files and options, as a hint repeats them, with a blank in front.
    pub fn again(&self) -> String {
        self.system.again(&self.files)
    }
}

impl System {
    /// The files and options of a question, as a hint repeats them, with a blank in front.
    pub fn again(&self, files: &[PathBuf]) -> String {
        format!(
            "{}{}{}",
            repeated("", files.iter().map(|it| shown(it))),
            self.change.again(),
            self.rules.again(),
        )
    }
}

impl Changes {
    /// Whether the system is asked about as it stands in its files.
    pub fn is_none(&self) -> bool {
        self.again().is_empty()
    }

    /// The options as they were given, with a blank in front.
    pub fn again(&self) -> String {
        let mut forms = self.forms();
        forms.sort_by_key(|(form, _)| *form);
        let texts = forms.into_iter().map(|(form, values)| {
            let option = format!(" {}", form.option());
            repeated(&option, values.iter().cloned())
        });
        texts.collect()
    }

    /// What is said, in the order in which faults in it are shown.
    pub fn forms(&self) -> [(Form, &[String]); 8] {
        [
            (Form::AddFlow, &self.add_flow),
            (Form::AddEntry, &self.add_entry),
            (Form::With, &self.with),
            (Form::Without, &self.without),
            (Form::WithAttribute, &self.with_attribute),
            (Form::WithoutAttribute, &self.without_attribute),
            (Form::RemoveFlow, &self.remove_flow),
            (Form::RemoveEntry, &self.remove_entry),
        ]
    }
}

/// The options that say these changes, with a blank in front.
pub fn options<'c>(changes: impl IntoIterator<Item = &'c Change>) -> String {
    let option = |it: &Change| format!(" {} {}", it.form().option(), quoted(&it.to_string()));
    changes.into_iter().map(option).collect()
}

impl RuleFiles {
    /// The options as they were given, with a blank in front.
    pub fn again(&self) -> String {
        let rules = repeated(" --rules", self.rules.iter().map(|it| shown(it)));
        rules + &repeated(" --add-rules", self.add_rules.iter().map(|it| shown(it)))
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn repeated(option: &str, values: impl Iterator<Item = String>) -> String {
    let words = values.map(|value| format!("{option} {}", quoted(&value)));
    words.collect()
}

/// A word as a POSIX shell reads it back.
pub fn quoted(word: &str) -> String {
    let plain = |it: char| it.is_alphanumeric() || "-_./:=,+@%".contains(it);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

impl Look {
    /// Prints an answer in the form asked for; on a terminal with what to ask next.
    pub fn show<A: Serialize>(
        &self,
        answer: &A,
        report: impl FnOnce(&A) -> Report,
        next: impl FnOnce() -> Vec<Hint>,
    ) -> Result<(), Stop> {
        print(&match self.format {
            Format::Json => json(answer),
            Format::Markdown => markdown(report(answer)),
            Format::Table => {
                let mut report = report(answer);
                if !self.quiet {
                    report.next = next();
                }
                text(report, style())
            }
        })
    }
}

/// Width and colour for standard output.
pub fn style() -> Style {
    let out = std::io::stdout();
    let width = terminal_size::terminal_size().filter(|_| out.is_terminal());
    let width = width.map_or(80, |(width, _)| usize::from(width.0));
    Style {
        width: width.clamp(60, 140),
        color: color::on(&out),
    }
}
