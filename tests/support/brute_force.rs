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

/// All facts that hold, found by applying every clause until nothing is new. Negated relations
/// must be inputs.
pub fn holding(program: &Program, facts: &Facts) -> BTreeSet<Fact> {
    let mut holding = inputs(program, facts);
    loop {
        let before = holding.len();
        for clause in &program.clauses {
            let grounds = ground(program, facts, clause, &holding);
            holding.extend(grounds.into_iter().map(|it| it.head));
        }
        if holding.len() == before {
            return holding;
        }
    }
}

/// Every ground clause over the facts that hold.
pub fn grounds(program: &Program, facts: &Facts) -> Vec<Ground> {
    let holding = holding(program, facts);
    let clauses = program.clauses.iter();
    clauses
        .flat_map(|clause| ground(program, facts, clause, &holding))
        .collect()
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

/// Tries every value for every variable.
fn ground(
    program: &Program,
    facts: &Facts,
    clause: &Clause,
    holding: &BTreeSet<Fact>,
) -> Vec<Ground> {
    let symbols = u32::try_from(facts.symbols.len()).expect("few symbols");
    let mut found = Vec::new();
    let mut values = vec![0; clause.variables.len()];
    'assignments: loop {
        if let Some(body) = body_holds(clause, &values, holding) {
            found.push(Ground {
                head: fact(&clause.head, &values),
                chances: chances(program, facts, clause, &values, &body),
                body,
            });
        }
        for value in &mut values {
            *value += 1;
            if *value < symbols {
                continue 'assignments;
            }
            *value = 0;
        }
        return found;
    }
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
