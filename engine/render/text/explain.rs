//! A proof as a tree.

use rustc_hash::FxHashSet;
use threatlog_dl::Sources;
use unicode_width::UnicodeWidthStr;

use super::grid::wrapped;
use super::style::Style;
use crate::answer::{Explained, Factor, Path, Score, likelihood_word};
use crate::render::origin::told;
use crate::render::{factor, likelihood, total};

/// The proof of a path, from what it brings about down to the lines of the files.
pub fn explain(
    path: &Path,
    id: &str,
    nodes: &[Explained],
    score: &Score,
    sources: &Sources,
    style: Style,
) -> String {
    let headline = format!(
        "{} · likelihood {} {} · path {id}",
        path.sentence,
        likelihood(path.likelihood),
        likelihood_word(path.likelihood),
    );
    let mut tree = Tree {
        nodes,
        sources,
        style,
        shown: FxHashSet::default(),
        lines: wrapped(&headline, 0, style.width)
            .iter()
            .map(|line| style.bold(line))
            .collect(),
    };
    if let Some(goal) = nodes.len().checked_sub(1) {
        tree.body(goal, "");
    }
    tree.lines.push(String::new());
    tree.lines.extend(factors(score, style));
    tree.lines.join("\n") + "\n"
}

/// How the likelihood comes about.
fn factors(score: &Score, style: Style) -> Vec<String> {
    let all = score.factors.iter().map(Factor::likelihood).map(factor);
    let all: Vec<String> = all.collect();
    if all.is_empty() {
        return wrapped(
            "It holds from the start: no deed is needed.",
            0,
            style.width,
        );
    }
    let mut text = format!(
        "{} = {}   (distinct deeds, weak controls and attempts, each counted once)",
        all.join(" × "),
        factor(score.likelihood)
    );
    let in_all = total(score.total);
    if in_all != likelihood(score.likelihood) {
        text.push_str(&format!(
            ". By this path or any other to the same end: {in_all}."
        ));
    }
    let lines = wrapped(&text, 0, style.width).into_iter();
    lines.map(|line| style.dim(&line)).collect()
}

struct Tree<'t> {
    nodes: &'t [Explained],
    sources: &'t Sources,
    style: Style,
    shown: FxHashSet<usize>,
    lines: Vec<String>,
}

/// How deep a tree is drawn; deeper parts are named, and `explain FACT` shows them.
const DEPTH: usize = 200;

impl Tree<'_> {
    /// What a fact rests on, below its own line.
    fn body(&mut self, at: usize, indent: &str) {
        let node = &self.nodes[at];
        self.shown.insert(at);
        if let Some(deed) = &node.deed {
            let technique = deed.techniques.iter();
            let atlas = technique.filter_map(|it| it.strip_prefix("atlas:")).next();
            let mut parts = vec![
                deed.title.trim_end_matches('.').to_owned(),
                deed.step.clone(),
            ];
            parts.extend(atlas.map(str::to_owned));
            parts.push(format!("×{}", factor(deed.likelihood)));
            let bar = if node.premises.is_empty() {
                "  "
            } else {
                "│ "
            };
            let text = format!("by: {}", parts.join(" · "));
            let width = self.style.width.saturating_sub(indent.width() + 2).max(40);
            for line in wrapped(&text, 0, width) {
                self.lines
                    .push(format!("{indent}{bar}{}", self.style.dim(&line)));
            }
        }
        let absent = node.absent.len();
        for (place, &premise) in node.premises.iter().enumerate() {
            let last = place + 1 == node.premises.len() + absent;
            self.fact(premise, indent, last);
        }
        for (place, text) in node.absent.iter().enumerate() {
            let branch = if place + 1 == absent {
                "└─ "
            } else {
                "├─ "
            };
            self.lines.push(format!("{indent}{branch}not: {text}"));
        }
    }

    fn fact(&mut self, at: usize, indent: &str, last: bool) {
        let node = &self.nodes[at];
        let (branch, below) = if last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        let told = self.given_by(at);
        let again = told.is_none() && self.shown.contains(&at);
        let note = match told {
            Some(origin) => format!("  {origin}"),
            None if again => "  (as above)".to_owned(),
            None => String::new(),
        };
        self.line(indent, branch, below, &node.sentence, &note);
        let deep = indent.chars().count() / 3 >= DEPTH;
        if !again && !deep && self.given_by(at).is_none() {
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

    /// On whose word a fact holds: its own, or that of the one given fact that it restates.
    fn given_by(&self, at: usize) -> Option<String> {
        let node = &self.nodes[at];
        match (&node.origin, node.premises.as_slice()) {
            (Some(origin), _) => Some(told(origin, node.chance, self.sources)),
            (None, []) if node.rule.is_none() => Some("given".to_owned()),
            (None, &[only]) if node.deed.is_none() && node.absent.is_empty() => {
                self.nodes[only].origin.as_ref()?;
                self.given_by(only)
            }
            _ => None,
        }
    }
}
