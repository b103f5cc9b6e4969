//! One small bad input for each fault code: its message, place, underlined text and help.

use std::collections::BTreeSet;
use std::path::Path;

use proptest::prelude::*;
use threatlog::facts;
use threatlog::model::{self, FAULT_CODES, Form};
use threatlog_dl::{Fault, Sources};

/// A fault as a person sees it: code, `line:column`, underlined text, message, help.
type Seen<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

/// What the file of each code must show, and nothing else.
#[rustfmt::skip]
const EXPECTED: &[Seen] = &[
    ("bad-date", "5:83", "2027-02-29", "`2027-02-29` is not a date",
        "write year, month and day, as in `2027-03-31`"),
    ("bad-flow", "5:5", "site writes to store", "`site writes to store` is not a flow",
        "write three words, as in `trainer reads_from dataset`"),
    ("bad-goal", "5:13", "store", "a goal is a component and a property",
        "write `model-registry integrity`, or `customer model-registry integrity` for one actor only"),
    ("bad-id", "2:3", "my store", "`my store` cannot be an id",
        "ids start with a letter or digit and go on with letters, digits, `.`, `_` or `-`; \
         put free text into `title`"),
    ("bad-path-id", "5:13", "first", "`first` is not the id of a path",
        "take it from the answer of `threatlog paths`, as in `3f9a2c`"),
    ("bad-path-id", "6:13", "7f", "`7f` is too short for the id of a path: at least 6 digits",
        "take it from the answer of `threatlog paths`, as in `3f9a2c`"),
    ("conflicting-treatments", "5:5",
        "{ goal: site integrity, status: mitigated, reason: seen to, owner: me, expires: 2027-01-31 }",
        "this is treated as accepted and as mitigated",
        "the first is at conflicting-treatments.yaml:4:5"),
    ("contradiction", "6:54", "[jailbreak]", "`steps` is said of a goal that is not to be reached",
        "leave out `steps` or `derived: false`"),
    ("contradiction", "7:7", "goal: site integrity", "this goal is expected to be reached and not to be reached",
        "the first is at contradiction.yaml:6:7"),
    ("contradiction", "8:44", "\"<= 0\"", "`likelihood` is at most 0, which no goal in reach has",
        "to say that nobody reaches the goal, write `derived: false`"),
    ("control-character", "1:13", "\u{7}", "the control character U+0007 is not allowed in a file",
        "remove it; the file may not be text at all"),
    ("duplicate-definition", "4:3", "site", "the component `site` is defined twice",
        "the first is at duplicate-definition.yaml:2:3"),
    ("duplicate-key", "5:5", "kind", "the key `kind` occurs twice",
        "the first is at duplicate-key.yaml:3:5"),
    ("empty-file", "1:1", "#", "the file says nothing",
        "`threatlog init` writes one to start from"),
    ("missing-key", "2:3", "site", "the component `site` has no `kind`",
        "say what it is, as in `kind: model_registry`"),
    ("missing-key", "4:54", "\"\"", "`reason` of this treatment is empty", "say why the risk is taken"),
    ("missing-key", "4:65", "\" \"", "`owner` of this treatment is empty", "say who has decided"),
    ("no-components", "1:1", "system: shop", "no component is defined",
        "list the parts of the system under `components:`"),
    ("not-utf8", "1:12", "\u{fffd}", "the file is not UTF-8 text", "save it as UTF-8"),
    ("out-of-range", "2:17", "101", "`trust` should be a whole number from 0 to 100, not 101", ""),
    ("self-flow", "5:16", "site", "this flow leads from `site` to itself",
        "name the component at the other end"),
    ("several-documents", "4:1", "---", "a second document starts in the same file",
        "put it into a file of its own: several files can be given"),
    ("too-deep", "1:73", "[", "lists and maps are nested more than 64 deep",
        "an architecture file needs no more than six levels"),
    ("too-many-aliases", "5:7", "[*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]",
        "aliases repeat more than 1000000 values",
        "write the values out, or generate the file with fewer aliases"),
    ("unknown-actor", "7:13", "visitr", "`visitr` is not an actor", "did you mean `visitor`?"),
    ("unknown-attribute", "2:40", "personal-data", "`personal-data` is not an attribute",
        "did you mean `personal_data`?"),
    ("unknown-attribute", "3:40", "PII", "`PII` is not an attribute",
        "did you mean `personal_data`? `PII` is that here"),
    ("unknown-attribute", "3:45", "jwt", "`jwt` is not an attribute",
        "did you mean `authentication`? it is a control: write it under `controls:`"),
    ("unknown-attribute", "3:50", "post", "`post` is not an attribute",
        "it is a way in: write it under the `entry:` of an actor"),
    ("unknown-component", "9:21", "stroe", "`stroe` is not a component", "did you mean `store`?"),
    ("unknown-component", "10:13", "visitor", "`visitor` is not a component",
        "it is an actor: what an actor can do from the start goes into its `entry`"),
    ("unknown-component", "11:16", "out", "`out` is not a component",
        "it is a zone: name a component in it"),
    ("unknown-component", "12:16", "cellar-door", "`cellar-door` is not a component",
        "define it under `components:`"),
    ("unknown-control", "2:39", "acess_control", "`acess_control` is not a control",
        "did you mean `access_control`?"),
    ("unknown-control", "3:38", "tls", "`tls` is not a control",
        "did you mean `transport_security`? `tls` is that here"),
    ("unknown-control", "3:43", "default_password", "`default_password` is not a control",
        "did you mean `weak_credential`? it is an attribute: write it under `attributes:`"),
    ("unknown-control", "3:61", "personal_data", "`personal_data` is not a control",
        "it is an attribute: write it under `attributes:`"),
    ("unknown-control", "3:76", "gadget", "`gadget` is not a control",
        "`threatlog words controls` lists the controls"),
    ("unknown-entry", "2:37", "posts", "`posts` is not a way in", "did you mean `post`?"),
    ("unknown-entry", "3:30", "login", "`login` is not a way in",
        "did you mean `account`? `login` is that here"),
    ("unknown-entry", "3:37", "multi_tenant", "`multi_tenant` is not a way in",
        "it is an attribute: write it under `attributes:`"),
    ("unknown-impact", "2:47", "sever", "`sever` is not an impact", "did you mean `severe`?"),
    ("unknown-key", "2:27", "contols", "`contols` is not a key of a component",
        "did you mean `controls`?"),
    ("unknown-kind", "2:18", "vectordb", "`vectordb` is not a component kind",
        "did you mean `vector_db`?"),
    ("unknown-kind", "3:18", "Redis", "`Redis` is not a component kind",
        "did you mean `database`? `Redis` is that here; where it passes messages on it is a `message_queue`, \
         where an assistant remembers in it a `memory_store`"),
    ("unknown-kind", "4:18", "two-factor", "`two-factor` is not a component kind",
        "did you mean `mfa`? it is a control: write it under `controls:`"),
    ("unknown-kind", "5:18", "gadget", "`gadget` is not a component kind",
        "`threatlog words kinds` lists the kinds"),
    ("unknown-likelihood", "2:24", "often", "`often` is not a likelihood of trying",
        "known: certain, very_high, high, moderate, low, very_low, never"),
    ("unknown-position", "2:24", "outside", "`outside` is not an actor's position",
        "known: external, internal"),
    ("unknown-property", "2:36", "integrty", "`integrty` is not a property of an asset",
        "did you mean `integrity`?"),
    ("unknown-status", "2:44", "80%", "`80%` is not a status of a control",
        "write present, weak, bypassable, planned, absent, unknown, or how effective it is from 0 to 1"),
    ("unknown-treatment", "5:38", "acepted", "`acepted` is not a status of a treatment",
        "did you mean `accepted`?"),
    ("unknown-verb", "5:10", "read_from", "`read_from` is not a verb", "did you mean `reads_from`?"),
    ("unknown-verb", "6:10", "consumes", "`consumes` is not a verb",
        "did you mean `reads_from`? `consumes` is that here; \
         what goes into a prompt as search results it `retrieves_from`"),
    ("unknown-verb", "7:25", "runs on", "`runs on` is not a verb",
        "did you mean `hosts`? `runs on` is that here; the other way round: the machine comes first"),
    ("unknown-verb", "8:10", "kafka", "`kafka` is not a verb",
        "did you mean `message_queue`? it is a component kind: draw a component with `kind: message_queue`"),
    ("unknown-zone", "4:33", "intrnet", "`intrnet` is not a zone", "did you mean `internet`?"),
    ("unsupported-yaml", "3:11", "<<", "merge keys are not supported",
        "write the fields out; an alias can stand for a whole value"),
    ("wrong-type", "2:39", "personal_data",
        "`attributes` should be a list, as in `[personal_data]`, not `personal_data`", ""),
    ("yaml-syntax", "4:4", "t", "this line does not fit the indentation above it",
        "indent it like the lines that it belongs to"),
];

