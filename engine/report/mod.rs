//! Answers in; what they say to people, whatever the form, out.
//!
//! A [`Report`] has everything that a printer needs and nothing that one printer alone can show.
//! It says what a row, a deed or a proof is; how that looks is the printers' business, and so is
//! making the texts harmless for where they go.

mod alike;
mod assumptions;
mod cases;
mod check;
mod compare;
mod coverage;
mod deed;
mod depth;
mod explain;
mod facts;
mod findings;
mod fix;
mod gate;
mod map;
mod number;
mod paths;
mod place;
mod plan;
mod provenance;
mod reach;
mod relations;
mod rmf;
mod rows;
mod steps;
mod verified;
mod version;
mod why_not;
mod words;

pub use assumptions::assumptions;
pub use cases::cases;
pub use check::{check, checks};
pub use compare::{diff, what_if};
pub use coverage::coverage;
pub use depth::depths;
pub use explain::{Level, explain};
pub use facts::facts;
pub use fix::fix;
pub use gate::gate;
pub use paths::paths;
pub use plan::plan;
pub use reach::{reach, who_can_reach};
pub use relations::relations;
pub use rmf::rmf;
pub use rows::rows;
pub use steps::{step, steps};
pub use verified::verified;
pub use version::version;
pub use why_not::why_not;
pub use words::{asked_word, words};

pub use deed::{Deed, deeds, way};
pub use number::{certainty, factor, likelihood, plural, risk, total};

/// An answer for people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// What a page with the answer is called: `Threat register: shop`.
    pub title: String,
    /// The answer in a line: `shop · 27 components · 43 goals in reach`.
    pub headline: String,
    pub blocks: Vec<Block>,
    /// What a page holds besides.
    pub appendix: Vec<Block>,
    /// What to ask next.
    pub next: Vec<Hint>,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Heading(String),
    Text(String),
    /// How to read the answer, what marks mean, what is left out.
    Note(String),
    List(Vec<String>),
    /// A list of which only the first few are shown where room is short.
    LongList {
        items: Vec<String>,
        most: usize,
        /// What they are: `goal`.
        noun: &'static str,
    },
    /// Things to do, each with what belongs to it.
    Tasks(Vec<Task>),
    /// Names with what is said of each.
    Pairs(Vec<(String, String)>),
    Deeds(Vec<Deed>),
    Table(Table),
    /// Facts of a proof; premises come before what rests on them, and the goal is last.
    Proof(Vec<Proven>),
    /// Text whose lines stay as they are.
    Code(String),
}

/// Rows under columns. Every row has a cell for each column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// How many rows are shown where room is short, and what they are, if not all of them are.
    pub most: Option<(usize, &'static str)>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub title: String,
    /// Whether its cells stand on the right, as figures do.
    pub right: bool,
    /// Whether its cells may be wrapped where room is short.
    pub wraps: bool,
    pub place: Place,
}

/// Where a column has its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Beside the others.
    Beside,
    /// Below the row where room is short. Rows on end that say the same there say it once.
    Below,
    /// The same where the column's title reads on into the cell, as in `cut by`.
    ReadOn,
    /// Below the row where room is short, and nowhere else.
    OnlyBelow,
    /// Only where there is room, as on a page.
    Page,
    /// Only where room is short: what a page says in another column.
    Terminal,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// The word of a risk, one of [`RISK_WORDS`](crate::answer::RISK_WORDS), that marks the row.
    pub risk: Option<&'static str>,
    /// What the row is about, as the heading of its details on a page.
    pub title: String,
    pub details: Vec<Block>,
}

/// A cell of a table: its lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell(pub Vec<Line>);

/// A line with the place in a file that it speaks of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub text: String,
    pub place: Option<String>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// `T1`; may be empty.
    pub name: String,
    pub text: String,
    pub pairs: Vec<(String, String)>,
}

/// A fact of a proof.
#[derive(Clone, Debug, PartialEq)]
pub struct Proven {
    pub sentence: String,
    /// The deed that brings it about.
    pub by: Option<String>,
    /// Which facts its rule rests on.
    pub premises: Vec<usize>,
    /// What must not hold for that.
    pub absent: Vec<String>,
    /// On whose word it holds, if it is given.
    pub told: Option<String>,
}

