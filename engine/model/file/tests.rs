//! The schema is the shipped one, and it accepts what the reader accepts.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::schema;
use crate::model::node::{self, Node};
use crate::model::{parse, starter, yaml};

/// What a schema cannot see: how the parts of a file relate to each other.
const BEYOND_SCHEMA: [&str; 12] = [
    "bad-date",
    "bad-goal",
    "conflicting-treatments",
    "contradiction",
    "duplicate-definition",
    "duplicate-key",
    "no-components",
    "self-flow",
    "unknown-actor",
    "unknown-component",
    "unknown-property",
    "unknown-zone",
];

#[test]
fn the_shipped_schema_is_current() {
    let path = root().join("facts/threatlog.schema.json");
    let current = serde_json::to_string_pretty(&schema()).expect("a value") + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &current).expect("a writable file");
    }
    let shipped = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        shipped == current,
        "{} is out of date; UPDATE_SCHEMA=1 cargo test writes it",
        path.display()
    );
}

#[test]
fn reader_and_schema_accept_the_shipped_files() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let folders = ["systems", "cases/atlas", "cases/incidents", "quiet"];
    let files = folders.iter().flat_map(|it| {
        let folder = root().join("facts").join(it);
        std::fs::read_dir(folder).expect("a folder of examples")
    });
    let paths = files.map(|it| it.expect("a readable folder").path());
    let paths = paths.filter(|it| it.extension().is_some_and(|it| it == "yaml"));
    let mut texts: Vec<(String, String)> = paths
        .map(|it| {
            let text = std::fs::read_to_string(&it).expect("a text");
            (it.display().to_string(), text)
        })
        .collect();
    texts.push(("starter".to_owned(), starter().to_owned()));
    assert!(texts.len() > 60, "few examples: {}", texts.len());
    for (name, text) in texts {
        let (_, model) = parse(&name, &text);
        assert!(model.is_ok(), "{name}: {model:?}");
        let document = yaml::parse(0, &text).expect("a document");
        let document = json(&document);
        let error = validator.validate(&document).err();
        assert!(error.is_none(), "{name}: {error:?}");
    }
}

#[test]
fn reader_and_schema_judge_changed_files_alike() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let sound = sample();
    let places = pointers(&sound);
    let (mut accepted, mut refused) = (0, 0);
    for place in &places {
        for junk in junk() {
            let mut changed = sound.clone();
            if let Some(value) = changed.pointer_mut(place) {
                *value = junk.clone();
            }
            let text = changed.to_string();
            let (_, read) = parse("changed.json", &text);
            let faults = read.err().unwrap_or_default();
            let shape = faults.iter().filter(|it| !BEYOND_SCHEMA.contains(&it.code));
            let shape: Vec<_> = shape.collect();
            let valid = validator.is_valid(&changed);
            let alike = if valid {
                shape.is_empty()
            } else {
                !faults.is_empty()
            };
            assert!(alike, "{place} := {junk}: {valid}, but {faults:?}");
            *(if valid { &mut accepted } else { &mut refused }) += 1;
        }
    }
    assert!(accepted > 100 && refused > 500, "{accepted} and {refused}");
}

/// A file that uses all of the format.
fn sample() -> Value {
    json!({
        "system": "sample",
        "zones": { "out": { "trust": 0, "title": "Outside", "controls": ["mfa"] } },
        "actors": {
            "visitor": {
                "position": "external",
                "zone": "out",
                "title": "Anybody",
                "attempts": "high",
                "entry": { "site": "query", "store": ["read", "write"] },
            },
        },
        "components": {
            "site": { "kind": "llm_app", "zone": "out", "attributes": ["metered"] },
            "store": {
                "kind": "dataset",
                "title": "Store",
                "controls": { "mfa": "planned", "authentication": 0.5 },
                "asset": { "integrity": "severe", "confidentiality": 3 },
            },
        },
        "flows": [
            "site writes_to store",
            { "from": "site", "verb": "reads_from", "to": "store", "note": "nightly", "title": "x" },
        ],
        "treatments": [
            {
                "goal": "store integrity",
                "status": "accepted",
                "reason": "small",
                "owner": "me",
                "expires": "2027-01-31",
            },
            {
                "path": "3f9a2c",
                "status": "mitigated",
                "reason": "fixed",
                "owner": "me",
                "expires": "2027-01-31",
            },
        ],
        "costs": { "mfa": 3, "store:authentication": 5 },
        "case": {
            "about": "somebody taught the site",
            "source": "a report",
            "mechanism": "by writing to its store",
            "expect": [
                {
                    "goal": "store integrity",
                    "derived": true,
                    "likelihood": [0.1, 0.9],
                    "steps": ["poison_stored_data", "train_on_poisoned_data"],
                    "fix": { "store": ["mfa", "access_control"], "site": [] },
                },
                { "goal": "visitor site availability", "derived": false },
            ],
        },
    })
}

fn junk() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(7),
        json!(0.25),
        json!(-1),
        json!(101),
        json!("store"),
        json!("present"),
        json!("severe"),
        json!("site calls store"),
        json!("site drinks store"),
        json!("two words"),
        json!(" "),
        json!([]),
        json!(["mfa"]),
        json!([["mfa"]]),
        json!({}),
        json!({ "mfa": "absent" }),
        json!({ "mfa": 2 }),
        json!({ "site:mfa": 0 }),
        json!({ "site": "query" }),
        json!({ "bad id": { "kind": "tool" } }),
    ]
}

/// JSON pointers to every value below the root.
fn pointers(value: &Value) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, it)| (key.clone(), it)).collect(),
        Value::Array(items) => (0..).map(|at: usize| at.to_string()).zip(items).collect(),
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for (key, value) in below {
        let deeper = pointers(value).into_iter();
        all.extend(deeper.map(|it| format!("/{key}{it}")));
        all.push(format!("/{key}"));
    }
    all
}

/// What a document is to a validator, with scalars as YAML takes them.
fn json(node: &Node) -> Value {
    match &node.value {
        _ if node.is_null() => Value::Null,
        node::Value::Scalar { text, quoted } => match text.as_ref() {
            "true" if !quoted => json!(true),
            "false" if !quoted => json!(false),
            text => node.number().map_or_else(|| json!(text), |it| json!(it)),
        },
        node::Value::List(items) => Value::Array(items.iter().map(json).collect()),
        node::Value::Map(pairs) => {
            let key = |it: &Node| it.text().unwrap_or("null").to_owned();
            Value::Object(pairs.iter().map(|(k, v)| (key(k), json(v))).collect())
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
