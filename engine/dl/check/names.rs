//! Declarations and directives in; the types, the relations and a way to find them by name out.

use std::collections::{BTreeMap, BTreeSet};

use super::sorts::Sorts;
use crate::docs;
use crate::fault::{self, Fault};
use crate::lexer::{MOST_FAULTS, shorten};
use crate::nearest::nearest;
use crate::program::{Column, Relation, RelationId, Sort};
use crate::syntax::{Declaration, Directive, File, Item, Mark, Name};

/// A misspelt name is not compared with more relations than this.
const MOST_COMPARED: usize = 5000;

/// Where an item stands: its file among those of the program, and its place in the file.
pub type Position = (usize, usize);

#[derive(Default)]
pub struct Names {
    sorts: Sorts,
    relations: Vec<Relation>,
    /// By relation: where it is declared.
    positions: Vec<Position>,
    ids: BTreeMap<String, RelationId>,
    /// Relations whose declaration could not be read: nothing is reported about their uses.
    unreadable: BTreeSet<String>,
}

impl Names {
    pub fn collect(files: &[File], faults: &mut Vec<Fault>) -> Self {
        let mut names = Self::default();
        let mut by_folded = BTreeMap::new();
        for (position, item) in positions(files) {
            if faults.len() > MOST_FAULTS {
                break;
            }
            match item {
                Item::Type(it) => names.sorts.declare(it, faults),
                Item::Declaration(it) => names.declare(it, position, &mut by_folded, faults),
                Item::Broken(broken) => {
                    names.unreadable.extend(broken.name.clone());
                    names.sorts.expect(broken.name.clone());
                }
                _ => {}
            }
        }
        for (position, item) in positions(files) {
            if let Item::Directive(directive) = item {
                names.mark(directive, position, faults);
            }
        }
        names
    }

    pub fn into_parts(self) -> (Vec<Sort>, Vec<Relation>) {
        (self.sorts.into_declared(), self.relations)
    }

    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.relations[id.index()]
    }

    /// Finds a relation that an item uses, reporting it if there is none of that name, or none yet.
    pub fn find(&self, name: &Name, user: Position, faults: &mut Vec<Fault>) -> Option<RelationId> {
        let found = self.ids.get(&name.text).copied();
        if found.is_some_and(|id| self.positions[id.index()] > user) {
            let message = format!("`{}` is declared further down", shorten(&name.text));
            let fault = Fault::at(name.place, fault::USED_BEFORE_DECLARATION, message);
            faults.push(fault.help("put its `.decl` above what uses it"));
        }
        if found.is_none() && !self.unreadable.contains(&name.text) {
            let message = format!("there is no relation `{}`", shorten(&name.text));
            let fault = Fault::at(name.place, fault::UNKNOWN_RELATION, message);
            let names = self.relations.iter().take(MOST_COMPARED);
            let names = names.map(|it| it.name.as_str());
            faults.push(match nearest(&name.text, names) {
                Some(word) => fault.did_you_mean(Some(word)),
                None => fault.help("declare it with `.decl`"),
            });
        }
        found
    }

    fn declare(
        &mut self,
        declaration: &Declaration,
        position: Position,
        by_folded: &mut BTreeMap<String, String>,
        faults: &mut Vec<Fault>,
    ) {
        let Name { text, place } = &declaration.name;
        let folded = text.to_ascii_lowercase();
        if let Some(other) = by_folded.get(&folded) {
            faults.push(if other == text {
                let message = format!("`{text}` is declared twice");
                let fault = Fault::at(*place, fault::DUPLICATE_RELATION, message);
                fault.help("keep one of the declarations")
            } else {
                let message = format!("`{text}` differs from `{other}` only in case");
                let fault = Fault::at(*place, fault::SIMILAR_NAMES, message);
                fault.help("choose names that can be told apart")
            });
            if other == text {
                return;
            }
        }
        by_folded.insert(folded, text.clone());
        check_columns(declaration, faults);
        let doc = docs::relation::read(declaration, faults);
        let id = u32::try_from(self.relations.len()).expect("bounded by the size of files");
        self.ids.insert(text.clone(), RelationId(id));
        let columns = declaration.columns.iter().map(|(name, sort)| {
            let (kind, sort) = self.sorts.find(sort, faults);
            let name = name.text.clone();
            Column { name, kind, sort }
        });
        self.relations.push(Relation {
            name: text.clone(),
            columns: columns.collect(),
            input: false,
            output: false,
            reads: doc.reads,
            gains: doc.gains,
            build_on: doc.build_on,
            place: *place,
        });
        self.positions.push(position);
    }

    fn mark(&mut self, directive: &Directive, position: Position, faults: &mut Vec<Fault>) {
        for name in &directive.names {
            let Some(id) = self.find(name, position, faults) else {
                continue;
            };
            let relation = &mut self.relations[id.index()];
            match directive.mark {
                Mark::Input => relation.input = true,
                Mark::Output => relation.output = true,
            }
        }
    }
}

/// All items, each with its position.
fn positions(files: &[File]) -> impl Iterator<Item = (Position, &Item)> {
    let files = files.iter().enumerate();
    files.flat_map(|(file, it)| {
        let items = it.items.iter().enumerate();
        items.map(move |(at, item)| ((file, at), item))
    })
}

fn check_columns(declaration: &Declaration, faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for (column, _) in &declaration.columns {
        if !seen.insert(&column.text) {
            let relation = &declaration.name.text;
            let message = format!("`{relation}` has two columns `{}`", column.text);
            let fault = Fault::at(column.place, fault::DUPLICATE_COLUMN, message);
            faults.push(fault.help("give each column its own name"));
        }
    }
}
