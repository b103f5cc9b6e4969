//! Systems that are altered by options, as users meet them.

use crate::support::command::{answer, json, list, run, scratch, text};

const KUBEFLOW: &str = "facts/systems/kubeflow-model-registry.yaml";
const RAG: &str = "facts/systems/rag-support-assistant.yaml";

/// A file of the repository with these texts replaced.
fn edited(file: &str, name: &str, edits: &[(&str, &str)]) -> String {
    let mut file = std::fs::read_to_string(crate::support::shipped::root(file)).expect("a file");
    for (old, new) in edits {
        assert_eq!(file.matches(old).count(), 1, "{old}");
        file = file.replace(old, new);
    }
    let path = scratch(name).join("edited.yaml");
    std::fs::write(&path, file).expect("a writable folder");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn options_do_what_an_edit_does() {
    let path = edited(
        KUBEFLOW,
        "edited",
        &[
            (
                "entry: { ingress-gateway: [network, query] }",
                "entry: { ingress-gateway: [network, query], model-registry: write }",
            ),
            (
                "\nflows:\n",
                "\nflows:\n  - model-registry loads image-registry\n",
            ),
        ],
    );
    let options = [
        "--add-entry",
        "outside-visitor:model-registry:write",
        "--add-flow",
        "model-registry loads image-registry",
    ];
    let whole = ["paths", "--top", "100", "--quiet"];
    let asked = answer(&[&whole[..], &[KUBEFLOW], &options].concat());
    assert_eq!(asked, answer(&[&whole[..], &[&path]].concat()));
    assert_ne!(asked, answer(&[&whole[..], &[KUBEFLOW]].concat()));
}

#[test]
fn options_that_remove_do_what_an_edit_does() {
    for (name, edit, options) in [
        (
            "entry",
            (
                "entry: { chat-widget: query, ticket-form: post }",
                "entry: { chat-widget: query }",
            ),
            ["--remove-entry", "customer:ticket-form:post"],
        ),
        (
            "flow",
            (
                "  - { from: public-indexer, verb: reads_from, to: help-centre, note: \"nightly crawl, \
                 articles and answers alike\" }\n",
                "",
            ),
            ["--remove-flow", "public-indexer reads_from help-centre"],
        ),
        (
            "attribute",
            ("    attributes: [external_send]\n", ""),
            ["--without-attribute", "mail-tool:external_send"],
        ),
        (
            "mark",
            (
                "    attributes: [external_send]\n",
                "    attributes: [external_send, executes_code]\n",
            ),
            ["--with-attribute", "mail-tool:executes_code"],
        ),
    ] {
        let path = edited(RAG, name, &[edit]);
        let whole = ["paths", "--top", "100", "--quiet"];
        let asked = answer(&[&whole[..], &[RAG], &options].concat());
        assert_eq!(asked, answer(&[&whole[..], &[&path]].concat()), "{name}");
        let plain = answer(&[&whole[..], &[RAG]].concat());
        assert!(asked != plain, "{name}");
    }
}

#[test]
fn what_was_added_is_explained_by_its_option() {
    for (fact, options) in [
        (
            "can_write(outside-visitor, model-registry)",
            ["--add-entry", "outside-visitor:model-registry:write"],
        ),
        (
            "is_confidential(registered-models)",
            ["--with-attribute", "registered-models:personal_data"],
        ),
    ] {
        let shown = answer(&[&["explain", fact, KUBEFLOW][..], &options].concat());
        let place = format!("{}:1:1", options[0]);
        assert!(shown.contains(&place), "{shown}");
    }
}

/// What is not there cannot be removed, and what is there and most like it is named.
#[test]
fn only_what_is_there_is_removed() {
    for (options, place, said, help) in [
        (
            ["--remove-flow", "model-registry calls registered-models"],
            "--remove-flow:1:1",
            "there is no flow `model-registry calls registered-models`",
            "did you mean `model-registry stores registered-models`?",
        ),
        (
            ["--remove-flow", "model-registry stores cluster-secrets"],
            "--remove-flow:1:1",
            "there is no flow",
            "did you mean `model-registry reads_from cluster-secrets`?",
        ),
        (
            ["--remove-flow", "model-registry stores"],
            "--remove-flow:1:1",
            "a removed flow is three words",
            "`--remove-flow \"trainer reads_from dataset\"`",
        ),
        (
            ["--remove-entry", "outside-visitor:ingress-gateway:exec"],
            "--remove-entry:1:1",
            "`outside-visitor` has no way in `ingress-gateway:exec`",
            "did you mean `outside-visitor:ingress-gateway:query`?",
        ),
        (
            ["--remove-entry", "outside-visitor:ingress-gatewy:query"],
            "--remove-entry:1:17",
            "`ingress-gatewy` is not a component",
            "did you mean `ingress-gateway`?",
        ),
        (
            ["--without-attribute", "registered-models:metered"],
            "--without-attribute:1:19",
            "`registered-models` is not marked `metered`",
            "there is none",
        ),
        (
            ["--without-attribute", "registered-models:meterd"],
            "--without-attribute:1:19",
            "`meterd` is not an attribute",
            "did you mean `metered`?",
        ),
        (
            ["--with-attribute", "registered-models"],
            "--with-attribute:1:1",
            "does not name an attribute of a component",
            "write `component:attribute`",
        ),
    ] {
        let ran = run(&[&["paths", KUBEFLOW][..], &options].concat());
        assert_eq!(ran.code, 2, "{}", ran.out);
        for said in [place, said, help, "1 fault\n"] {
            assert!(ran.err.contains(said), "no {said:?} in\n{}", ran.err);
        }
    }
}

#[test]
fn what_is_said_twice_must_agree() {
    let flow = "model-registry stores registered-models";
    let entry = "outside-visitor:ingress-gateway:query";
    let options = [
        ["--remove-flow", flow],
        ["--add-flow", flow],
        ["--add-entry", entry],
        ["--remove-entry", entry],
        ["--remove-entry", entry],
    ];
    let ran = run(&[&["paths", KUBEFLOW][..], &options.concat()].concat());
    assert_eq!(ran.code, 2, "{}", ran.out);
    for said in [
        format!("`{flow}` is both added and removed"),
        format!("`{entry}` is both added and removed"),
        "2 faults\n".to_owned(),
    ] {
        assert!(ran.err.contains(&said), "no {said:?} in\n{}", ran.err);
    }
}

#[test]
fn several_alterations_are_judged_at_once() {
    let options = [
        "--add-flow",
        "nowhere loads model-registri",
        "--add-flow",
        "loads",
        "--add-flow",
        "model-registry loads model-registry",
        "--add-entry",
        "outside-visitr:model-registry:wirte",
        "--add-entry",
        "x:y",
        "--with",
        "nope:mfa",
    ];
    let ran = run(&[&["paths", KUBEFLOW][..], &options].concat());
    assert_eq!(ran.code, 2);
    for said in [
        "`nowhere` is not a component",
        "there are: catalog-database, ",
        "did you mean `model-registry`?",
        "--> --add-flow:1:15",
        "an added flow is three words",
        "from `model-registry` to itself",
        "did you mean `outside-visitor`?",
        "did you mean `write`?",
        "write `actor:component:how`",
        "`nope` is not a component",
        "8 faults",
    ] {
        assert!(ran.err.contains(said), "no {said:?} in\n{}", ran.err);
    }
}

#[test]
fn whatif_compares() {
    let with = ["--with", "model-registry:authentication"];
    let arguments = [&["whatif", KUBEFLOW][..], &with].concat();
    let compared = json(&arguments);
    let changes = list(&compared["changes"]);
    assert!(changes.len() >= 5, "{compared:#}");
    for change in changes {
        assert!(
            ["vanished", "fell", "closed"].contains(&text(&change["change"])),
            "{change:#}"
        );
        let causes = list(&change["causes"]);
        assert_eq!(causes.len(), 1, "{change:#}");
        assert_eq!(
            text(&causes[0]["text"]),
            "model-registry has authentication"
        );
    }
    let shown = answer(&arguments);
    let markdown = answer(&[&arguments[..], &["--format", "markdown"]].concat());
    for shown in [shown, markdown] {
        for part in [
            "gone",
            "model-registry",
            "has authentication",
            "Sum of risks",
        ] {
            assert!(shown.contains(part), "no {part:?} in\n{shown}");
        }
    }
}

/// An alteration that leaves the system as it is says why.
#[test]
fn whatif_says_when_nothing_changes() {
    let asked = |options: &[&str]| answer(&[&["whatif", KUBEFLOW][..], options].concat());
    for (options, why) in [
        (
            &["--with", "catalog-database:em_shielding"][..],
            "No rule looks at em_shielding on catalog-database in this system.",
        ),
        (
            &["--with", "catalog-database:authentication"],
            "catalog-database has authentication already.",
        ),
        (
            &["--with", "catalog-database:telemetry_logging"],
            "Rules look at what is altered, but no path rests on it.",
        ),
        (
            &["--without", "model-registry:mfa"],
            "model-registry has no mfa anyway.",
        ),
        (
            &["--add-flow", "profile-notebook calls model-registry"],
            "The flow `profile-notebook calls model-registry` is there already.",
        ),
        (
            &["--add-entry", "outside-visitor:ingress-gateway:query"],
            "outside-visitor has the way in `ingress-gateway:query` already.",
        ),
        (
            &["--with-attribute", "model-registry:metered"],
            "Rules look at what is altered, but no path rests on it.",
        ),
    ] {
        let shown = asked(options);
        assert!(shown.contains("No goal changes"), "{shown}");
        assert!(shown.contains(why), "no {why:?} in\n{shown}");
    }
    let noted = json(&["whatif", KUBEFLOW, "--without", "model-registry:mfa"]);
    assert_eq!(list(&noted["notes"]).len(), 1, "{noted:#}");
    let effective = json(&[
        "whatif",
        KUBEFLOW,
        "--with",
        "model-registry:authentication",
    ]);
    assert_eq!(list(&effective["notes"]).len(), 0, "{effective:#}");
    let ran = run(&["whatif", KUBEFLOW]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("nothing is altered"), "{}", ran.err);
}

/// A cause that stands below several rows says that it is of all of them.
#[test]
fn a_common_cause_says_of_how_many() {
    let shown = answer(&[
        "whatif",
        KUBEFLOW,
        "--with",
        "model-registry:authentication",
    ]);
    let words = ["gone", "lower", "way gone", "less likely way"];
    let is_row = |it: &&str| words.iter().any(|word| it.trim_start().starts_with(word));
    let rows = shown.lines().filter(is_row);
    let said = shown
        .lines()
        .find_map(|it| it.trim().strip_prefix("these "));
    let count = said.and_then(|it| it.strip_suffix(", because of"));
    let count: usize = count.and_then(|it| it.parse().ok()).expect("a number");
    assert!(count > 1 && count <= rows.count(), "{shown}");
}

/// Options take the words of files, and two that disagree are a fault with a place.
#[test]
fn controls_are_said_as_in_files() {
    let asked = |options: &[&str]| answer(&[&["paths", KUBEFLOW, "--quiet"][..], options].concat());
    let weak = asked(&["--with", "model-registry:authentication=weak"]);
    assert_eq!(
        weak,
        asked(&["--with", "model-registry:authentication=0.5"])
    );
    assert_ne!(weak, asked(&[]));
    let same = asked(&[
        "--with",
        "model-registry:mfa",
        "--with",
        "model-registry:mfa=1",
    ]);
    assert_eq!(same, asked(&["--with", "model-registry:mfa=present"]));
    for (options, said) in [
        (
            &["--with", "model-registry:mfa=waek"][..],
            &["--with:1:20", "did you mean `weak`?"][..],
        ),
        (
            &[
                "--with",
                "model-registry:mfa",
                "--without",
                "model-registry:mfa",
            ],
            &[
                "`model-registry:mfa` is set twice, to 1 and to 0",
                "--without:1:1",
            ],
        ),
        (
            &[
                "--with",
                "model-registry:mfa=0.3",
                "--with",
                "model-registry:mfa=0.4",
            ],
            &["set twice, to 0.3 and to 0.4", "--with:1:1"],
        ),
    ] {
        let ran = run(&[&["paths", KUBEFLOW][..], options].concat());
        assert_eq!(ran.code, 2, "{}", ran.out);
        for said in said {
            assert!(ran.err.contains(said), "no {said:?} in\n{}", ran.err);
        }
    }
}
