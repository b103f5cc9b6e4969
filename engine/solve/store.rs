//! Rows that can be looked up by any of their columns, and added to.

use rustc_hash::FxHashMap;
use threatlog_dl::program::{Program, RelationId};

use crate::facts::{Complement, Facts, Rows, Table};

/// The rows of every relation of a program.
#[derive(Clone, Debug, Default)]
pub struct Database {
    stores: Vec<Store>,
}

/// The rows of one relation, with an index for each set of columns that was asked for.
#[derive(Clone, Debug)]
pub enum Store {
    Listed(Listed),
    Complement(Complement),
}

/// Rows in order of arrival. A row's index never changes.
#[derive(Clone, Debug)]
pub struct Listed {
    arity: usize,
    cells: Vec<u32>,
    indexes: Vec<Index>,
}

/// Rows with the same key form a chain from the latest to the earliest.
#[derive(Clone, Debug)]
struct Index {
    columns: u32,
    latest: FxHashMap<u64, u32>,
    earlier: Vec<u32>,
}

const END: u32 = u32::MAX;

impl Database {
    /// The input facts; derived relations are empty.
    pub fn new(program: &Program, facts: &Facts) -> Self {
        let stores = program.relations.iter().enumerate();
        let stores = stores.map(|(at, relation)| match facts.tables.get(at) {
            Some(Table::Complement(pairs)) => Store::Complement(pairs.clone()),
            Some(Table::Listed(rows)) if relation.input && !rows.is_empty() => {
                Store::Listed(Listed::new(relation.columns.len(), rows.cells().to_vec()))
            }
            _ => Store::Listed(Listed::new(relation.columns.len(), Vec::new())),
        });
        Self {
            stores: stores.collect(),
        }
    }

    pub fn store(&self, relation: RelationId) -> &Store {
        &self.stores[relation.index()]
    }

    /// Replaces the rows of a derived relation.
    pub fn set(&mut self, relation: RelationId, cells: Vec<u32>) {
        let arity = self.listed(relation).map_or(1, |rows| rows.arity);
        self.stores[relation.index()] = Store::Listed(Listed::new(arity, cells));
    }

    pub fn contains(&self, relation: RelationId, row: &[u32]) -> bool {
        match self.store(relation) {
            Store::Listed(rows) => rows.find(row).is_some(),
            Store::Complement(pairs) => match row {
                &[first, second] => pairs.contains(first, second),
                _ => false,
            },
        }
    }

    /// The rows of a relation, sorted.
    pub fn rows(&self, relation: RelationId) -> Rows {
        match self.store(relation) {
            Store::Listed(rows) => Rows::new(rows.arity, rows.cells.clone()),
            Store::Complement(pairs) => Rows::new(2, pairs.iter().flatten().collect()),
        }
    }

    /// How many rows a relation has; for a complement, how many it can have at most.
    pub fn size(&self, relation: RelationId) -> usize {
        match self.store(relation) {
            Store::Listed(rows) => rows.len(),
            Store::Complement(pairs) => pairs.firsts.len() * pairs.seconds.len(),
        }
    }

    /// Makes rows findable by these columns (a bit mask).
    pub fn index(&mut self, relation: RelationId, columns: u32) {
        if let Store::Listed(rows) = &mut self.stores[relation.index()] {
            rows.index(columns);
        }
    }

    /// Adds a row unless it is there; tells whether it was new.
    pub(super) fn insert(&mut self, relation: RelationId, row: &[u32]) -> bool {
        match &mut self.stores[relation.index()] {
            Store::Listed(rows) => rows.insert(row),
            Store::Complement(_) => false,
        }
    }

    fn listed(&self, relation: RelationId) -> Option<&Listed> {
        match self.store(relation) {
            Store::Listed(rows) => Some(rows),
            Store::Complement(_) => None,
        }
    }
}

impl Listed {
    fn new(arity: usize, cells: Vec<u32>) -> Self {
        let mut rows = Self {
            arity,
            cells,
            indexes: Vec::new(),
        };
        rows.index(rows.all_columns());
        rows
    }

    pub fn len(&self) -> usize {
        self.cells.len() / self.arity
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub fn row(&self, at: u32) -> &[u32] {
        &self.cells[at as usize * self.arity..(at as usize + 1) * self.arity]
    }

    pub fn find(&self, row: &[u32]) -> Option<u32> {
        let mut rows = self.with(self.all_columns(), row);
        rows.find(|&at| self.row(at) == row)
    }

    /// The rows whose `columns` may equal `values`, latest first. Keys of more than two columns
    /// are hashes, so the caller compares. `values` are those of the columns, in column order.
    pub fn with(&self, columns: u32, values: &[u32]) -> impl Iterator<Item = u32> {
        let index = self.indexes.iter().find(|index| index.columns == columns);
        let index = index.expect("an index is made before it is used");
        let first = index.latest.get(&key(values)).copied().unwrap_or(END);
        std::iter::successors((first != END).then_some(first), |&at| {
            let earlier = index.earlier[at as usize];
            (earlier != END).then_some(earlier)
        })
    }

    fn insert(&mut self, row: &[u32]) -> bool {
        if self.find(row).is_some() {
            return false;
        }
        self.cells.extend_from_slice(row);
        let at = self.len() - 1;
        for index in &mut self.indexes {
            index.add(at, row);
        }
        true
    }

    fn index(&mut self, columns: u32) {
        if columns == 0 || self.indexes.iter().any(|index| index.columns == columns) {
            return;
        }
        let mut index = Index {
            columns,
            latest: FxHashMap::default(),
            earlier: Vec::with_capacity(self.len()),
        };
        for (at, row) in self.cells.chunks_exact(self.arity).enumerate() {
            index.add(at, row);
        }
        self.indexes.push(index);
    }

    fn all_columns(&self) -> u32 {
        (1 << self.arity) - 1
    }
}

impl Index {
    fn add(&mut self, at: usize, row: &[u32]) {
        let at = u32::try_from(at).expect("fewer than 2^32 rows");
        let values = row.iter().enumerate();
        let values = values.filter(|(column, _)| self.columns & (1 << column) != 0);
        let values: Vec<u32> = values.map(|(_, &value)| value).collect();
        let earlier = self.latest.insert(key(&values), at);
        self.earlier.push(earlier.unwrap_or(END));
    }
}

/// Exact for up to two values, a hash for more.
fn key(values: &[u32]) -> u64 {
    match values {
        [one] => u64::from(*one),
        [one, two] => u64::from(*one) << 32 | u64::from(*two),
        more => more.iter().fold(0, |hash: u64, &value| {
            // The multiplier of rustc-hash; any odd constant with well-spread bits would do.
            (hash.rotate_left(26) ^ u64::from(value)).wrapping_mul(0xf135_7aea_2e62_a9c5)
        }),
    }
}
