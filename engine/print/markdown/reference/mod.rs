//! Rules and vocabulary as reference pages.
//!
//! What comes from a file of rules is escaped where it is put among our own words.

mod controls;
mod pages;
mod step;
#[cfg(test)]
mod tests;
mod vocabulary;
mod wording;

pub use pages::{Page, rule_pages};
pub use step::step;
pub use vocabulary::vocabulary;

use threatlog_dl::program::{Program, StepId};

use crate::rules::Group;

/// The file name of a group's page.
fn file_name(group: &Group) -> String {
    format!("{}.md", group.slug())
}

/// A link to a step from a page beside the folder of the rules' pages, or, with no folder, from
/// inside of it.
fn step_link(program: &Program, groups: &[Group], step: &str, folder: &str) -> String {
    let has = |group: &&Group| {
        let mut ids = group.steps.iter().map(|&id: &StepId| &program.step(id).id);
        ids.any(|id| id == step)
    };
    match groups.iter().find(has) {
        Some(group) => format!("[{step}]({folder}{}#{step})", file_name(group)),
        None => format!("`{step}`"),
    }
}

/// First line of every page.
fn notice(command: &str) -> String {
    format!("<!-- Written by `{command}`. Do not edit. -->\n\n")
}
