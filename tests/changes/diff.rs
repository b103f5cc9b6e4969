//! `diff`: two systems, and two versions of the rules.

use crate::support::command::{Ran, list, run, run_in, scratch, text};
use crate::support::shipped::root;

const RAG: &str = "facts/systems/rag-support-assistant.yaml";

fn json(ran: &Ran) -> serde_json::Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|it| panic!("{it}: {}{}", ran.out, ran.err))
}

#[test]
fn two_files_or_folders_are_compared() {
    let folder = scratch("diff");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a folder");
    let parts = "components:\n  site: { kind: llm_app, asset: { integrity: severe } }\n  hub: \
                 { kind: model_hub }\n";
    let actors = "actors:\n  eve: { position: external, entry: { hub: publish } }\n";
    std::fs::create_dir(folder.join("old")).expect("a folder");
    std::fs::create_dir(folder.join("new")).expect("a folder");
    write("old/parts.yaml", parts);
    write("old/actors.yaml", actors);
    write("new/parts.yaml", parts);
    write(
        "new/actors.yaml",
        &format!("{actors}flows: [site loads hub]\n"),
    );
    let ran = run_in(&folder, &["diff", "old", "new"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in [
        "new ",
        "+ site loads hub",
        "new/actors.yaml:3:9",
        "next: threatlog explain ",
    ] {
        assert!(ran.out.contains(part), "no {part:?} in\n{}", ran.out);
    }
    let failing = |old: &str, new: &str| run_in(&folder, &["diff", "--fail", old, new], &[]).code;
    assert_eq!(
        (
            failing("old", "new"),
            failing("new", "old"),
            failing("new", "new")
        ),
        (1, 0, 0)
    );
    let back = run_in(&folder, &["diff", "new", "old"], &[]);
    for part in ["gone ", "- site loads hub", "new/actors.yaml:3:9"] {
        assert!(back.out.contains(part), "no {part:?} in\n{}", back.out);
    }
    assert!(
        run_in(&folder, &["diff", "new", "new"], &[])
            .out
            .contains("No goal changes")
    );
    assert_eq!(run_in(&folder, &["diff", "new"], &[]).code, 2);
}

#[test]
fn a_changed_rule_is_named_where_it_makes_a_difference() {
    let folder = scratch("rules");
    let rules = std::fs::read_to_string(root("rules.dl")).expect("the rules");
    let (before, step) = rules
        .split_once("/// step:        poison_retrieval\n")
        .expect("a step");
    let (keys, rest) = step.split_once("/// likelihood:  ").expect("a likelihood");
    let (word, rest) = rest.split_once('\n').expect("a word");
    assert_ne!(word, "very_low");
    let changed = format!(
        "{before}/// step:        poison_retrieval\n{keys}/// likelihood:  very_low\n{rest}"
    );
    let path = folder.join("new.dl");
    std::fs::write(&path, changed).expect("a writable folder");
    let new = path.to_str().expect("UTF-8");
    let quiet = "facts/quiet/web-shop.yaml";
    let compare = |rules: [&str; 2], more: &[&str]| {
        run(&[&["diff", "--rules", rules[0], rules[1], RAG, quiet], more].concat())
    };
    let found = json(&compare(["built-in", new], &["--format", "json", "--fail"]));
    let systems = list(&found["systems"]);
    assert_eq!(list(&systems[1]["changes"]).len(), 0, "{found:#}");
    let changes = list(&systems[0]["changes"]);
    assert!(!changes.is_empty(), "{found:#}");
    let mut named = 0;
    for change in changes {
        assert!(
            ["fell", "closed"].contains(&text(&change["change"])),
            "{change:#}"
        );
        let causes = list(&change["causes"]);
        let step = format!("step poison_retrieval, likelihood {word} → very_low");
        named += usize::from(causes.iter().any(|it| it["text"] == step));
        assert!(causes.iter().all(|it| it["text"] == step), "{change:#}");
    }
    assert_eq!(named, changes.len());
    let shown = compare([new, "built-in"], &["--fail"]);
    assert_eq!(shown.code, 1, "{}", shown.err);
    for part in [
        "higher",
        "+ step poison_retrieval, likelihood very_low → ",
        " built-in rules.dl:",
        "Nothing changes in 1 system.",
    ] {
        assert!(shown.out.contains(part), "no {part:?} in\n{}", shown.out);
    }
}
