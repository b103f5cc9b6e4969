//! A query and the rules in; the query with a declaration of each relation it derives out.

use std::collections::{BTreeMap, BTreeSet};

use super::clauses;
use crate::docs::step::id_of;
use crate::program::{NUMBER, SYMBOL};
use crate::syntax::{Clause, Declaration, File, Item, Name, Term, TermKind};

/// By relation: the types of its columns, by name.
type Columns = BTreeMap<String, Vec<String>>;

/// Declares what the query derives but does not declare. The block above the first clause of such
/// a relation becomes that of its declaration.
pub fn declare(own: &mut File, rules: &[File]) {
    let mut known = declared(rules);
    known.extend(declared(std::slice::from_ref(own)));
    let mut firsts: Vec<&Clause> = Vec::new();
    let mut undeclared: BTreeSet<String> = BTreeSet::new();
    for clause in clauses(own) {
        let name = &clause.head.relation.text;
        if !known.contains_key(name) && undeclared.insert(name.clone()) {
            firsts.push(clause);
        }
    }
    let types = types(own, known, &undeclared);
    let declarations: Vec<Declaration> = firsts
        .iter()
        .map(|it| declaration(it, types.get(&it.head.relation.text)))
        .collect();
    for item in &mut own.items {
        if let Item::Clause(it) = item
            && id_of(&it.doc).is_none()
            && undeclared.remove(&it.head.relation.text)
        {
            it.doc.clear();
        }
    }
    let declarations = declarations.into_iter().map(Item::Declaration);
    own.items.splice(0..0, declarations);
}

fn declared(files: &[File]) -> Columns {
    let items = files.iter().flat_map(|file| &file.items);
    let declarations = items.filter_map(|item| match item {
        Item::Declaration(it) => Some(it),
        _ => None,
    });
    declarations
        .map(|it| {
            let types = it
                .columns
                .iter()
                .map(|(_, sort)| sort.text.clone())
                .collect();
            (it.name.text.clone(), types)
        })
        .collect()
}

/// A type is not followed through more relations than this that stand in the wrong order.
const MOST_ROUNDS: usize = 100;

/// The types of the columns that the clauses of undeclared relations show: the sorts of the
/// variables that stand there. What no variable shows is plain.
fn types(own: &File, known: Columns, undeclared: &BTreeSet<String>) -> Columns {
    let mut found: BTreeMap<&str, Vec<Option<String>>> = BTreeMap::new();
    let mut plain: BTreeMap<(&str, usize), &str> = BTreeMap::new();
    for _ in 0..MOST_ROUNDS {
        let mut changed = false;
        for clause in clauses(own) {
            let name = clause.head.relation.text.as_str();
            if !undeclared.contains(name) {
                continue;
            }
            for (at, term) in clause.head.terms.iter().enumerate() {
                let sort = of_term(clause, term, &known, &found);
                match term.kind {
                    TermKind::Number(_) => plain.entry((name, at)).or_insert(NUMBER),
                    _ => plain.entry((name, at)).or_insert(SYMBOL),
                };
                let columns = found.entry(name).or_default();
                if columns.len() <= at {
                    columns.resize(at + 1, None);
                }
                if let Some(column) = columns.get_mut(at)
                    && column.is_none()
                    && sort.is_some()
                {
                    *column = sort;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    let whole = |(name, columns): (&str, Vec<Option<String>>)| {
        let columns = columns.into_iter().enumerate();
        let columns = columns.map(|(at, sort)| {
            sort.unwrap_or_else(|| plain.get(&(name, at)).copied().unwrap_or(SYMBOL).to_owned())
        });
        (name.to_owned(), columns.collect())
    };
    found.into_iter().map(whole).collect()
}

/// The sort of a column of the body in which a variable or parameter stands.
fn of_term(
    clause: &Clause,
    term: &Term,
    known: &Columns,
    found: &BTreeMap<&str, Vec<Option<String>>>,
) -> Option<String> {
    if !matches!(term.kind, TermKind::Variable(_) | TermKind::Parameter(_)) {
        return None;
    }
    clause.atoms().find_map(|atom| {
        let name = atom.relation.text.as_str();
        let of_column = |at: usize| match known.get(name) {
            Some(columns) => columns.get(at).cloned(),
            None => found.get(name)?.get(at).cloned().flatten(),
        };
        let terms = atom.terms.iter().enumerate();
        let mut uses = terms.filter(|(_, it)| it.kind == term.kind);
        uses.find_map(|(at, _)| of_column(at))
    })
}

fn declaration(first: &Clause, types: Option<&Vec<String>>) -> Declaration {
    let mut columns: Vec<(Name, Name)> = Vec::new();
    for (at, term) in first.head.terms.iter().enumerate() {
        let name = match &term.kind {
            TermKind::Variable(name) | TermKind::Parameter(name) => name.as_str(),
            _ => "value",
        };
        let taken =
            |name: &str, columns: &[(Name, Name)]| columns.iter().any(|(it, _)| it.text == name);
        let mut text = name.to_owned();
        let mut number = 2;
        while taken(&text, &columns) {
            text = format!("{name}{number}");
            number += 1;
        }
        let sort = types.and_then(|it| it.get(at)).cloned();
        let place = term.place;
        let sort = Name {
            text: sort.unwrap_or_else(|| SYMBOL.to_owned()),
            place,
        };
        columns.push((Name { text, place }, sort));
    }
    // A step is refused where it stands.
    let doc = match id_of(&first.doc) {
        Some(_) => Vec::new(),
        None => first.doc.clone(),
    };
    Declaration {
        doc,
        name: first.head.relation.clone(),
        columns,
    }
}
