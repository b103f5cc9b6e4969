//! The text of a file in; one token after the other out, each with its place.

mod vocabulary;

pub use vocabulary::{is_reserved, shorten};

use vocabulary::{DIRECTIVES, hint, unescape};

use crate::fault::{self, Fault};
use crate::program::Operator;
use crate::source::Place;

/// The greatest number that a column can hold, 2³¹ − 1.
pub const GREATEST_NUMBER: u32 = i32::MAX as u32;

/// Reading or checking is given up after this many faults.
pub const MOST_FAULTS: usize = 1000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub place: Place,
    /// Whether nothing but blanks stands before it on its line.
    pub first_on_line: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Word(String),
    Text(String),
    Number(u32),
    Parameter(String),
    /// A `///` line without the marker.
    Doc(String),
    /// `.decl` and the like, without the dot.
    Directive(String),
    Compare(Operator),
    Wildcard,
    Open,
    Close,
    Comma,
    Dot,
    Colon,
    /// `<:`, between a type and what it is based on.
    Subtype,
    If,
    Not,
    End,
}

/// Reads tokens from a text on demand, so that a large file does not need all of them at once.
pub struct Lexer<'a> {
    text: &'a str,
    file: u32,
    at: usize,
    first_on_line: bool,
    pub faults: Vec<Fault>,
}

impl<'a> Lexer<'a> {
    pub fn new(file: u32, text: &'a str) -> Self {
        // Some editors put a byte order mark before the text.
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self {
            text,
            file,
            at,
            first_on_line: true,
            faults: Vec::new(),
        }
    }

    /// The next token; [`Kind::End`] for ever once the text is used up.
    pub fn next(&mut self) -> Token {
        loop {
            if self.faults.len() > MOST_FAULTS {
                self.at = self.text.len();
            }
            self.skip_blanks();
            let start = self.at;
            let first_on_line = std::mem::replace(&mut self.first_on_line, false);
            if let Some(kind) = self.token() {
                return Token {
                    kind,
                    place: self.place(start),
                    first_on_line,
                };
            }
        }
    }

    /// Whether the byte at `start` is the first of its line.
    pub fn begins_line(&self, start: usize) -> bool {
        start == 0 || self.text.as_bytes().get(start - 1) == Some(&b'\n')
    }

    fn skip_blanks(&mut self) {
        while let Some(it) = self.peek().filter(|it| it.is_whitespace()) {
            self.first_on_line |= it == '\n';
            self.at += it.len_utf8();
        }
    }

