//! The rules that ship, solved by the program that crepe compiled out of them.

use threatlog_dl::Program;
use threatlog_dl::program::RelationId;

use super::store::Database;
use crate::facts::{Facts, Table};

/// Derives all that the shipped rules derive. `program` begins with those rules; relations that
/// it declares after them stay empty.
pub fn solve_compiled(program: &Program, facts: &Facts) -> Database {
    let pairs: Vec<Vec<u32>> = facts.tables.iter().map(complement_rows).collect();
    let inputs: Vec<&[u32]> = facts
        .tables
        .iter()
        .zip(&pairs)
        .map(|(table, pairs)| match table {
            Table::Listed(rows) => rows.cells(),
            Table::Complement(_) => pairs.as_slice(),
        })
        .collect();
    let derived = threatlog_compiled::solve(&inputs);
    let mut database = Database::new(program, facts);
    for (at, cells) in (0..).zip(derived) {
        let derived = program
            .relations
            .get(at as usize)
            .is_some_and(|it| !it.input);
        if derived {
            database.set(RelationId(at), cells);
        }
    }
    database
}

/// The rows that do not hold, of a table that is stored as those.
fn complement_rows(table: &Table) -> Vec<u32> {
    match table {
        Table::Listed(_) => Vec::new(),
        Table::Complement(pairs) => {
            let pairs = pairs.except.iter();
            pairs.flat_map(|&(first, second)| [first, second]).collect()
        }
    }
}