/// Codes whose tests need more than one file, or none.
const ELSEWHERE: [&str; 4] = [
    "bad-alteration",
    "conflicting-system",
    "not-there",
    "too-large",
];

#[test]
fn each_bad_file_shows_its_fault_and_no_other() {
    let codes: BTreeSet<&str> = EXPECTED.iter().map(|it| it.0).collect();
    for code in codes {
        let name = format!("{code}.yaml");
        let expected = EXPECTED.iter().filter(|it| it.0 == code);
        check(&[&name], expected.copied());
    }
}

#[test]
fn every_code_has_a_bad_input() {
    let tested: BTreeSet<&str> = EXPECTED.iter().map(|it| it.0).chain(ELSEWHERE).collect();
    let listed: BTreeSet<&str> = FAULT_CODES.iter().map(|it| it.0).collect();
    assert_eq!(tested, listed);
    assert!(FAULT_CODES.is_sorted(), "sorted by code, each once");
}

#[test]
fn the_codes_of_faults_in_an_architecture() {
    let codes = FAULT_CODES.iter().chain(facts::FAULT_CODES);
    let lines: Vec<String> = codes.map(|(code, it)| format!("{code:22}{it}")).collect();
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!("fault-codes@model", lines.join("\n"));
    });
}

#[test]
fn two_files_must_agree_on_the_system() {
    check(
        &["conflicting-system.yaml", "conflicting-system.other.yaml"],
        [(
            "conflicting-system",
            "1:9",
            "store",
            "the system is called `shop` and `store`",
            "the first is at conflicting-system.yaml:1:9",
        )],
    );
}

