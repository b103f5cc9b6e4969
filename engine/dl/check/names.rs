//! Declarations and directives in; the relations and a way to find them by name out.

use std::collections::{BTreeMap, BTreeSet};

use crate::docs;
use crate::fault::{self, Fault};
use crate::lexer::shorten;
use crate::nearest::nearest;
use crate::program::{Column, Relation, RelationId};
use crate::syntax::{Declaration, Directive, File, Item, Mark, Name};

/// A misspelt name is not compared with more relations than this.
const MOST_COMPARED: usize = 5000;

#[derive(Default)]
pub struct Names {
    relations: Vec<Relation>,
    ids: BTreeMap<String, RelationId>,
    /// Relations whose declaration could not be read: nothing is reported about their uses.
    unreadable: BTreeSet<String>,
}

impl Names {
    pub fn collect(files: &[File], faults: &mut Vec<Fault>) -> Self {
        let mut names = Self::default();
        let mut by_folded = BTreeMap::new();
        for item in files.iter().flat_map(|file| &file.items) {
            match item {
                Item::Declaration(it) => names.declare(it, &mut by_folded, faults),
                Item::Broken(broken) => names.unreadable.extend(broken.relation.clone()),
                _ => {}
            }
        }
        for item in files.iter().flat_map(|file| &file.items) {
            if let Item::Directive(directive) = item {
                names.mark(directive, faults);
            }
        }
        names
    }

    pub fn into_relations(self) -> Vec<Relation> {
        self.relations
    }

    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.relations[id.index()]
    }

    /// Finds a relation, reporting it if there is none of that name.
    pub fn find(&self, name: &Name, faults: &mut Vec<Fault>) -> Option<RelationId> {
        let found = self.ids.get(&name.text).copied();
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
        let columns = declaration.columns.iter().map(|(name, kind)| Column {
            name: name.text.clone(),
            kind: *kind,
        });
        self.relations.push(Relation {
            name: text.clone(),
            columns: columns.collect(),
            input: false,
            output: false,
            reads: doc.reads,
            gains: doc.gains,
            place: *place,
        });
    }

    fn mark(&mut self, directive: &Directive, faults: &mut Vec<Fault>) {
        for name in &directive.names {
            let Some(id) = self.find(name, faults) else {
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
