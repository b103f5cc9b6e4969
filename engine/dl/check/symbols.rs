//! The constants of a program's files in; their ids out.

use std::collections::BTreeMap;

use crate::program::{Atom, Clause, Literal, SymbolId, Term};

/// Symbol constants under provisional ids, in the order in which they were met.
#[derive(Default)]
pub struct Constants {
    ids: BTreeMap<String, u32>,
    /// By provisional id: the file where it was met first.
    files: Vec<usize>,
    file: usize,
}

impl Constants {
    pub fn begin_file(&mut self) {
        self.file += 1;
    }

    pub fn intern(&mut self, text: &str) -> SymbolId {
        if let Some(&id) = self.ids.get(text) {
            return SymbolId(id);
        }
        let id = u32::try_from(self.files.len()).expect("bounded by the size of files");
        self.ids.insert(text.to_owned(), id);
        self.files.push(self.file);
        SymbolId(id)
    }

    /// Gives the constants of `clauses` their final ids, by file and then by text, and returns
    /// the texts in that order. Constants that only faulty clauses have are left out.
    pub fn finish(self, clauses: &mut [Clause]) -> Vec<String> {
        let mut order: Vec<(usize, String, u32)> = self
            .ids
            .into_iter()
            .map(|(text, id)| (self.files[id as usize], text, id))
            .collect();
        order.sort_unstable();
        let mut last = vec![SymbolId(0); order.len()];
        for (id, (_, _, provisional)) in (0..).zip(&order) {
            last[*provisional as usize] = SymbolId(id);
        }
        for clause in clauses {
            for term in terms_mut(clause) {
                if let Term::Symbol(id) = term {
                    *id = last[id.index()];
                }
            }
        }
        order.into_iter().map(|(_, text, _)| text).collect()
    }
}

fn terms_mut(clause: &mut Clause) -> impl Iterator<Item = &mut Term> {
    let body = clause.body.iter_mut().flat_map(|literal| match literal {
        Literal::Positive(Atom { terms, .. }) | Literal::Negative(Atom { terms, .. }) => {
            terms.iter_mut().collect::<Vec<_>>()
        }
        Literal::Compare(it) => vec![&mut it.left, &mut it.right],
    });
    clause.head.terms.iter_mut().chain(body)
}
