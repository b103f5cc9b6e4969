//! Whether to colour: the one answer for all that is printed.

use std::io::IsTerminal;
use std::sync::OnceLock;

use clap::{ColorChoice, ValueEnum};

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    #[default]
    Auto,
    Always,
    Never,
}

static CHOSEN: OnceLock<When> = OnceLock::new();

/// Takes what was asked for on the command line; to be called once, before anything is printed.
pub fn choose(when: When) {
    // Only the first choice counts, and there is one.
    let _ = CHOSEN.set(when);
}

/// Whether to colour what goes to this stream: standard output for answers and hints, standard
/// error for faults.
pub fn on(stream: &impl IsTerminal) -> bool {
    let when = CHOSEN.get().copied().unwrap_or_default();
    // https://no-color.org: set and not empty, whatever its value.
    let refused = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
    when.allows(stream.is_terminal(), refused)
}

impl When {
    fn allows(self, terminal: bool, refused: bool) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => terminal && !refused,
        }
    }
}

/// What the reader of arguments needs to know before it has read them.
pub fn of_arguments(mut arguments: impl Iterator<Item = String>) -> ColorChoice {
    let mut value = None;
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            break;
        }
        if argument == "--color" {
            value = arguments.next();
        } else if let Some(given) = argument.strip_prefix("--color=") {
            value = Some(given.to_owned());
        }
    }
    match value.as_deref() {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

#[cfg(test)]
mod tests {
    use super::When;

    #[test]
    fn each_combination_is_decided() {
        let asked = |when: When| {
            let of = |(terminal, refused)| when.allows(terminal, refused);
            [(true, false), (true, true), (false, false), (false, true)].map(of)
        };
        assert_eq!(asked(When::Auto), [true, false, false, false]);
        assert_eq!(asked(When::Always), [true; 4]);
        assert_eq!(asked(When::Never), [false; 4]);
    }
}
