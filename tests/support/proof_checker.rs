//! A path goes in; every reason why its proof is none comes out.
//!
//! Shares only data types with the engine: no index, no plan, no graph, no search. A proof is
//! read node by node and each claim is held against the program and the given facts.

use std::collections::{BTreeMap, BTreeSet};

use threatlog::answer::{Inference, Path};
use threatlog::derivations::Chance;
use threatlog::facts::{Fact, Facts};
use threatlog::solve::Database;
use threatlog_dl::Program;
use threatlog_dl::program::{Atom, Clause, Literal, Operator, Term};

/// What proofs are held against.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    pub program: &'a Program,
    pub facts: &'a Facts,
    /// Looked into only for what must not hold.
    pub database: &'a Database,
}

/// Everything that is wrong with the proof and with what the path says about it.
pub fn faults(against: Against, path: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let nodes = &path.derivation.nodes;
    for (at, node) in nodes.iter().enumerate() {
        let found = match &node.by {
            None => given(against, &node.fact),
            Some(by) => inferred(against, path, at, by),
        };
        let text = against.text(&node.fact);
        faults.extend(found.into_iter().map(|it| format!("{text}: {it}")));
        let used = nodes.iter().filter_map(|it| it.by.as_ref());
        if at + 1 < nodes.len() && !used.flat_map(|by| &by.premises).any(|it| *it == at) {
            faults.push(format!("{text}: nothing rests on it"));
        }
    }
    if nodes.last().map(|node| &node.fact) != Some(&path.fact) {
        faults.push("the last fact is not what the path claims".to_owned());
    }
    faults.extend(figures(against, path));
    faults.extend(listing(against, path));
    faults.extend(order(against, path));
    faults.extend(controls(against, path));
    faults
}

/// The distinct uncertain things that a derivation rests on, read off its clauses and facts.
pub fn chances(against: Against, path: &Path) -> BTreeSet<Chance> {
    let mut found = BTreeSet::new();
    for node in &path.derivation.nodes {
        match &node.by {
            Some(by) => found.extend(act(against, by)),
            None if against.facts.chances.contains_key(&node.fact) => {
                found.insert(Chance::Given(node.fact.clone()));
            }
            None => {}
        }
    }
    found
}

fn given(against: Against, fact: &Fact) -> Vec<String> {
    let mut faults = Vec::new();
    if !against.program.relation(fact.relation).input {
        faults.push("derived, but no clause derives it".to_owned());
    }
    let table = against.facts.tables.get(fact.relation.index());
    if !table.is_some_and(|it| it.contains(&fact.row)) {
        faults.push("not among the given facts".to_owned());
    }
    faults
}

/// Whether the clause, under the recorded values, has these premises and this conclusion.
fn inferred(against: Against, path: &Path, at: usize, by: &Inference) -> Vec<String> {
    let mut faults = Vec::new();
    let clause = against.program.clause(by.clause);
    if clause.variables.len() != by.values.len() {
        return vec!["not one value for each variable".to_owned()];
    }
    if !is_ground(
        against,
        &clause.head,
        &by.values,
        &path.derivation.nodes[at].fact,
    ) {
        faults.push("not the head of its clause".to_owned());
    }
    if by.act != act(against, by) {
        faults.push("another act than its clause has".to_owned());
    }
    let mut premises = by.premises.iter();
    for literal in &clause.body {
        match literal {
            Literal::Positive(atom) => match premises.next() {
                None => faults.push("a premise is missing".to_owned()),
                Some(&premise) if premise >= at => {
                    faults.push("rests on what comes after it".to_owned());
                }
                Some(&premise) => {
                    let fact = &path.derivation.nodes[premise].fact;
                    if !is_ground(against, atom, &by.values, fact) {
                        let text = against.text(fact);
                        faults.push(format!("its clause does not ask for {text}"));
                    }
                }
            },
            Literal::Negative(atom) => {
                let rows = against.database.rows(atom.relation);
                if rows.iter().any(|row| fits(atom, &by.values, row)) {
                    faults.push("something holds that must not".to_owned());
                }
            }
            Literal::Compare(it) => {
                let value = |term: &Term| match *term {
                    Term::Variable(id) => by.values[id.index()],
                    Term::Symbol(id) => id.0,
                    Term::Number(number) => number,
                    Term::Wildcard => unreachable!("no wildcard is compared"),
                };
                let (left, right) = (value(&it.left), value(&it.right));
                let holds = match it.operator {
                    Operator::Equal => left == right,
                    Operator::NotEqual => left != right,
                    Operator::Less => left < right,
                    Operator::LessOrEqual => left <= right,
                    Operator::Greater => left > right,
                    Operator::GreaterOrEqual => left >= right,
                };
                if !holds {
                    faults.push("a comparison fails".to_owned());
                }
            }
        }
    }
    if premises.next().is_some() {
        faults.push("more premises than its clause has".to_owned());
    }
    faults
}

/// Whether an atom, its variables replaced by their values, is this fact.
fn is_ground(against: Against, atom: &Atom, values: &[u32], fact: &Fact) -> bool {
    let arity = against.program.relation(atom.relation).columns.len();
    atom.relation == fact.relation && fact.row.len() == arity && fits(atom, values, &fact.row)
}

fn fits(atom: &Atom, values: &[u32], row: &[u32]) -> bool {
    atom.terms.iter().zip(row).all(|(term, &cell)| match *term {
        Term::Variable(id) => values[id.index()] == cell,
        Term::Symbol(id) => id.0 == cell,
        Term::Number(number) => number == cell,
        Term::Wildcard => true,
    })
}

