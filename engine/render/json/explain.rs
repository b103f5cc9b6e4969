//! A proof as JSON.

use serde_json::{Value, json};
use threatlog_dl::Sources;

use super::paths::path as path_value;
use crate::answer::{Explained, Path};
use crate::facts::{Origin, Source};

/// `{"path": {…}, "facts": [{"relation", "args", …, "premises"}]}`; premises are indexes into
/// `facts`, and the last fact is what the path brings about.
pub fn explain(path: &Path, id: &str, nodes: &[Explained], sources: &Sources) -> Value {
    let facts = nodes.iter().map(|node| fact(node, sources));
    json!({ "path": path_value(path, id), "facts": facts.collect::<Vec<_>>() })
}

fn fact(node: &Explained, sources: &Sources) -> Value {
    let deed = node.deed.as_ref().map(|deed| {
        json!({
            "step": deed.step,
            "title": deed.title,
            "likelihood": deed.likelihood,
            "technique": deed.techniques,
        })
    });
    json!({
        "relation": node.relation,
        "args": node.values,
        "sentence": node.sentence,
        "act": deed,
        "rule": node.rule.map(|place| sources.locate(place)),
        "premises": node.premises,
        "absent": node.absent,
        "source": node.origin.as_ref().map(|origin| source(origin, sources)),
        "likelihood": node.chance,
    })
}

/// `{"place", "status"}` of a given fact.
pub fn source(origin: &Origin, sources: &Sources) -> Value {
    let status = match origin.source {
        Source::Stated => "stated",
        Source::Zone => "zone",
        Source::Default => "default",
        Source::Assumed => "assumed",
        Source::Absent => "absent",
        Source::Planned => "planned",
        Source::Weak(_) => "weak",
        Source::Altered(_) => "altered",
    };
    json!({ "place": origin.place.map(|place| sources.locate(place)), "status": status })
}
