//! Parts of rules in words.

use threatlog_dl::program::{
    Atom, Clause, Comparison, Literal, Operator, Program, Technique, Term, VariableId,
};

use crate::catalogue::{atlas_version, framework, technique_name};
use crate::print::markdown::escaped;
use crate::rules::{HAMPERS, STOPS, positive};

/// What must hold for a clause, controls left out: one condition an element, in its order.
pub fn conditions(program: &Program, clause: &Clause) -> Vec<String> {
    let literals = clause.body.iter().filter_map(|literal| match literal {
        Literal::Positive(atom) if is_control(program, atom) => None,
        Literal::Positive(atom) => Some(sentence(program, clause, atom)),
        Literal::Negative(atom) => Some(format!("not: {}", sentence(program, clause, atom))),
        Literal::Compare(it) => Some(compared(program, clause, it)),
    });
    literals.collect()
}

/// An atom as its relation's `reads:` says it, variables in italics.
pub fn sentence(program: &Program, clause: &Clause, atom: &Atom) -> String {
    told(program, atom, &|term| word(program, clause, term))
}

/// What a component is to a clause: what certain facts say of it alone, or else the first
/// condition that names it. The component is `it`.
pub fn role(program: &Program, clause: &Clause, on: VariableId) -> String {
    let it = |term: &Term| match term {
        Term::Variable(id) if *id == on => "it".to_owned(),
        other => word(program, clause, other),
    };
    let names = |atom: &&Atom| atom.terms.contains(&Term::Variable(on));
    let variables = |atom: &Atom| {
        let terms = atom.terms.iter();
        terms.filter(|it| matches!(it, Term::Variable(_))).count()
    };
    let conditions = || {
        positive(clause)
            .filter(|atom| !is_control(program, atom))
            .filter(names)
    };
    let alone: Vec<String> = conditions()
        .filter(|atom| variables(atom) == 1)
        .map(|atom| told(program, atom, &it))
        .collect();
    if !alone.is_empty() {
        return alone.join(" and ");
    }
    let first = conditions().next();
    first.map_or_else(String::new, |atom| told(program, atom, &it))
}

/// `MITRE ATLAS 5.6.0: AML.T0020 Poison Training Data`.
pub fn reference(technique: &Technique) -> String {
    let edition = technique.edition.as_deref();
    let name = technique_name(&technique.framework, edition, &technique.id);
    let list = match framework(&technique.framework) {
        Some(list) => list.title.to_owned(),
        None if technique.framework == "atlas" => format!("MITRE ATLAS {}", atlas_version()),
        None => technique.framework.clone(),
    };
    format!("{list}: {} {}", technique.id, name.unwrap_or_default())
}

/// Whether an atom says that a control is missing or fails.
fn is_control(program: &Program, atom: &Atom) -> bool {
    let name = &program.relation(atom.relation).name;
    name == STOPS || name == HAMPERS
}

fn told(program: &Program, atom: &Atom, word: &dyn Fn(&Term) -> String) -> String {
    let relation = program.relation(atom.relation);
    let columns = relation.columns.iter().zip(&atom.terms);
    if let Some(reads) = &relation.reads {
        return columns.fold(escaped(reads), |text, (column, term)| {
            text.replace(&format!("{{{}}}", column.name), &word(term))
        });
    }
    let words: Vec<String> = atom.terms.iter().map(word).collect();
    format!("`{}` holds of {}", relation.name, words.join(", "))
}

fn compared(program: &Program, clause: &Clause, comparison: &Comparison) -> String {
    let operator = match comparison.operator {
        Operator::Equal => "is",
        Operator::NotEqual => "is not",
        Operator::Less => "is below",
        Operator::LessOrEqual => "is at most",
        Operator::Greater => "is above",
        Operator::GreaterOrEqual => "is at least",
    };
    let [left, right] =
        [&comparison.left, &comparison.right].map(|term| word(program, clause, term));
    format!("{left} {operator} {right}")
}

fn word(program: &Program, clause: &Clause, term: &Term) -> String {
    match term {
        Term::Variable(id) => {
            let name = clause.variables.get(id.index());
            format!("*{}*", name.map_or("?", String::as_str))
        }
        Term::Wildcard => "something".to_owned(),
        Term::Symbol(id) => {
            let symbol = program.symbols.get(id.index());
            symbol.map_or_else(String::new, |it| escaped(it))
        }
        Term::Number(number) => number.to_string(),
    }
}
