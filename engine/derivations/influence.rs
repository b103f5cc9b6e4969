//! Solved rules and an input fact in; whether the fact could matter to any path out.
//!
//! Decided without knowing who attacks and what protects: whatever rests on chance, on actors or
//! on controls is taken to hold. So a fact that does not matter here matters to no path, whoever the
//! actors are; the reverse does not follow.

use std::ops::ControlFlow;

use rustc_hash::FxHashSet;
use threatlog_dl::program::{
    Atom, Clause, ClauseId, Literal, Program, RelationId, Term, VariableId,
};

use crate::facts::{Fact, Input};
use crate::solve::{Binding, Database, MatchPlan, Start, matches, unify};

/// The rules, turned round: from a fact to what it helps to derive.
#[derive(Debug)]
pub struct Influence<'p> {
    program: &'p Program,
    database: Database,
    /// By relation: the conditions that its facts can meet.
    uses: Vec<Vec<Use>>,
    /// Facts that matter to no path.
    idle: FxHashSet<Fact>,
}

/// A condition of a clause that a fact can meet.
#[derive(Debug)]
struct Use {
    clause: ClauseId,
    terms: Vec<Term>,
    /// Matches the rest of the body, as far as it is fixed and joined to the condition.
    plan: MatchPlan,
    /// Whether the head is uncertain, and so part of a path.
    decides: bool,
}

/// How many matches are looked at for one fact; then it is taken to matter.
const EFFORT: usize = 20_000;

impl<'p> Influence<'p> {
    /// `database` holds all that the program derives. A path leads to facts of `goals`.
    pub fn new(program: &'p Program, mut database: Database, goals: &[RelationId]) -> Self {
        let uncertain = threatlog_dl::uncertain(program);
        let open = open(program, &uncertain);
        let leads = leading_to(program, goals);
        let mut uses: Vec<Vec<Use>> = program.relations.iter().map(|_| Vec::new()).collect();
        for (id, clause) in (0..).map(ClauseId).zip(&program.clauses) {
            if !leads[clause.head.relation.index()] {
                continue;
            }
            for (at, literal) in clause.body.iter().enumerate() {
                let (Literal::Positive(atom) | Literal::Negative(atom)) = literal else {
                    continue;
                };
                if uncertain[atom.relation.index()] && !is_control(program, atom) {
                    continue;
                }
                let (rest, apart) = fixed_rest(clause, at, atom, &open);
                if !apart.into_iter().all(|it| holds(clause, it, &mut database)) {
                    continue;
                }
                let plan = MatchPlan::new(&rest, Start::Head, &database, |_| true);
                plan.prepare(&mut database);
                let bound = bound(&rest);
                let known = |term: &Term| !matches!(term, Term::Variable(it) if !bound[it.index()]);
                uses[atom.relation.index()].push(Use {
                    clause: id,
                    terms: atom.terms.clone(),
                    plan,
                    decides: uncertain[clause.head.relation.index()]
                        || !clause.head.terms.iter().all(known),
                });
            }
        }
        // What ends the search comes first.
        uses.iter_mut()
            .for_each(|it| it.sort_by_key(|it| !it.decides));
        Self {
            program,
            database,
            uses,
            idle: FxHashSet::default(),
        }
    }

    /// Whether a fact of an input relation, there or not, could help or hinder any path.
    pub fn matters(&mut self, fact: Fact) -> bool {
        let mut seen = FxHashSet::default();
        let mut todo = vec![fact.clone()];
        seen.insert(fact);
        let mut effort = EFFORT;
        while let Some(fact) = todo.pop() {
            if self.idle.contains(&fact) {
                continue;
            }
            for usage in &self.uses[fact.relation.index()] {
                let Some(start) = unify(&usage.terms, &fact.row) else {
                    continue;
                };
                let head = &self.program.clause(usage.clause).head;
                let flow = matches(&usage.plan, &self.database, &start, 0..0, &mut |binding| {
                    effort -= 1;
                    if usage.decides || effort == 0 {
                        return ControlFlow::Break(());
                    }
                    let derived = ground(head, binding);
                    if seen.insert(derived.clone()) {
                        todo.push(derived);
                    }
                    ControlFlow::Continue(())
                });
                if flow.is_break() {
                    return true;
                }
            }
        }
        self.idle.extend(seen);
        false
    }
}

/// By relation: whether its facts can help to derive facts of `goals`.
fn leading_to(program: &Program, goals: &[RelationId]) -> Vec<bool> {
    let mut leads = vec![false; program.relations.len()];
    let mut todo = goals.to_vec();
    while let Some(relation) = todo.pop() {
        if std::mem::replace(&mut leads[relation.index()], true) {
            continue;
        }
        let clauses = program.clauses.iter();
        let clauses = clauses.filter(|it| it.head.relation == relation);
        let bodies = clauses.flat_map(|it| &it.body);
        todo.extend(bodies.filter_map(|literal| match literal {
            Literal::Positive(atom) | Literal::Negative(atom) => Some(atom.relation),
            Literal::Compare(_) => None,
        }));
    }
    leads
}

