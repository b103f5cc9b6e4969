//! What the guides show is what happens: their files are sound, their claims and answers true.

mod support;

use std::fmt::Write as _;

use serde_json::{Value, json};
use support::command::{run, run_in, scratch};
use support::shipped::{RULES, root};

const MODELLING: &str = "docs/modelling.md";
const RECIPES: &str = "docs/recipes.md";
const RULE_WRITING: &str = "docs/writing-rules.md";

const GATE: &str = "docs/gate.md";

const GUIDES: [&str; 5] = ["README.md", MODELLING, RECIPES, RULE_WRITING, GATE];

/// Guides whose commands are run.
const RUN: [(&str, usize); 2] = [(RULE_WRITING, 5), (GATE, 4)];

/// Recipes and examples whose first path the guide names.
const CLAIMS: usize = 13;

/// A fenced block, with what tells of it.
struct Block<'t> {
    language: &'t str,
    /// As `<!-- file: NAME -->` in the line above says.
    name: Option<&'t str>,
    /// The file that it changes, as `<!-- change: NAME -->` says.
    changes: Option<&'t str>,
    text: &'t str,
    /// Up to the next block.
    after: &'t str,
}

#[test]
fn every_system_in_a_guide_is_sound() {
    for guide in GUIDES {
        let text = read(guide);
        let mut seen = 0;
        for block in blocks(&text).filter(|it| it.language == "yaml" && !is_case(it)) {
            seen += 1;
            let checked = asked(&["check", "--format", "json"], block.text);
            assert_eq!(checked.code, 0, "{guide}\n{}{}", block.text, checked.err);
            let review: Value = serde_json::from_str(&checked.out).expect("JSON");
            for idle in [
                &review["orphans"],
                &review["empty_zones"],
                &review["idle_actors"],
                &review["no_effect"]["controls"],
                &review["no_effect"]["flows"],
            ] {
                assert_eq!(*idle, json!([]), "{guide}\n{}{review:#}", block.text);
            }
        }
        assert!(seen > 0, "no system in {guide}");
    }
}