#[test]
fn a_component_belongs_to_one_file() {
    check(
        &[
            "conflicting-system.yaml",
            "no-components.yaml",
            "duplicate-definition.yaml",
        ],
        [
            (
                "duplicate-definition",
                "2:3",
                "site",
                "the component `site` is defined twice",
                "the first is at conflicting-system.yaml:3:3",
            ),
            (
                "duplicate-definition",
                "3:3",
                "store",
                "the component `store` is defined twice",
                "the first is at conflicting-system.yaml:4:3",
            ),
            (
                "duplicate-definition",
                "4:3",
                "site",
                "the component `site` is defined twice",
                "the first is at conflicting-system.yaml:3:3",
            ),
        ],
    );
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let mut sources = Sources::default();
    let bytes = vec![0; model::MAX_BYTES + 1];
    let fault = model::load(&mut sources, "big.yaml", &bytes).err();
    assert_eq!(fault.map(|it| it.code), Some("too-large"));
    assert_eq!(sources.iter().count(), 0);
}

#[test]
fn alterations_name_what_there_is() {
    let (_, model) = model::parse("starter.yaml", model::starter());
    let model = model.expect("a sound file");
    let texts = [
        (Form::With, "assistant"),
        (Form::With, "asistant:mfa"),
        (Form::With, "assistant:mfaa"),
        (Form::With, "assistant:mfa=2"),
        (Form::Without, "assistant:mfa=0.5"),
    ];
    let mut sources = Sources::default();
    let texts = texts.map(|(form, text)| (form, sources.add(form.option(), text)));
    let faults = model::said(&model, &sources, &texts).expect_err("five faults");
    let seen: Vec<(&str, &str)> = faults
        .iter()
        .map(|it| (it.code, it.help.as_deref().unwrap_or("")))
        .collect();
    let form = "write `component:control`, as in `model-registry:access_control`";
    let expected = [
        ("bad-alteration", form),
        ("unknown-component", "did you mean `assistant`?"),
        ("unknown-control", "did you mean `mfa`?"),
        ("out-of-range", ""),
        ("bad-alteration", ""),
    ];
    assert_eq!(seen, expected);
}

