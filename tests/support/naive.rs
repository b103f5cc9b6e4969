//! A program and its facts in; everything that holds out, found the obvious way.
//!
//! Shares only data types with the engine: no plan, no index, no delta, its own strata. A clause
//! is tried against every row of every relation, again and again until nothing is new.

use std::collections::{BTreeMap, BTreeSet};

use threatlog::facts::Facts;
use threatlog_dl::Program;
use threatlog_dl::program::{Atom, Clause, Comparison, Literal, Operator, Term};

/// The rows of every relation, by its index.
pub type Rows = Vec<BTreeSet<Vec<u32>>>;

/// Values of variables.
type Binding = BTreeMap<u32, u32>;

pub fn evaluate(program: &Program, facts: &Facts) -> Rows {
    let tables = facts.tables.iter().zip(&program.relations);
    let mut rows: Rows = tables
        .map(|(table, relation)| match relation.input {
            true => table.rows().collect(),
            false => BTreeSet::new(),
        })
        .collect();
    let levels = levels(program);
    for level in 0..=levels.iter().copied().max().unwrap_or(0) {
        let of_level = |it: &&Clause| levels[it.head.relation.index()] == level;
        let clauses: Vec<&Clause> = program.clauses.iter().filter(of_level).collect();
        loop {
            let before: usize = rows.iter().map(BTreeSet::len).sum();
            for clause in &clauses {
                let found = apply(clause, &rows);
                rows[clause.head.relation.index()].extend(found);
            }
            if rows.iter().map(BTreeSet::len).sum::<usize>() == before {
                break;
            }
        }
    }
    rows
}

/// By relation: how many negations it rests on, one above another.
fn levels(program: &Program) -> Vec<usize> {
    let mut levels = vec![0; program.relations.len()];
    loop {
        let before = levels.clone();
        for clause in &program.clauses {
            let head = clause.head.relation.index();
            for literal in &clause.body {
                let below = match literal {
                    Literal::Positive(atom) => levels[atom.relation.index()],
                    Literal::Negative(atom) => levels[atom.relation.index()] + 1,
                    Literal::Compare(_) => 0,
                };
                levels[head] = levels[head].max(below);
            }
        }
        assert!(
            levels.iter().all(|&it| it <= program.relations.len()),
            "a relation rests on its own negation"
        );
        if levels == before {
            return levels;
        }
    }
}

/// The rows that a clause gives: positive literals bind, then comparisons, then negation.
fn apply(clause: &Clause, rows: &Rows) -> Vec<Vec<u32>> {
    let mut bindings = vec![Binding::new()];
    for literal in &clause.body {
        if let Literal::Positive(atom) = literal {
            let rows = &rows[atom.relation.index()];
            let extended = bindings
                .iter()
                .flat_map(|binding| rows.iter().filter_map(|row| unify(atom, row, binding)));
            bindings = extended.collect();
        }
    }
    // As often as there are literals, so that a value can pass through a chain of equalities.
    for _ in &clause.body {
        for literal in &clause.body {
            if let Literal::Compare(it) = literal {
                bindings = bindings
                    .into_iter()
                    .filter_map(|binding| compare(it, binding))
                    .collect();
            }
        }
    }
    for literal in &clause.body {
        if let Literal::Negative(atom) = literal {
            let rows = &rows[atom.relation.index()];
            bindings.retain(|binding| !rows.iter().any(|row| unify(atom, row, binding).is_some()));
        }
    }
    let head = |binding: Binding| {
        let terms = clause.head.terms.iter();
        let values = terms.map(|it| value(it, &binding).expect("a head's variables are bound"));
        values.collect()
    };
    bindings.into_iter().map(head).collect()
}

fn unify(atom: &Atom, row: &[u32], binding: &Binding) -> Option<Binding> {
    let mut binding = binding.clone();
    for (term, &cell) in atom.terms.iter().zip(row) {
        match (term, value(term, &binding)) {
            (Term::Wildcard, _) => {}
            (_, Some(known)) if known != cell => return None,
            (Term::Variable(id), None) => {
                binding.insert(id.0, cell);
            }
            _ => {}
        }
    }
    Some(binding)
}

/// The binding if the comparison holds or cannot be made yet; `=` binds an unbound side.
fn compare(it: &Comparison, mut binding: Binding) -> Option<Binding> {
    let (left, right) = (value(&it.left, &binding), value(&it.right, &binding));
    let holds = match (it.operator, left, right) {
        (Operator::Equal, Some(value), None) => bind(&it.right, value, &mut binding),
        (Operator::Equal, None, Some(value)) => bind(&it.left, value, &mut binding),
        (_, None, _) | (_, _, None) => true,
        (Operator::Equal, left, right) => left == right,
        (Operator::NotEqual, left, right) => left != right,
        (Operator::Less, left, right) => left < right,
        (Operator::LessOrEqual, left, right) => left <= right,
        (Operator::Greater, left, right) => left > right,
        (Operator::GreaterOrEqual, left, right) => left >= right,
    };
    holds.then_some(binding)
}

fn bind(term: &Term, value: u32, binding: &mut Binding) -> bool {
    if let Term::Variable(id) = term {
        binding.insert(id.0, value);
    }
    true
}

fn value(term: &Term, binding: &Binding) -> Option<u32> {
    match *term {
        Term::Variable(id) => binding.get(&id.0).copied(),
        Term::Symbol(id) => Some(id.0),
        Term::Number(number) => Some(number),
        Term::Wildcard => None,
    }
}
