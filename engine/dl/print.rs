//! A syntax tree in; its text out, in the one layout that rules have.

use std::fmt::Write as _;

use crate::syntax::{
    Atom, Clause, Declaration, Directive, DocLine, File, Item, Literal, Mark, Name, Term, TermKind,
    TypeDeclaration,
};

/// Prints a file so that reading the text gives the same tree again. Comments are not part of the
/// tree; doc blocks are. Items that could not be read are left out.
pub fn print(file: &File) -> String {
    let mut text = String::new();
    let mut before: Option<&Item> = None;
    for item in &file.items {
        if before.is_some_and(|before| !belongs(before, item)) {
            text.push('\n');
        }
        match item {
            Item::Type(it) => type_declaration(it, &mut text),
            Item::Declaration(it) => declaration(it, &mut text),
            Item::Directive(it) => directive(it, &mut text),
            Item::Clause(it) => clause(it, &mut text),
            Item::Broken(_) => continue,
        }
        before = Some(item);
    }
    text
}

/// Whether an item stands right below the one before it: types below types, directives below the
/// declaration, facts below facts.
fn belongs(before: &Item, item: &Item) -> bool {
    match (before, item) {
        (Item::Declaration(_) | Item::Directive(_), Item::Directive(_)) => true,
        (Item::Type(_), Item::Type(_)) => true,
        (Item::Declaration(a), Item::Declaration(b)) => a.doc.is_empty() && b.doc.is_empty(),
        (Item::Clause(a), Item::Clause(b)) => {
            a.body.is_empty() && b.body.is_empty() && b.doc.is_empty()
        }
        _ => false,
    }
}

fn doc(lines: &[DocLine], text: &mut String) {
    for line in lines {
        match line.text.as_str() {
            "" => text.push_str("///\n"),
            line => {
                let _ = writeln!(text, "/// {line}");
            }
        }
    }
}

fn type_declaration(it: &TypeDeclaration, text: &mut String) {
    let _ = writeln!(text, ".type {} <: {}", it.name.text, it.base.text);
}

fn declaration(it: &Declaration, text: &mut String) {
    doc(&it.doc, text);
    let columns: Vec<String> = it
        .columns
        .iter()
        .map(|(name, sort)| format!("{}: {}", name.text, sort.text))
        .collect();
    let _ = writeln!(text, ".decl {}({})", it.name.text, columns.join(", "));
}

fn directive(it: &Directive, text: &mut String) {
    let mark = match it.mark {
        Mark::Input => "input",
        Mark::Output => "output",
    };
    let names: Vec<&str> = it
        .names
        .iter()
        .map(|Name { text, .. }| text.as_str())
        .collect();
    let _ = writeln!(text, ".{mark} {}", names.join(", "));
}

fn clause(it: &Clause, text: &mut String) {
    doc(&it.doc, text);
    text.push_str(&atom(&it.head));
    if !it.body.is_empty() {
        let body: Vec<String> = it.body.iter().map(literal).collect();
        let _ = write!(text, " :-\n    {}", body.join(",\n    "));
    }
    text.push_str(".\n");
}

fn literal(it: &Literal) -> String {
    match it {
        Literal::Positive(it) => atom(it),
        Literal::Negative(it) => format!("!{}", atom(it)),
        Literal::Compare(it) => {
            let (left, right) = (term(&it.left), term(&it.right));
            format!("{left} {} {right}", it.operator)
        }
    }
}

fn atom(it: &Atom) -> String {
    let terms: Vec<String> = it.terms.iter().map(term).collect();
    format!("{}({})", it.relation.text, terms.join(", "))
}

fn term(it: &Term) -> String {
    match &it.kind {
        TermKind::Variable(name) => name.clone(),
        TermKind::Wildcard => "_".to_owned(),
        TermKind::Symbol(text) => quote(text),
        TermKind::Number(number) => number.to_string(),
        TermKind::Parameter(name) => format!("${name}"),
    }
}

