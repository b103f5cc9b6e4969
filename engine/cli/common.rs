//! Options that every command takes.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::render::text::Style;

/// Which system, under which rules.
#[derive(Args, Clone, Debug, Default)]
pub struct System {
    #[command(flatten)]
    pub change: Change,
    #[command(flatten)]
    pub rules: RuleFiles,
}

/// How the system differs from its files.
#[derive(Args, Clone, Debug, Default)]
pub struct Change {
    /// Take this control as present, as in `model-registry:access_control` or `…=0.8`
    #[arg(long, value_name = "COMPONENT:CONTROL")]
    pub with: Vec<String>,
    /// Take this control as absent
    #[arg(long, value_name = "COMPONENT:CONTROL")]
    pub without: Vec<String>,
    /// Add this flow, as in `"trainer loads community-hub"`
    #[arg(long, value_name = "FLOW")]
    pub add_flow: Vec<String>,
    /// Add this way in, as in `customer:help-centre:post`
    #[arg(long, value_name = "ACTOR:COMPONENT:HOW")]
    pub add_entry: Vec<String>,
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

/// How the answer looks.
#[derive(Args, Clone, Debug, Default)]
pub struct Look {
    /// Form of the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// When to colour; NO_COLOR is respected
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub color: When,
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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    #[default]
    Auto,
    Always,
    Never,
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

impl Change {
    /// Whether the system is asked about as it stands in its files.
    pub fn is_none(&self) -> bool {
        self.again().is_empty()
    }

    /// The options as they were given, with a blank in front.
    pub fn again(&self) -> String {
        let options = [
            (" --with", &self.with),
            (" --without", &self.without),
            (" --add-flow", &self.add_flow),
            (" --add-entry", &self.add_entry),
        ];
        let options = options.into_iter();
        let texts = options.map(|(name, values)| repeated(name, values.iter().cloned()));
        texts.collect()
    }
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
    /// The answer and what to ask next, unless that is not wanted.
    pub fn with_hints(&self, mut answer: String, hints: impl FnOnce() -> String) -> String {
        if !self.quiet {
            answer.push_str(&hints());
        }
        answer
    }

    /// Width and colour for standard output.
    pub fn style(&self) -> Style {
        let terminal = std::io::stdout().is_terminal();
        let width = terminal_size::terminal_size().filter(|_| terminal);
        let width = width.map_or(80, |(width, _)| usize::from(width.0));
        Style {
            width: width.clamp(60, 140),
            color: self.colors(terminal),
        }
    }

    /// Whether to colour what goes to a stream.
    pub fn colors(&self, terminal: bool) -> bool {
        // https://no-color.org: present and not empty, whatever its value.
        let refused = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
        match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => terminal && !refused,
        }
    }
}
