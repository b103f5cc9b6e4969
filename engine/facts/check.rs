//! A program goes in; where it asks for facts that no architecture can give comes out as faults.

use threatlog_dl::program::{
    Atom, Clause, Comparison, Literal, Program, Relation, Step, SymbolId, Technique, Term,
};
use threatlog_dl::{Fault, Place, nearest};

use super::case::CODE;
use super::inputs::{Input, Sort};
use crate::catalogue::{Meaning, Vocabulary, catalogue, technique_name, techniques_of};
use crate::model::{Model, meant};

/// The codes of these faults, with what each means. Sorted by code.
pub const FAULT_CODES: &[(&str, &str)] = &[
    (
        "input-shape",
        "an input relation has other columns than the architecture's facts, or columns of other sorts",
    ),
    (CODE, "a case names an attack step that the rules have not"),
    (
        "unknown-technique",
        "a step refers to what is not in the framework that it names",
    ),
    (
        "unknown-word",
        "a rule names a kind, control, attribute or other word that is not in the catalogue",
    ),
];

/// Finds input relations that would stay empty or mean something else because their columns are not
/// those of our facts, words in rules that no fact can have, since a misspelt control would always
/// be lacking, and references of steps to what no framework has.
pub fn check(program: &Program) -> Vec<Fault> {
    let declared = program.relations.iter().filter_map(shape);
    let clauses = program.clauses.iter().flat_map(|it| words(program, it));
    let steps = program.steps.iter().flat_map(techniques);
    let mut faults: Vec<Fault> = declared.chain(clauses).chain(steps).collect();
    faults.sort_by_key(|it| it.place);
    faults
}

fn shape(relation: &Relation) -> Option<Fault> {
    let input = Input::named(&relation.name).filter(|_| relation.input)?;
    let sorts = || input.columns().iter().map(|it| it.name());
    if sorts().eq(relation.columns.iter().map(|it| it.sort.as_str())) {
        return None;
    }
    let message = format!(
        "the columns of `{}` are not those of its facts",
        relation.name
    );
    let fault = Fault::at(relation.place, "input-shape", message);
    let sorts = sorts().collect::<Vec<_>>().join(", ");
    Some(fault.help(format!("an architecture gives it as ({sorts})")))
}

/// The constants of a clause that are no words of the sort of their place.
fn words(program: &Program, clause: &Clause) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut atom = |atom: &Atom| {
        let columns = &program.relation(atom.relation).columns;
        for (term, column) in atom.terms.iter().zip(columns) {
            faults.extend(word(program, term, &column.sort, atom.place));
        }
    };
    atom(&clause.head);
    for literal in &clause.body {
        if let Literal::Positive(it) | Literal::Negative(it) = literal {
            atom(it);
        }
    }
    for literal in &clause.body {
        if let Literal::Compare(it) = literal {
            let compared = constant(program, clause, it);
            faults.extend(compared.and_then(|(term, sort)| word(program, &term, sort, it.place)));
        }
    }
    faults
}

/// Constants of these clauses that name no actor, component or zone of the model where one has to
/// stand. Only a query asks of one system; rules may name what another system has.
pub fn check_names(program: &Program, clauses: &[Clause], model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut check = |term: &Term, sort: &str, place: Place| {
        let (Term::Symbol(SymbolId(id)), Some(sort)) = (term, Sort::named(sort)) else {
            return;
        };
        let word = program.symbols.get(*id as usize).map_or("", String::as_str);
        let (Some(thing), names) = (sort.thing(), sort.names(model)) else {
            return;
        };
        if !names.contains(&word) {
            let message = format!("`{word}` is not {thing} of this system");
            let fault = Fault::at(place, "unknown-word", message);
            faults.push(fault.did_you_mean(nearest(word, names)));
        }
    };
    for clause in clauses {
        for literal in &clause.body {
            match literal {
                Literal::Positive(atom) | Literal::Negative(atom) => {
                    let columns = &program.relation(atom.relation).columns;
                    for (term, column) in atom.terms.iter().zip(columns) {
                        check(term, &column.sort, atom.place);
                    }
                }
                Literal::Compare(it) => {
                    if let Some((constant, sort)) = constant(program, clause, it) {
                        check(&constant, sort, it.place);
                    }
                }
            }
        }
    }
    faults
}

/// A constant takes the sort of the variable that it is compared with.
fn constant<'p>(program: &'p Program, clause: &Clause, it: &Comparison) -> Option<(Term, &'p str)> {
    let (constant, variable) = match (it.left, it.right) {
        (Term::Variable(variable), constant) | (constant, Term::Variable(variable)) => {
            (constant, variable)
        }
        _ => return None,
    };
    Some((constant, program.sort_of(clause, variable)))
}

fn word(program: &Program, term: &Term, sort: &str, place: Place) -> Option<Fault> {
    let Term::Symbol(SymbolId(id)) = term else {
        return None;
    };
    let sort = Sort::named(sort)?;
    let word = program.symbols.get(*id as usize)?.as_str();
    let Some((what, known)) = sort.words() else {
        // Any name may be given to a component, but hardly that of a control.
        let thing = sort
            .thing()
            .filter(|_| catalogue().control(word).is_some())?;
        let message = format!("`{word}` is a control, and here stands {thing}");
        let fault = Fault::at(place, "unknown-word", message);
        return Some(fault.help("are the values in another order?"));
    };
    if known.contains(&word) {
        return None;
    }
    let fault = Fault::at(place, "unknown-word", format!("`{word}` is not {what}"));
    let help = sort.vocabulary().and_then(|of| meant(word, of, asked_with));
    Some(match help {
        Some(help) => fault.help(help),
        None => fault.did_you_mean(nearest(word, known)),
    })
}

/// How rules ask for a word.
fn asked_with(Meaning { of, means, .. }: &Meaning) -> String {
    let relation = match of {
        Vocabulary::Kind => Input::Component.name(),
        Vocabulary::Verb => means,
        Vocabulary::Entry => Input::Entry.name(),
        Vocabulary::Attribute => Input::Attribute.name(),
        Vocabulary::Control => Input::LacksControl.name(),
    };
    format!("ask for it with `{relation}`")
}

/// The references of a step that lead nowhere.
fn techniques(step: &Step) -> Vec<Fault> {
    let written = step.techniques.iter().zip(&step.technique_places);
    let unknown = written
        .filter(|(it, _)| technique_name(&it.framework, it.edition.as_deref(), &it.id).is_none());
    let fault = |(it, &place): (&Technique, &Place)| {
        let message = format!("`{it}` is not in the shipped list of its framework");
        let fault = Fault::at(place, "unknown-technique", message);
        let known = techniques_of(&it.framework);
        let text = it.to_string();
        fault.did_you_mean(nearest(&text, known.iter().map(String::as_str)))
    };
    unknown.map(fault).collect()
}