    /// One token, or `None` for a comment or for something that was reported.
    fn token(&mut self) -> Option<Kind> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Some(Kind::End);
        };
        if rest.starts_with("///") && !rest.starts_with("////") {
            return Some(self.doc());
        }
        if rest.starts_with("//") {
            self.at += line_length(rest);
            return None;
        }
        if rest.starts_with("/*") {
            self.comment();
            return None;
        }
        match first {
            '"' => Some(self.quoted()),
            '\'' => Some(self.single_quoted()),
            '0'..='9' => Some(self.number()),
            '$' => Some(self.parameter()),
            _ if is_word(first) => Some(self.word()),
            _ => self.symbol(first),
        }
    }

    fn doc(&mut self) -> Kind {
        let length = line_length(self.rest());
        let line = self.rest()[3..length].trim_end();
        self.at += 3 + line.len();
        Kind::Doc(line.strip_prefix(' ').unwrap_or(line).to_owned())
    }

    fn comment(&mut self) {
        let start = self.at;
        if let Some(length) = self.rest()[2..].find("*/") {
            self.first_on_line |= self.rest()[..length].contains('\n');
            self.at += length + 4;
            return;
        }
        self.at = self.text.len();
        let place = Place {
            end: self.offset(start + 2),
            ..self.place(start)
        };
        let fault = Fault::at(place, fault::UNCLOSED_COMMENT, "this comment is not closed");
        self.faults.push(fault.help("close it with `*/`"));
    }

    fn word(&mut self) -> Kind {
        match self.take(is_word) {
            "_" => Kind::Wildcard,
            word => Kind::Word(word.to_owned()),
        }
    }

    fn number(&mut self) -> Kind {
        let start = self.at;
        let digits = self.take(|it| it.is_ascii_digit());
        match digits.parse() {
            Ok(number) if number <= GREATEST_NUMBER => Kind::Number(number),
            _ => {
                let message = format!("`{}` is too great a number", shorten(digits));
                let fault = Fault::at(self.place(start), fault::NUMBER_RANGE, message);
                self.faults
                    .push(fault.help(format!("numbers go from 0 to {GREATEST_NUMBER}")));
                Kind::Number(0)
            }
        }
    }

    fn parameter(&mut self) -> Kind {
        let start = self.at;
        self.at += 1;
        let name = self.take(is_word).to_owned();
        if name.is_empty() {
            self.unknown(start, "a parameter is written `$name`");
        }
        Kind::Parameter(name)
    }

    fn quoted(&mut self) -> Kind {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let at = self.at;
            match self.bump() {
                Some('"') => return Kind::Text(text),
                Some('\\') => match self.peek().map(|it| (it, unescape(it))) {
                    Some((it, Some(value))) => {
                        self.at += it.len_utf8();
                        text.push(value);
                    }
                    Some((it, None)) if it != '\n' && it != '\r' => {
                        self.at += it.len_utf8();
                        let message = format!("`\\{it}` is no escape in a text");
                        let fault = Fault::at(self.place(at), fault::UNKNOWN_ESCAPE, message);
                        self.faults
                            .push(fault.help("a backslash is written `\\\\`"));
                    }
                    _ => {}
                },
                Some('\n' | '\r') | None => {
                    self.at = at;
                    let place = self.place(start);
                    let message = "this text is not closed on its line";
                    let fault = Fault::at(place, fault::UNCLOSED_TEXT, message);
                    self.faults.push(fault.help("close it with `\"`"));
                    return Kind::Text(text);
                }
                Some(it) => text.push(it),
            }
        }
    }

    /// Reads `'text'` as the text that was meant, and reports it.
    fn single_quoted(&mut self) -> Kind {
        let start = self.at;
        self.at += 1;
        let line = &self.rest()[..line_length(self.rest())];
        let text = line.split('\'').next().unwrap_or("").trim_end();
        self.at += text.len();
        self.follows('\'');
        self.unknown(start, "texts stand between `\"`");
        Kind::Text(text.to_owned())
    }

    fn symbol(&mut self, first: char) -> Option<Kind> {
        let start = self.at;
        self.at += first.len_utf8();
        let kind = match first {
            '(' => Kind::Open,
            ')' => Kind::Close,
            ',' => Kind::Comma,
            '.' => self.dot(),
            ':' if self.follows('-') => Kind::If,
            ':' => Kind::Colon,
            '=' => Kind::Compare(Operator::Equal),
            '!' if self.follows('=') => Kind::Compare(Operator::NotEqual),
            '!' => Kind::Not,
            '<' if self.follows('=') => Kind::Compare(Operator::LessOrEqual),
            '<' if self.follows(':') => Kind::Subtype,
            '<' => Kind::Compare(Operator::Less),
            '>' if self.follows('=') => Kind::Compare(Operator::GreaterOrEqual),
            '>' => Kind::Compare(Operator::Greater),
            _ => {
                self.unknown(start, hint(first));
                return None;
            }
        };
        Some(kind)
    }

    /// `.decl` is one token; a dot before any other word closes a clause.
    fn dot(&mut self) -> Kind {
        let word = self.rest().split(|it| !is_word(it)).next().unwrap_or("");
        if !DIRECTIVES.contains(&word) {
            return Kind::Dot;
        }
        self.at += word.len();
        Kind::Directive(word.to_owned())
    }

    fn unknown(&mut self, start: usize, help: &str) {
        let place = self.place(start);
        let text = &self.text[start..self.at];
        let text = shorten(text);
        let message = format!("`{text}` has no meaning in rules");
        let fault = Fault::at(place, fault::UNKNOWN_CHARACTER, message);
        self.faults.push(match help {
            "" => fault,
            help => fault.help(help),
        });
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let it = self.peek()?;
        self.at += it.len_utf8();
        Some(it)
    }

    fn follows(&mut self, expected: char) -> bool {
        let follows = self.peek() == Some(expected);
        self.at += usize::from(follows);
        follows
    }

    fn take(&mut self, belongs: fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|it| !belongs(it)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn place(&self, start: usize) -> Place {
        Place {
            file: self.file,
            start: self.offset(start),
            end: self.offset(self.at),
        }
    }

    fn offset(&self, at: usize) -> u32 {
        u32::try_from(at).expect("files over the size limit are not read")
    }
}

fn is_word(it: char) -> bool {
    it.is_ascii_alphanumeric() || it == '_'
}

fn line_length(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}
