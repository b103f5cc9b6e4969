//! The text of one YAML or JSON file goes in; its one document comes out as a [`Node`].

use std::borrow::Cow;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span};
use rustc_hash::FxHashMap;
use threatlog_dl::{Fault, Place};

use super::node::{Node, Value};
use super::syntax;

/// How deeply lists and maps may be nested; architecture files need six levels.
pub const MAX_DEPTH: usize = 64;

/// How many values anchors and aliases may repeat in one file.
pub const MAX_REPEATED: usize = 1_000_000;

/// Reads a file; what YAML offers beyond maps, lists, texts and aliases is refused.
pub fn parse(file: u32, text: &str) -> Result<Node<'_>, Vec<Fault>> {
    let mut builder = Builder {
        file,
        text,
        open: Vec::new(),
        root: None,
        anchors: FxHashMap::default(),
        repeated: 0,
        faults: Vec::new(),
    };
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        let go_on = match event {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => builder.syntax(&error),
        };
        if !go_on {
            break;
        }
    }
    builder.finish()
}

struct Builder<'t> {
    file: u32,
    text: &'t str,
    open: Vec<Open<'t>>,
    root: Option<Node<'t>>,
    /// Finished anchored values with the depth of what they contain.
    anchors: FxHashMap<usize, (Node<'t>, usize)>,
    repeated: usize,
    faults: Vec<Fault>,
}

/// A list or map whose end has not been seen.
struct Open<'t> {
    place: Place,
    anchor: usize,
    depth_below: usize,
    items: Items<'t>,
}

