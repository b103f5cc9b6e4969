//! Every case and example system in other words: what was violated has to stay so.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use threatlog::model::Model;

use crate::support::harm::violated_pairs;
use crate::support::shipped::{ENGINE, Solved, files};
use crate::support::snapshot::snapshot;
use crate::variants::respellings;

/// What became of the respellings of one file.
struct Tried {
    name: String,
    tried: usize,
    /// What was said otherwise, and the goals that are no longer derived.
    lost: Vec<(String, Vec<String>)>,
}

/// Least share of respellings under which everything stays derived.
const FLOOR: f64 = 0.98;

/// Why a respelling loses something, where that is understood. By file and what was said.
const REASONS: &[(&str, &str, &str)] = &[
    (
        "dolphinattack-voice",
        "microphone senses living-room → microphone reads_from living-room",
        "only what is sensed can have a scene staged in it",
    ),
    (
        "credit-fraud-scoring",
        "delivery deploys scoring-api → scoring-api loads delivery",
        "a build ships only what it deploys",
    ),
    (
        "rag-support-assistant",
        "delivery deploys assistant → assistant loads delivery",
        "a build ships only what it deploys",
    ),
    (
        "fine-tuning-pipeline",
        "writing-app feeds_back feedback-data → writing-app writes_to feedback-data",
        "a plain write does not say that use becomes training data",
    ),
    (
        "fine-tuning-pipeline",
        "writing-app feeds_back feedback-data → feedback-data reads_from writing-app",
        "a plain write does not say that use becomes training data",
    ),
];

#[test]
fn other_words_lose_no_goal() {
    let paths: Vec<PathBuf> = ["facts/cases", "facts/systems"]
        .iter()
        .flat_map(|it| files(it))
        .collect();
    let results = on_threads(&paths);
    let tried: usize = results.iter().map(|it| it.tried).sum();
    let lost: usize = results.iter().map(|it| it.lost.len()).sum();
    let share = 1.0 - lost as f64 / tried as f64;
    assert!(tried > 1000, "{tried} respellings");
    snapshot("cases@respelt", &table(&results, tried, lost));
    assert!(
        share >= FLOOR,
        "{:.1} % of {tried} respellings",
        share * 100.0
    );
}

fn on_threads(paths: &[PathBuf]) -> Vec<Tried> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = paths.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let parts = paths.chunks(share);
        let running: Vec<_> = parts
            .map(|part| scope.spawn(|| part.iter().map(|it| tried(it)).collect::<Vec<_>>()))
            .collect();
        let done = running.into_iter().map(|it| it.join().expect("no panic"));
        done.flatten().collect()
    })
}

fn tried(path: &Path) -> Tried {
    let solved = Solved::file(path);
    let before = goals(&solved.model, &violated(&solved.model));
    let mut tried = Tried {
        name: solved.name.clone(),
        tried: 0,
        lost: Vec::new(),
    };
    if before.is_empty() {
        return tried;
    }
    for respelling in respellings(&solved.model) {
        tried.tried += 1;
        let after = violated(&respelling.model);
        let lost: Vec<String> = before.difference(&after).map(|it| it.join(" ")).collect();
        if !lost.is_empty() {
            tried.lost.push((respelling.said, lost));
        }
    }
    tried
}

fn violated(model: &Model) -> BTreeSet<[String; 2]> {
    violated_pairs(&ENGINE.solve(model).expect("a small system"))
}

/// What is violated of that which counts: what the case is about, or what a system states a value
/// of.
fn goals(model: &Model, violated: &BTreeSet<[String; 2]>) -> BTreeSet<[String; 2]> {
    let pair = |component, property: threatlog::model::Property| {
        [
            model.component(component).id.clone(),
            property.word().to_owned(),
        ]
    };
    let cases = model.cases.iter().filter_map(|it| it.expect.first());
    let mut wanted: BTreeSet<_> = cases
        .map(|it| pair(it.goal.component, it.goal.property))
        .collect();
    if wanted.is_empty() {
        let assets = model
            .component_ids()
            .flat_map(|(id, it)| it.assets.iter().map(move |a| (id, a.property)));
        wanted = assets.map(|(id, property)| pair(id, property)).collect();
    }
    wanted.intersection(violated).cloned().collect()
}

fn table(results: &[Tried], tried: usize, lost: usize) -> String {
    let kept = tried - lost;
    let share = kept as f64 / tried as f64 * 100.0;
    let mut lines = vec![
        format!("{kept} of {tried} respellings lose nothing ({share:.1} %)"),
        String::new(),
    ];
    for of in results {
        for (said, goals) in &of.lost {
            lines.push(format!("{}: {said}", of.name));
            lines.push(format!("    loses {}", goals.join(", ")));
            let reason = REASONS
                .iter()
                .find(|(name, it, _)| *name == of.name && it == said);
            lines.extend(reason.map(|(.., it)| format!("    since {it}")));
        }
    }
    lines.join("\n")
}
