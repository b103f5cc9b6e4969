//! A proof as a tree.

use rustc_hash::FxHashSet;
use unicode_width::UnicodeWidthStr;

use super::grid::wrapped;
use super::style::Style;
use crate::report::Proven;

/// The facts below the goal, each with what it rests on, down to what is given.
pub(super) fn proof(facts: &[Proven], style: Style) -> Vec<String> {
    let mut tree = Tree {
        facts,
        style,
        shown: FxHashSet::default(),
        lines: Vec::new(),
    };
    if let Some(goal) = facts.len().checked_sub(1) {
        tree.body(goal, "");
    }
    tree.lines
}

struct Tree<'t> {
    facts: &'t [Proven],
    style: Style,
    shown: FxHashSet<usize>,
    lines: Vec<String>,
}

/// How deep a tree is drawn; deeper parts are named, and `explain FACT` shows them.
const DEPTH: usize = 200;

impl Tree<'_> {
    /// What a fact rests on, below its own line.
    fn body(&mut self, at: usize, indent: &str) {
        let fact = &self.facts[at];
        self.shown.insert(at);
        if let Some(by) = &fact.by {
            let bar = if fact.premises.is_empty() {
                "  "
            } else {
                "│ "
            };
            let text = format!("by: {by}");
            let width = self.style.width.saturating_sub(indent.width() + 2).max(40);
            for line in wrapped(&text, 0, width) {
                self.lines
                    .push(format!("{indent}{bar}{}", self.style.dim(&line)));
            }
        }
        let absent = fact.absent.len();
        for (place, &premise) in fact.premises.iter().enumerate() {
            let last = place + 1 == fact.premises.len() + absent;
            self.fact(premise, indent, last);
        }
        for (place, text) in fact.absent.iter().enumerate() {
            let branch = if place + 1 == absent {
                "└─ "
            } else {
                "├─ "
            };
            self.lines.push(format!("{indent}{branch}not: {text}"));
        }
    }

    fn fact(&mut self, at: usize, indent: &str, last: bool) {
        let fact = &self.facts[at];
        let (branch, below) = if last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        let again = fact.told.is_none() && self.shown.contains(&at);
        let note = match &fact.told {
            Some(told) => format!("  {told}"),
            None if again => "  (as above)".to_owned(),
            None => String::new(),
        };
        self.line(indent, branch, below, &fact.sentence, &note);
        let deep = indent.chars().count() / 3 >= DEPTH;
        if !again && !deep && fact.told.is_none() {
            self.body(at, &format!("{indent}{below}"));
        }
    }

    /// A sentence with a note at its end, or on a line of its own where both do not fit.
    fn line(&mut self, indent: &str, branch: &str, below: &str, sentence: &str, note: &str) {
        let room = self.style.width.saturating_sub(indent.width() + 3).max(40);
        if sentence.width() + note.width() <= room {
            let gap = room - sentence.width() - note.width();
            let gap = if note.is_empty() { 0 } else { gap };
            let note = self.style.dim(note);
            self.lines
                .push(format!("{indent}{branch}{sentence}{:gap$}{note}", ""));
            return;
        }
        let texts = wrapped(sentence, 0, room).into_iter();
        for (at, text) in texts.enumerate() {
            let lead = if at == 0 { branch } else { below };
            self.lines.push(format!("{indent}{lead}{text}"));
        }
        if note.is_empty() {
            return;
        }
        for text in wrapped(note.trim_start(), 0, room) {
            let text = self.style.dim(&text);
            self.lines.push(format!("{indent}{below}{text}"));
        }
    }
}
