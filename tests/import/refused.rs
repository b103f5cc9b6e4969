//! Broken input is refused with a place.

use threatlog::import::{FAULT_CODES, tm_bom};
use threatlog_dl::{Fault, Sources};

/// Checks code, message and underlined text of the only fault.
#[track_caller]
fn refused(text: &str, code: &str, message: &str, underlined: &str) {
    let mut sources = Sources::default();
    let file = sources.add("input.json", text);
    let faults = tm_bom::import(text, "input.json", file).expect_err("a fault");
    let shown: Vec<_> = faults.iter().map(|it| show(it, &sources)).collect();
    assert_eq!(shown, [(code, message.to_owned(), underlined)]);
    assert!(
        FAULT_CODES.iter().any(|(known, _)| *known == code),
        "{code} is not in the list"
    );
}

fn show<'s>(fault: &Fault, sources: &'s Sources) -> (&'static str, String, &'s str) {
    let underlined = fault.place.map_or("", |place| sources.text(place));
    (fault.code, fault.message.clone(), underlined)
}

#[test]
fn a_broken_file_is_refused_with_a_place() {
    refused("", "import-not-json", "EOF while parsing a value", "");
    refused(
        "{\n  \"scope\": }",
        "import-not-json",
        "expected value",
        "}",
    );
    refused(
        "[1]",
        "import-not-tm-bom",
        "the file is not a JSON object",
        "[",
    );
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    refused(
        &deep,
        "import-not-tm-bom",
        "the file is not a JSON object",
        "[",
    );
    let other = "{\"bomFormat\": \"CycloneDX\", \"components\": []}";
    let message = "the file has no `scope` and `components`, as a threat model has";
    refused(other, "import-not-tm-bom", message, "{");
    let message = "`http://json-schema.org/x` is not the schema of a threat model";
    let schema = "{\"$schema\": \"http://json-schema.org/x\", \"scope\": {}, \"components\": []}";
    refused(
        schema,
        "import-not-tm-bom",
        message,
        "\"http://json-schema.org/x\"",
    );
    let message = "the file names no component, no data store and no data set";
    refused(
        "{\"scope\": {}, \"components\": []}",
        "import-empty",
        message,
        "{",
    );
    let many = format!(
        "{{\"scope\": {{}}, \"components\": [{}0]}}",
        "0,".repeat(tm_bom::MOST_ITEMS)
    );
    refused(
        &many,
        "import-too-large",
        "`components` has more than 5000 items",
        "[",
    );
    let large = " ".repeat(tm_bom::MOST_BYTES + 1);
    refused(
        &large,
        "import-too-large",
        "the file has more than 8 MiB",
        "",
    );
    let nameless = "{\"scope\": {}, \"components\": [{\"description\": \"x\"}]}";
    let message = "an item of `components` has no `symbolic_name`";
    refused(nameless, "import-nameless", message, "{");
    let shape = "{\"scope\": {}, \"components\": {\"a\": 1}}";
    refused(
        shape,
        "import-wrong-shape",
        "`components` is not a list",
        "{",
    );
}

#[test]
fn every_faulty_item_is_reported() {
    let text = r#"{
  "scope": { "title": 5 },
  "components": [{ "symbolic_name": "a" }, { "symbolic_name": ["b"] }, 7],
  "data_flows": [{ "symbolic_name": "f", "source": "a" }]
}"#;
    let mut sources = Sources::default();
    let file = sources.add("input.json", text);
    let faults = tm_bom::import(text, "input.json", file).expect_err("faults");
    let shown: Vec<_> = faults
        .iter()
        .map(|it| {
            (
                it.message.as_str(),
                it.place.map(|at| sources.line_column(at).0),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            (
                "in `scope`: invalid type: integer `5`, expected a string",
                Some(2)
            ),
            (
                "in `components`: invalid type: sequence, expected a string",
                Some(3)
            ),
            (
                "in `components`: invalid type: integer `7`, expected struct Component",
                Some(3)
            ),
            (
                "in `data_flows`: invalid type: string \"a\", expected struct End",
                Some(4)
            ),
        ]
    );
}
