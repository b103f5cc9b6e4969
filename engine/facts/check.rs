//! A program goes in; where it asks for facts that no architecture can give comes out as faults.

use threatlog_dl::program::{Atom, Literal, Program, Relation, Term, Type};
use threatlog_dl::{Fault, nearest};

use super::case::CODE;
use super::inputs::Input;

/// The codes of these faults, with what each means. Sorted by code.
pub const FAULT_CODES: &[(&str, &str)] = &[
    (
        "input-shape",
        "an input relation has other columns than the architecture's facts",
    ),
    (CODE, "a case names an attack step that the rules have not"),
    (
        "unknown-word",
        "a rule names a kind, control, attribute or other word that is not in the catalogue",
    ),
];

/// Finds input relations that would stay empty because their columns are not those of our facts,
/// and words in rules that no fact can have: a misspelt control would always be lacking.
pub fn check(program: &Program) -> Vec<Fault> {
    let declared = program.relations.iter().filter_map(shape);
    let bodies = program.clauses.iter().flat_map(|it| atoms(&it.body));
    let mut faults: Vec<Fault> = declared
        .chain(bodies.flat_map(|it| words(program, it)))
        .collect();
    faults.sort_by_key(|it| it.place);
    faults
}

fn shape(relation: &Relation) -> Option<Fault> {
    let input = Input::named(&relation.name).filter(|_| relation.input)?;
    if Input::of(relation).is_some() {
        return None;
    }
    let columns = input.columns().iter().map(|it| match it {
        Type::Symbol => "symbol",
        Type::Number => "number",
    });
    let columns = columns.collect::<Vec<_>>().join(", ");
    let message = format!(
        "the columns of `{}` are not those of its facts",
        relation.name
    );
    let fault = Fault::at(relation.place, "input-shape", message);
    Some(fault.help(format!("an architecture gives it as ({columns})")))
}

fn words(program: &Program, atom: &Atom) -> Vec<Fault> {
    let Some(input) = Input::of(program.relation(atom.relation)) else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    for (column, term) in atom.terms.iter().enumerate() {
        let Term::Symbol(id) = term else { continue };
        let Some((what, known)) = input.words(column) else {
            continue;
        };
        let word = program.symbols.get(id.index()).map_or("", String::as_str);
        if known.contains(&word) {
            continue;
        }
        let fault = Fault::at(
            atom.place,
            "unknown-word",
            format!("`{word}` is not {what}"),
        );
        faults.push(match nearest(word, known) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault,
        });
    }
    faults
}

fn atoms(body: &[Literal]) -> impl Iterator<Item = &Atom> {
    body.iter().filter_map(|it| match it {
        Literal::Positive(atom) | Literal::Negative(atom) => Some(atom),
        Literal::Compare(_) => None,
    })
}
