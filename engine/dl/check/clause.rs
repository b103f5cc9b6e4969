//! A clause as it was written in; the same with its names resolved out, if it is sound.

mod types;
mod variables;

use std::collections::BTreeMap;

use super::names::{Names, Position};
use super::symbols::Constants;
use crate::fault::{self, Fault};
use crate::program::{Atom, Clause, Comparison, Literal, RelationId, Term, Type, VariableId};
use crate::source::Place;
use crate::syntax::{self, TermKind};

/// What a clause is checked against.
pub struct Context<'a> {
    pub names: &'a Names,
    pub constants: &'a mut Constants,
    pub parameters: &'a BTreeMap<String, String>,
    /// The sorts of the parameters, as far as their places have shown them.
    pub parameter_sorts: &'a mut BTreeMap<String, String>,
    /// Where the clause stands.
    pub position: Position,
    /// Whether the clause belongs to a query.
    pub asks: bool,
}

/// Checks a clause and resolves its names. `act` are the variables that its step names.
pub fn lower(
    clause: &syntax::Clause,
    act: &[(String, Place)],
    context: &mut Context,
    faults: &mut Vec<Fault>,
) -> Option<Clause> {
    let before = faults.len();
    let head = resolve(&clause.head, context, faults);
    if let Some(id) = head
        && context.names.relation(id).input
    {
        let name = &clause.head.relation;
        let message = format!("`{}` is an input", name.text);
        let fault = Fault::at(name.place, fault::INPUT_HEAD, message);
        faults.push(fault.help("facts of inputs are given, not derived"));
    }
    let body: Vec<Option<RelationId>> = clause
        .body
        .iter()
        .map(|literal| match literal {
            syntax::Literal::Positive(atom) | syntax::Literal::Negative(atom) => {
                resolve(atom, context, faults)
            }
            syntax::Literal::Compare(_) => None,
        })
        .collect();
    variables::check(clause, act, faults);
    let types = types::infer(clause, head, &body, context, faults);
    let mut lowering = Lowering {
        context,
        types: &types,
        variables: Vec::new(),
        faults,
    };
    let head = lowering.atom(&clause.head, head);
    let body: Vec<Option<Literal>> = clause
        .body
        .iter()
        .zip(body)
        .map(|(literal, relation)| lowering.literal(literal, relation))
        .collect();
    let variables = lowering.variables;
    if faults.len() > before {
        return None;
    }
    Some(Clause {
        head: head?,
        body: body.into_iter().collect::<Option<_>>()?,
        variables,
        step: None,
        place: clause.place,
    })
}

/// The relation of an atom, if it is declared and has as many columns as the atom has terms.
fn resolve(atom: &syntax::Atom, context: &Context, faults: &mut Vec<Fault>) -> Option<RelationId> {
    let id = context
        .names
        .find(&atom.relation, context.position, faults)?;
    let relation = context.names.relation(id);
    let (expected, found) = (relation.columns.len(), atom.terms.len());
    if expected != found {
        let columns: Vec<&str> = relation.columns.iter().map(|it| it.name.as_str()).collect();
        let plural = if expected == 1 { "" } else { "s" };
        let message = format!(
            "`{}` has {expected} column{plural}, not {found}",
            relation.name
        );
        let fault = Fault::at(atom.place, fault::WRONG_ARITY, message);
        faults.push(fault.help(format!(
            "it is declared as `{}({})`",
            relation.name,
            columns.join(", ")
        )));
        return None;
    }
    Some(id)
}

struct Lowering<'a, 'b> {
    context: &'a mut Context<'b>,
    types: &'a types::Types,
    variables: Vec<String>,
    faults: &'a mut Vec<Fault>,
}

impl Lowering<'_, '_> {
    fn atom(&mut self, atom: &syntax::Atom, relation: Option<RelationId>) -> Option<Atom> {
        let relation = relation?;
        let columns = &self.context.names.relation(relation).columns;
        let kinds: Vec<Type> = columns.iter().map(|it| it.kind).collect();
        let terms = atom.terms.iter().zip(kinds);
        Some(Atom {
            relation,
            terms: terms.map(|(term, kind)| self.term(term, kind)).collect(),
            place: atom.place,
        })
    }

    fn literal(
        &mut self,
        literal: &syntax::Literal,
        relation: Option<RelationId>,
    ) -> Option<Literal> {
        Some(match literal {
            syntax::Literal::Positive(atom) => Literal::Positive(self.atom(atom, relation)?),
            syntax::Literal::Negative(atom) => Literal::Negative(self.atom(atom, relation)?),
            syntax::Literal::Compare(it) => {
                let kind = types::of_comparison(it, self.types);
                Literal::Compare(Comparison {
                    left: self.term(&it.left, kind),
                    operator: it.operator,
                    right: self.term(&it.right, kind),
                    place: it.place,
                })
            }
        })
    }

    fn term(&mut self, term: &syntax::Term, kind: Type) -> Term {
        match &term.kind {
            TermKind::Variable(name) => Term::Variable(self.variable(name)),
            TermKind::Wildcard => Term::Wildcard,
            TermKind::Symbol(text) => Term::Symbol(self.context.constants.intern(text)),
            TermKind::Number(number) => Term::Number(*number),
            TermKind::Parameter(name) => self.parameter(name, kind, term.place),
        }
    }

    fn variable(&mut self, name: &str) -> VariableId {
        let found = self.variables.iter().position(|it| it == name);
        let at = found.unwrap_or_else(|| {
            self.variables.push(name.to_owned());
            self.variables.len() - 1
        });
        VariableId(u32::try_from(at).expect("bounded by the length of clauses"))
    }

    fn parameter(&mut self, name: &str, kind: Type, place: Place) -> Term {
        let Some(value) = self.context.parameters.get(name) else {
            let message = format!("`${name}` has no value");
            let fault = Fault::at(place, fault::UNFILLED_PARAMETER, message);
            self.faults.push(fault.help(format!(
                "queries are asked with `{name}=…`; rules have none"
            )));
            return Term::Wildcard;
        };
        if kind == Type::Symbol {
            return Term::Symbol(self.context.constants.intern(value));
        }
        match value.parse() {
            Ok(number) if number <= crate::lexer::GREATEST_NUMBER => Term::Number(number),
            _ => {
                let message = format!("`${name}` is `{}`", crate::lexer::shorten(value));
                let fault = Fault::at(place, fault::PARAMETER_VALUE, message);
                self.faults.push(fault.help("a number is needed here"));
                Term::Number(0)
            }
        }
    }
}
