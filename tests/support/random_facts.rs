//! A random program and a seed in; random input facts for it out.

use threatlog::facts::{Complement, Facts, Rows, Symbols, Table};
use threatlog_dl::inputs::COMPLEMENTS;
use threatlog_dl::program::{Literal, Program, Term, Type};

use super::splitmix::SplitMix;

/// Names besides the programs' constants.
const OTHERS: [&str; 5] = ["k0", "k1", "k2", "k3", "other"];
const NUMBERS: usize = 5;

/// Facts over a handful of names and numbers, so that joins meet. `lacks_control` and
/// `slips_past` are complements over the components and the constants that the program names.
pub fn facts(program: &Program, seed: u64) -> Facts {
    let mut random = SplitMix(seed);
    let symbols = Symbols::new(&program.symbols, OTHERS.map(str::to_owned));
    let mut facts = Facts::default();
    for relation in &program.relations {
        let rows = match relation.input {
            true => random.below(9),
            false => 0,
        };
        let mut cells = Vec::new();
        for _ in 0..rows {
            cells.extend(relation.columns.iter().map(|column| match column.kind {
                Type::Symbol => number(random.below(symbols.len())),
                Type::Number => number(random.below(NUMBERS)),
            }));
        }
        let arity = relation.columns.len();
        facts.tables.push(Table::Listed(Rows::new(arity, cells)));
    }
    for name in COMPLEMENTS {
        let Some(relation) = program.relation_named(name) else {
            continue;
        };
        let mut pairs = Complement {
            firsts: components(program, &facts),
            seconds: named(program, name),
            ..Complement::default()
        };
        for &first in &pairs.firsts {
            for &second in &pairs.seconds {
                if random.percent(40) {
                    pairs.except.insert((first, second));
                }
            }
        }
        facts.tables[relation.index()] = Table::Complement(pairs);
    }
    facts.symbols = symbols;
    facts
}

fn components(program: &Program, facts: &Facts) -> Vec<u32> {
    let relation = program.relation_named("component").expect("declared");
    let rows = facts.tables[relation.index()].rows();
    sorted(rows.map(|row| row[0]).collect())
}

/// The constants that clauses name in the second column of a relation.
fn named(program: &Program, relation: &str) -> Vec<u32> {
    let literals = program.clauses.iter().flat_map(|it| &it.body);
    let atoms = literals.filter_map(|literal| match literal {
        Literal::Positive(atom) | Literal::Negative(atom) => Some(atom),
        Literal::Compare(_) => None,
    });
    let atoms = atoms.filter(|it| program.relation(it.relation).name == relation);
    let constants = atoms.filter_map(|it| match it.terms[1] {
        Term::Symbol(id) => Some(id.0),
        _ => None,
    });
    sorted(constants.collect())
}

fn sorted(mut values: Vec<u32>) -> Vec<u32> {
    values.sort_unstable();
    values.dedup();
    values
}

fn number(value: usize) -> u32 {
    u32::try_from(value).expect("small")
}