/// What is written for a word is told beside the word, and one of another vocabulary with its option.
#[test]
fn alterations_name_words_that_mean_what_is_said() {
    let (_, model) = model::parse("starter.yaml", model::starter());
    let model = model.expect("a sound file");
    let said = [
        (
            Form::With,
            "assistant:TLS=0.5",
            "did you mean `transport_security`? `TLS` is that here",
        ),
        (
            Form::With,
            "assistant:default password",
            "did you mean `weak_credential`? it is an attribute: say it with `--with-attribute`",
        ),
        (
            Form::Without,
            "assistant:personal_data",
            "it is an attribute: say it with `--without-attribute`",
        ),
        (
            Form::With,
            "assistant:redis",
            "did you mean `database`? it is a component kind: draw a component with `kind: database`",
        ),
        (
            Form::With,
            "assistant:gadget",
            "`threatlog words controls` lists the controls",
        ),
        (
            Form::WithAttribute,
            "assistant:pii",
            "did you mean `personal_data`? `pii` is that here",
        ),
        (
            Form::WithAttribute,
            "assistant:rbac",
            "did you mean `access_control`? it is a control: say it with `--with`",
        ),
        (
            Form::AddFlow,
            "assistant searches assistant",
            "did you mean `retrieves_from`? `searches` is that here",
        ),
        (
            Form::RemoveFlow,
            "assistant account assistant",
            "it is a way in: say it with `--remove-entry`",
        ),
        (
            Form::AddEntry,
            "customer:assistant:upload",
            "did you mean `post`? `upload` is that here",
        ),
        (
            Form::RemoveEntry,
            "customer:assistant:logs_to",
            "it is a verb: say it with `--remove-flow`",
        ),
    ];
    for (form, text, help) in said {
        let mut sources = Sources::default();
        let texts = [(form, sources.add(form.option(), text))];
        let faults = model::said(&model, &sources, &texts).expect_err("a fault");
        let helped = faults.iter().map(|it| it.help.as_deref().unwrap_or(""));
        assert_eq!(helped.collect::<Vec<_>>(), [help], "{text}");
    }
}

#[test]
fn nesting_without_end_is_a_fault_and_no_crash() {
    let many = 100_000;
    let blocks: String = (0..5_000).map(|it| " ".repeat(it) + "a:\n").collect();
    let texts = [
        "[".repeat(many),
        "a: ".to_owned() + &"[".repeat(many) + &"]".repeat(many),
        "{a: ".repeat(many),
        "{\"a\":".repeat(many) + "1" + &"}".repeat(many),
        "- ".repeat(many),
        "? ".repeat(many),
        blocks,
    ];
    for text in texts {
        let (_, read) = model::parse("deep.yaml", &text);
        let codes: Vec<&str> = read.err().iter().flatten().map(|it| it.code).collect();
        assert_eq!(codes, ["too-deep"], "{}…", &text[..20]);
    }
}

