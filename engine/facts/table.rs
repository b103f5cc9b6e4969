//! The rows of one relation: listed, or as the complement of a list.

use rustc_hash::FxHashSet;

/// The facts of a relation, each a row of `u32` (symbol ids or numbers).
#[derive(Clone, Debug)]
pub enum Table {
    Listed(Rows),
    /// All pairs of two sets but for some: the form of `lacks_control` and `slips_past`, which
    /// hold for almost every component and control.
    Complement(Complement),
}

/// Sorted rows without repetition, stored row after row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    arity: usize,
    cells: Vec<u32>,
}

/// The pairs of `firsts` × `seconds` that are not in `except`.
#[derive(Clone, Debug, Default)]
pub struct Complement {
    /// Sorted, without repetition.
    pub firsts: Vec<u32>,
    /// Sorted, without repetition.
    pub seconds: Vec<u32>,
    pub except: FxHashSet<(u32, u32)>,
}

impl Rows {
    /// Sorts `cells`, rows of `arity` values each, and drops repetitions. `arity` is at least 1.
    pub fn new(arity: usize, cells: Vec<u32>) -> Self {
        assert!(arity > 0 && cells.len().is_multiple_of(arity), "whole rows");
        if cells.chunks_exact(arity).is_sorted_by(|a, b| a < b) {
            return Self { arity, cells };
        }
        let mut rows: Vec<&[u32]> = cells.chunks_exact(arity).collect();
        rows.sort_unstable();
        rows.dedup();
        let cells = rows.concat();
        Self { arity, cells }
    }

    pub fn arity(&self) -> usize {
        self.arity
    }

    pub fn len(&self) -> usize {
        self.cells.len().checked_div(self.arity).unwrap_or(0)
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The values of all rows, row after row.
    pub fn cells(&self) -> &[u32] {
        &self.cells
    }

    pub fn row(&self, at: usize) -> &[u32] {
        &self.cells[at * self.arity..(at + 1) * self.arity]
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u32]> {
        self.cells.chunks_exact(self.arity.max(1))
    }

    /// The index of a row, if it is there.
    pub fn find(&self, row: &[u32]) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.row(middle).cmp(row) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

impl Complement {
    pub fn contains(&self, first: u32, second: u32) -> bool {
        self.firsts.binary_search(&first).is_ok()
            && self.seconds.binary_search(&second).is_ok()
            && !self.except.contains(&(first, second))
    }

    /// All pairs, sorted.
    pub fn iter(&self) -> impl Iterator<Item = [u32; 2]> {
        self.firsts.iter().flat_map(move |&first| {
            let seconds = self.seconds.iter().map(move |&second| [first, second]);
            seconds.filter(move |&[first, second]| !self.except.contains(&(first, second)))
        })
    }
}

impl Table {
    pub fn contains(&self, row: &[u32]) -> bool {
        match self {
            Self::Listed(rows) => rows.find(row).is_some(),
            Self::Complement(pairs) => match row {
                &[first, second] => pairs.contains(first, second),
                _ => false,
            },
        }
    }

    /// All rows, sorted.
    pub fn rows(&self) -> Box<dyn Iterator<Item = Vec<u32>> + '_> {
        match self {
            Self::Listed(rows) => Box::new(rows.iter().map(<[u32]>::to_vec)),
            Self::Complement(pairs) => Box::new(pairs.iter().map(|pair| pair.to_vec())),
        }
    }

    /// How many rows there are; counts them where they are not listed.
    pub fn count(&self) -> usize {
        match self {
            Self::Listed(rows) => rows.len(),
            Self::Complement(pairs) => pairs.iter().count(),
        }
    }
}