fn act(against: Against, by: &Inference) -> Option<Chance> {
    let clause = against.program.clause(by.clause);
    let step = clause.step?;
    let names = against.program.step(step).act.iter();
    let values = names.map(|name| by.values.get(position(clause, name)).copied());
    let values = values.collect::<Option<_>>()?;
    Some(Chance::Act { step, values })
}

fn position(clause: &Clause, name: &str) -> usize {
    let at = clause.variables.iter().position(|it| it == name);
    at.expect("every clause of a step binds the variables of its act")
}

fn figures(against: Against, path: &Path) -> Option<String> {
    let factors = chances(against, path)
        .into_iter()
        .map(|chance| match chance {
            Chance::Act { step, .. } => against.program.step(step).likelihood.chance(),
            Chance::Given(fact) => against.facts.chances[&fact],
        });
    let likelihood: f64 = factors.product();
    let wrong = (likelihood - path.likelihood).abs() > 1e-12;
    wrong.then(|| format!("likelihood {} and not {}", likelihood, path.likelihood))
}

/// An act as a path lists it: the step's id and the values of its variables as texts.
type Listed = (String, Vec<(String, String)>);

fn listed(against: Against, act: &Chance) -> Option<Listed> {
    let Chance::Act { step, values } = act else {
        return None;
    };
    let step = against.program.step(*step);
    let texts = values
        .iter()
        .map(|&it| against.facts.symbols.text(it).to_owned());
    Some((
        step.id.clone(),
        step.act.iter().cloned().zip(texts).collect(),
    ))
}

/// The acts that are listed are those of the derivation, each once and with its own figure.
fn listing(against: Against, path: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let chances = chances(against, path);
    let expected: BTreeSet<Listed> = chances
        .iter()
        .filter_map(|it| listed(against, it))
        .collect();
    let acts = path.acts.iter();
    let shown: Vec<Listed> = acts.map(|it| (it.step.clone(), it.args.clone())).collect();
    if shown.len() != expected.len() || shown.into_iter().collect::<BTreeSet<_>>() != expected {
        faults.push("the acts listed are not those of the derivation".to_owned());
    }
    for act in &path.acts {
        let steps = against.program.steps.iter();
        let chance = steps
            .filter(|it| it.id == act.step)
            .map(|it| it.likelihood.chance());
        if !chance.into_iter().eq([act.likelihood]) {
            faults.push(format!("`{}` has another likelihood", act.step));
        }
    }
    faults
}

/// An act may be listed once all that it rests on, in one of its places, has been.
fn order(against: Against, path: &Path) -> Vec<String> {
    let nodes = &path.derivation.nodes;
    let mut below: Vec<BTreeSet<Listed>> = Vec::new();
    let mut needs: Vec<(Listed, BTreeSet<Listed>)> = Vec::new();
    for node in nodes {
        let mut acts = BTreeSet::new();
        if let Some(by) = &node.by {
            let premises = by.premises.iter().filter_map(|&it| below.get(it));
            acts.extend(premises.flatten().cloned());
            if let Some(act) = act(against, by).and_then(|it| listed(against, &it)) {
                needs.push((act.clone(), acts.clone()));
                acts.insert(act);
            }
        }
        below.push(acts);
    }
    let mut done = BTreeSet::new();
    let mut faults = Vec::new();
    for act in &path.acts {
        let act: Listed = (act.step.clone(), act.args.clone());
        let places = needs.iter().filter(|(it, _)| *it == act);
        if !places
            .into_iter()
            .any(|(_, needed)| needed.is_subset(&done))
        {
            faults.push(format!("`{}` is listed before what it rests on", act.0));
        }
        done.insert(act);
    }
    faults
}

/// What the path says of controls and of the actor's attempt is what the derivation rests on.
fn controls(against: Against, path: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let mut gaps: BTreeMap<(String, String), bool> = BTreeMap::new();
    let mut weak = Vec::new();
    let mut attempts = None;
    for node in &path.derivation.nodes {
        let chance = against.facts.chances.get(&node.fact).copied();
        let name = &against.program.relation(node.fact.relation).name;
        let text = |at: usize| against.facts.symbols.text(node.fact.row[at]).to_owned();
        match (name.as_str(), chance) {
            ("lacks_control" | "slips_past", None) => {
                *gaps.entry((text(0), text(1))).or_default() |= name == "lacks_control";
            }
            ("lacks_control" | "slips_past", Some(chance)) => {
                weak.push((text(0), text(1), format!("{chance}")));
            }
            ("attempts", chance) => attempts = chance,
            _ => {}
        }
    }
    weak.sort();
    let named = path.gaps.iter().map(|it| {
        let control = it.control.clone();
        ((control.component, control.control), it.stops)
    });
    if path.gaps.len() != gaps.len() || named.collect::<BTreeMap<_, _>>() != gaps {
        faults.push("the missing controls named are not those it rests on".to_owned());
    }
    let shown = path.weak.iter().map(|it| {
        let control = it.control.clone();
        (
            control.component,
            control.control,
            format!("{}", it.likelihood),
        )
    });
    let mut shown: Vec<_> = shown.collect();
    shown.sort();
    if shown != weak {
        faults.push("the weak controls named are not those it rests on".to_owned());
    }
    if path.attempts != attempts {
        faults.push("another chance that the actor tries".to_owned());
    }
    faults
}

impl Against<'_> {
    fn text(&self, fact: &Fact) -> String {
        let relation = self.program.relation(fact.relation);
        let values = fact
            .row
            .iter()
            .zip(&relation.columns)
            .map(|(&value, column)| match column.kind {
                threatlog_dl::program::Type::Symbol => self.facts.symbols.text(value).to_owned(),
                threatlog_dl::program::Type::Number => value.to_string(),
            });
        format!(
            "{}({})",
            relation.name,
            values.collect::<Vec<_>>().join(", ")
        )
    }
}
