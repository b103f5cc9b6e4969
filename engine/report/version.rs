//! Which versions answers rest on.

use super::{Block, Column, Report, Table, plural};
use crate::answer::Version;

/// The program, its rules and words, and the lists of ids that the rules cite.
pub fn version(answer: &Version) -> Report {
    let rules = &answer.rules;
    let words = &answer.catalogue;
    let headline = format!("threatlog {}", answer.threatlog);
    let mut report = Report::new(headline.as_str(), headline.as_str());
    let rules_hold = [
        (rules.steps, "attack step"),
        (rules.clauses, "clause"),
        (rules.relations, "relation"),
    ];
    let words_hold = [
        (words.kinds, "kind"),
        (words.verbs, "verb"),
        (words.entries, "entry"),
        (words.attributes, "attribute"),
        (words.controls, "control"),
    ];
    let own = [
        ["rules".to_owned(), rules.name.clone(), counted(&rules_hold)],
        [
            "catalogue".to_owned(),
            words.name.clone(),
            counted(&words_hold),
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

/// `2 attack steps, 1 clause`.
fn counted(counts: &[(usize, &str)]) -> String {
    let texts = counts.iter().map(|(count, noun)| plural(*count, noun));
    texts.collect::<Vec<_>>().join(", ")
}
