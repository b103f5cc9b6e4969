//! Systems that are altered by options, as users meet them.

use crate::support::command::{answer, json, list, run, scratch, text};

const KUBEFLOW: &str = "facts/systems/kubeflow-model-registry.yaml";

/// The file with the same added to it.
fn edited(name: &str, edits: &[(&str, &str)]) -> String {
    let mut file =
        std::fs::read_to_string(crate::support::shipped::root(KUBEFLOW)).expect("a file");
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
fn what_was_added_is_explained_by_its_option() {
    let entry = ["--add-entry", "outside-visitor:model-registry:write"];
    let fact = "can_write(outside-visitor, model-registry)";
    let shown = answer(&[&["explain", fact, KUBEFLOW][..], &entry].concat());
    assert!(shown.contains("--add-entry:1:1"), "{shown}");
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
            ["vanished", "fell", "rerouted"].contains(&text(&change["change"])),
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

#[test]
fn whatif_says_when_nothing_changes() {
    let shown = answer(&["whatif", KUBEFLOW, "--with", "model-registry:mfa"]);
    assert!(shown.contains("No goal changes"), "{shown}");
    let ran = run(&["whatif", KUBEFLOW]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("nothing is altered"), "{}", ran.err);
}
