//! The obvious answers: ground every clause over every symbol, then close under the rules.
//!
//! Shares only data types with the engine: no index, no plan, no graph, no search.

use std::collections::{BTreeMap, BTreeSet};

use threatlog::derivations::Chance;
use threatlog::facts::{Fact, Facts};
use threatlog_dl::Program;
use threatlog_dl::program::{Atom, Clause, Literal, Operator, Term};

/// A ground clause that holds: its positive body facts and its chances give its head.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ground {
    pub head: Fact,
    pub body: BTreeSet<Fact>,
    pub chances: BTreeSet<Chance>,
}

/// All facts that hold. Negated relations must be inputs.
pub fn holding(program: &Program, facts: &Facts) -> BTreeSet<Fact> {
    saturated(program, facts).0
}

/// Every ground clause over the facts that hold.
pub fn grounds(program: &Program, facts: &Facts) -> Vec<Ground> {
    saturated(program, facts).1
}

/// What holds and why, found by applying every clause until nothing is new.
pub fn saturated(program: &Program, facts: &Facts) -> (BTreeSet<Fact>, Vec<Ground>) {
    let mut holding = inputs(program, facts);
    loop {
        let clauses = program.clauses.iter();
        let grounds: Vec<Ground> = clauses
            .flat_map(|clause| ground(program, facts, clause, &holding))
            .collect();
        let before = holding.len();
        holding.extend(grounds.iter().map(|it| it.head.clone()));
        if holding.len() == before {
            return (holding, grounds);
        }
    }
}

/// The minimal sets of chances from which each derived fact follows; `None` where there are more
/// than `limit` for some fact on the way.
pub fn minimal_proofs(
    grounds: &[Ground],
    limit: usize,
) -> Option<BTreeMap<Fact, Vec<BTreeSet<Chance>>>> {
    let derived: BTreeSet<&Fact> = grounds.iter().map(|it| &it.head).collect();
    let mut proofs: BTreeMap<Fact, Vec<BTreeSet<Chance>>> = BTreeMap::new();
    loop {
        let mut changed = false;
        for ground in grounds {
            let mut sets = vec![ground.chances.clone()];
            for fact in ground.body.iter().filter(|fact| derived.contains(fact)) {
                let of_fact = proofs.get(fact).cloned().unwrap_or_default();
                let unions = sets
                    .iter()
                    .flat_map(|set| of_fact.iter().map(move |it| set | it));
                sets = minimal(unions.collect());
            }
            let known = proofs.entry(ground.head.clone()).or_default();
            let mut all = known.clone();
            all.extend(sets);
            let all = minimal(all);
            if all.len() > limit {
                return None;
            }
            changed |= all != *known;
            *known = all;
        }
        if !changed {
            return Some(proofs);
        }
    }
}

/// The greatest product over derivation trees, a chance counted each time it occurs: what ranking
/// by trees would answer.
pub fn tree_product(grounds: &[Ground], goal: &Fact, value: impl Fn(&Chance) -> f64) -> f64 {
    let mut best: BTreeMap<&Fact, f64> = BTreeMap::new();
    let derived: BTreeSet<&Fact> = grounds.iter().map(|it| &it.head).collect();
    for _ in 0..derived.len() {
        for ground in grounds {
            let chances: f64 = ground.chances.iter().map(&value).product();
            let body = ground.body.iter().filter(|fact| derived.contains(fact));
            let body: f64 = body
                .map(|fact| best.get(fact).copied().unwrap_or(0.0))
                .product();
            let known = best.entry(&ground.head).or_insert(0.0);
            *known = known.max(chances * body);
        }
    }
    best.get(goal).copied().unwrap_or(0.0)
}

/// The likelihood that all chances of at least one set hold: the sum over all worlds, as far as
/// they differ.
pub fn likelihood_of_any(sets: &[BTreeSet<Chance>], value: &impl Fn(&Chance) -> f64) -> f64 {
    if sets.iter().any(BTreeSet::is_empty) {
        return 1.0;
    }
    let Some(chance) = sets.iter().flatten().next() else {
        return 0.0;
    };
    let without = |set: &BTreeSet<Chance>| set.iter().filter(|it| *it != chance).cloned().collect();
    let holds: Vec<BTreeSet<Chance>> = sets.iter().map(without).collect();
    let fails = sets.iter().filter(|set| !set.contains(chance)).cloned();
    let fails: Vec<BTreeSet<Chance>> = fails.collect();
    let value_of = value(chance);
    value_of * likelihood_of_any(&minimal(holds), value)
        + (1.0 - value_of) * likelihood_of_any(&fails, value)
}