/// Writes a text between quotes, as rules and Soufflé read it.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for it in text.chars() {
        match it {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            it => quoted.push(it),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::print;
    use crate::program::Operator;
    use crate::syntax::{
        Atom, Clause, Comparison, Declaration, Directive, DocLine, File, Item, Literal, Mark, Name,
        Term, TermKind, TypeDeclaration,
    };
    use crate::{Place, Sources, parse};

    const NOWHERE: Place = Place {
        file: 0,
        start: 0,
        end: 0,
    };

    fn word() -> impl Strategy<Value = String> {
        "[a-z][a-zA-Z0-9_]{0,4}".prop_filter("not reserved", |it| !crate::lexer::is_reserved(it))
    }

    fn name() -> impl Strategy<Value = Name> {
        word().prop_map(|text| Name {
            text,
            place: NOWHERE,
        })
    }

    fn term() -> impl Strategy<Value = Term> {
        let kind = prop_oneof![
            word().prop_map(TermKind::Variable),
            Just(TermKind::Wildcard),
            "(\\PC|[\t\r\n\"\\\\]){0,8}".prop_map(TermKind::Symbol),
            (0..=crate::lexer::GREATEST_NUMBER).prop_map(TermKind::Number),
            word().prop_map(TermKind::Parameter),
        ];
        kind.prop_map(|kind| Term {
            kind,
            place: NOWHERE,
        })
    }

    fn value() -> impl Strategy<Value = Term> {
        term().prop_filter("has a value", |it| it.kind != TermKind::Wildcard)
    }

    fn atom() -> impl Strategy<Value = Atom> {
        (name(), vec(term(), 1..4)).prop_map(|(relation, terms)| Atom {
            relation,
            terms,
            place: NOWHERE,
        })
    }

    fn operator() -> impl Strategy<Value = Operator> {
        prop_oneof![
            Just(Operator::Equal),
            Just(Operator::NotEqual),
            Just(Operator::Less),
            Just(Operator::LessOrEqual),
            Just(Operator::Greater),
            Just(Operator::GreaterOrEqual),
        ]
    }

    fn literal() -> impl Strategy<Value = Literal> {
        prop_oneof![
            4 => atom().prop_map(Literal::Positive),
            1 => atom().prop_map(Literal::Negative),
            1 => (value(), operator(), value()).prop_map(|(left, operator, right)| {
                Literal::Compare(Comparison { left, operator, right, place: NOWHERE })
            }),
        ]
    }

    fn doc() -> impl Strategy<Value = Vec<DocLine>> {
        let line = "( {0,3}[!-~ü][ -~ü]{0,10})?".prop_map(|text| DocLine {
            text: text.trim_end().to_owned(),
            place: NOWHERE,
        });
        vec(line, 0..4)
    }

    fn item() -> impl Strategy<Value = Item> {
        let mark = prop_oneof![Just(Mark::Input), Just(Mark::Output)];
        prop_oneof![
            (name(), name()).prop_map(|(name, base)| Item::Type(TypeDeclaration { name, base })),
            (doc(), name(), vec((name(), name()), 1..4)).prop_map(|(doc, name, columns)| {
                Item::Declaration(Declaration { doc, name, columns })
            }),
            (mark, vec(name(), 1..3))
                .prop_map(|(mark, names)| { Item::Directive(Directive { mark, names }) }),
            (doc(), atom(), vec(literal(), 0..5)).prop_map(|(doc, head, body)| {
                Item::Clause(Clause {
                    doc,
                    head,
                    body,
                    place: NOWHERE,
                })
            }),
        ]
    }

    fn erase_term(term: &mut Term) {
        term.place = NOWHERE;
    }

    fn erase_atom(atom: &mut Atom) {
        atom.place = NOWHERE;
        atom.relation.place = NOWHERE;
        atom.terms.iter_mut().for_each(erase_term);
    }

    /// Forgets all places, which a tree that was not read does not have.
    fn erase(file: &mut File) {
        for item in &mut file.items {
            match item {
                Item::Type(it) => {
                    it.name.place = NOWHERE;
                    it.base.place = NOWHERE;
                }
                Item::Declaration(it) => {
                    it.name.place = NOWHERE;
                    it.doc.iter_mut().for_each(|it| it.place = NOWHERE);
                    for (name, sort) in &mut it.columns {
                        name.place = NOWHERE;
                        sort.place = NOWHERE;
                    }
                }
                Item::Directive(it) => it.names.iter_mut().for_each(|it| it.place = NOWHERE),
                Item::Clause(it) => {
                    it.place = NOWHERE;
                    it.doc.iter_mut().for_each(|it| it.place = NOWHERE);
                    erase_atom(&mut it.head);
                    it.body.iter_mut().for_each(|literal| match literal {
                        Literal::Positive(atom) | Literal::Negative(atom) => erase_atom(atom),
                        Literal::Compare(it) => {
                            it.place = NOWHERE;
                            erase_term(&mut it.left);
                            erase_term(&mut it.right);
                        }
                    });
                }
                Item::Broken(_) => {}
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(items in vec(item(), 0..8)) {
            let file = File { items };
            let mut sources = Sources::default();
            let id = sources.add("rules.dl", print(&file));
            let (mut again, faults) = parse(&sources, id);
            prop_assert!(faults.is_empty(), "{faults:?}\n{}", print(&file));
            erase(&mut again);
            prop_assert_eq!(again, file);
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "([a-z_.(),:!<>=$\"/*\\\\ \n0-9]|\\.decl |///|:-|ü){0,60}") {
            let mut sources = Sources::default();
            let id = sources.add("rules.dl", text);
            let read = crate::read(&sources, &[id]);
            if let Err(faults) = read {
                prop_assert!(!faults.is_empty());
                crate::fault::render(&faults, &sources, false);
            }
        }
    }

    #[test]
    fn the_layout_is_that_of_the_shipped_rules() {
        let text = "\
.type Actor <: symbol
.type Weight <: number

/// reads: {a} runs {c}
.decl runs(a: Actor, c: symbol)
.input entry, asset
.output runs

/// Why.
///
/// step: run
runs(a, \"x\\\"y\") :-
    entry(a, _),
    !asset(a, 5),
    a != $who.

runs(\"a\", \"b\").
runs(\"b\", \"c\").
";
        let mut sources = Sources::default();
        let id = sources.add("rules.dl", text);
        assert_eq!(print(&parse(&sources, id).0), text);
    }
}
