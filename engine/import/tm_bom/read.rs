//! The text of a threat model goes in; the threat model or every fault in it comes out.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::{DeserializeOwned, IgnoredAny};
use threatlog_dl::{fault::Fault, source::Place};

use super::format::ThreatModel;
use super::scan::{elements, members};

/// Larger files are no threat models that people wrote.
pub const MOST_BYTES: usize = 8 << 20;
/// More items than this in one list are refused, so that time and memory stay bounded.
pub const MOST_ITEMS: usize = 5_000;

/// Reads a threat model; every fault names the place of the item that it is in.
pub fn read(text: &str, file: u32) -> Result<ThreatModel, Vec<Fault>> {
    let mut reader = Reader {
        text,
        file,
        faults: Vec::new(),
        lists: BTreeMap::new(),
    };
    let model = reader.threat_model();
    match model {
        Some(model) if reader.faults.is_empty() => Ok(model),
        _ => Err(reader.faults),
    }
}

struct Reader<'a> {
    text: &'a str,
    file: u32,
    faults: Vec<Fault>,
    lists: BTreeMap<String, Range<usize>>,
}

impl Reader<'_> {
    fn threat_model(&mut self) -> Option<ThreatModel> {
        if self.text.len() > MOST_BYTES {
            let message = format!("the file has more than {} MiB", MOST_BYTES >> 20);
            self.fault(0..0, "import-too-large", message, None);
            return None;
        }
        // A byte order mark is no part of JSON, but editors write one.
        let start = if self.text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let whole = start..self.text.len();
        if let Err(error) = serde_json::from_str::<IgnoredAny>(self.slice(&whole)) {
            let place = self.error_place(&whole, &error);
            let help = "a threat model of the OWASP library is one JSON object";
            self.fault(
                place,
                "import-not-json",
                without_position(&error),
                Some(help),
            );
            return None;
        }
        let Some(found) = members(self.text, whole.clone()) else {
            let message = "the file is not a JSON object";
            self.fault(
                whole.start..whole.start + 1,
                "import-not-tm-bom",
                message,
                None,
            );
            return None;
        };
        self.lists = found.into_iter().collect();
        self.check_format(&whole)?;
        let model = ThreatModel {
            scope: self.single("scope").unwrap_or_default(),
            description: self.single("description").unwrap_or_default(),
            zones: self.list("trust_zones"),
            boundaries: self.list("trust_boundaries"),
            actors: self.list("actors"),
            components: self.list("components"),
            stores: self.list("data_stores"),
            data_sets: self.list("data_sets"),
            flows: self.list("data_flows"),
            assumptions: self.list("assumptions"),
            personas: self.list("threat_personas"),
            threats: self.list("threats"),
            controls: self.list("controls"),
            risks: self.list("risks"),
            diagrams: self.list("diagrams"),
        };
        self.check_names();
        let things = model.components.len() + model.stores.len() + model.data_sets.len();
        if things == 0 && self.faults.is_empty() {
            let message = "the file names no component, no data store and no data set";
            self.fault(whole.start..whole.start + 1, "import-empty", message, None);
        }
        Some(model)
    }

    /// Other formats are JSON objects too; what tells this one is `scope` with a list of components.
    fn check_format(&mut self, whole: &Range<usize>) -> Option<()> {
        let schema: Option<(Range<usize>, String)> = self
            .lists
            .get("$schema")
            .and_then(|at| Some((at.clone(), serde_json::from_str(self.slice(at)).ok()?)));
        if let Some((place, schema)) = &schema
            && !schema.contains("threat-model")
        {
            let message = format!(
                "`{}` is not the schema of a threat model",
                shortened(schema)
            );
            self.fault(place.clone(), "import-not-tm-bom", message, Some(EXPECTED));
            return None;
        }
        let known = [
            "scope",
            "components",
            "data_stores",
            "data_flows",
            "trust_zones",
        ];
        let count = known
            .iter()
            .filter(|it| self.lists.contains_key(**it))
            .count();
        if count < 2 {
            let message = "the file has no `scope` and `components`, as a threat model has";
            self.fault(
                whole.start..whole.start + 1,
                "import-not-tm-bom",
                message,
                Some(EXPECTED),
            );
            return None;
        }
        Some(())
    }

    fn single<T: DeserializeOwned>(&mut self, member: &str) -> Option<T> {
        let at = self.lists.get(member)?.clone();
        if self.slice(&at) == "null" {
            None
        } else {
            self.item(member, &at)
        }
    }

    fn list<T: DeserializeOwned>(&mut self, member: &str) -> Vec<T> {
        self.items(member)
            .iter()
            .filter_map(|at| self.item(member, at))
            .collect()
    }

    fn items(&mut self, member: &str) -> Vec<Range<usize>> {
        let Some(at) = self.lists.get(member).cloned() else {
            return Vec::new();
        };
        let Some(items) = elements(self.text, at.clone()) else {
            if self.slice(&at) != "null" {
                let message = format!("`{member}` is not a list");
                self.fault(at.start..at.start + 1, "import-wrong-shape", message, None);
            }
            return Vec::new();
        };
        if items.len() > MOST_ITEMS {
            let message = format!("`{member}` has more than {MOST_ITEMS} items");
            self.fault(at.start..at.start + 1, "import-too-large", message, None);
            return Vec::new();
        }
        items
    }

    fn item<T: DeserializeOwned>(&mut self, member: &str, at: &Range<usize>) -> Option<T> {
        match serde_json::from_str(self.slice(at)) {
            Ok(item) => Some(item),
            Err(error) => {
                let place = self.error_place(at, &error);
                let message = format!("in `{member}`: {}", without_position(&error));
                self.fault(place, "import-wrong-shape", message, None);
                None
            }
        }
    }

    /// Items that others refer to need something to be called by.
    fn check_names(&mut self) {
        for member in [
            "trust_zones",
            "actors",
            "components",
            "data_stores",
            "data_sets",
        ] {
            // A list that is no list has its fault already.
            let Some(at) = self.lists.get(member).cloned() else {
                continue;
            };
            for item in elements(self.text, at).unwrap_or_default() {
                let named = members(self.text, item.clone()).is_none_or(|found| {
                    found.iter().any(|(key, value)| {
                        let name = matches!(key.as_str(), "symbolic_name" | "title");
                        name && !matches!(self.slice(value), "\"\"" | "null")
                    })
                });
                if !named {
                    let message = format!("an item of `{member}` has no `symbolic_name`");
                    self.fault(item.start..item.start + 1, "import-nameless", message, None);
                }
            }
        }
    }

    fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or("")
    }

    /// serde_json counts lines and bytes from 1 within the text that it was given.
    fn error_place(&self, within: &Range<usize>, error: &serde_json::Error) -> Range<usize> {
        let slice = self.slice(within);
        let lines = error.line().saturating_sub(1);
        let line_start: usize = slice.split_inclusive('\n').take(lines).map(str::len).sum();
        let offset = line_start + error.column().saturating_sub(1);
        let mut start = offset.min(slice.len().saturating_sub(1));
        while !slice.is_char_boundary(start) {
            start -= 1;
        }
        let width = slice
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        within.start + start..within.start + start + width
    }

    fn fault(
        &mut self,
        at: Range<usize>,
        code: &'static str,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        self.faults.push(Fault {
            code,
            message: message.into(),
            place: Some(Place {
                file: self.file,
                start: offset(at.start),
                end: offset(at.end.min(self.text.len())),
            }),
            help: help.map(str::to_owned),
        });
    }
}

const EXPECTED: &str = "expected a file of the OWASP threat model library, schema 1.0";

fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ")
        .map_or(text.clone(), |(message, _)| message.to_owned())
}

fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}
