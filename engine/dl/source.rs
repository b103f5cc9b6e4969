//! The texts that were read and places in them.

use std::sync::Arc;

/// A byte range in one of the [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index of the file in its [`Sources`].
    pub file: u32,
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset after the last byte.
    pub end: u32,
}

/// A text with the name it is shown under, usually a path.
#[derive(Clone, Debug)]
pub struct SourceText {
    pub name: String,
    pub text: String,
}

/// All texts of one run; a [`Place`] points into them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    // Shared, so that whoever keeps places can keep the texts.
    files: Vec<Arc<SourceText>>,
}

impl Sources {
    /// Adds a text and returns its index.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> u32 {
        self.files.push(Arc::new(SourceText {
            name: name.into(),
            text: text.into(),
        }));
        u32::try_from(self.files.len() - 1).expect("fewer than 2^32 files")
    }

    /// The file with this index, if there is one.
    pub fn get(&self, file: u32) -> Option<&SourceText> {
        self.files.get(file as usize).map(Arc::as_ref)
    }

    /// All files, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &SourceText)> {
        (0..).zip(self.files.iter().map(Arc::as_ref))
    }

    /// The text at a place; empty if the place is not in the sources.
    pub fn text(&self, place: Place) -> &str {
        self.get(place.file)
            .and_then(|file| file.text.get(place.start as usize..place.end as usize))
            .unwrap_or("")
    }

    /// Line and column (both from 1, the column in characters) of the start of a place.
    pub fn line_column(&self, place: Place) -> (usize, usize) {
        let Some(file) = self.get(place.file) else {
            return (1, 1);
        };
        let mut start = (place.start as usize).min(file.text.len());
        while !file.text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &file.text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    /// `name:line:column` of the start of a place, the form that editors open.
    pub fn locate(&self, place: Place) -> String {
        let (line, column) = self.line_column(place);
        let name = self.get(place.file).map_or("?", |file| file.name.as_str());
        format!("{name}:{line}:{column}")
    }
}
