//! Whole systems of `facts/whole`, drawn without sight of the rules: what of the threats
//! that they named is derived, by which way, and how much of what owners state counts.
//! `docs/review.md` says how they came about and how to read the table.

#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use support::shipped::{Solved, files};
use support::snapshot::snapshot;
use threatlog::answer::{Question, judge, no_effect, paths, violations};
use threatlog::model::Expectation;
use threatlog::rank::Effort;

const FOLDER: &str = "facts/whole";

/// How many systems there are at least.
const LEAST: usize = 100;

/// Those of the systems that were there before the last fifty, beside those with a prefix.
const EARLIER: [&str; 20] = [
    "ask-the-warehouse",
    "car-autopilot",
    "comet-browser",
    "fraud-scoring",
    "gemini-home",
    "home-timeline",
    "issue-triage",
    "legal-matter-assistant",
    "mail-ask-ai",
    "mchire",
    "motor-claims",
    "rag-alloydb",
    "sales-mcp-hosted",
    "sap-ai-core",
    "scale-labelling",
    "shadowray",
    "team-llm-gateway",
    "travel-desk-agent",
    "vertex-mlops",
    "voice-id",
];

/// What became of a system.
struct Whole {
    name: String,
    /// Of the threats that its author named: how many there are, are derived, and go the way that
    /// was named.
    named: usize,
    derived: usize,
    by_way: usize,
    /// What must not be derived and is.
    wrong: Vec<String>,
    /// Goals in reach, and how many different actors reach one.
    goals: usize,
    actors: usize,
    /// Controls that components state and that are there, and how many of them no rule looks at.
    stated: usize,
    idle: usize,
}

static SYSTEMS: LazyLock<Vec<Whole>> = LazyLock::new(|| {
    let files = files(FOLDER);
    files.iter().map(|it| whole(&Solved::file(it))).collect()
});

#[test]
fn the_table_of_whole_systems() {
    let width = SYSTEMS.iter().map(|it| it.name.len()).max().unwrap_or(0);
    let mut lines = vec![format!(
        "{:width$}  threats  derived  by its way  goals  actors  controls  idle",
        "system"
    )];
    lines.extend(SYSTEMS.iter().map(|it| {
        format!(
            "{:width$}  {:7}  {:7}  {:10}  {:5}  {:6}  {:8}  {:4}",
            it.name, it.named, it.derived, it.by_way, it.goals, it.actors, it.stated, it.idle
        )
    }));
    lines.push(String::new());
    lines.push(format!(
        "{} threats, {} derived, {} by the way that was named; {} controls, {} idle",
        sum(|it| it.named),
        sum(|it| it.derived),
        sum(|it| it.by_way),
        sum(|it| it.stated),
        sum(|it| it.idle),
    ));
    snapshot("whole", &lines.join("\n"));
}

#[test]
fn nearly_all_that_reviewers_named_is_derived() {
    assert!(SYSTEMS.len() >= LEAST, "{} systems", SYSTEMS.len());
    let (named, derived) = (sum(|it| it.named), sum(|it| it.derived));
    assert!(derived * 100 >= named * 90, "{derived} of {named}");
    let by_way = sum(|it| it.by_way);
    assert!(by_way * 100 >= named * 77, "{by_way} of {named}");
}

/// The floors that held before the last fifty systems came in hold for those that were there.
#[test]
fn what_was_derived_before_still_is() {
    let earlier = SYSTEMS.iter().filter(|it| {
        let prefixed = ["ag-", "ap-", "ml-", "sc-"]
            .iter()
            .any(|of| it.name.starts_with(of));
        prefixed || EARLIER.contains(&&*it.name)
    });
    let earlier: Vec<&Whole> = earlier.collect();
    assert_eq!(earlier.len(), 40);
    let sum = |of: fn(&Whole) -> usize| earlier.iter().map(|it| of(it)).sum::<usize>();
    let (named, derived, by_way) = (
        sum(|it| it.named),
        sum(|it| it.derived),
        sum(|it| it.by_way),
    );
    assert!(derived * 100 >= named * 92, "{derived} of {named}");
    assert!(by_way * 100 >= named * 80, "{by_way} of {named}");
}

/// What reviewers called false: the actor must not reach the goal.
#[test]
fn what_was_judged_false_is_not_derived() {
    let wrong: Vec<&String> = SYSTEMS.iter().flat_map(|it| &it.wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn sum(of: impl Fn(&Whole) -> usize) -> usize {
    SYSTEMS.iter().map(of).sum()
}

fn whole(solved: &Solved) -> Whole {
    let analysis = solved.analysis();
    let cases = solved.model.cases.iter();
    let expected: Vec<&Expectation> = cases.flat_map(|it| &it.expect).collect();
    let holds = |it: &Expectation| !violations(&analysis, &it.goal).is_empty();
    let named: Vec<&&Expectation> = expected.iter().filter(|it| it.derived).collect();
    let derived = named.iter().filter(|it| holds(it)).count();
    let by_way = |it: &Expectation| {
        let way = Expectation {
            likelihood: None,
            steps: Vec::new(),
            fix: Vec::new(),
            ..it.clone()
        };
        let failures = judge(&analysis, &way, Effort::default());
        failures.expect("small").is_empty()
    };
    let wrong = expected.iter().filter(|it| !it.derived && holds(it));
    let every = Question {
        top: usize::MAX,
        per_goal: 1,
        ..Question::default()
    };
    let rows = paths(&analysis, &every).rows;
    let actors: BTreeSet<&str> = rows.iter().map(|it| it.goal.actor.as_str()).collect();
    let components = solved.model.components.iter();
    let stated = components.flat_map(|it| &it.controls);
    let idle = no_effect(&analysis).controls;
    Whole {
        name: solved.name.clone(),
        named: named.len(),
        derived,
        by_way: named.iter().filter(|it| by_way(it)).count(),
        wrong: wrong
            .map(|it| format!("{}: {:?}", solved.name, it.goal))
            .collect(),
        goals: rows.len(),
        actors: actors.len(),
        stated: stated.filter(|it| it.status.effectiveness() > 0.0).count(),
        idle: idle.iter().map(|it| it.controls.len()).sum(),
    }
}
