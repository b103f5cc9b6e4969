//! A checked rule program: names resolved, every clause safe, strata in order.

use crate::source::Place;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// Index into [`Program::relations`].
    RelationId
);
index!(
    /// Index into [`Program::clauses`].
    ClauseId
);
index!(
    /// Index into [`Program::steps`].
    StepId
);
index!(
    /// A variable of one clause: index into [`Clause::variables`].
    VariableId
);
index!(
    /// A symbol constant: index into [`Program::symbols`], and the symbol's id in all facts.
    SymbolId
);

/// The type of plain text, and of what declares no type of its own.
pub const SYMBOL: &str = "symbol";
/// The type of plain numbers.
pub const NUMBER: &str = "number";

/// A checked program, ready to be solved.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The types that `.type` declares, in order.
    pub sorts: Vec<Sort>,
    /// In order of declaration. Relations of the first file come first.
    pub relations: Vec<Relation>,
    /// In order of appearance.
    pub clauses: Vec<Clause>,
    /// In order of appearance.
    pub steps: Vec<Step>,
    /// The symbol constants: per file, in the order of the files, those not yet listed, sorted by
    /// text. So a program's constants keep their ids when another file is added after it.
    pub symbols: Vec<String>,
    /// Derived relations in the order in which they can be solved: each entry is one set of
    /// mutually recursive relations that rests only on inputs and earlier entries.
    pub strata: Vec<Vec<RelationId>>,
}

impl Program {
    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.relations[id.index()]
    }

    pub fn clause(&self, id: ClauseId) -> &Clause {
        &self.clauses[id.index()]
    }

    pub fn step(&self, id: StepId) -> &Step {
        &self.steps[id.index()]
    }

    /// What the values of a clause's variable are: the type of a column in which it occurs.
    pub fn kind_of(&self, clause: &Clause, variable: VariableId) -> Type {
        let atoms = clause.body.iter().filter_map(|literal| match literal {
            Literal::Positive(atom) | Literal::Negative(atom) => Some(atom),
            Literal::Compare(_) => None,
        });
        for atom in std::iter::once(&clause.head).chain(atoms) {
            let at = atom
                .terms
                .iter()
                .position(|it| *it == Term::Variable(variable));
            if let Some(column) = at.and_then(|at| self.relation(atom.relation).columns.get(at)) {
                return column.kind;
            }
        }
        Type::Symbol
    }

    /// The sort of a clause's variable: that of the first column of the body in which it occurs,
    /// since the head of a query may show it as plain text.
    pub fn sort_of(&self, clause: &Clause, variable: VariableId) -> &str {
        let atoms = clause.body.iter().filter_map(|literal| match literal {
            Literal::Positive(atom) | Literal::Negative(atom) => Some(atom),
            Literal::Compare(_) => None,
        });
        let stands = |term: &Term| *term == Term::Variable(variable);
        let mut columns = atoms.chain([&clause.head]).filter_map(|atom| {
            let at = atom.terms.iter().position(stands)?;
            self.relation(atom.relation).columns.get(at)
        });
        columns.next().map_or(SYMBOL, |it| it.sort.as_str())
    }

    /// The values of a fact, or the terms of an atom, that are of this sort.
    pub fn of_sort<'a, T>(
        &'a self,
        relation: RelationId,
        values: &'a [T],
        sort: &'a str,
    ) -> impl Iterator<Item = &'a T> {
        let columns = values.iter().zip(&self.relation(relation).columns);
        columns
            .filter(move |(_, it)| it.sort == sort)
            .map(|(value, _)| value)
    }

    pub fn relation_named(&self, name: &str) -> Option<RelationId> {
        let at = self.relations.iter().position(|it| it.name == name)?;
        Some(RelationId(u32::try_from(at).ok()?))
    }
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// An interned text.
    Symbol,
    /// A whole number from 0 to 2³¹ − 1, held as itself.
    Number,
}

/// `.type name <: kind`: what names or numbers are about. Values of two sorts are never the same
/// thing, even where their texts are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    pub name: String,
    pub kind: Type,
    /// The name in its `.type`.
    pub place: Place,
}

