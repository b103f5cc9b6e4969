//! Facts as JSON.

use serde_json::{Value, json};
use threatlog_dl::Sources;

use super::explain::source;
use crate::answer::GivenFact;

/// `{"facts": [{"relation", "args", "likelihood", "source"}]}`; certain facts have no likelihood.
pub fn facts(facts: &[GivenFact], sources: &Sources) -> Value {
    let facts = facts.iter().map(|fact| {
        let mut value = json!({ "relation": fact.relation, "args": fact.values });
        if let Some(likelihood) = fact.likelihood {
            value["likelihood"] = likelihood.into();
        }
        value["source"] = fact
            .origin
            .as_ref()
            .map_or(Value::Null, |it| source(it, sources));
        value
    });
    json!({ "facts": facts.collect::<Vec<_>>() })
}
