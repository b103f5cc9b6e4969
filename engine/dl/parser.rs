//! The text of a rule file in; its syntax tree and every syntax fault out.

mod clause;

use crate::fault::{self, Fault};
use crate::lexer::{self, Kind, Lexer, MOST_FAULTS, Token};
use crate::nearest::nearest;
use crate::source::{Place, Sources};
use crate::syntax::{
    Broken, Declaration, Directive, DocLine, File, Item, Mark, Name, TypeDeclaration,
};

/// The largest file of rules that is read, in bytes.
pub const LARGEST_FILE: usize = 4 << 20;

/// Relations have at most this many columns: the compiled program indexes tuples no longer.
pub const MOST_COLUMNS: usize = 12;

/// Parses a file of `sources`. After a fault it goes on with the next item, so that all of them
/// are reported.
pub fn parse(sources: &Sources, file: u32) -> (File, Vec<Fault>) {
    let text = sources.get(file).map_or("", |it| it.text.as_str());
    if text.len() > LARGEST_FILE {
        let place = Place {
            file,
            start: 0,
            end: 0,
        };
        let message = format!("this file has {} bytes", text.len());
        let fault = Fault::at(place, fault::FILE_TOO_LARGE, message);
        let help = format!("files of rules have at most {LARGEST_FILE} bytes");
        return (File::default(), vec![fault.help(help)]);
    }
    let mut parser = Parser::new(Lexer::new(file, text));
    let mut items = Vec::new();
    while parser.token.kind != Kind::End {
        items.extend(parser.item());
    }
    if parser.lexer.faults.len() > MOST_FAULTS {
        let message = "this file has too many faults to go on reading it";
        let fault = Fault::at(parser.last, fault::TOO_MANY_FAULTS, message);
        parser.lexer.faults.push(fault);
    }
    (File { items }, parser.lexer.faults)
}

/// A syntax fault was met and reported; the rest of the item cannot be read.
struct Unreadable;

type Read<T> = Result<T, Unreadable>;

struct Parser<'a> {
    lexer: Lexer<'a>,
    /// The token to read next.
    token: Token,
    /// The end of the last token read.
    last: Place,
    /// How many faults there were when the item began.
    faults_before: usize,
    /// The type or relation that the item declares or derives, as far as known.
    declared: Option<String>,
}

impl<'a> Parser<'a> {
    fn new(mut lexer: Lexer<'a>) -> Self {
        let token = lexer.next();
        Self {
            last: token.place,
            lexer,
            token,
            faults_before: 0,
            declared: None,
        }
    }

    /// Reads an item, or what is left of it after a fault.
    fn item(&mut self) -> Option<Item> {
        self.faults_before = self.lexer.faults.len();
        self.declared = None;
        let doc = self.doc();
        let item = match &self.token.kind {
            Kind::Directive(word) if word == "decl" => {
                self.advance();
                self.declaration(doc.clone()).map(Item::Declaration)
            }
            Kind::Directive(word) if word == "type" => {
                self.stray(&doc);
                self.advance();
                self.type_declaration().map(Item::Type)
            }
            Kind::Directive(_) | Kind::Dot => {
                self.stray(&doc);
                self.directive().map(Item::Directive)
            }
            Kind::End => {
                self.stray(&doc);
                return None;
            }
            _ => self.clause(doc.clone()).map(Item::Clause),
        };
        let faulty = self.lexer.faults.len() > self.faults_before;
        match item {
            Ok(item) if !faulty => Some(item),
            result => {
                if result.is_err() {
                    self.recover();
                }
                let name = self.declared.take();
                Some(Item::Broken(Broken { doc, name }))
            }
        }
    }

    fn doc(&mut self) -> Vec<DocLine> {
        let mut lines: Vec<DocLine> = Vec::new();
        while let Kind::Doc(text) = &self.token.kind {
            let text = text.clone();
            let place = self.token.place;
            lines.push(DocLine { text, place });
            self.advance();
        }
        lines
    }

    fn stray(&mut self, doc: &[DocLine]) {
        if let Some(place) = crate::syntax::doc_place(doc) {
            let message = "this doc block describes nothing";
            let fault = Fault::at(place, fault::STRAY_DOC, message);
            self.report(fault.help("put it above a clause or a `.decl`, or write `//`"));
        }
    }

    fn declaration(&mut self, doc: Vec<DocLine>) -> Read<Declaration> {
        let name = self.name("the name of a relation")?;
        self.declared = Some(name.text.clone());
        self.expect(&Kind::Open)?;
        if self.token.kind == Kind::Close {
            let place = name.place;
            let message = format!("`{}` has no columns", name.text);
            let fault = Fault::at(place, fault::NO_COLUMNS, message);
            self.report(fault.help("a relation has at least one column"));
        }
        let mut columns = Vec::new();
        while self.token.kind != Kind::Close {
            let column = self.name("the name of a column")?;
            self.expect(&Kind::Colon)?;
            let sort = self.any_name("a type")?;
            columns.push((column, sort));
            if !self.separated(&Kind::Close)? {
                break;
            }
        }
        self.expect(&Kind::Close)?;
        if let Some((column, _)) = columns.get(MOST_COLUMNS) {
            let message = format!("`{}` has {} columns", name.text, columns.len());
            let fault = Fault::at(column.place, fault::TOO_MANY_COLUMNS, message);
            self.report(fault.help(format!("a relation has at most {MOST_COLUMNS}")));
        }
        Ok(Declaration { doc, name, columns })
    }

    fn type_declaration(&mut self) -> Read<TypeDeclaration> {
        let name = self.name("the name of a type")?;
        self.declared = Some(name.text.clone());
        self.expect(&Kind::Subtype)?;
        let base = self.any_name("`symbol` or `number`")?;
        Ok(TypeDeclaration { name, base })
    }

