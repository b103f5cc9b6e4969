//! A model and a program in; the program's input relations over interned symbols out.

mod case;
mod check;
mod compile;
mod inputs;
mod origin;
mod retold;
mod souffle;
mod stated;
mod symbols;
mod table;
#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap;

pub use case::unknown_steps;
pub use check::{FAULT_CODES, check, check_names};
pub use compile::compile;
pub use inputs::{Input, Sort};
pub use origin::{Origin, Source, origin};
pub use retold::retold;
pub use souffle::souffle;
pub use stated::Statements;
pub use symbols::Symbols;
pub use table::{Complement, Rows, Table};

use threatlog_dl::program::RelationId;

/// A ground fact: a relation and its values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    pub relation: RelationId,
    pub row: Box<[u32]>,
}

/// Everything that is given: symbols, input relations and which of their facts are uncertain.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub symbols: Symbols,
    /// By [`RelationId`]; derived relations are empty.
    pub tables: Vec<Table>,
    /// Chance of each input fact that is neither certain nor impossible, strictly between 0 and 1.
    pub chances: FxHashMap<Fact, f64>,
}
