//! The `.type` lines of a program in; the sorts that columns may have out.

use std::collections::{BTreeMap, BTreeSet};

use crate::fault::{self, Fault};
use crate::lexer::shorten;
use crate::nearest::nearest;
use crate::program::{NUMBER, SYMBOL, Sort, Type};
use crate::syntax::{Name, TypeDeclaration};

/// A misspelt type is not compared with more types than this.
const MOST_COMPARED: usize = 1000;

/// What a column has whose type is not known: it agrees with every sort, so that the missing type
/// is the only fault that is reported.
const UNKNOWN: &str = "";

/// Whether values of two sorts may be the same thing.
pub fn agree(one: &str, other: &str) -> bool {
    one == other || one == UNKNOWN || other == UNKNOWN
}

/// Whether a sort is plain text or a plain number.
pub fn is_plain(sort: &str) -> bool {
    sort == SYMBOL || sort == NUMBER
}

#[derive(Default)]
pub struct Sorts {
    declared: Vec<Sort>,
    kinds: BTreeMap<String, Type>,
    /// Types whose declaration could not be read: nothing is reported about their uses.
    unreadable: BTreeSet<String>,
}

impl Sorts {
    pub fn expect(&mut self, name: Option<String>) {
        self.unreadable.extend(name);
    }

    pub fn into_declared(self) -> Vec<Sort> {
        self.declared
    }

    pub fn declare(&mut self, it: &TypeDeclaration, faults: &mut Vec<Fault>) {
        let Name { text, place } = &it.name;
        let built_in = built_in(text).is_some();
        if built_in || self.kinds.contains_key(text) {
            let message = match built_in {
                true => format!("the type `{text}` is there without a declaration"),
                false => format!("the type `{text}` is declared twice"),
            };
            let fault = Fault::at(*place, fault::DUPLICATE_TYPE, message);
            faults.push(fault.help(match built_in {
                true => "choose another name",
                false => "keep one of the declarations",
            }));
            return;
        }
        let kind = built_in_base(&it.base, faults);
        self.kinds.insert(text.clone(), kind);
        self.declared.push(Sort {
            name: text.clone(),
            kind,
            place: *place,
        });
    }

    /// What the values of a column are, given the type in its declaration. Reports a type that no
    /// line above declares.
    pub fn find(&self, name: &Name, faults: &mut Vec<Fault>) -> (Type, String) {
        let known = built_in(&name.text).or_else(|| self.kinds.get(&name.text).copied());
        if let Some(kind) = known {
            return (kind, name.text.clone());
        }
        if !self.unreadable.contains(&name.text) {
            let word = shorten(&name.text);
            let message = format!("no line above declares the type `{word}`");
            let fault = Fault::at(name.place, fault::UNKNOWN_TYPE, message);
            let names = self.declared.iter().take(MOST_COMPARED);
            let names = names.map(|it| it.name.as_str()).chain([SYMBOL, NUMBER]);
            faults.push(match nearest(&name.text, names) {
                Some(word) => fault.did_you_mean(Some(word)),
                None => fault.help(format!("declare it with `.type {word} <: symbol`")),
            });
        }
        (Type::Symbol, UNKNOWN.to_owned())
    }
}

fn built_in(name: &str) -> Option<Type> {
    match name {
        SYMBOL => Some(Type::Symbol),
        NUMBER => Some(Type::Number),
        _ => None,
    }
}

fn built_in_base(base: &Name, faults: &mut Vec<Fault>) -> Type {
    built_in(&base.text).unwrap_or_else(|| {
        let message = format!("`{}` is no base of types", shorten(&base.text));
        let fault = Fault::at(base.place, fault::UNKNOWN_TYPE, message);
        faults.push(fault.help("a type is based on `symbol` or on `number`"));
        Type::Symbol
    })
}
