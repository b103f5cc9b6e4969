//! Which versions answers rest on.

use super::{Block, Column, Report, Table, plural};
use crate::answer::Version;

/// The program, its rules and words, and the lists of ids that the rules cite.
pub fn version(answer: &Version) -> Report {
    let rules = &answer.rules;
    let words = &answer.catalogue;
    let headline = format!("threatlog {}", answer.threatlog);
    let mut report = Report::new(headline.as_str(), headline.as_str());
    let own = [
        [
            "rules".to_owned(),
            rules.name.clone(),
            format!(
                "{}, {}, {}",
                plural(rules.steps, "attack step"),
                plural(rules.clauses, "clause"),
                plural(rules.relations, "relation"),
            ),
        ],
        [
            "catalogue".to_owned(),
            words.name.clone(),
            format!(
                "{}, {}, {}, {}, {}",
                plural(words.kinds, "kind"),
                plural(words.verbs, "verb"),
                plural(words.entries, "entry"),
                plural(words.attributes, "attribute"),
                plural(words.controls, "control"),
            ),
        ],
    ];
    let lists = answer.frameworks.iter().map(|it| {
        let edition = it.edition.unwrap_or("–");
        [it.id, edition, it.title].map(str::to_owned)
    });
    let columns = [
        Column::word("What"),
        Column::word("Version"),
        Column::text("That is"),
    ];
    let table = Table::new(columns).rows(own.into_iter().chain(lists));
    report.add(Block::Table(table));
    report
}
