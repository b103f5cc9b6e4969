//! What `docs/architecture.md` says that no module does, read off the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use threatlog::catalogue::catalogue;
use threatlog::facts::Input;

mod support;

use support::shipped::RULES;

/// Where relations are given their names.
const NAMING: [&str; 3] = ["dl/inputs.rs", "facts/inputs.rs", "answer/derived.rs"];

/// Inputs whose names are also words of architecture files and fields of JSON, and where those
/// are read and written.
const EVERYDAY: [&str; 6] = [
    "actor",
    "asset",
    "attempts",
    "attribute",
    "component",
    "entry",
];
const WORDED: [&str; 5] = [
    "model/",
    "report/",
    "print/",
    "answer/saved.rs",
    "facts/retold.rs",
];

/// What another tool's words become.
const TRANSLATING: &str = "import/";

#[test]
fn relations_are_named_in_one_place() {
    let inputs = Input::ALL.map(|it| it.name().to_owned());
    let derived = ["violated", "trust_boundary", "entry_boundary"].map(str::to_owned);
    let sources = sources();
    for name in inputs.into_iter().chain(derived) {
        let everyday = EVERYDAY.contains(&name.as_str());
        let saying = sources.iter().filter(|it| it.says(&name));
        let worded = |it: &str| everyday && WORDED.iter().any(|start| it.starts_with(start));
        let saying = saying.map(|it| it.place.as_str());
        let saying: Vec<&str> = saying
            .filter(|it| !worded(it) && !it.starts_with(TRANSLATING))
            .collect();
        assert!(
            matches!(saying[..], [place] if NAMING.contains(&place)),
            "`{name}` stands in {saying:?}"
        );
    }
}

#[test]
fn no_module_knows_a_step_kind_or_control_by_name() {
    let known = catalogue();
    let steps = RULES.steps.iter().map(|it| it.id.as_str());
    let kinds = known.kinds.iter().map(|it| it.id);
    let controls = known.controls.iter().map(|it| it.id);
    let names: Vec<&str> = steps.chain(kinds).chain(controls).collect();
    for source in sources() {
        if !source.place.starts_with(TRANSLATING) {
            let said = names.iter().filter(|it| source.says(it));
            assert_eq!(
                said.collect::<Vec<_>>(),
                [] as [&&str; 0],
                "{}",
                source.place
            );
        }
    }
}

/// Data flows one way: by the code map, a module names only what stands above it.
#[test]
fn a_module_names_only_those_above_it() {
    let text = fs::read_to_string("docs/architecture.md").expect("a text");
    let (_, map) = text.split_once("## Code map\n").expect("a map");
    let map = map.split("\n## ").next().unwrap_or_default();
    let rows = map.lines().filter_map(|it| it.strip_prefix("| `engine/"));
    let modules = rows.filter_map(|it| it.split(['/', '.']).next());
    let modules: Vec<&str> = modules
        .filter(|it| !["dl", "compiled"].contains(it))
        .collect();
    assert!(modules.len() > 12, "{modules:?}");
    for source in sources() {
        let own = source.place.split(['/', '.']).next().unwrap_or_default();
        let own = modules.iter().position(|it| *it == own);
        let Some(own) = own else {
            assert!(
                ["lib", "main", "dl", "compiled"]
                    .iter()
                    .any(|it| source.place.starts_with(it)),
                "{} is not on the map",
                source.place
            );
            continue;
        };
        for (at, module) in modules.iter().enumerate().skip(own + 1) {
            let named = format!("crate::{module}");
            let mut after = source.code.split(&named).skip(1);
            let names =
                after.any(|it| !it.starts_with(|it: char| it.is_alphanumeric() || it == '_'));
            assert!(!names || at == own, "{} names `{module}`", source.place);
        }
    }
}