/// A command to run next, and what it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    pub command: String,
    pub what: String,
}

impl Task {
    /// A task of which there is no more to say.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            name: String::new(),
            text: text.into(),
            pairs: Vec::new(),
        }
    }
}

impl Hint {
    pub fn new(command: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            command: command.into(),
            what: what.into(),
        }
    }
}

impl Report {
    pub fn new(title: impl Into<String>, headline: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            headline: headline.into(),
            ..Self::default()
        }
    }

    /// Adds a part, unless there is nothing in it.
    pub fn add(&mut self, block: Block) {
        if !block.is_empty() {
            self.blocks.push(block);
        }
    }

    /// Adds parts that only a page has room for, unless there is nothing in the last of them.
    pub fn page(&mut self, blocks: impl IntoIterator<Item = Block>) {
        let blocks: Vec<Block> = blocks.into_iter().collect();
        if blocks.last().is_some_and(|it| !it.is_empty()) {
            self.appendix.extend(blocks);
        }
    }

    pub fn text(&mut self, text: impl Into<String>) {
        self.add(Block::Text(text.into()));
    }

    pub fn note(&mut self, text: impl Into<String>) {
        self.add(Block::Note(text.into()));
    }

    pub fn heading(&mut self, text: impl Into<String>) {
        self.add(Block::Heading(text.into()));
    }
}

impl Block {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Heading(text) | Self::Text(text) | Self::Note(text) | Self::Code(text) => {
                text.is_empty()
            }
            Self::List(items) | Self::LongList { items, .. } => items.is_empty(),
            Self::Tasks(tasks) => tasks.is_empty(),
            Self::Pairs(pairs) => pairs.is_empty(),
            Self::Deeds(deeds) => deeds.is_empty(),
            Self::Table(table) => table.rows.is_empty(),
            Self::Proof(facts) => facts.is_empty(),
        }
    }
}

impl Table {
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self {
            columns: columns.into_iter().collect(),
            rows: Vec::new(),
            most: None,
        }
    }

    /// The same, of which only so many rows are shown where room is short.
    pub fn at_most(self, rows: usize, noun: &'static str) -> Self {
        Self {
            most: Some((rows, noun)),
            ..self
        }
    }

    /// The same with these rows, each its cells and nothing else.
    pub fn rows<R: IntoIterator<Item = C>, C: Into<Cell>>(
        mut self,
        rows: impl IntoIterator<Item = R>,
    ) -> Self {
        let row = |cells: R| Row::new(cells);
        self.rows.extend(rows.into_iter().map(row));
        self
    }
}

impl Row {
    pub fn new<C: Into<Cell>>(cells: impl IntoIterator<Item = C>) -> Self {
        Self {
            cells: cells.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }
}

impl Column {
    /// Text that may be wrapped.
    pub fn text(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            right: false,
            wraps: true,
            place: Place::Beside,
        }
    }

    /// A word or an id, which is kept whole.
    pub fn word(title: impl Into<String>) -> Self {
        Self {
            wraps: false,
            ..Self::text(title)
        }
    }

    /// A figure.
    pub fn figure(title: impl Into<String>) -> Self {
        Self {
            right: true,
            wraps: false,
            ..Self::text(title)
        }
    }

    pub fn is_below(&self) -> bool {
        matches!(self.place, Place::Below | Place::ReadOn | Place::OnlyBelow)
    }

    pub fn below(self) -> Self {
        Self {
            place: Place::Below,
            ..self
        }
    }

    pub fn reads_on(self) -> Self {
        Self {
            place: Place::ReadOn,
            ..self
        }
    }

    pub fn only_below(self) -> Self {
        Self {
            place: Place::OnlyBelow,
            ..self
        }
    }

    pub fn on_page(self) -> Self {
        Self {
            place: Place::Page,
            ..self
        }
    }

    pub fn on_terminal(self) -> Self {
        Self {
            place: Place::Terminal,
            ..self
        }
    }
}

impl<T: Into<String>> From<T> for Line {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            place: None,
        }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self(vec![text.into().into()])
    }
}

impl Cell {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|line| line.text.is_empty())
    }
}
