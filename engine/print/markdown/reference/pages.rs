//! The attack steps as pages, one a group, with an index.

use threatlog_dl::Sources;
use threatlog_dl::program::Program;

use super::step::step;
use super::{file_name, notice, step_link};
use crate::answer::Examples;
use crate::print::markdown::{escaped, grid};
use crate::report::{likelihood, plural};
use crate::rules::{Group, groups};

/// A page of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its file name.
    pub name: String,
    pub text: String,
}

/// `README.md`, the index, and a page for each group of steps. Example paths come from
/// `evidence`, the first system that has one.
pub fn rule_pages(program: &Program, sources: &Sources, evidence: &[Examples]) -> Vec<Page> {
    let groups = groups(program, sources);
    let mut pages = vec![Page {
        name: "README.md".to_owned(),
        text: index(program, &groups),
    }];
    pages.extend(groups.iter().map(|group| {
        let steps = group.steps.iter().map(|&id| program.step(id));
        let sections: Vec<String> = steps.map(|it| step(program, it, evidence)).collect();
        Page {
            name: file_name(group),
            text: format!(
                "{}# {}\n\nHow to read this: [index](README.md).\n\n{}",
                notice(COMMAND),
                escaped(&group.title),
                sections.join("\n")
            ),
        }
    }));
    pages
}

const COMMAND: &str = "threatlog rules --reference";

const INTRODUCTION: &str = "\
Each attack step says what the attacker does, why it works, and how likely it is to succeed once \
everything it needs is there. Letters in italics stand for what takes part: *a* is always the \
attacker, all others are components. A control counts only on the component that is named. One that \
stops a step makes it impossible where it is fully effective; one that hampers it leaves the chance \
that is named. An example is the riskiest path that takes the step, among the best ones to each \
goal of a system; where none does, the likeliest path to what the step itself brings about.";

fn index(program: &Program, groups: &[Group]) -> String {
    let mut text = format!(
        "{}# Attack steps\n\n{}. {INTRODUCTION}\n\nWords and controls: \
         [vocabulary](../vocabulary.md).\n",
        notice(COMMAND),
        plural(program.steps.len(), "step"),
    );
    for group in groups {
        let header = ["Step", "What the attacker does", "Chance"];
        let rows = group.steps.iter().map(|&id| {
            let step = program.step(id);
            vec![
                step_link(program, groups, &step.id, ""),
                escaped(&step.title),
                likelihood(step.likelihood.chance()),
            ]
        });
        let (title, name) = (escaped(&group.title), file_name(group));
        text.push_str(&format!(
            "\n## [{title}]({name})\n\n{}",
            grid(&header, rows)
        ));
    }
    text
}