enum Items<'t> {
    List(Vec<Node<'t>>),
    Map(Vec<(Node<'t>, Node<'t>)>, Option<Node<'t>>),
}

impl<'t> Builder<'t> {
    /// Takes the next event; `false` ends the reading.
    fn take(&mut self, event: Event<'t>, span: Span) -> bool {
        let place = self.place(&span);
        if let Some(tag) = event.tag() {
            let place = span.tag_span().map_or(place, |span| self.place(&span));
            let message = format!("the YAML tag `{}` has no meaning here", tag.original());
            self.fault("unsupported-yaml", message, place, "leave the tag out");
        }
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                let message = "a second document starts in the same file".to_owned();
                let help = "put it into a file of its own: several files can be given";
                self.fault("several-documents", message, place, help);
                false
            }
            Event::Scalar(text, style, anchor, _) => {
                self.refuse_control_characters(&text, place);
                let quoted = style != ScalarStyle::Plain;
                let value = Value::Scalar { text, quoted };
                self.add(Node { place, value }, anchor, 0)
            }
            Event::SequenceStart(_, anchor, _) => self.open(place, anchor, Items::List(Vec::new())),
            Event::MappingStart(_, anchor, _) => {
                self.open(place, anchor, Items::Map(Vec::new(), None))
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(place),
            Event::Alias(anchor) => self.alias(anchor, place),
            Event::UnresolvedAlias(name) => {
                let message = format!("there is no anchor `&{name}` before this alias");
                let help = "put quotes around a text that starts with `*`";
                self.fault("unsupported-yaml", message, place, help);
                self.add(nothing(place), 0, 0)
            }
            _ => true,
        }
    }

    /// Escapes can write characters that a terminal would obey.
    fn refuse_control_characters(&mut self, text: &str, place: Place) {
        let odd = |it: &char| it.is_control() && !matches!(it, '\t' | '\n');
        if let Some(found) = text.chars().find(odd) {
            let code = u32::from(found);
            let message = format!("the control character U+{code:04X} is not allowed in a text");
            self.fault("control-character", message, place, "leave it out");
        }
    }

    fn open(&mut self, place: Place, anchor: usize, items: Items<'t>) -> bool {
        if self.open.len() >= MAX_DEPTH {
            return self.too_deep(place);
        }
        self.open.push(Open {
            place,
            anchor,
            depth_below: 0,
            items,
        });
        true
    }

    fn close(&mut self, end: Place) -> bool {
        let Some(open) = self.open.pop() else {
            return true;
        };
        let value = match open.items {
            Items::List(items) => Value::List(items),
            Items::Map(pairs, _) => Value::Map(pairs),
        };
        let place = self.first_line(open.place, end);
        self.add(Node { place, value }, open.anchor, open.depth_below + 1)
    }

    /// Puts a finished value where it belongs; `depth` levels of lists and maps lie in it.
    fn add(&mut self, node: Node<'t>, anchor: usize, depth: usize) -> bool {
        if anchor != 0 {
            if !self.repeat(&node) {
                return false;
            }
            self.anchors.insert(anchor, (node.clone(), depth));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return true;
        };
        open.depth_below = open.depth_below.max(depth);
        match &mut open.items {
            Items::List(items) => items.push(node),
            Items::Map(pairs, key) => match key.take() {
                Some(key) => pairs.push((key, node)),
                None => *key = Some(node),
            },
        }
        true
    }

    fn alias(&mut self, anchor: usize, place: Place) -> bool {
        let Some((node, depth)) = self.anchors.get(&anchor).cloned() else {
            let message = "this alias lies within its own anchor".to_owned();
            self.fault("unsupported-yaml", message, place, "write the value out");
            return self.add(nothing(place), 0, 0);
        };
        if self.open.len() + depth > MAX_DEPTH {
            return self.too_deep(place);
        }
        self.repeat(&node) && self.add(node, 0, depth)
    }

    /// Counts the values that are about to be copied.
    fn repeat(&mut self, node: &Node) -> bool {
        self.repeated = self.repeated.saturating_add(size(node));
        if self.repeated <= MAX_REPEATED {
            return true;
        }
        let message = format!("aliases repeat more than {MAX_REPEATED} values");
        let help = "write the values out, or generate the file with fewer aliases";
        self.fault("too-many-aliases", message, node.place, help);
        false
    }

    fn too_deep(&mut self, place: Place) -> bool {
        let message = format!("lists and maps are nested more than {MAX_DEPTH} deep");
        let help = "an architecture file needs no more than six levels";
        self.fault("too-deep", message, place, help);
        false
    }

    fn syntax(&mut self, error: &ScanError) -> bool {
        let start = error.marker().byte_offset().unwrap_or(self.text.len());
        let place = self.character(start);
        if let ErrorKind::RecursionLimitExceeded = error.kind() {
            return self.too_deep(place);
        }
        let (message, help) = syntax::explain(error, self.opened());
        self.fault("yaml-syntax", message, place, &help);
        false
    }

    /// The innermost open bracket with its line.
    fn opened(&self) -> Option<(char, usize)> {
        let start = self.open.last()?.place.start as usize;
        let bracket = self.text.get(start..)?.chars().next()?;
        let before = self.text.get(..start)?;
        let line = before.bytes().filter(|&it| it == b'\n').count() + 1;
        matches!(bracket, '{' | '[').then_some((bracket, line))
    }

    fn finish(mut self) -> Result<Node<'t>, Vec<Fault>> {
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        match self.root.take() {
            Some(root) if !root.is_null() => Ok(root),
            _ => {
                let place = self.character(0);
                let message = "the file says nothing".to_owned();
                let help = "`threatlog init` writes one to start from";
                self.fault("empty-file", message, place, help);
                Err(self.faults)
            }
        }
    }

    fn fault(&mut self, code: &'static str, message: String, place: Place, help: &str) {
        self.faults.push(Fault {
            code,
            message,
            place: Some(place),
            help: Some(help.to_owned()),
        });
    }

    fn place(&self, span: &Span) -> Place {
        let range = span.byte_range().unwrap_or(0..0);
        let text = self.text.get(range.clone()).unwrap_or("");
        let end = range.start + text.trim_end().len();
        Place {
            file: self.file,
            start: offset(range.start),
            end: offset(end),
        }
    }

    /// From the start of one place to the end of another or of the line.
    fn first_line(&self, from: Place, to: Place) -> Place {
        let text = self.text.get(from.start as usize..to.end as usize);
        let line = text.and_then(|it| it.lines().next()).unwrap_or("");
        Place {
            end: from.start + offset(line.trim_end().len()),
            ..from
        }
    }

    /// The character at a byte offset, or the last one of the text.
    fn character(&self, start: usize) -> Place {
        let mut start = start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let rest = self.text.get(start..).unwrap_or("");
        let length = rest.chars().next().map_or(0, char::len_utf8);
        Place {
            file: self.file,
            start: offset(start),
            end: offset(start + length),
        }
    }
}

fn nothing<'t>(place: Place) -> Node<'t> {
    let text = Cow::Borrowed("");
    let quoted = true;
    Node {
        place,
        value: Value::Scalar { text, quoted },
    }
}

fn size(node: &Node) -> usize {
    match &node.value {
        Value::Scalar { .. } => 1,
        Value::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Map(pairs) => {
            let sizes = pairs.iter().map(|(key, value)| size(key) + size(value));
            1 + sizes.sum::<usize>()
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
