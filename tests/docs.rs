//! The generated reference pages are those of the rules and of the vocabulary that ship.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use support::command::{answer, run, scratch};
use support::shipped::{RULES, Solved, files, root};
use threatlog::answer::{Examples, examples};
use threatlog::print::markdown::reference::{Page, rule_pages, vocabulary};
use threatlog_dl::Sources;

const FOLDER: &str = "docs/rules";
const VOCABULARY: &str = "docs/vocabulary.md";

#[test]
fn the_reference_is_current() {
    let mut pages: Vec<(PathBuf, String)> = pages()
        .into_iter()
        .map(|page| (root(FOLDER).join(page.name), page.text))
        .collect();
    let known: BTreeSet<PathBuf> = pages.iter().map(|(path, _)| path.clone()).collect();
    pages.push((root(VOCABULARY), vocabulary(&RULES, &sources())));
    let orphans: Vec<PathBuf> = markdown(&root(FOLDER))
        .into_iter()
        .filter(|path| !known.contains(path))
        .collect();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(root(FOLDER)).expect("a writable folder");
        for (path, text) in &pages {
            std::fs::write(path, text).expect("a writable file");
        }
        for path in &orphans {
            std::fs::remove_file(path).expect("a removable file");
        }
        return;
    }
    let stale = pages.iter().filter(|(path, text)| {
        let shipped = std::fs::read_to_string(path).unwrap_or_default();
        shipped != *text
    });
    let stale: Vec<&PathBuf> = stale.map(|(path, _)| path).chain(&orphans).collect();
    assert!(
        stale.is_empty(),
        "out of date; UPDATE_DOCS=1 cargo test --test docs writes them: {stale:#?}"
    );
}

/// Whatever links to a place of the reference finds it there.
#[test]
fn links_lead_somewhere() {
    let mut targets: BTreeSet<String> = BTreeSet::new();
    let mut texts: Vec<(String, String)> = pages()
        .into_iter()
        .map(|page| (format!("docs/rules/{}", page.name), page.text))
        .collect();
    texts.push((VOCABULARY.to_owned(), vocabulary(&RULES, &sources())));
    for (file, text) in &texts {
        targets.insert(file.clone());
        let headings = text.lines().filter_map(|line| line.strip_prefix("### "));
        targets.extend(headings.map(|heading| format!("{file}#{heading}")));
    }
    let (mut seen, mut broken) = (0, Vec::new());
    for (file, text) in &texts {
        for link in links(text) {
            seen += 1;
            let target = resolved(file, link);
            if !targets.contains(&target) {
                broken.push(format!("{file}: {link}"));
            }
        }
    }
    assert!(seen > 500, "only {seen} links were found");
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_step_has_a_section_with_what_it_rests_on() {
    let all: String = pages().into_iter().map(|page| page.text).collect();
    for step in &RULES.steps {
        let section = all.split(&format!("\n### {}\n", step.id)).nth(1);
        let section = section.unwrap_or_else(|| panic!("no section for {}", step.id));
        let section = section.split("\n### ").next().unwrap_or_default();
        for part in [
            step.title.as_str(),
            "Needs",
            "Gains: ",
            "Likelihood: ",
            "References:",
            "Fires in `facts/steps/",
            "silent in `facts/steps/",
        ] {
            assert!(section.contains(part), "{}: no `{part}`", step.id);
        }
        for clause in &step.clauses {
            for relation in ["lacks_control", "slips_past"] {
                let clause = RULES.clause(*clause);
                for (control, _) in threatlog::rules::clause_controls(&RULES, clause, relation) {
                    assert!(section.contains(control), "{}: no {control}", step.id);
                }
            }
        }
    }
}

#[test]
fn the_command_writes_the_same_pages() {
    let folder = scratch("reference");
    let path = folder.to_string_lossy().into_owned();
    let example = "facts/systems/edge-camera.yaml";
    let ran = run(&["rules", "--reference", &path, "--examples", example]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let evidence = [shown(&root(example))];
    let pages = rule_pages(&RULES, &sources(), &evidence);
    assert_eq!(markdown(&folder).len(), pages.len());
    for page in pages {
        let written = std::fs::read_to_string(folder.join(&page.name)).expect("a page");
        assert!(written == page.text, "{} differs", page.name);
        if page.name != "README.md" {
            let listed = std::fs::read_to_string(folder.join("README.md")).expect("an index");
            assert!(
                listed.contains(&page.name),
                "{} is not in the index",
                page.name
            );
        }
    }
    let words = answer(&["words", "--format", "markdown"]);
    assert!(
        words == vocabulary(&RULES, &sources()),
        "the vocabulary differs"
    );
}

/// The pages with examples from the systems, or else from the files that show each step.
fn pages() -> Vec<Page> {
    let files = files("facts/systems")
        .into_iter()
        .chain(files("facts/steps"));
    let evidence: Vec<Examples> = files.map(|path| shown(&path)).collect();
    rule_pages(&RULES, &sources(), &evidence)
}

fn shown(path: &Path) -> Examples {
    let solved = Solved::file(path);
    let name = path
        .strip_prefix(root(""))
        .expect("a file of the repository");
    examples(&solved.analysis(), name.to_string_lossy().into_owned())
}

fn sources() -> Sources {
    let mut sources = Sources::default();
    sources.add("rules.dl", threatlog_compiled::RULES);
    sources
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let paths = entries.map(|it| it.expect("a readable folder").path());
    paths
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .collect()
}

/// The targets of a text's links.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let links = text.split("](").skip(1);
    links.filter_map(|rest| rest.split(')').next())
}

/// A link as a path from the repository's root.
fn resolved(file: &str, link: &str) -> String {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    match link.strip_prefix("../") {
        _ if link.starts_with('#') => format!("{file}{link}"),
        Some(rest) => {
            let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
            format!("{above}/{rest}")
        }
        None => format!("{folder}/{link}"),
    }
}