    fn directive(&mut self) -> Read<Directive> {
        let dot = self.token.place;
        let mark = match &self.token.kind {
            Kind::Directive(word) if word == "input" => Mark::Input,
            Kind::Directive(word) if word == "output" => Mark::Output,
            _ => return Err(self.unknown_directive(dot)),
        };
        self.advance();
        let mut names = vec![self.name("the name of a relation")?];
        while self.token.kind == Kind::Comma {
            self.advance();
            names.push(self.name("the name of a relation")?);
        }
        Ok(Directive { mark, names })
    }

    fn unknown_directive(&mut self, dot: Place) -> Unreadable {
        let mut place = dot;
        let mut word = String::new();
        if let Kind::Directive(it) = &self.token.kind {
            word.clone_from(it);
        }
        self.advance();
        if let Kind::Word(it) = &self.token.kind
            && self.token.place.start == dot.end
        {
            word.clone_from(it);
            place.end = self.token.place.end;
            self.advance();
        }
        if word.is_empty() {
            return self.unexpected_at(dot, "`.`", "a clause or a directive");
        }
        let message = format!("`.{}` is not a directive of rules", lexer::shorten(&word));
        let fault = Fault::at(place, fault::UNKNOWN_DIRECTIVE, message);
        self.report(match nearest(&word, ["decl", "input", "output", "type"]) {
            Some(word) => fault.help(format!("did you mean `.{word}`?")),
            None => fault.help("there are `.type`, `.decl`, `.input` and `.output`"),
        });
        Unreadable
    }

    /// A name that is not reserved.
    fn name(&mut self, expected: &str) -> Read<Name> {
        let name = self.any_name(expected)?;
        if lexer::is_reserved(&name.text) {
            let message = format!("`{}` is a reserved word of Soufflé", name.text);
            let fault = Fault::at(name.place, fault::RESERVED_WORD, message);
            self.report(fault.help("choose another name"));
        }
        Ok(name)
    }

    fn any_name(&mut self, expected: &str) -> Read<Name> {
        let place = self.token.place;
        let Kind::Word(text) = &self.token.kind else {
            return Err(self.unexpected(expected));
        };
        let text = text.clone();
        self.advance();
        Ok(Name { text, place })
    }

    /// Reads a comma, or sees `close`; true if there was a comma.
    fn separated(&mut self, close: &Kind) -> Read<bool> {
        if self.token.kind == Kind::Comma {
            self.advance();
            return Ok(true);
        }
        if self.token.kind == *close {
            return Ok(false);
        }
        Err(self.unexpected(&format!("`,` or {}", describe(close))))
    }

    fn expect(&mut self, kind: &Kind) -> Read<()> {
        if self.token.kind != *kind {
            return Err(self.unexpected(&describe(kind)));
        }
        self.advance();
        Ok(())
    }

    fn advance(&mut self) {
        self.last = self.token.place;
        self.token = self.lexer.next();
    }

    fn unexpected(&mut self, expected: &str) -> Unreadable {
        if matches!(self.token.kind, Kind::Doc(_)) {
            let doc = self.doc();
            self.stray(&doc);
            return Unreadable;
        }
        let found = describe(&self.token.kind);
        // Where a line begins anew, what is missing is missing at the end of the line before.
        let place = if self.token.first_on_line || self.token.kind == Kind::End {
            self.last
        } else {
            self.token.place
        };
        self.unexpected_at(place, &found, expected)
    }

    fn unexpected_at(&mut self, place: Place, found: &str, expected: &str) -> Unreadable {
        // What follows a fault within the same item is most likely its consequence.
        if self.lexer.faults.len() == self.faults_before {
            let message = format!("expected {expected}, found {found}");
            self.report(Fault::at(place, fault::SYNTAX, message));
        }
        Unreadable
    }

    fn report(&mut self, fault: Fault) {
        self.lexer.faults.push(fault);
    }

    /// Skips to where the next item probably begins.
    fn recover(&mut self) {
        loop {
            match &self.token.kind {
                Kind::End | Kind::Doc(_) | Kind::Directive(_) => return,
                Kind::Word(_) if self.begins_line() => return,
                Kind::Dot => return self.advance(),
                _ => self.advance(),
            }
        }
    }

    /// Whether the token stands in the first column: bodies are indented, heads are not.
    fn begins_line(&self) -> bool {
        self.lexer.begins_line(self.token.place.start as usize)
    }
}

fn describe(kind: &Kind) -> String {
    match kind {
        Kind::Word(word) => format!("`{}`", lexer::shorten(word)),
        Kind::Text(text) => format!("the text `{}`", lexer::shorten(text).escape_debug()),
        Kind::Number(number) => format!("the number `{number}`"),
        Kind::Parameter(name) => format!("`${}`", lexer::shorten(name)),
        Kind::Doc(_) => "a doc block".to_owned(),
        Kind::Directive(word) => format!("`.{word}`"),
        Kind::Compare(operator) => format!("`{operator}`"),
        Kind::Wildcard => "`_`".to_owned(),
        Kind::Open => "`(`".to_owned(),
        Kind::Close => "`)`".to_owned(),
        Kind::Comma => "`,`".to_owned(),
        Kind::Dot => "`.`".to_owned(),
        Kind::Colon => "`:`".to_owned(),
        Kind::Subtype => "`<:`".to_owned(),
        Kind::If => "`:-`".to_owned(),
        Kind::Not => "`!`".to_owned(),
        Kind::End => "the end of the file".to_owned(),
    }
}