/// The lists of "How to add a …" are those of one that is there.
#[test]
fn a_command_a_form_and_an_import_touch_the_files_that_the_docs_list() {
    let sources = sources();
    let naming = |words: &[&str]| -> BTreeSet<String> {
        let has = |it: &&Source| words.iter().any(|word| it.code.contains(word));
        let places = sources
            .iter()
            .filter(has)
            .map(|it| format!("engine/{}", it.place));
        places.collect()
    };
    let with = |mut places: BTreeSet<String>, more: &[&str]| {
        places.extend(more.iter().map(|it| (*it).to_owned()));
        places
    };
    let own = ["answer", "report", "cli"].map(|it| format!("engine/{it}/version.rs"));
    let command = with(
        naming(&["mod version;", "version::version", "VersionCommand"]),
        &own.each_ref().map(String::as_str),
    );
    assert_eq!(listed("command", "version"), command);
    let form = with(
        naming(&["mod markdown;"]),
        &["engine/print/markdown.rs", "engine/cli/common.rs"],
    );
    assert_eq!(listed("form of output", "markdown"), form);
    let import = with(
        naming(&["mod tm_bom;", "tm_bom::import"]),
        &["engine/import/tm_bom/mod.rs"],
    );
    assert_eq!(listed("import", "tm_bom"), import);
    let printing = sources
        .iter()
        .filter(|it| it.code.contains(" Format::Markdown =>"));
    let printing: Vec<&str> = printing.map(|it| it.place.as_str()).collect();
    assert_eq!(printing, ["cli/common.rs"], "who chooses a printer");
}

/// The files of `engine` that a section of the docs lists, of one that is called `name`.
fn listed(what: &str, name: &str) -> BTreeSet<String> {
    let text = fs::read_to_string("docs/architecture.md").expect("a text");
    let heading = format!("## How to add a {what}\n").replace(" a import", " an import");
    let (_, section) = text.split_once(&heading).expect("a section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let items = section.lines().filter_map(|it| it.strip_prefix("- `"));
    let files = items.filter_map(|it| Some(it.split_once('`')?.0.replace("NAME", name)));
    files.filter(|it| it.starts_with("engine/")).collect()
}

/// Every file and folder, and every constant with its file, that the docs name is there.
#[test]
fn what_the_docs_name_is_there() {
    let text = fs::read_to_string("docs/architecture.md").expect("a text");
    let spans = || text.split('`').skip(1).step_by(2);
    let mut seen = 0;
    for path in spans().filter(|it| {
        let starts = [
            "engine/",
            "facts/",
            "tests/",
            "docs/",
            "queries/",
            "snapshots/",
        ];
        starts.iter().any(|start| it.starts_with(start)) && !it.contains(['*', ' ', '…'])
    }) {
        let path = path.replace("NAME", "version");
        let is_there = Path::new(&path).exists() || path.contains("version");
        assert!(is_there, "{path}");
        seen += 1;
    }
    assert!(seen > 60, "only {seen} places");
    let (_, limits) = text.split_once("Limits, each a constant").expect("a table");
    let limits = limits.split("\n## ").next().unwrap_or_default();
    let mut constants = 0;
    for row in limits.lines().filter(|it| it.ends_with("` |")) {
        let (_, place) = row
            .trim_end_matches(" |")
            .rsplit_once("| ")
            .expect("a cell");
        let (names, file) = place.split_once(" in ").expect("a name and a file");
        let file = file.trim_matches('`');
        let code = fs::read_to_string(file).expect(file);
        for name in names.split(" and ").map(|it| it.trim_matches('`')) {
            let said = ["const", "struct", "fn"].map(|it| format!("{it} {name}"));
            let is_there = said.iter().any(|it| code.contains(it));
            assert!(is_there, "`{name}` in {file}");
            constants += 1;
        }
    }
    assert!(constants >= 15, "only {constants} constants");
}

/// A source file without its tests and comments.
struct Source {
    /// Within `engine/`.
    place: String,
    code: String,
}

impl Source {
    /// Whether a text in the code is this name.
    fn says(&self, name: &str) -> bool {
        self.code.contains(&format!("\"{name}\""))
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("engine");
    let mut sources = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().expect("a name").to_string_lossy();
            if name.ends_with("tests") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let place = path.strip_prefix(&root).expect("inside").to_string_lossy();
                let text = fs::read_to_string(&path).expect("a text");
                sources.push(Source {
                    place: place.replace('\\', "/"),
                    code: code(&text),
                });
            }
        }
    }
    assert!(sources.len() > 200, "{} sources", sources.len());
    sources
}

fn code(text: &str) -> String {
    let tests = text.find("#[cfg(test)]\nmod tests {");
    let lines = text[..tests.unwrap_or(text.len())].lines();
    let code = lines.filter(|it| !it.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}
