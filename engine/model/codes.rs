//! The codes of all faults of an architecture file, with what each means.

/// Sorted by code.
pub const FAULT_CODES: &[(&str, &str)] = &[
    (
        "bad-alteration",
        "a change is not written as it should be, or two of them disagree",
    ),
    (
        "bad-date",
        "a date is not written as year, month and day, or there is no such day",
    ),
    ("bad-flow", "a flow is not three words"),
    (
        "bad-goal",
        "a treatment or an expectation does not name one goal",
    ),
    ("bad-id", "an id has characters that ids do not have"),
    ("bad-path-id", "a treatment's path is not the id of a path"),
    (
        "conflicting-system",
        "two files give the system different names",
    ),
    (
        "conflicting-treatments",
        "the same goal or path is treated as accepted and as mitigated",
    ),
    (
        "contradiction",
        "what a case expects cannot be: of one expectation, or of two of the same goal",
    ),
    ("control-character", "the file contains a control character"),
    (
        "duplicate-definition",
        "a zone, actor or component is defined twice",
    ),
    ("duplicate-key", "a key occurs twice in the same map"),
    (
        "empty-file",
        "the file is empty or holds nothing but comments",
    ),
    ("missing-key", "something that has to be said is missing"),
    ("no-components", "no file defines a component"),
    ("not-there", "what is to be removed is not there"),
    ("not-utf8", "the file is not UTF-8 text"),
    (
        "out-of-range",
        "a number is too small or too large, or not a whole one",
    ),
    ("self-flow", "a flow leads from a component to itself"),
    (
        "several-documents",
        "the file holds more than one YAML document",
    ),
    ("too-deep", "lists and maps are nested too deeply"),
    ("too-large", "the file is too large"),
    ("too-many-aliases", "aliases repeat too many values"),
    (
        "unknown-actor",
        "a treatment or an expectation names an actor that is not defined",
    ),
    ("unknown-attribute", "an attribute is not in the catalogue"),
    (
        "unknown-component",
        "a reference names a component that is not defined",
    ),
    ("unknown-control", "a control is not in the catalogue"),
    ("unknown-entry", "a way in is not in the catalogue"),
    ("unknown-impact", "an impact is none of the five words"),
    ("unknown-key", "a key has no meaning where it stands"),
    ("unknown-kind", "a component kind is not in the catalogue"),
    ("unknown-likelihood", "`attempts` is none of its words"),
    (
        "unknown-position",
        "an actor's position is neither external nor internal",
    ),
    (
        "unknown-property",
        "a property is none of the four that an asset has",
    ),
    ("unknown-status", "a control's status is none of its words"),
    (
        "unknown-treatment",
        "a treatment's status is neither accepted nor mitigated",
    ),
    ("unknown-verb", "a verb is not in the catalogue"),
    (
        "unknown-zone",
        "a reference names a zone that is not defined",
    ),
    (
        "unsupported-yaml",
        "the file uses a feature of YAML that architecture files do without",
    ),
    (
        "wrong-type",
        "a text, list or map stands where something else belongs",
    ),
    ("yaml-syntax", "the file is not YAML"),
];
