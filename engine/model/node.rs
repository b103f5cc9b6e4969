//! What YAML and JSON have in common: scalars, lists and maps, each with its place.

use std::borrow::Cow;

use threatlog_dl::source::Place;

/// A value of a document.
#[derive(Clone, Debug)]
pub struct Node<'t> {
    /// Where it stands; of a list or map, what of it stands on its first line.
    pub place: Place,
    pub value: Value<'t>,
}

#[derive(Clone, Debug)]
pub enum Value<'t> {
    /// A text as written, whatever YAML would take it for: `42`, `yes` and `1.10` stay themselves.
    Scalar {
        text: Cow<'t, str>,
        /// In quotes, or a block scalar: never null.
        quoted: bool,
    },
    List(Vec<Node<'t>>),
    /// In the order of the file, repeated keys included.
    Map(Vec<(Node<'t>, Node<'t>)>),
}

impl Node<'_> {
    /// The text of a scalar that is not null.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } if !self.is_null() => Some(text),
            _ => None,
        }
    }

    /// The number that a scalar without quotes is.
    pub fn number(&self) -> Option<f64> {
        match &self.value {
            Value::Scalar { text, quoted } if !quoted => text.parse().ok(),
            _ => None,
        }
    }

    /// Nothing there: an empty value, `~` or `null`.
    pub fn is_null(&self) -> bool {
        match &self.value {
            Value::Scalar { text, quoted } => {
                !quoted && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL")
            }
            Value::List(_) | Value::Map(_) => false,
        }
    }

    /// A map, or null, which reads as an empty one.
    pub fn is_map(&self) -> bool {
        matches!(self.value, Value::Map(_)) || self.is_null()
    }

    /// What it is, for messages.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            _ if self.is_null() => "nothing",
            Value::Scalar { .. } => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}