fn minimal(mut sets: Vec<BTreeSet<Chance>>) -> Vec<BTreeSet<Chance>> {
    sets.sort();
    sets.dedup();
    let keep = |set: &&BTreeSet<Chance>| !sets.iter().any(|it| it != *set && it.is_subset(set));
    sets.iter().filter(keep).cloned().collect()
}

fn inputs(program: &Program, facts: &Facts) -> BTreeSet<Fact> {
    let mut holding = BTreeSet::new();
    for (relation, table) in (0..)
        .map(threatlog_dl::program::RelationId)
        .zip(&facts.tables)
    {
        if program.relation(relation).input {
            let rows = table.rows();
            holding.extend(rows.map(|row| Fact {
                relation,
                row: row.into(),
            }));
        }
    }
    holding
}

/// Tries every combination of the values that each variable has in some column that it names.
fn ground(
    program: &Program,
    facts: &Facts,
    clause: &Clause,
    holding: &BTreeSet<Fact>,
) -> Vec<Ground> {
    let mut found = Vec::new();
    let domains: Vec<Vec<u32>> = (0..clause.variables.len())
        .map(|variable| domain(clause, variable, holding))
        .collect();
    if domains.iter().any(Vec::is_empty) {
        return found;
    }
    let mut places = vec![0; domains.len()];
    'assignments: loop {
        let values = places.iter().zip(&domains).map(|(&at, domain)| domain[at]);
        let values: Vec<u32> = values.collect();
        if let Some(body) = body_holds(clause, &values, holding) {
            found.push(Ground {
                head: fact(&clause.head, &values),
                chances: chances(program, facts, clause, &values, &body),
                body,
            });
        }
        for (place, domain) in places.iter_mut().zip(&domains) {
            *place += 1;
            if *place < domain.len() {
                continue 'assignments;
            }
            *place = 0;
        }
        return found;
    }
}

/// What holds in a column where a positive condition names the variable.
fn domain(clause: &Clause, variable: usize, holding: &BTreeSet<Fact>) -> Vec<u32> {
    let column = clause.body.iter().find_map(|literal| {
        let Literal::Positive(atom) = literal else {
            return None;
        };
        let named = |term: &Term| matches!(term, Term::Variable(id) if id.index() == variable);
        let at = atom.terms.iter().position(named)?;
        Some((atom.relation, at))
    });
    let (relation, at) = column.expect("a safe clause binds its variables");
    let facts = holding.iter().filter(|fact| fact.relation == relation);
    let values: BTreeSet<u32> = facts.map(|fact| fact.row[at]).collect();
    values.into_iter().collect()
}

fn body_holds(clause: &Clause, values: &[u32], holding: &BTreeSet<Fact>) -> Option<BTreeSet<Fact>> {
    let mut body = BTreeSet::new();
    for literal in &clause.body {
        match literal {
            Literal::Positive(atom) => {
                let fact = fact(atom, values);
                holding.contains(&fact).then_some(())?;
                body.insert(fact);
            }
            Literal::Negative(atom) => {
                (!holding.contains(&fact(atom, values))).then_some(())?;
            }
            Literal::Compare(it) => {
                let (left, right) = (term(&it.left, values), term(&it.right, values));
                let holds = match it.operator {
                    Operator::Equal => left == right,
                    Operator::NotEqual => left != right,
                    Operator::Less => left < right,
                    Operator::LessOrEqual => left <= right,
                    Operator::Greater => left > right,
                    Operator::GreaterOrEqual => left >= right,
                };
                holds.then_some(())?;
            }
        }
    }
    Some(body)
}

fn chances(
    program: &Program,
    facts: &Facts,
    clause: &Clause,
    values: &[u32],
    body: &BTreeSet<Fact>,
) -> BTreeSet<Chance> {
    let given = body.iter().filter(|fact| facts.chances.contains_key(fact));
    let mut chances: BTreeSet<Chance> = given.cloned().map(Chance::Given).collect();
    chances.extend(clause.step.map(|step| {
        let act = program.step(step).act.iter();
        let act = act.map(|name| clause.variables.iter().position(|it| it == name));
        let act = act.map(|at| values[at.expect("an act's variables are bound")]);
        Chance::Act {
            step,
            values: act.collect(),
        }
    }));
    chances
}

fn fact(atom: &Atom, values: &[u32]) -> Fact {
    Fact {
        relation: atom.relation,
        row: atom.terms.iter().map(|it| term(it, values)).collect(),
    }
}

fn term(term: &Term, values: &[u32]) -> u32 {
    match *term {
        Term::Variable(id) => values[id.index()],
        Term::Symbol(id) => id.0,
        Term::Number(number) => number,
        Term::Wildcard => panic!("the random programs have no wildcards"),
    }
}
