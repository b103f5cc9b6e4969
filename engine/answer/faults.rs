//! What is wrong with an input in; the same as plain data out.

use serde::Serialize;
use threatlog_dl::{Fault, Sources, fault};

/// Why there is no answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Faults {
    /// Of each text that was read, by place.
    pub faults: Vec<PlainFault>,
    /// How many more there are.
    pub faults_left: usize,
}

/// A fault without the texts that its place points into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlainFault {
    /// `None` where the fault is not in a text, as of a file that could not be read.
    pub code: Option<&'static str>,
    pub message: String,
    /// A file, or the option that the text came with.
    pub file: Option<String>,
    /// From 1.
    pub line: Option<usize>,
    /// From 1, in characters.
    pub column: Option<usize>,
    pub help: Option<String>,
}

/// To find a line, the text before it is read each time; more faults than these are no help either.
const MOST_LISTED: usize = 1000;

impl Faults {
    /// Adds these faults, which point into the sources.
    pub fn add(&mut self, faults: &[Fault], sources: &Sources) {
        let mut faults = faults.to_vec();
        fault::sort(&mut faults);
        let listed = MOST_LISTED.saturating_sub(self.faults.len());
        let plain = faults.iter().take(listed).map(|it| plain(it, sources));
        self.faults.extend(plain);
        self.faults_left += faults.len().saturating_sub(listed);
    }

    /// Adds what is wrong elsewhere than in a text.
    pub fn problem(&mut self, message: String, help: Option<String>) {
        self.faults.push(PlainFault {
            code: None,
            message,
            file: None,
            line: None,
            column: None,
            help,
        });
    }
}

fn plain(fault: &Fault, sources: &Sources) -> PlainFault {
    let place = fault.place.filter(|it| sources.get(it.file).is_some());
    let (line, column) = place.map(|it| sources.line_column(it)).unzip();
    let file = place.and_then(|it| sources.get(it.file));
    PlainFault {
        code: Some(fault.code),
        message: fault.message.clone(),
        file: file.map(|it| it.name.clone()),
        line,
        column,
        help: fault.help.clone(),
    }
}

#[cfg(test)]
mod tests {
    use threatlog_dl::{Fault, Place, Sources};

    use super::{Faults, MOST_LISTED};

    #[test]
    fn what_is_not_listed_is_counted() {
        let mut sources = Sources::default();
        let file = sources.add("shop.yaml", "\n".repeat(2 * MOST_LISTED));
        let fault = |start| {
            let end = start + 1;
            Fault::at(Place { file, start, end }, "some-code", "it")
        };
        let found: Vec<Fault> = (0..700).rev().map(fault).collect();
        let mut faults = Faults::default();
        faults.add(&found, &sources);
        let lines = faults.faults.iter().map(|it| it.line);
        assert!(lines.eq((1..=700).map(Some)), "{faults:?}");
        assert_eq!(faults.faults_left, 0);
        faults.add(&found, &sources);
        assert_eq!(
            (faults.faults.len(), faults.faults_left),
            (MOST_LISTED, 400)
        );
    }
}