fn is_control(program: &Program, atom: &Atom) -> bool {
    matches!(
        Input::of(program.relation(atom.relation)),
        Some(Input::HasControl | Input::LacksControl | Input::SlipsPast)
    )
}

/// By relation: whether its facts rest on chance, on actors or on controls.
fn open(program: &Program, uncertain: &[bool]) -> Vec<bool> {
    let mut open = uncertain.to_vec();
    for (relation, open) in program.relations.iter().zip(&mut open) {
        let input = Input::of(relation);
        *open |= matches!(input, Some(Input::Actor | Input::Entry | Input::HasControl));
    }
    loop {
        let before = open.clone();
        for clause in &program.clauses {
            let rests = clause.body.iter().any(|literal| match literal {
                Literal::Positive(atom) | Literal::Negative(atom) => open[atom.relation.index()],
                Literal::Compare(_) => false,
            });
            open[clause.head.relation.index()] |= rests;
        }
        if open == before {
            return open;
        }
    }
}

/// The clause without what is open, with the condition at `at` as its head, so that matching
/// starts from there. Conditions that no variable joins to it are apart: the same for every fact.
fn fixed_rest(
    clause: &Clause,
    at: usize,
    condition: &Atom,
    open: &[bool],
) -> (Clause, Vec<Literal>) {
    let others = clause.body.iter().enumerate().filter(|(it, _)| *it != at);
    let fixed = |literal: &Literal| match literal {
        Literal::Positive(atom) | Literal::Negative(atom) => !open[atom.relation.index()],
        Literal::Compare(_) => true,
    };
    let fixed = others.map(|(_, it)| it.clone()).filter(fixed);
    let (mut body, mut apart): (Vec<Literal>, Vec<Literal>) =
        fixed.partition(|it| !matches!(it, Literal::Positive(_)));
    let mut joined = variables(condition);
    while let Some(next) = apart.iter().position(|it| joins(it, &joined)) {
        let literal = apart.remove(next);
        if let Literal::Positive(atom) = &literal {
            joined.extend(variables(atom));
        }
        body.push(literal);
    }
    let mut rest = Clause {
        head: condition.clone(),
        body,
        ..clause.clone()
    };
    // What is left without a value for a variable cannot be tested, so it is taken to hold.
    let bound = bound(&rest);
    let known = |term: &Term| !matches!(term, Term::Variable(id) if !bound[id.index()]);
    rest.body.retain(|literal| match literal {
        Literal::Positive(_) => true,
        Literal::Negative(atom) => atom.terms.iter().all(known),
        Literal::Compare(it) => known(&it.left) && known(&it.right),
    });
    (rest, apart)
}

/// Whether a condition shares a variable, or has none of its own.
fn joins(literal: &Literal, joined: &[VariableId]) -> bool {
    let Literal::Positive(atom) = literal else {
        return true;
    };
    let own = variables(atom);
    own.is_empty() || own.iter().any(|it| joined.contains(it))
}

fn variables(atom: &Atom) -> Vec<VariableId> {
    let variable = |term: &Term| match term {
        Term::Variable(id) => Some(*id),
        _ => None,
    };
    atom.terms.iter().filter_map(variable).collect()
}

/// Whether some fact meets a condition by itself.
fn holds(clause: &Clause, condition: Literal, database: &mut Database) -> bool {
    let alone = Clause {
        body: vec![condition],
        ..clause.clone()
    };
    let plan = MatchPlan::new(&alone, Start::Open, database, |_| true);
    plan.prepare(database);
    let flow = matches(&plan, database, &[], 0..0, &mut |_| ControlFlow::Break(()));
    flow.is_break()
}

/// By variable: whether the head or a positive condition gives it a value.
fn bound(clause: &Clause) -> Vec<bool> {
    let mut bound = vec![false; clause.variables.len()];
    let atoms = clause.body.iter().filter_map(|it| match it {
        Literal::Positive(atom) => Some(atom),
        Literal::Negative(_) | Literal::Compare(_) => None,
    });
    for term in atoms.chain([&clause.head]).flat_map(|it| &it.terms) {
        if let Term::Variable(id) = term {
            bound[id.index()] = true;
        }
    }
    bound
}

fn ground(head: &Atom, binding: &Binding) -> Fact {
    let value = |term: &Term| match *term {
        Term::Variable(id) => binding.values[id.index()],
        Term::Symbol(id) => id.0,
        Term::Number(number) => number,
        Term::Wildcard => unreachable!("the checks allow no wildcard in a head"),
    };
    Fact {
        relation: head.relation,
        row: head.terms.iter().map(value).collect(),
    }
}