#[test]
fn the_first_path_is_the_one_that_the_guide_names() {
    let text = read(MODELLING) + &read(RECIPES);
    let mut claims = 0;
    let mut wrong = Vec::new();
    for block in blocks(&text).filter(|it| it.language == "yaml") {
        let Some(claim) = claim(block.after) else {
            continue;
        };
        claims += 1;
        let found = first_path(block.text);
        if found != claim {
            wrong.push(format!("claimed {claim:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(claims, CLAIMS);
}

/// The commands of a guide, run on its files, answer as the guide says.
#[test]
fn the_answers_in_the_guide_are_current() {
    for (guide, least) in RUN {
        check_answers(guide, least);
    }
}

fn check_answers(guide: &str, least: usize) {
    let text = read(guide);
    let folder = scratch("guide");
    let mut current = String::new();
    let (mut rest, mut commands) = (text.as_str(), 0);
    for block in blocks(&text) {
        if let Some(name) = block.name {
            std::fs::write(folder.join(name), block.text).expect("a writable folder");
        }
        if let Some(name) = block.changes {
            change(&folder.join(name), block.text);
        }
        if block.language != "console" {
            continue;
        }
        let (before, after) = rest.split_once(block.text).expect("blocks come in order");
        current.push_str(before);
        for line in block.text.lines().filter_map(|it| it.strip_prefix("$ ")) {
            commands += 1;
            let arguments = words(line);
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let (program, arguments) = arguments.split_first().expect("a command");
            assert_eq!(*program, "threatlog", "{line}");
            let ran = run_in(&folder, arguments, &[]);
            let answer = format!("{}{}", ran.out, ran.err);
            writeln!(current, "$ {line}\n{}", answer.trim_end()).expect("a string");
        }
        rest = after;
    }
    current.push_str(rest);
    assert!(commands >= least, "only {commands} commands in {guide}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(root(guide), current).expect("a writable file");
        return;
    }
    assert!(
        current == text,
        "out of date; UPDATE_DOCS=1 cargo test --test guides writes it:\n{current}"
    );
}

/// The gate of the guide is green, then red, then green again.
#[test]
fn the_gate_of_the_guide_fails_and_passes() {
    let text = read(GATE);
    let folder = scratch("gate");
    let mut codes = Vec::new();
    for block in blocks(&text) {
        if let Some(name) = block.name {
            std::fs::write(folder.join(name), block.text).expect("a writable folder");
        }
        if let Some(name) = block.changes {
            change(&folder.join(name), block.text);
        }
        let commands = block
            .text
            .lines()
            .filter_map(|it| it.strip_prefix("$ threatlog "));
        for command in commands.filter(|_| block.language == "console") {
            let arguments: Vec<&str> = command.split(' ').collect();
            codes.push(run_in(&folder, &arguments, &[]).code);
        }
    }
    assert_eq!(codes, [0, 0, 1, 0]);
}

/// The step that the guide adds fires in its system, and a control there silences it.
#[test]
fn the_step_of_the_guide_fires_and_is_silent() {
    let text = read(RULE_WRITING);
    let folder = scratch("step");
    for block in blocks(&text) {
        if let Some(name) = block.name {
            std::fs::write(folder.join(name), block.text).expect("a writable folder");
        }
    }
    let paths = |more: &[&str]| {
        let arguments = [&["paths", "roll-back.yaml", "--format", "json"], more].concat();
        let ran = run_in(&folder, &arguments, &[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let added = ["--add-rules", "roll-back.dl"];
    let step = "\"roll_back_model\"";
    assert!(!paths(&[]).contains(step));
    assert!(paths(&added).contains(step));
    let with = [&added[..], &["--with", "registry:human_approval"]].concat();
    assert!(!paths(&with).contains(step));
}

/// The tables of relations say what `rules.dl` says.
#[test]
fn the_relations_read_as_in_the_rules() {
    let text = read(RULE_WRITING);
    let mut seen = 0;
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", fact, reads, ""] = cells[..] else {
            continue;
        };
        let fact = fact.trim_matches('`');
        let Some((name, columns)) = fact.strip_suffix(')').and_then(|it| it.split_once('(')) else {
            continue;
        };
        seen += 1;
        let relation = RULES.relations.iter().find(|it| it.name == name);
        let relation = relation.unwrap_or_else(|| panic!("no relation {name}"));
        assert_eq!(relation.reads.as_deref(), Some(reads), "{name}");
        let names: Vec<&str> = relation.columns.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names.join(", "), columns, "{name}");
    }
    assert!(seen > 30, "only {seen} relations");
}

#[test]
fn steps_and_pages_that_the_guides_name_exist() {
    for guide in GUIDES {
        let text = read(guide);
        let folder = root(guide);
        let folder = folder.parent().expect("a folder");
        let targets = text
            .split("](")
            .skip(1)
            .filter_map(|it| it.split(')').next());
        for target in targets.filter(|it| !it.contains("://")) {
            let file = target.split('#').next().unwrap_or_default();
            assert!(folder.join(file).exists(), "{guide}: {target}");
        }
        for rest in text.split("threatlog rules ").skip(1) {
            let word = rest.split([' ', '`', '\n']).next().unwrap_or_default();
            if word.contains('_') {
                let ran = run(&["rules", word]);
                let own = word == "roll_back_model";
                assert!(own || ran.code == 0, "{guide}: {word}");
            }
        }
    }
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root(path)).expect("a guide")
}

/// The fenced blocks of a text, in order.
fn blocks(text: &str) -> impl Iterator<Item = Block<'_>> {
    let mut parts = text.split("```");
    let mut before = parts.next().unwrap_or_default();
    std::iter::from_fn(move || {
        let (language, body) = parts.next()?.split_once('\n')?;
        let after = parts.next().unwrap_or_default();
        let note = before.trim_end().lines().next_back().unwrap_or_default();
        let told = |what: &str| note.strip_prefix(what)?.strip_suffix(" -->");
        let (name, changes) = (told("<!-- file: "), told("<!-- change: "));
        before = after;
        Some(Block {
            language,
            name,
            changes,
            text: body,
            after,
        })
    })
}

/// Makes the change of a `diff` block, whose old lines must stand in the file once.
fn change(path: &std::path::Path, diff: &str) {
    let lines = |sign: char| -> String {
        let kept = diff.lines().filter(|it| it.starts_with([' ', sign]));
        kept.map(|it| format!("{}\n", &it[1..])).collect()
    };
    let text = std::fs::read_to_string(path).expect("a file");
    let (old, new) = (lines('-'), lines('+'));
    assert_eq!(text.matches(&old).count(), 1, "{old}");
    std::fs::write(path, text.replace(&old, &new)).expect("a writable file");
}

/// A `case` section alone is shown in `docs/cases.md` and tested there.
fn is_case(block: &Block) -> bool {
    block.text.starts_with("case:")
}

/// The words in backticks of the line that starts with `Top path:`: actor, component, property and
/// last step.
fn claim(after: &str) -> Option<Vec<String>> {
    let line = after.lines().find(|it| it.starts_with("Top path:"))?;
    let words: Vec<String> = line
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    assert_eq!(words.len(), 4, "{line}");
    Some(words)
}

fn first_path(system: &str) -> Vec<String> {
    let ran = asked(&["paths", "--format", "json"], system);
    let answer: Value = serde_json::from_str(&ran.out).expect("JSON");
    let path = &answer["paths"][0];
    let last = path["acts"].as_array().and_then(|it| it.last());
    let goal = &path["goal"];
    let step = last.map(|it| &it["step"]);
    let parts = [&goal["actor"], &goal["component"], &goal["property"]];
    let parts = parts.into_iter().chain(step);
    parts
        .map(|it| it.as_str().unwrap_or_default().to_owned())
        .collect()
}

/// A question about a system that stands in a file of its own.
fn asked(arguments: &[&str], system: &str) -> support::command::Ran {
    let folder = scratch("system");
    std::fs::write(folder.join("threatlog.yaml"), system).expect("a writable folder");
    run_in(&folder, arguments, &[])
}

/// The words of a command line; quotes keep blanks.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
