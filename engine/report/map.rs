//! A report in; the same with all of its texts changed out.
//!
//! A printer makes texts harmless for where they go by this, before it lays anything out, so
//! that no text can be forgotten.

use super::{Block, Cell, Deed, Hint, Line, Proven, Report, Row, Table, Task};

impl Report {
    /// The same report with `text` made of every text, and `place` of every place in a file; but
    /// the lines of [`Block::Code`] are a printer's business.
    #[must_use]
    pub fn map(self, text: &dyn Fn(&str) -> String, place: &dyn Fn(&str) -> String) -> Self {
        let change = Change { text, place };
        Self {
            title: change.text(&self.title),
            headline: change.text(&self.headline),
            blocks: blocks(self.blocks, change),
            appendix: blocks(self.appendix, change),
            next: each(self.next, |it| Hint {
                command: change.text(&it.command),
                what: change.text(&it.what),
            }),
        }
    }
}

fn blocks(blocks: Vec<Block>, change: Change) -> Vec<Block> {
    each(blocks, |it| block(it, change))
}

fn block(block: Block, change: Change) -> Block {
    match block {
        Block::Heading(text) => Block::Heading(change.text(&text)),
        Block::Text(text) => Block::Text(change.text(&text)),
        Block::Note(text) => Block::Note(change.text(&text)),
        Block::List(items) => Block::List(each(items, |it| change.text(&it))),
        Block::LongList { items, most, noun } => Block::LongList {
            items: each(items, |it| change.text(&it)),
            most,
            noun,
        },
        Block::Tasks(tasks) => Block::Tasks(each(tasks, |it| Task {
            name: change.text(&it.name),
            text: change.text(&it.text),
            pairs: pairs(it.pairs, change),
        })),
        Block::Pairs(list) => Block::Pairs(pairs(list, change)),
        Block::Deeds(deeds) => Block::Deeds(each(deeds, |it| deed(it, change))),
        Block::Table(it) => Block::Table(table(it, change)),
        Block::Proof(facts) => Block::Proof(each(facts, |it| proven(it, change))),
        Block::Code(text) => Block::Code(text),
    }
}

fn table(table: Table, change: Change) -> Table {
    Table {
        most: table.most,
        columns: each(table.columns, |mut it| {
            it.title = change.text(&it.title);
            it
        }),
        rows: each(table.rows, |it| Row {
            cells: each(it.cells, |cell| Cell(each(cell.0, |it| line(it, change)))),
            risk: it.risk,
            title: change.text(&it.title),
            details: blocks(it.details, change),
        }),
    }
}

fn line(line: Line, change: Change) -> Line {
    Line {
        text: change.text(&line.text),
        place: line.place.as_deref().map(change.place),
    }
}

fn deed(deed: Deed, change: Change) -> Deed {
    Deed {
        title: change.text(&deed.title),
        target: deed.target.as_deref().map(|it| change.text(it)),
        atlas: deed.atlas.as_deref().map(|it| change.text(it)),
        techniques: each(deed.techniques, |it| change.text(&it)),
        chance: change.text(&deed.chance),
    }
}

fn proven(fact: Proven, change: Change) -> Proven {
    Proven {
        sentence: change.text(&fact.sentence),
        by: fact.by.as_deref().map(|it| change.text(it)),
        absent: each(fact.absent, |it| change.text(&it)),
        told: fact.told.as_deref().map(|it| change.text(it)),
        premises: fact.premises,
    }
}

fn pairs(pairs: Vec<(String, String)>, change: Change) -> Vec<(String, String)> {
    each(pairs, |(name, text)| {
        (change.text(&name), change.text(&text))
    })
}

/// What becomes of texts and of places.
#[derive(Clone, Copy)]
struct Change<'c> {
    text: &'c dyn Fn(&str) -> String,
    place: &'c dyn Fn(&str) -> String,
}

impl Change<'_> {
    fn text(self, text: &str) -> String {
        (self.text)(text)
    }
}

fn each<T, U>(items: Vec<T>, change: impl Fn(T) -> U) -> Vec<U> {
    items.into_iter().map(change).collect()
}
