//! An architecture in the making: every statement together with the reason for it.

use std::collections::BTreeMap;

/// What the writer turns into a file.
#[derive(Debug, Default)]
pub struct Draft {
    pub system: String,
    /// Comment lines on top.
    pub header: Vec<String>,
    pub zones: Vec<Zone>,
    pub actors: Vec<Actor>,
    pub components: Vec<Component>,
    pub flows: Vec<Flow>,
    /// Where each flow is in `flows`, by its ends and verb.
    drawn: BTreeMap<(String, &'static str, String), usize>,
    /// Comments at the end: what has no counterpart.
    pub remarks: Vec<Remarks>,
}

#[derive(Debug)]
pub struct Zone {
    pub id: String,
    pub title: String,
    pub trust: u8,
    pub why: String,
}

#[derive(Debug)]
pub struct Actor {
    pub id: String,
    pub title: String,
    pub why: String,
    pub position: &'static str,
    pub zone: Option<String>,
    pub attempts: Option<&'static str>,
    pub entries: Vec<Entry>,
}

#[derive(Debug)]
pub struct Entry {
    pub component: String,
    pub how: &'static str,
    pub why: String,
}

#[derive(Debug)]
pub struct Component {
    pub id: String,
    pub title: String,
    pub kind: &'static str,
    pub why: String,
    pub zone: Option<String>,
    pub attributes: Vec<&'static str>,
    pub controls: BTreeMap<&'static str, Control>,
    /// Property to impact word.
    pub asset: BTreeMap<&'static str, &'static str>,
    /// What else the input says about it.
    pub comments: Vec<String>,
}

#[derive(Debug)]
pub struct Control {
    pub status: Status,
    pub whys: Vec<String>,
}

/// In rising order of what a statement is worth when two contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Absent,
    Unknown,
    Planned,
    Present,
}

#[derive(Debug)]
pub struct Flow {
    pub from: String,
    pub verb: &'static str,
    pub to: String,
    pub note: String,
}

/// A block of comments.
#[derive(Debug)]
pub struct Remarks {
    pub title: String,
    pub lines: Vec<String>,
}

impl Component {
    /// Adds a statement about a control; of two statements the stronger one holds and both reasons stay.
    pub fn state(&mut self, control: &'static str, status: Status, why: impl Into<String>) {
        let stated = self.controls.entry(control).or_insert(Control {
            status,
            whys: Vec::new(),
        });
        stated.status = stated.status.max(status);
        stated.whys.push(why.into());
    }

    /// Raises the value of a property to at least this impact.
    pub fn worth(&mut self, property: &'static str, impact: &'static str) {
        let known = self.asset.entry(property).or_insert(impact);
        if rank(impact) > rank(known) {
            *known = impact;
        }
    }
}

impl Draft {
    /// Adds a flow; one that is there already only gets the further note.
    pub fn flow(&mut self, flow: Flow) {
        let key = (flow.from.clone(), flow.verb, flow.to.clone());
        match self.drawn.get(&key).and_then(|at| self.flows.get_mut(*at)) {
            Some(known) => {
                if known.note != flow.note && known.note.len() < LONGEST_NOTE {
                    known.note = format!("{}; {}", known.note, flow.note);
                }
            }
            None => {
                self.drawn.insert(key, self.flows.len());
                self.flows.push(flow);
            }
        }
    }
}

impl Status {
    pub fn word(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Unknown => "unknown",
            Self::Planned => "planned",
            Self::Present => "present",
        }
    }
}

/// What is longer is not read any more.
const LONGEST_NOTE: usize = 300;

/// Impact words from low to high.
pub const IMPACTS: [&str; 5] = ["negligible", "limited", "serious", "severe", "catastrophic"];

fn rank(impact: &str) -> Option<usize> {
    IMPACTS.iter().position(|it| *it == impact)
}
