//! A rule file as it was written: what the parser makes, the checks read and the printer writes.

use crate::program::Operator;
use crate::source::Place;

/// One file of rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    pub items: Vec<Item>,
}

/// What stands at the top level of a file, in the order in which it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Type(TypeDeclaration),
    Declaration(Declaration),
    Directive(Directive),
    Clause(Clause),
    Broken(Broken),
}

/// `.type name <: base`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeDeclaration {
    pub name: Name,
    pub base: Name,
}

/// `.decl name(column: type, …)`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    pub doc: Vec<DocLine>,
    pub name: Name,
    /// Names with their types.
    pub columns: Vec<(Name, Name)>,
}

/// `.input name, …` or `.output name, …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    pub mark: Mark,
    pub names: Vec<Name>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Input,
    Output,
}

/// `head :- body.`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    pub doc: Vec<DocLine>,
    pub head: Atom,
    pub body: Vec<Literal>,
    pub place: Place,
}

/// An item with a syntax fault. What could be made out is kept, so that the fault is the only one
/// reported about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Broken {
    pub doc: Vec<DocLine>,
    /// The type or relation it would have declared, or the relation it would have derived.
    pub name: Option<String>,
}

/// A line of a doc block without its `///`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocLine {
    pub text: String,
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    Positive(Atom),
    Negative(Atom),
    Compare(Comparison),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    pub relation: Name,
    pub terms: Vec<Term>,
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub left: Term,
    pub operator: Operator,
    pub right: Term,
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub kind: TermKind,
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermKind {
    Variable(String),
    Wildcard,
    Symbol(String),
    Number(u32),
    /// `$name`, to be filled in before the query is checked.
    Parameter(String),
}

impl Clause {
    /// The atoms of the body, negated ones as well.
    pub fn atoms(&self) -> impl Iterator<Item = &Atom> {
        self.body.iter().filter_map(|literal| match literal {
            Literal::Positive(atom) | Literal::Negative(atom) => Some(atom),
            Literal::Compare(_) => None,
        })
    }

    /// All terms, of the head first.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        let body = self.body.iter().flat_map(Literal::terms);
        self.head.terms.iter().chain(body)
    }
}

impl Literal {
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Self::Positive(atom) | Self::Negative(atom) => atom.terms.iter().collect(),
            Self::Compare(it) => vec![&it.left, &it.right],
        }
    }
}

/// The place of a whole doc block; `None` if there is no block.
pub fn doc_place(doc: &[DocLine]) -> Option<Place> {
    let (first, last) = (doc.first()?, doc.last()?);
    Some(Place {
        end: last.place.end,
        ..first.place
    })
}
