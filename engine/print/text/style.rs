//! How a terminal wants its text.

/// Width and colour. Colour adds; no meaning is in it alone.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// In columns.
    pub width: usize,
    pub color: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            width: 80,
            color: false,
        }
    }
}

impl Style {
    pub fn bold(self, text: &str) -> String {
        self.paint(text, "1")
    }

    pub fn dim(self, text: &str) -> String {
        self.paint(text, "2")
    }

    /// The colour of a risk, given by its word.
    pub fn by_risk(self, word: &str, text: &str) -> String {
        let code = match word {
            "very high" => "1;31",
            "high" => "31",
            "moderate" => "33",
            "low" => "36",
            _ => "2",
        };
        self.paint(text, code)
    }

    /// `code` is a select-graphic-rendition parameter (ECMA-48, 8.3.117).
    fn paint(self, text: &str, code: &str) -> String {
        if self.color && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}
