//! The tokens of a clause in; its head and conditions out.

use super::{MOST_COLUMNS, Parser, Read};
use crate::fault::{self, Fault};
use crate::lexer::{self, Kind};
use crate::source::Place;
use crate::syntax::{Atom, Clause, Comparison, DocLine, Literal, Name, Term, TermKind};

/// More conditions than this are not evaluated.
pub const MOST_CONDITIONS: usize = 64;

impl Parser<'_> {
    pub(super) fn clause(&mut self, doc: Vec<DocLine>) -> Read<Clause> {
        let name = self.name("a clause or a directive")?;
        self.declared = Some(name.text.clone());
        let head = self.atom(name)?;
        let mut body = Vec::new();
        match self.token.kind {
            Kind::If => {
                self.advance();
                self.body(&mut body)?;
            }
            Kind::Dot => {}
            _ => return Err(self.unexpected("`:-` or `.`")),
        }
        let place = span(head.place, self.token.place);
        self.advance();
        if body.len() > MOST_CONDITIONS {
            let message = format!("this clause has {} conditions", body.len());
            let fault = Fault::at(head.place, fault::CLAUSE_TOO_LONG, message);
            self.report(fault.help(format!("a clause has at most {MOST_CONDITIONS}")));
        }
        Ok(Clause {
            doc,
            head,
            body,
            place,
        })
    }

    /// Reads conditions up to the final dot, which is left.
    fn body(&mut self, body: &mut Vec<Literal>) -> Read<()> {
        loop {
            body.push(self.literal()?);
            match self.token.kind {
                Kind::Dot => return Ok(()),
                Kind::Comma => self.advance(),
                _ => return Err(self.unexpected("`,` or `.`")),
            }
        }
    }

    fn literal(&mut self) -> Read<Literal> {
        if self.token.kind == Kind::Not {
            let start = self.token.place;
            self.advance();
            let name = self.name("a relation")?;
            let mut atom = self.atom(name)?;
            atom.place = span(start, atom.place);
            return Ok(Literal::Negative(atom));
        }
        let left = match &self.token.kind {
            Kind::Word(_) => {
                let name = self.name("a condition")?;
                if self.token.kind == Kind::Open {
                    return Ok(Literal::Positive(self.atom(name)?));
                }
                if !matches!(self.token.kind, Kind::Compare(_)) {
                    return Err(self.unexpected("`(` or a comparison"));
                }
                self.variable(name)
            }
            Kind::Text(_) | Kind::Number(_) | Kind::Parameter(_) => self.term()?,
            _ => return Err(self.unexpected("a condition")),
        };
        let Kind::Compare(operator) = self.token.kind else {
            return Err(self.unexpected("a comparison"));
        };
        self.advance();
        let right = self.term()?;
        for side in [&left, &right] {
            if side.kind == TermKind::Wildcard {
                let message = "`_` has no value to compare";
                self.report(Fault::at(side.place, fault::UNBOUND_VARIABLE, message));
            }
        }
        let place = span(left.place, right.place);
        Ok(Literal::Compare(Comparison {
            left,
            operator,
            right,
            place,
        }))
    }

    fn atom(&mut self, relation: Name) -> Read<Atom> {
        self.expect(&Kind::Open)?;
        if self.token.kind == Kind::Close {
            let message = format!("`{}` stands here without values", relation.text);
            let fault = Fault::at(relation.place, fault::NO_COLUMNS, message);
            self.report(fault.help("a relation has at least one column"));
        }
        let mut terms = Vec::new();
        while self.token.kind != Kind::Close {
            terms.push(self.term()?);
            if !self.separated(&Kind::Close)? {
                break;
            }
        }
        let place = span(relation.place, self.token.place);
        self.expect(&Kind::Close)?;
        if let Some(term) = terms.get(MOST_COLUMNS) {
            let message = format!("`{}` has {} values here", relation.text, terms.len());
            let fault = Fault::at(term.place, fault::TOO_MANY_COLUMNS, message);
            self.report(fault.help(format!("a relation has at most {MOST_COLUMNS} columns")));
        }
        Ok(Atom {
            relation,
            terms,
            place,
        })
    }

    fn term(&mut self) -> Read<Term> {
        let place = self.token.place;
        let kind = match &self.token.kind {
            Kind::Word(_) => {
                let name = self.name("a value")?;
                return Ok(self.variable(name));
            }
            Kind::Wildcard => TermKind::Wildcard,
            Kind::Text(text) => TermKind::Symbol(text.clone()),
            Kind::Number(number) => TermKind::Number(*number),
            Kind::Parameter(name) => TermKind::Parameter(name.clone()),
            _ => return Err(self.unexpected("a value")),
        };
        self.advance();
        Ok(Term { kind, place })
    }

    fn variable(&mut self, name: Name) -> Term {
        if !name.text.starts_with(|it: char| it.is_ascii_lowercase()) {
            let message = format!("`{}` is no variable", lexer::shorten(&name.text));
            let fault = Fault::at(name.place, fault::UPPERCASE_VARIABLE, message);
            self.report(fault.help(format!(
                "variables begin with a lowercase letter; as a text, write `\"{}\"`",
                lexer::shorten(&name.text)
            )));
        }
        Term {
            kind: TermKind::Variable(name.text),
            place: name.place,
        }
    }
}

/// From the start of one place to the end of another.
fn span(from: Place, to: Place) -> Place {
    Place {
        end: to.end.max(from.end),
        ..from
    }
}
