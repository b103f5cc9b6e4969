//! Printing, and stopping with the right code.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use threatlog_dl::{Fault, Sources, fault, visible};

use super::color;
use super::common::style;
use crate::answer::Faults;
use crate::print::{Style, json, text};
use crate::report::{Hint, Report, plural};
use crate::solve::TooManyFacts;

/// Why a command could not answer.
#[derive(Debug)]
pub enum Stop {
    /// Something a person wrote is wrong.
    Faults(Vec<Fault>, Box<Sources>),
    /// Something else is wrong: what, and what to do.
    Problem {
        message: String,
        help: Option<String>,
    },
    /// Each of these, and what that comes to.
    Several(Vec<Stop>, String),
    /// The answer is that something must not pass. It is printed, or there is a reason why not.
    Failed(Option<Box<Stop>>),
    /// The answer could not be written.
    Output(io::Error),
}

impl From<TooManyFacts> for Stop {
    fn from(TooManyFacts { rows, relation }: TooManyFacts) -> Self {
        Self::problem(format!("the rules derive more than {rows} facts")).help(format!(
            "`{relation}` was still growing; does a clause of it lack a condition?"
        ))
    }
}

impl Stop {
    pub fn problem(message: impl Into<String>) -> Self {
        Self::Problem {
            message: message.into(),
            help: None,
        }
    }

    pub fn help(self, text: impl Into<String>) -> Self {
        match self {
            Self::Problem { message, .. } => Self::Problem {
                message,
                help: Some(text.into()),
            },
            other => other,
        }
    }

    /// Prints the reason to standard error, as JSON where answers are; the process's exit code.
    pub fn report(self, as_json: bool) -> ExitCode {
        match self {
            Self::Failed(unprinted) => {
                if let Some(stop) = unprinted {
                    stop.report(as_json);
                }
                return ExitCode::FAILURE;
            }
            // The reader has seen enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                return ExitCode::SUCCESS;
            }
            _ => {}
        }
        let text = if as_json {
            let mut faults = Faults::default();
            self.list(&mut faults);
            json(&faults)
        } else {
            self.text(color::on(&io::stderr()))
        };
        let _ = io::stderr().write_all(text.as_bytes());
        ExitCode::from(2)
    }

    fn text(self, color: bool) -> String {
        match self {
            Self::Faults(faults, sources) => {
                let count = plural(faults.len(), "fault");
                format!(
                    "{}\n{count}\n",
                    fault::render(&faults, &sources, color).trim_end()
                )
            }
            Self::Problem { message, help } => {
                let help =
                    help.map_or_else(String::new, |it| format!("  help: {}\n", visible(&it)));
                format!("error: {}\n{help}", visible(&message))
            }
            Self::Several(stops, sum) => {
                let texts = stops.into_iter().chain([Self::problem(sum)]);
                texts.map(|it| it.text(color)).collect()
            }
            Self::Output(error) => format!("error: {}\n", unwritten(&error)),
            Self::Failed(_) => String::new(),
        }
    }

    /// Adds what is wrong, without what that comes to.
    fn list(self, to: &mut Faults) {
        match self {
            Self::Faults(faults, sources) => to.add(&faults, &sources),
            Self::Problem { message, help } => to.problem(message, help),
            Self::Several(stops, _) => stops.into_iter().for_each(|it| it.list(to)),
            Self::Output(error) => to.problem(unwritten(&error), None),
            Self::Failed(_) => {}
        }
    }
}

fn unwritten(error: &io::Error) -> String {
    format!("the answer could not be written: {error}")
}

/// What a command that judges comes to, once its answer was printed: whoever reads that, or stops
/// reading, does not change the verdict.
pub fn verdict(printed: Result<(), Stop>, passes: bool) -> Result<(), Stop> {
    if passes {
        return printed;
    }
    Err(Stop::Failed(printed.err().map(Box::new)))
}

/// Tells on standard output what was done, and what to do next.
pub fn tell(what: impl Into<String>, next: Vec<Hint>) -> Result<(), Stop> {
    let mut report = Report::new("", what);
    report.next = next;
    print(&text(
        report,
        Style {
            color: false,
            ..style()
        },
    ))
}

/// Writes to standard output.
pub fn print(text: &str) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(Stop::Output)
}

/// Writes a line to standard error; what happens to it does not matter.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr(), "{}", visible(text));
}

/// Writes a file whole or not at all: to a temporary name beside it, then renamed.
pub fn write_file(path: &Path, text: &str) -> Result<(), Stop> {
    let problem = |error: io::Error| {
        Stop::problem(format!(
            "`{}` could not be written: {error}",
            path.display()
        ))
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = std::fs::write(&temporary, text).and_then(|()| std::fs::rename(&temporary, path));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&temporary);
        problem(error)
    })
}
