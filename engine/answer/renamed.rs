//! What two versions of a system say in; which components only have another name out.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Input, Sort, Statements};

/// By old name the new one, of components of which everything else is said as before: one that is
/// only there before and one that is only there now, alike and like no other.
pub fn renamed(before: &Statements, now: &Statements) -> BTreeMap<String, String> {
    let (were, are) = (components(before), components(now));
    let gone: BTreeSet<&str> = were.difference(&are).copied().collect();
    let new: BTreeSet<&str> = are.difference(&were).copied().collect();
    let (old_signs, new_signs) = (signs(before, &gone), signs(now, &new));
    let pair = |(sign, ids): (&Vec<String>, &Vec<&str>)| {
        let ([old], [new]) = (&ids[..], &new_signs.get(sign)?[..]) else {
            return None;
        };
        Some(((*old).to_owned(), (*new).to_owned()))
    };
    old_signs.iter().filter_map(pair).collect()
}

/// The same with other names of components.
pub fn with_names(stated: &Statements, names: &BTreeMap<String, String>) -> Statements {
    let rename = |(fact, value): (&String, &f64)| {
        let said = named(fact, |name| names.get(name).cloned());
        (said.unwrap_or_else(|| fact.clone()), *value)
    };
    Statements {
        values: stated.values.iter().map(rename).collect(),
    }
}

fn components(stated: &Statements) -> BTreeSet<&str> {
    let start = format!("{}(", Input::Component.name());
    let facts = stated.values.keys();
    let named = facts.filter_map(|it| it.strip_prefix(start.as_str())?.split(", ").next());
    named.collect()
}

/// The components that may have another name by now, by all that is said of each: its own name and
/// those of the others of them are left out.
fn signs<'s>(
    stated: &Statements,
    among: &BTreeSet<&'s str>,
) -> BTreeMap<Vec<String>, Vec<&'s str>> {
    let mut said: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (fact, value) in &stated.values {
        for &id in among {
            let mut is_about = false;
            let sign = named(fact, |name| {
                is_about |= name == id;
                let mark = if name == id { "·" } else { "*" };
                among.contains(name).then(|| mark.to_owned())
            });
            if let (Some(sign), true) = (sign, is_about) {
                said.entry(id)
                    .or_default()
                    .push(format!("{sign} = {value}"));
            }
        }
    }
    let mut signs: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    for (id, mut facts) in said {
        facts.sort();
        signs.entry(facts).or_default().push(id);
    }
    signs
}

/// A fact with other names for its components, where `name` has one; `None` if it is no fact.
fn named(fact: &str, mut name: impl FnMut(&str) -> Option<String>) -> Option<String> {
    let (relation, rest) = fact.split_once('(')?;
    let columns = Input::named(relation)?.columns();
    let values = rest.strip_suffix(')')?.split(", ").zip(columns);
    let values = values.map(|(value, sort)| {
        let other = matches!(sort, Sort::Component)
            .then(|| name(value))
            .flatten();
        other.unwrap_or_else(|| value.to_owned())
    });
    let values: Vec<String> = values.collect();
    Some(format!("{relation}({})", values.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(facts: &[&str]) -> Statements {
        Statements {
            values: facts.iter().map(|it| ((*it).to_owned(), 1.0)).collect(),
        }
    }

    #[test]
    fn a_component_that_is_said_to_be_the_same_is_paired() {
        let before = stated(&[
            "component(a, dataset)",
            "component(b, agent)",
            "reads_from(b, a)",
        ]);
        let now = stated(&[
            "component(c, dataset)",
            "component(b, agent)",
            "reads_from(b, c)",
        ]);
        let names = renamed(&before, &now);
        assert_eq!(names, BTreeMap::from([("a".to_owned(), "c".to_owned())]));
        assert_eq!(with_names(&before, &names), now);
    }

    #[test]
    fn what_is_said_otherwise_or_could_be_either_is_not_paired() {
        let before = stated(&["component(a, dataset)", "component(b, agent)"]);
        let other = stated(&["component(c, model)", "component(b, agent)"]);
        assert!(renamed(&before, &other).is_empty());
        let two = stated(&["component(c, dataset)", "component(d, dataset)"]);
        let one = stated(&["component(a, dataset)"]);
        assert!(renamed(&one, &two).is_empty());
    }
}
