//! A clause in; the same in crepe's notation out.

use crate::crepe::domains::Domains;
use crate::crepe::{Complements, order};
use crate::program::{Atom, Clause, Comparison, Literal, Operator, Program, Term};

/// Writes `R1(v0, 4) <- R0(v0, _), (v0 != 4);`.
pub fn source(
    program: &Program,
    clause: &Clause,
    complements: &Complements,
    domains: &Domains,
) -> String {
    let mut writer = Writer {
        clause,
        bound: vec![false; clause.variables.len()],
        fresh: 0,
        parts: Vec::new(),
    };
    for at in order::order(program, clause, complements, domains) {
        match &clause.body[at] {
            Literal::Positive(atom) if complements.contains(atom.relation) => {
                writer.complement(atom);
            }
            Literal::Positive(atom) => writer.atom(atom),
            Literal::Negative(atom) => {
                let atom = writer.bound_atom(atom);
                writer.parts.push(format!("!{atom}"));
            }
            Literal::Compare(it) => {
                let comparison = writer.comparison(it);
                writer.parts.push(comparison);
            }
        }
    }
    let head = writer.bound_atom(&clause.head);
    if writer.parts.is_empty() {
        return format!("{head};");
    }
    format!("{head} <- {};", writer.parts.join(", "))
}

struct Writer<'a> {
    clause: &'a Clause,
    /// By variable: whether an atom to the left has bound it.
    bound: Vec<bool>,
    fresh: usize,
    parts: Vec<String>,
}

impl Writer<'_> {
    fn atom(&mut self, atom: &Atom) {
        let mut columns = Vec::new();
        let mut equalities = Vec::new();
        let mut bound_here = Vec::new();
        for term in &atom.terms {
            let Term::Variable(id) = term else {
                columns.push(value(term));
                continue;
            };
            if self.used_once(*term) {
                columns.push("_".to_owned());
            } else if bound_here.contains(id) {
                // crepe reads a repeated variable as bound from the left, which it is not yet.
                let fresh = self.fresh();
                equalities.push(format!("({fresh} == {})", value(term)));
                columns.push(fresh);
            } else {
                if !self.bound[id.index()] {
                    bound_here.push(*id);
                }
                columns.push(value(term));
            }
        }
        for id in bound_here {
            self.bound[id.index()] = true;
        }
        self.parts
            .push(format!("R{}({})", atom.relation.0, columns.join(", ")));
        self.parts.append(&mut equalities);
    }

    /// What is given is where it does not hold: some component that is not given there.
    fn complement(&mut self, atom: &Atom) {
        let [component, control] = &atom.terms[..] else {
            return;
        };
        let component = match component {
            Term::Wildcard => self.fresh(),
            Term::Variable(id) => {
                self.bound[id.index()] = true;
                value(component)
            }
            _ => value(component),
        };
        let listed = format!("Listed({component})");
        if !self.parts.contains(&listed) {
            self.parts.push(listed);
        }
        let (relation, control) = (atom.relation.0, value(control));
        self.parts
            .push(format!("!R{relation}({component}, {control})"));
    }

    fn fresh(&mut self) -> String {
        self.fresh += 1;
        format!("w{}", self.fresh - 1)
    }

    fn bound_atom(&self, atom: &Atom) -> String {
        let columns: Vec<String> = atom.terms.iter().map(value).collect();
        format!("R{}({})", atom.relation.0, columns.join(", "))
    }

    fn comparison(&self, it: &Comparison) -> String {
        let operator = match it.operator {
            Operator::Equal => "==",
            Operator::NotEqual => "!=",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
        };
        format!("({} {operator} {})", value(&it.left), value(&it.right))
    }

    /// A variable that only an act names binds nothing.
    fn used_once(&self, variable: Term) -> bool {
        let body = self.clause.body.iter().flat_map(|literal| match literal {
            Literal::Positive(atom) | Literal::Negative(atom) => atom.terms.clone(),
            Literal::Compare(it) => vec![it.left, it.right],
        });
        let terms = self.clause.head.terms.iter().copied().chain(body);
        terms.filter(|it| *it == variable).count() == 1
    }
}

fn value(term: &Term) -> String {
    match term {
        Term::Variable(id) => format!("v{}", id.0),
        Term::Wildcard => "_".to_owned(),
        Term::Symbol(id) => format!("{}u32", id.0),
        Term::Number(number) => format!("{number}u32"),
    }
}
