//! A clause in; the order in which to match its body, and what each step looks up, out.

use threatlog_dl::program::{Atom, Clause, Comparison, Literal, Operator, RelationId, Term};

use super::store::Database;

/// How to match a clause's body, given what is known at the start.
#[derive(Clone, Debug)]
pub struct MatchPlan {
    pub(super) steps: Vec<PlanStep>,
    pub(super) variables: usize,
    pub(super) literals: usize,
}

/// What is known before matching begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Nothing.
    Open,
    /// The variables of the head.
    Head,
    /// The body literal with this index is matched first, against new rows only.
    Delta(usize),
}

#[derive(Clone, Debug)]
pub(super) enum PlanStep {
    Lookup(Lookup),
    /// The atom must not hold; all its variables are bound, wildcards match anything.
    Absent(Lookup),
    Compare(Operator, Value, Value),
    /// Binds a variable to a known value.
    Assign(u32, Value),
}

/// Looking an atom up by the columns that are known.
#[derive(Clone, Debug)]
pub(super) struct Lookup {
    pub literal: usize,
    pub relation: RelationId,
    pub columns: u32,
    pub known: Vec<Value>,
    pub slots: Vec<Slot>,
    /// One match is enough: it binds nothing, and the caller does not tell rows apart.
    pub once: bool,
    pub delta: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    Constant(u32),
    Variable(u32),
}

/// What to do with a column of a found row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    Equals(Value),
    Bind(u32),
    Ignore,
}

impl MatchPlan {
    /// Plans a clause. `once(relation)` says that rows of this relation need not be told apart.
    pub fn new(
        clause: &Clause,
        start: Start,
        database: &Database,
        once: impl Fn(RelationId) -> bool,
    ) -> Self {
        let mut bound = vec![false; clause.variables.len()];
        let mut rest: Vec<usize> = (0..clause.body.len()).collect();
        let mut steps = Vec::new();
        if start == Start::Head {
            clause
                .head
                .terms
                .iter()
                .for_each(|term| mark(term, &mut bound));
        }
        if let Start::Delta(at) = start {
            rest.retain(|&it| it != at);
            if let Literal::Positive(atom) = &clause.body[at] {
                steps.push(PlanStep::Lookup(look(at, atom, &mut bound, false, true)));
            }
        }
        while !rest.is_empty() {
            let cheapest = |&at: &usize| (cost(&clause.body[at], &bound, database), at);
            let next = rest
                .iter()
                .copied()
                .min_by_key(cheapest)
                .expect("not empty");
            rest.retain(|&it| it != next);
            steps.push(match &clause.body[next] {
                Literal::Positive(atom) => {
                    let look = look(next, atom, &mut bound, once(atom.relation), false);
                    PlanStep::Lookup(look)
                }
                Literal::Negative(atom) => {
                    PlanStep::Absent(look(next, atom, &mut bound, true, false))
                }
                Literal::Compare(comparison) => compare(comparison, &mut bound),
            });
        }
        Self {
            steps,
            variables: clause.variables.len(),
            literals: clause.body.len(),
        }
    }

    /// Makes every index that the plan looks up.
    pub fn prepare(&self, database: &mut Database) {
        for step in &self.steps {
            if let PlanStep::Lookup(look) | PlanStep::Absent(look) = step {
                database.index(look.relation, look.columns);
            }
        }
    }
}

fn look(literal: usize, atom: &Atom, bound: &mut [bool], once: bool, delta: bool) -> Lookup {
    let (mut columns, mut known, mut binds) = (0, Vec::new(), false);
    let before = bound.to_vec();
    let mut slots = Vec::with_capacity(atom.terms.len());
    for (column, term) in atom.terms.iter().enumerate() {
        slots.push(match (value(term), term) {
            (Some(Value::Variable(variable)), _) if !bound[variable as usize] => {
                binds = true;
                bound[variable as usize] = true;
                Slot::Bind(variable)
            }
            (Some(value), _) => {
                let early = !matches!(value, Value::Variable(it) if !before[it as usize]);
                if early {
                    columns |= 1 << column;
                    known.push(value);
                }
                Slot::Equals(value)
            }
            (None, _) => Slot::Ignore,
        });
    }
    Lookup {
        literal,
        relation: atom.relation,
        columns,
        known,
        slots,
        once: once && !binds,
        delta,
    }
}

fn compare(comparison: &Comparison, bound: &mut [bool]) -> PlanStep {
    let sides = (value(&comparison.left), value(&comparison.right));
    let (Some(left), Some(right)) = sides else {
        unreachable!("the checks allow no wildcard in a comparison")
    };
    for (one, other) in [(left, right), (right, left)] {
        if let Value::Variable(variable) = one
            && !bound[variable as usize]
        {
            bound[variable as usize] = true;
            return PlanStep::Assign(variable, other);
        }
    }
    PlanStep::Compare(comparison.operator, left, right)
}

/// Smaller is sooner: tests that bind nothing, then look-ups by how many rows they may find.
fn cost(literal: &Literal, bound: &[bool], database: &Database) -> u64 {
    let known = |term: &Term| match term {
        Term::Variable(id) => bound[id.index()],
        Term::Wildcard => false,
        Term::Symbol(_) | Term::Number(_) => true,
    };
    match literal {
        Literal::Compare(it) => {
            let sides = [&it.left, &it.right].into_iter().filter(|term| known(term));
            match (it.operator, sides.count()) {
                (_, 2) | (Operator::Equal, 1) => 0,
                _ => u64::MAX,
            }
        }
        Literal::Negative(atom) => {
            let open = |term: &Term| *term != Term::Wildcard && !known(term);
            if atom.terms.iter().any(open) {
                u64::MAX
            } else {
                1
            }
        }
        Literal::Positive(atom) => {
            let size = database.size(atom.relation) as f64;
            let open = atom.terms.iter().filter(|term| !known(term)).count() as f64;
            let arity = atom.terms.len() as f64;
            // As if each column were equally selective; enough to tell good orders from bad.
            2 + (size.powf(open / arity) * 16.0) as u64
        }
    }
}

fn mark(term: &Term, bound: &mut [bool]) {
    if let Term::Variable(id) = term {
        bound[id.index()] = true;
    }
}

fn value(term: &Term) -> Option<Value> {
    match *term {
        Term::Variable(id) => Some(Value::Variable(id.0)),
        Term::Wildcard => None,
        Term::Symbol(id) => Some(Value::Constant(id.0)),
        Term::Number(number) => Some(Value::Constant(number)),
    }
}