/// A declared relation.
#[derive(Clone, Debug)]
pub struct Relation {
    pub name: String,
    pub columns: Vec<Column>,
    /// `.input`: its facts are given.
    pub input: bool,
    /// `.output`: its facts are asked for.
    pub output: bool,
    /// `/// reads:` text with `{column}` for each value, if given.
    pub reads: Option<String>,
    /// `/// gains:` what an actor gains by a fact of this relation, if given.
    pub gains: Option<String>,
    /// `/// build_on:` that rules and queries of one's own may rest on this relation, and which way
    /// it points, with `{column}` as in `reads`; `None` where it is only a step on the way to others.
    pub build_on: Option<String>,
    /// The name in its `.decl`.
    pub place: Place,
}

/// A column of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Type,
    /// The type it is declared with: the name of one of [`Program::sorts`], `symbol` or `number`.
    pub sort: String,
}

/// `head :- body.`, or a fact when the body is empty.
#[derive(Clone, Debug)]
pub struct Clause {
    pub head: Atom,
    pub body: Vec<Literal>,
    /// Names of the variables, in order of first appearance; `_` is none.
    pub variables: Vec<String>,
    /// The attack step that this clause belongs to; plumbing has none.
    pub step: Option<StepId>,
    pub place: Place,
}

/// One condition of a body.
#[derive(Clone, Debug)]
pub enum Literal {
    Positive(Atom),
    Negative(Atom),
    Compare(Comparison),
}

/// A relation applied to terms.
#[derive(Clone, Debug)]
pub struct Atom {
    pub relation: RelationId,
    pub terms: Vec<Term>,
    pub place: Place,
}

/// `left operator right`; for the four orders both sides are numbers.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub left: Term,
    pub operator: Operator,
    pub right: Term,
    pub place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Operator {
    pub fn holds(self, left: u32, right: u32) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    Variable(VariableId),
    /// `_`; never in a head or a comparison.
    Wildcard,
    Symbol(SymbolId),
    Number(u32),
}

/// What an attacker does: the doc block above the first of the clauses that share it.
#[derive(Clone, Debug)]
pub struct Step {
    /// The step's id, e.g. `ingest_untrusted_data`.
    pub id: String,
    /// One sentence, with its full stop.
    pub title: String,
    /// The title in at most [`SHORT_TITLE`] characters, without a full stop, if there is such a one.
    pub short: Option<String>,
    pub part: Part,
    /// Why it works; paragraphs separated by a blank line.
    pub explanation: String,
    /// Names of the variables that identify the act; bound in every clause of the step.
    pub act: Vec<String>,
    pub stride: Vec<Stride>,
    pub techniques: Vec<Technique>,
    /// Where each of them is written.
    pub technique_places: Vec<Place>,
    pub likelihood: Likelihood,
    pub clauses: Vec<ClauseId>,
    /// The doc block of the first clause.
    pub place: Place,
}

impl Clause {
    pub fn variable_named(&self, name: &str) -> Option<VariableId> {
        let at = self.variables.iter().position(|it| it == name)?;
        Some(VariableId(u32::try_from(at).ok()?))
    }
}

/// How long the short title of a step may be, in characters.
pub const SHORT_TITLE: usize = 50;

/// What a step is to a path. From these it follows which paths are the same way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Brings the attacker, or content, to where something can be done; gains nothing inside.
    Brings,
    /// Gains a say only: what somebody or something does because of it is another weakness.
    Persuades,
    /// Gains a hold inside, or does the harm itself.
    #[default]
    Gains,
    /// Draws on a hold gained before, and needs no further weakness.
    Uses,
}

/// A reference into a framework, written `framework:id` or `framework:edition:id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Technique {
    /// `atlas`, `owasp-llm`, `owasp-ml`, `owasp-asi`, `nist-aml`, `nist-ai-rmf`.
    pub framework: String,
    /// The year, where the framework numbers anew each year.
    pub edition: Option<String>,
    pub id: String,
}

/// The six kinds of threat (Microsoft STRIDE).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stride {
    Spoofing,
    Tampering,
    Repudiation,
    InformationDisclosure,
    DenialOfService,
    ElevationOfPrivilege,
}

/// A likelihood in words; the numbers are midpoints of the bins of NIST SP 800-30r1, table G-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likelihood {
    VeryLow,
    Low,
    Moderate,
    High,
    VeryHigh,
}

impl Likelihood {
    /// The chance that stands for the word, strictly between 0 and 1.
    pub fn chance(self) -> f64 {
        match self {
            Self::VeryLow => 0.02,
            Self::Low => 0.125,
            Self::Moderate => 0.5,
            Self::High => 0.875,
            Self::VeryHigh => 0.98,
        }
    }
}
