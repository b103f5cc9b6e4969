//! The scalars of architecture files: words of the catalogue, ids, numbers; their schemas come out.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::catalogue::{Word, catalogue};
use crate::model::MAX_COST;

/// Declares a type that is nothing but its schema.
macro_rules! scalar {
    ($name:ident, $schema:expr) => {
        #[derive(PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name;

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

// YAML takes `42` and `yes` for numbers and truth values; as names they are as good as any.
scalar!(
    Text,
    json_schema!({ "type": ["string", "number", "boolean"] })
);
scalar!(
    SomeText,
    json_schema!({ "type": ["string", "number", "boolean"], "pattern": r"\S" })
);
scalar!(
    Id,
    json_schema!({ "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$" })
);
scalar!(
    Reference,
    json_schema!({
        "type": ["string", "number", "boolean"],
        "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$",
    })
);
scalar!(
    Trust,
    json_schema!({ "type": "integer", "minimum": 0, "maximum": 100 })
);
scalar!(
    Share,
    json_schema!({ "type": "number", "minimum": 0, "maximum": 1 })
);
scalar!(
    Date,
    json_schema!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
);
scalar!(
    Actors,
    json_schema!({ "anyOf": [
        { "type": "string" },
        { "type": "array", "items": { "type": "string" } },
    ] })
);
scalar!(
    Risk,
    json_schema!({ "type": "number", "minimum": 0, "maximum": 10 })
);
scalar!(
    PathId,
    json_schema!({
        "type": ["string", "integer"],
        "pattern": "^[0-9A-Fa-f]{6,}$",
        "minimum": 100_000,
    })
);
scalar!(Kind, words(catalogue().kinds.iter().map(|it| it.id)));
scalar!(Control, words(catalogue().controls.iter().map(|it| it.id)));
scalar!(Verb, words(catalogue().verbs.iter().map(|it| it.id)));
scalar!(
    Attribute,
    words(catalogue().attributes.iter().map(|it| it.id))
);
scalar!(EntryWord, words(catalogue().entries.iter().map(|it| it.id)));
scalar!(
    Property,
    words(catalogue().properties.iter().map(|it| it.id))
);
scalar!(
    StatusWord,
    words(catalogue().statuses.iter().map(|it| it.id))
);
scalar!(
    Position,
    words(catalogue().positions.iter().map(|it| it.id))
);
scalar!(
    TreatmentStatus,
    words(["accepted", "mitigated"].into_iter())
);
scalar!(
    Impact,
    json_schema!({ "anyOf": [
        words(catalogue().impacts.iter().map(|it| it.id)),
        { "type": "integer", "minimum": 0, "maximum": 10 },
    ] })
);
scalar!(
    Likelihood,
    json_schema!({ "anyOf": [
        words(catalogue().attempts.iter().map(|it| it.id)),
        { "type": "number", "minimum": 0, "maximum": 1 },
    ] })
);
scalar!(
    Bounds,
    json_schema!({ "anyOf": [
        {
            "type": "array",
            "items": { "type": "number", "minimum": 0, "maximum": 1 },
            "minItems": 2,
            "maxItems": 2,
        },
        { "type": "string", "pattern": r"^\s*(>=|<=)\s*(0?\.[0-9]+|0(\.[0-9]*)?|1(\.0*)?)\s*$" },
    ] })
);
scalar!(FlowText, flow_text());
scalar!(Costly, costly());
scalar!(
    Cost,
    json_schema!({ "type": "integer", "minimum": 1, "maximum": MAX_COST })
);

fn words(ids: impl Iterator<Item = &'static str>) -> Schema {
    let ids: Vec<&str> = ids.collect();
    json_schema!({ "type": "string", "enum": ids })
}

fn costly() -> Schema {
    let known = catalogue();
    let remedied = |words: &'static [Word]| {
        let words = words.iter().filter(|it| it.remedy.is_some());
        words.map(|it| it.id).collect::<Vec<_>>().join("|")
    };
    let controls: Vec<&str> = known.controls.iter().map(|it| it.id).collect();
    let verbs = known.verbs.iter().filter(|it| it.remedy.is_some());
    let verbs: Vec<&str> = verbs.map(|it| it.id).collect();
    let (controls, verbs) = (controls.join("|"), verbs.join("|"));
    let (attributes, entries) = (remedied(&known.attributes), remedied(&known.entries));
    let id = "[A-Za-z0-9][A-Za-z0-9._-]*";
    let pattern = format!(
        "^(({id}:)?({controls}|{attributes})|({id}:{id}:)?({entries})|({verbs})|{id} ({verbs}) {id})$"
    );
    json_schema!({ "type": "string", "pattern": pattern })
}

fn flow_text() -> Schema {
    let verbs: Vec<&str> = catalogue().verbs.iter().map(|it| it.id).collect();
    let pattern = format!(r"^\s*\S+\s+({})\s+\S+\s*$", verbs.join("|"));
    json_schema!({ "type": "string", "pattern": pattern })
}
