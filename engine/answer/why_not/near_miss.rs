//! A fact that does not hold in; the rules that come closest to giving it, and what each lacks, out.

use std::ops::ControlFlow;

use serde::Serialize;
use threatlog_dl::program::{Atom, Clause, Literal, Term};

use crate::answer::spot::Spot;
use crate::answer::wording::sentence;
use crate::engine::Solved;
use crate::facts::{Fact, Input};
use crate::rules::positive;
use crate::solve::{Binding, Database, MatchPlan, Start, matches, unify};

/// A rule whose conditions hold up to one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Miss {
    /// The step's title, or `None` for plumbing.
    pub step: Option<String>,
    /// Where the rule stands.
    pub rule: Spot,
    /// The conditions that hold, in the rule's order.
    pub holds: Vec<String>,
    /// The first that does not.
    pub lacks: String,
    /// How many conditions come after that.
    pub left: usize,
}

/// How many matches of the beginning of a rule are looked at.
const MATCHES: usize = 50_000;

/// How many misses are worth reading.
const SHOWN: usize = 5;

/// How many facts are looked into.
const FACTS: usize = 40;

/// The misses of a fact's rules, those that lack least first. Where a rule is plumbing and lacks a
/// derived fact, the rules of that fact are looked at instead.
pub(super) fn near_misses(solved: &Solved, fact: &Fact) -> Vec<Miss> {
    let program = solved.program();
    // A copy, to which the beginnings of rules add their indexes.
    let mut database = solved.matcher.database.clone();
    let mut misses: Vec<Miss> = Vec::new();
    let mut facts = vec![fact.clone()];
    let mut at = 0;
    while let Some(fact) = facts.get(at).cloned() {
        at += 1;
        let of_fact = |clause: &&Clause| clause.head.relation == fact.relation;
        for clause in program.clauses.iter().filter(of_fact) {
            let Some((deepest, values)) = deepest(clause, &fact, &mut database) else {
                continue;
            };
            let lacking = clause.body.get(deepest);
            let lacking = lacking.and_then(|it| derived(solved, it, &values));
            match lacking.filter(|_| clause.step.is_none() && facts.len() < FACTS) {
                Some(fact) if facts.contains(&fact) => {}
                Some(fact) => facts.push(fact),
                None => {
                    let miss = miss(solved, clause, deepest, &values);
                    let same = |it: &Miss| it.step == miss.step && it.lacks == miss.lacks;
                    if !misses.iter().any(same) {
                        misses.push(miss);
                    }
                }
            }
        }
    }
    // A rule of which nothing holds says little.
    if misses.iter().any(|miss| !miss.holds.is_empty()) {
        misses.retain(|miss| !miss.holds.is_empty());
    }
    misses.sort_by_key(|miss| {
        let matching = std::cmp::Reverse(miss.holds.len());
        (miss.step.is_none(), miss.left, matching)
    });
    misses.truncate(SHOWN);
    misses
}

/// The furthest condition of a clause that fails for this head, and what its variables are then.
fn deepest(
    clause: &Clause,
    fact: &Fact,
    database: &mut Database,
) -> Option<(usize, Vec<Option<u32>>)> {
    let start = unify(&clause.head.terms, &fact.row)?;
    // The whole body never matches, as the head does not hold.
    let last = clause.body.len().checked_sub(1)?;
    let mut deepest = (0, first_match(&beginning(clause, 0), &start, database)?);
    for count in 1..=last {
        let Some(values) = first_match(&beginning(clause, count), &start, database) else {
            break;
        };
        deepest = (count, values);
    }
    Some(deepest)
}

/// A clause with only so many conditions. They are taken one after the other: what is not known
/// when a comparison is met makes it hold, and in a negation stands for anything.
fn beginning(clause: &Clause, count: usize) -> Clause {
    let mut known = vec![false; clause.variables.len()];
    mark(&clause.head, &mut known);
    let mut body = Vec::with_capacity(count);
    for literal in clause.body.iter().take(count) {
        let is_known = |term: &Term| !matches!(term, Term::Variable(id) if !known[id.index()]);
        match literal {
            Literal::Positive(atom) => {
                body.push(literal.clone());
                mark(atom, &mut known);
            }
            Literal::Negative(atom) => {
                let mut atom = atom.clone();
                let open = atom.terms.iter_mut().filter(|it| !is_known(it));
                open.for_each(|it| *it = Term::Wildcard);
                body.push(Literal::Negative(atom));
            }
            Literal::Compare(it) if is_known(&it.left) && is_known(&it.right) => {
                body.push(literal.clone());
            }
            Literal::Compare(_) => {}
        }
    }
    Clause {
        body,
        ..clause.clone()
    }
}

fn mark(atom: &Atom, known: &mut [bool]) {
    for term in &atom.terms {
        if let Term::Variable(id) = term {
            known[id.index()] = true;
        }
    }
}

