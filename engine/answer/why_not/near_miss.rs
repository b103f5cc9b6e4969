//! A fact that does not hold in; the rules that come closest to giving it, and what each lacks, out.

use threatlog_dl::program::{Atom, Clause, Comparison, Literal, Term};
use threatlog_dl::source::Place;

use crate::answer::analysis::Analysis;
use crate::answer::wording::sentence;
use crate::facts::{Fact, Rows};

/// A rule whose conditions hold up to one.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// The step's title, or `None` for plumbing.
    pub step: Option<String>,
    /// Where the rule stands.
    pub rule: Place,
    /// The conditions that hold, in the rule's order.
    pub holds: Vec<String>,
    /// The first that does not.
    pub lacks: String,
    /// How many conditions come after that.
    pub left: usize,
}

/// How many rows are looked at for a rule.
const ROWS: usize = 50_000;

/// How many misses are worth reading.
const SHOWN: usize = 5;

/// How many facts are looked into.
const FACTS: usize = 40;

/// The misses of a fact's rules, those that lack least first. Where a rule is plumbing and lacks a
/// derived fact, the rules of that fact are looked at instead.
pub(super) fn near_misses(analysis: &Analysis, fact: &Fact) -> Vec<Miss> {
    let program = analysis.program();
    let mut misses: Vec<Miss> = Vec::new();
    let mut facts = vec![fact.clone()];
    let mut at = 0;
    while let Some(fact) = facts.get(at).cloned() {
        at += 1;
        let of_fact = |clause: &&Clause| clause.head.relation == fact.relation;
        for clause in program.clauses.iter().filter(of_fact) {
            let Some((deepest, values)) = deepest(analysis, clause, &fact) else {
                continue;
            };
            let lacking = clause.body.get(deepest);
            let lacking = lacking.and_then(|it| derived(analysis, it, &values));
            match lacking.filter(|_| clause.step.is_none() && facts.len() < FACTS) {
                Some(fact) if facts.contains(&fact) => {}
                Some(fact) => facts.push(fact),
                None => {
                    let miss = miss(analysis, clause, deepest, &values);
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
fn deepest(analysis: &Analysis, clause: &Clause, fact: &Fact) -> Option<(usize, Vec<Option<u32>>)> {
    let mut values = vec![None; clause.variables.len()];
    if !unify(&clause.head, &fact.row, &mut values) {
        return None;
    }
    let mut search = Search {
        analysis,
        clause,
        deepest: None,
        rows: ROWS,
    };
    search.from(0, &mut values);
    search.deepest
}

/// The derived fact that a condition asks for, if all of it is known.
fn derived(analysis: &Analysis, literal: &Literal, values: &[Option<u32>]) -> Option<Fact> {
    let Literal::Positive(atom) = literal else {
        return None;
    };
    let terms = atom.terms.iter().map(|term| value(term, values));
    let row = terms.collect::<Option<Box<[u32]>>>()?;
    let relation = atom.relation;
    (!analysis.program().relation(relation).input).then_some(Fact { relation, row })
}

fn miss(analysis: &Analysis, clause: &Clause, at: usize, values: &[Option<u32>]) -> Miss {
    let texts = |it: &Literal| text(analysis, clause, it, values);
    let step = clause.step.map(|id| analysis.program().step(id));
    Miss {
        step: step.map(|it| it.title.clone()),
        rule: clause.place,
        holds: clause.body.iter().take(at).map(texts).collect(),
        lacks: clause.body.get(at).map_or_else(String::new, texts),
        left: clause.body.len().saturating_sub(at + 1),
    }
}

struct Search<'s, 'a> {
    analysis: &'s Analysis<'a>,
    clause: &'s Clause,
    /// The furthest condition that failed, with what the variables were.
    deepest: Option<(usize, Vec<Option<u32>>)>,
    /// How many rows may still be looked at.
    rows: usize,
}

impl Search<'_, '_> {
    /// Matches the conditions from `at` on; the whole body never matches, as the head does not
    /// hold.
    fn from(&mut self, at: usize, values: &mut Vec<Option<u32>>) {
        let Some(literal) = self.clause.body.get(at) else {
            return;
        };
        if self
            .deepest
            .as_ref()
            .is_none_or(|(deepest, _)| at > *deepest)
        {
            self.deepest = Some((at, values.clone()));
        }
        match literal {
            Literal::Compare(it) => {
                if compares(it, values) {
                    self.from(at + 1, values);
                }
            }
            Literal::Negative(atom) => {
                if !self
                    .rows_of(atom, values)
                    .iter()
                    .any(|row| unify(atom, row, &mut values.clone()))
                {
                    self.from(at + 1, values);
                }
            }
            Literal::Positive(atom) => {
                for row in self.rows_of(atom, values).iter() {
                    if self.rows == 0 {
                        return;
                    }
                    self.rows -= 1;
                    let mut values = values.clone();
                    if unify(atom, row, &mut values) {
                        self.from(at + 1, &mut values);
                    }
                }
            }
        }
    }

    /// The rows that can match: the one row where all is known, else all.
    fn rows_of(&self, atom: &Atom, values: &[Option<u32>]) -> Rows {
        let database = &self.analysis.matcher.database;
        let known = atom.terms.iter().map(|term| value(term, values));
        let Some(row) = known.collect::<Option<Vec<u32>>>() else {
            return database.rows(atom.relation);
        };
        let arity = row.len().max(1);
        if database.contains(atom.relation, &row) {
            Rows::new(arity, row)
        } else {
            Rows::new(arity, Vec::new())
        }
    }
}

fn unify(atom: &Atom, row: &[u32], values: &mut [Option<u32>]) -> bool {
    atom.terms.iter().zip(row).all(|(term, &cell)| match *term {
        Term::Variable(id) => *values[id.index()].get_or_insert(cell) == cell,
        Term::Symbol(id) => id.0 == cell,
        Term::Number(number) => number == cell,
        Term::Wildcard => true,
    })
}

/// A comparison whose sides are not known yet is taken to hold.
fn compares(it: &Comparison, values: &[Option<u32>]) -> bool {
    let (Some(left), Some(right)) = (value(&it.left, values), value(&it.right, values)) else {
        return true;
    };
    it.operator.holds(left, right)
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
fn text(analysis: &Analysis, clause: &Clause, literal: &Literal, values: &[Option<u32>]) -> String {
    match literal {
        Literal::Positive(atom) => atom_text(analysis, clause, atom, values),
        Literal::Negative(atom) => {
            format!("not: {}", atom_text(analysis, clause, atom, values))
        }
        Literal::Compare(it) => {
            let side = |term: &Term| term_text(analysis, clause, term, values);
            format!("{} {} {}", side(&it.left), it.operator, side(&it.right))
        }
    }
}

fn atom_text(analysis: &Analysis, clause: &Clause, atom: &Atom, values: &[Option<u32>]) -> String {
    let known = atom.terms.iter().map(|term| value(term, values));
    if let Some(row) = known.collect::<Option<Box<[u32]>>>() {
        let relation = atom.relation;
        let fact = Fact { relation, row };
        let name = analysis.program().relation(relation).name.as_str();
        let kept_off = matches!(name, "lacks_control" | "slips_past") && !analysis.holds(&fact);
        let there = if kept_off { " (it is there)" } else { "" };
        return sentence(analysis, &fact) + there;
    }
    let relation = analysis.program().relation(atom.relation);
    let terms = atom
        .terms
        .iter()
        .map(|it| term_text(analysis, clause, it, values));
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

fn term_text(analysis: &Analysis, clause: &Clause, term: &Term, values: &[Option<u32>]) -> String {
    match *term {
        Term::Number(number) => number.to_string(),
        Term::Symbol(id) => analysis.facts().symbols.text(id.0).to_owned(),
        Term::Wildcard => "anything".to_owned(),
        Term::Variable(id) => match values[id.index()] {
            Some(value) => analysis.facts().symbols.text(value).to_owned(),
            None => {
                let name = clause.variables.get(id.index());
                format!("some {}", name.map_or("thing", String::as_str))
            }
        },
    }
}
