//! Facts as sentences.

use super::path::Path;
use super::way::decisive;
use crate::engine::Solved;
use crate::facts::Fact;

/// A fact as its relation's `reads:` says it, or as `first relation second`, or as it is.
pub fn sentence(solved: &Solved, fact: &Fact) -> String {
    let relation = solved.program().relation(fact.relation);
    let values = solved.values(fact);
    if let Some(reads) = &relation.reads {
        let columns = relation.columns.iter().zip(&values);
        return columns.fold(reads.clone(), |text, (column, value)| {
            let named = format!("{{{}}}", column.name);
            let an = value.starts_with(['a', 'e', 'i', 'o']);
            let text = if an {
                text.replace(&format!(" a {named}"), &format!(" an {named}"))
            } else {
                text
            };
            text.replace(&named, value)
        });
    }
    match values.as_slice() {
        [first, second] => format!("{first} {} {second}", relation.name),
        _ => solved.text(fact),
    }
}

/// The deeds that make a path go its way, in short: `Hide instructions in content → agent, then: …`.
pub fn way_sentence(path: &Path) -> String {
    let Some((first, then)) = decisive(&path.acts) else {
        return "Open to them from the start".to_owned();
    };
    let target = first.target.as_ref().map(|it| format!(" → {it}"));
    let then = then.map(|it| format!(", then: {}", it.short_name()));
    let name = first.short_name();
    format!(
        "{name}{}{}",
        target.unwrap_or_default(),
        then.unwrap_or_default()
    )
}

/// Each text once, in the order in which they come.
pub fn distinct<'t>(texts: impl Iterator<Item = &'t String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        if !found.contains(text) {
            found.push(text.clone());
        }
    }
    found
}
