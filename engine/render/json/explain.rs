//! A proof as JSON.

use serde_json::{Value, json};
use threatlog_dl::Sources;

use super::paths::{path as path_value, total};
use crate::answer::{Explained, Factor, Path, Score};
use crate::facts::{Origin, Source};

/// `{"path": {…}, "score": {…}, "facts": [{"relation", "args", …, "premises"}]}`; premises are indexes into
/// `facts`, and the last fact is what the path brings about.
pub fn explain(
    path: &Path,
    id: &str,
    nodes: &[Explained],
    score: &Score,
    sources: &Sources,
) -> Value {
    let facts = nodes.iter().map(|node| fact(node, sources));
    json!({
        "path": path_value(path, id),
        "score": score_value(score, sources),
        "facts": facts.collect::<Vec<_>>(),
    })
}

fn score_value(score: &Score, sources: &Sources) -> Value {
    let factors = score.factors.iter().map(|factor| match factor {
        Factor::Deed { act, bin } => json!({
            "step": act.step,
            "likelihood": act.likelihood,
            "word": act.word.word(),
            "bin": [bin.0, bin.1],
        }),
        Factor::Given {
            sentence,
            likelihood,
            origin,
        } => json!({
            "sentence": sentence,
            "likelihood": likelihood,
            "source": origin.as_ref().map(|origin| source(origin, sources)),
        }),
    });
    let goal = score.goal.as_ref();
    json!({
        "factors": factors.collect::<Vec<_>>(),
        "likelihood": score.likelihood,
        "range": [score.range.0, score.range.1],
        "impact": goal.map(|it| it.impact),
        "risk": goal.map(|it| score.likelihood * f64::from(it.impact)),
        "total": total(score.total),
    })
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