#[test]
fn encodings_and_line_ends_that_editors_write_are_read() {
    let text = "system: shop\ncomponents:\n  site: { kind: llm_app }\n";
    let windows = text.replace('\n', "\r\n");
    let marked = "\u{feff}".to_owned() + text;
    let framed = "%YAML 1.2\n---\n".to_owned() + text + "...\n";
    for text in [text, &windows, &marked, &framed] {
        let (_, read) = model::parse("shop.yaml", text);
        let system = read.map(|it| it.system);
        assert_eq!(system.as_deref(), Ok("shop"), "{text:?}");
    }
}

#[test]
fn only_so_many_misspelt_words_are_looked_up() {
    let mut text = "components:\n".to_owned();
    for number in 0..5_000 {
        text += &format!("  c{number}: {{ kind: dataset }}\n");
    }
    text += "flows:\n";
    for number in 0..5_000 {
        text += &format!("  - c{number}x calls c{number}y\n");
    }
    let (_, read) = model::parse("many.yaml", &text);
    let faults = read.expect_err("misspelt words");
    assert_eq!(faults.len(), 10_000);
    let meant = |it: &&Fault| {
        it.help
            .as_deref()
            .is_some_and(|it| it.starts_with("did you mean"))
    };
    // Each with each would be 50 million comparisons.
    assert_eq!(faults.iter().filter(meant).count(), 100);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is done to a file, reading ends with a model or with listed faults at places that
    /// lie within the text.
    #[test]
    fn broken_bytes_give_faults_within_the_file(
        changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..12),
    ) {
        let mut bytes = model::starter().as_bytes().to_vec();
        for (at, (remove, insert)) in &changes {
            let start = at.index(bytes.len() + 1);
            let end = (start + remove).min(bytes.len());
            bytes.splice(start..end, insert.iter().copied());
        }
        let mut sources = Sources::default();
        let read = match model::load(&mut sources, "broken.yaml", &bytes) {
            Ok(file) => model::read(&sources, &[file]),
            Err(fault) => Err(vec![fault]),
        };
        for fault in read.err().into_iter().flatten() {
            prop_assert!(FAULT_CODES.iter().any(|it| it.0 == fault.code), "{}", fault.code);
            let place = fault.place.expect("a place");
            let text = sources.get(place.file).map_or("", |it| it.text.as_str());
            let range = place.start as usize..place.end as usize;
            prop_assert!(text.get(range).is_some(), "{fault:?}");
        }
    }
}

/// How many bytes go, and what comes in their place.
fn change() -> impl Strategy<Value = (usize, Vec<u8>)> {
    let tokens = prop::sample::select(vec![
        "",
        "\t",
        "\n",
        " ",
        ":",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "#",
        "&a ",
        "*a",
        "!",
        "|",
        ">",
        "? ",
        "<<: ",
        "---\n",
        "é",
        "\u{0}",
        "null",
        "~",
        "0.5",
        "component",
    ]);
    let inserts = prop_oneof![
        tokens.prop_map(|it| it.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    (0..20_usize, inserts)
}

/// Reads files of `tests/faults` together and compares what a person sees.
#[track_caller]
fn check<'a>(names: &[&str], expected: impl IntoIterator<Item = Seen<'a>>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults");
    let mut sources = Sources::default();
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for name in names {
        let bytes = std::fs::read(folder.join(name)).expect(name);
        match model::load(&mut sources, name, &bytes) {
            Ok(file) => files.push(file),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        faults = model::read(&sources, &files).err().unwrap_or_default();
    }
    let seen: Vec<_> = faults.iter().map(|it| see(it, &sources)).collect();
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(code, at, text, message, help)| [code, at, text, message, help].map(str::to_owned))
        .collect();
    assert_eq!(seen, expected, "{names:?}");
}

fn see(fault: &Fault, sources: &Sources) -> [String; 5] {
    let place = fault.place.expect("a place");
    let (line, column) = sources.line_column(place);
    [
        fault.code.to_owned(),
        format!("{line}:{column}"),
        sources.text(place).to_owned(),
        fault.message.clone(),
        fault.help.clone().unwrap_or_default(),
    ]
}