/// What the variables of a clause are where its conditions hold: in the first match, by the rows
/// of the conditions one after the other.
fn first_match(
    clause: &Clause,
    start: &[(u32, u32)],
    database: &mut Database,
) -> Option<Vec<Option<u32>>> {
    let plan = MatchPlan::new(clause, Start::Head, database, |_| false);
    plan.prepare(database);
    let mut first: Option<Binding> = None;
    let mut seen = 0;
    let _ = matches(&plan, database, start, 0..0, &mut |binding| {
        if first.as_ref().is_none_or(|it| binding.rows < it.rows) {
            first = Some(binding.clone());
        }
        seen += 1;
        if seen < MATCHES {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    let mut known = vec![false; clause.variables.len()];
    mark(&clause.head, &mut known);
    for atom in positive(clause) {
        mark(atom, &mut known);
    }
    let values = first?.values.into_iter().zip(known);
    Some(values.map(|(it, known)| known.then_some(it)).collect())
}

/// The derived fact that a condition asks for, if all of it is known.
fn derived(solved: &Solved, literal: &Literal, values: &[Option<u32>]) -> Option<Fact> {
    let Literal::Positive(atom) = literal else {
        return None;
    };
    let terms = atom.terms.iter().map(|term| value(term, values));
    let row = terms.collect::<Option<Box<[u32]>>>()?;
    let relation = atom.relation;
    (!solved.program().relation(relation).input).then_some(Fact { relation, row })
}

fn miss(solved: &Solved, clause: &Clause, at: usize, values: &[Option<u32>]) -> Miss {
    let texts = |it: &Literal| text(solved, clause, it, values);
    let step = clause.step.map(|id| solved.program().step(id));
    Miss {
        step: step.map(|it| it.title.clone()),
        rule: solved.spot(clause.place),
        holds: clause.body.iter().take(at).map(texts).collect(),
        lacks: clause.body.get(at).map_or_else(String::new, texts),
        left: clause.body.len().saturating_sub(at + 1),
    }
}

fn value(term: &Term, values: &[Option<u32>]) -> Option<u32> {
    match *term {
        Term::Variable(id) => values[id.index()],
        Term::Symbol(id) => Some(id.0),
        Term::Number(number) => Some(number),
        Term::Wildcard => None,
    }
}

/// A condition as a sentence; what is not known yet is `some` variable.
fn text(solved: &Solved, clause: &Clause, literal: &Literal, values: &[Option<u32>]) -> String {
    match literal {
        Literal::Positive(atom) => atom_text(solved, clause, atom, values),
        Literal::Negative(atom) => {
            format!("not: {}", atom_text(solved, clause, atom, values))
        }
        Literal::Compare(it) => {
            let side = |term: &Term| term_text(solved, clause, term, values);
            format!("{} {} {}", side(&it.left), it.operator, side(&it.right))
        }
    }
}

fn atom_text(solved: &Solved, clause: &Clause, atom: &Atom, values: &[Option<u32>]) -> String {
    let known = atom.terms.iter().map(|term| value(term, values));
    if let Some(row) = known.collect::<Option<Box<[u32]>>>() {
        let relation = atom.relation;
        let fact = Fact { relation, row };
        let input = Input::of(solved.program().relation(relation));
        let is_open = matches!(input, Some(Input::LacksControl | Input::SlipsPast));
        let kept_off = is_open && !solved.holds(&fact);
        let there = if kept_off { " (it is there)" } else { "" };
        return sentence(solved, &fact) + there;
    }
    let relation = solved.program().relation(atom.relation);
    let terms = atom
        .terms
        .iter()
        .map(|it| term_text(solved, clause, it, values));
    let terms: Vec<String> = terms.collect();
    match (&relation.reads, terms.as_slice()) {
        (Some(reads), terms) => {
            let columns = relation.columns.iter().zip(terms);
            columns.fold(reads.clone(), |text, (column, term)| {
                text.replace(&format!("{{{}}}", column.name), term)
            })
        }
        (None, [first, second]) => format!("{first} {} {second}", relation.name),
        (None, terms) => format!("{}({})", relation.name, terms.join(", ")),
    }
}

fn term_text(solved: &Solved, clause: &Clause, term: &Term, values: &[Option<u32>]) -> String {
    match *term {
        Term::Number(number) => number.to_string(),
        Term::Symbol(id) => solved.facts().symbols.text(id.0).to_owned(),
        Term::Wildcard => "anything".to_owned(),
        Term::Variable(id) => match values[id.index()] {
            Some(value) => solved.facts().symbols.text(value).to_owned(),
            None => {
                let name = clause.variables.get(id.index());
                format!("some {}", name.map_or("thing", String::as_str))
            }
        },
    }
}
