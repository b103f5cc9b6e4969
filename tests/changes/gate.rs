//! The gate: on random systems against likelihoods that are reckoned otherwise, and as a command.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;
use threatlog::answer::{Bar, Baseline, MaxRisk, Verdict, baseline, gate};
use threatlog::model::Model;
use threatlog::rank::{Effort, Total};

use crate::compared::{Changed, ROUNDING, edit, risks};
use crate::support::command::{Ran, list, run_in, scratch, text};
use crate::support::random_model::draft;
use crate::support::shipped::RULES;
use crate::support::shuffled::shuffled;
use crate::support::solved::{Solved, model, violation_totals};
use crate::support::splitmix::SplitMix;

const TODAY: &str = "2030-06-15";

fn recorded(model: &Model) -> Baseline {
    let solved = Solved::of(&RULES, model.clone());
    let analysis = solved.analysis();
    baseline(&analysis, "rules".to_owned(), Effort::default())
}

/// Judges a model, and hands the verdict on.
pub fn judge<T>(changed: &Changed, bar: &Bar, then: impl FnOnce(&Verdict) -> T) -> T {
    let solved = Solved::of(&RULES, changed.new.clone());
    let analysis = solved.analysis();
    then(&gate(&analysis, bar).expect("it solves"))
}

/// Says of some goals that they are treated; the goals that are, by name as in `risks`.
fn treat(
    text: &mut String,
    goals: &BTreeMap<String, f64>,
    random: &mut SplitMix,
) -> BTreeSet<String> {
    let mut treated = BTreeSet::new();
    let mut lines = String::new();
    for name in goals.keys() {
        if !random.percent(25) {
            continue;
        }
        let names = name.trim_start_matches("violated(").trim_end_matches(')');
        let names = names.replace(',', "");
        // The last day counts.
        let expires = *random.pick(&["2030-06-15", "2031-01-01", "2030-06-14", "2029-12-31"]);
        if expires >= TODAY {
            treated.insert(name.clone());
        }
        writeln!(
            lines,
            "  - {{ goal: {names}, status: accepted, reason: r, owner: o, expires: {expires} }}"
        )
        .expect("text");
    }
    if !lines.is_empty() {
        write!(text, "treatments:\n{lines}").expect("text");
    }
    treated
}

#[test]
fn the_verdict_follows_from_likelihoods_limit_baseline_and_treatments() {
    let (mut reds, mut exempt, mut exceeding, mut worse, mut cuts) = (0, 0, 0, 0, 0);
    for seed in 1..=40 {
        let mut random = SplitMix(seed);
        let Some((draft, edit)) = edit(&draft(seed), &mut random) else {
            continue;
        };
        let mut text = draft.text();
        let goals = risks(&model(&[&text]));
        let treated = treat(&mut text, &goals, &mut random);
        let changed = Changed::new(&text, &edit);
        let (old, new) = (risks(&changed.old), risks(&changed.new));
        let limits = [
            MaxRisk::Word(1),
            MaxRisk::Word(2),
            MaxRisk::Number(2.0),
            MaxRisk::Number(0.0),
        ];
        let max_risk = random.percent(70).then(|| *random.pick(&limits));
        let baseline = recorded(&changed.old);
        let bar = Bar {
            max_risk,
            baseline: random.percent(70).then_some(&baseline),
            today: TODAY,
            trials: 2,
            effort: Effort::default(),
        };
        let exceeds = |risk: f64| match max_risk {
            Some(MaxRisk::Word(1)) => risk >= 1.5 - ROUNDING,
            Some(MaxRisk::Word(_)) => risk >= 3.5 - ROUNDING,
            Some(MaxRisk::Number(most)) => risk > most + ROUNDING,
            None => false,
        };
        let is_worse = |name: &str, risk: f64| {
            bar.baseline.is_some() && risk > old.get(name).copied().unwrap_or(0.0) + ROUNDING
        };
        let gained = match bar.baseline {
            Some(_) => gaining(&changed.old, &changed.new),
            None => BTreeSet::new(),
        };
        let is_failed = |name: &String, risk: f64| {
            exceeds(risk) || is_worse(name, risk) || gained.contains(name)
        };
        let bad = |(name, risk): &(&String, &f64)| is_failed(name, **risk);
        let expected: BTreeSet<&String> = new.iter().filter(bad).map(|it| it.0).collect();
        judge(&changed, &bar, |verdict| {
            let what = format!("seed {seed}, {max_risk:?}\n{text}\n{verdict:#?}");
            let red: BTreeSet<String> = verdict.red.iter().map(|it| named(&it.goal)).collect();
            let spared: BTreeSet<String> =
                verdict.exempt.iter().map(|it| named(&it.goal)).collect();
            for name in expected.iter().copied() {
                let found = if treated.contains(name) {
                    &spared
                } else {
                    &red
                };
                assert!(found.contains(name), "{name}: {what}");
            }
            assert_eq!(expected.len(), red.len() + spared.len(), "{what}");
            assert_eq!(verdict.passes, red.is_empty());
            for it in &verdict.red {
                let name = named(&it.goal);
                assert_eq!(it.exceeds, exceeds(new[&name]), "{name}: {what}");
                let worse_now = is_worse(&name, new[&name]) || gained.contains(&name);
                assert_eq!(it.worse, worse_now, "{name}: {what}");
                assert!(!it.worse || !it.causes.is_empty(), "{name}: {what}");
                exceeding += usize::from(it.exceeds);
                worse += usize::from(it.worse);
                let Some(found) = &it.cuts else { continue };
                let gaps = it.path.gaps.iter().map(|it| &it.control);
                for control in gaps.chain(it.path.weak.iter().map(|it| &it.control)) {
                    let fixed = changed.new.changed(&[control.in_place()]).expect("known");
                    let left = risks(&fixed).get(&name).copied().unwrap_or(0.0);
                    let shown = found.iter().find(|it| it.control == *control);
                    let gains =
                        bar.baseline.is_some() && gaining(&changed.old, &fixed).contains(&name);
                    let passes = !exceeds(left) && !is_worse(&name, left) && !gains;
                    // A total may fall though a way that is new is still there.
                    let unsure = it.opened.is_some() && passes;
                    assert!(shown.is_some() == passes || unsure, "{control:?}: {what}");
                    assert!(
                        shown.is_none_or(|it| (it.risk_left - left).abs() < ROUNDING),
                        "{what}"
                    );
                    cuts += usize::from(shown.is_some());
                }
            }
            reds += red.len();
            exempt += spared.len();
        });
    }
    println!("{reds} red ({exceeding} exceed, {worse} worse), {exempt} exempt, {cuts} cuts");
    assert!(exceeding > 15 && worse > 8 && exempt > 4 && cuts > 8);
}

/// The goals whose total likelihood rises: some minimal proof is new or likelier.
fn gaining(old: &Model, new: &Model) -> BTreeSet<String> {
    let totals = |it: &Model| violation_totals(&Solved::of(&RULES, it.clone()).analysis());
    let (old, new) = (totals(old), totals(new));
    let none = Total {
        lower: 0.0,
        upper: 0.0,
    };
    let gains = new.into_iter().filter(|(name, total)| {
        let before = old.get(name).copied().unwrap_or(none);
        assert!(total.upper - total.lower < ROUNDING, "{name}");
        total.lower > before.upper + ROUNDING
    });
    gains.map(|it| it.0).collect()
}

fn named(goal: &threatlog::answer::GoalName) -> String {
    format!(
        "violated({}, {}, {})",
        goal.actor, goal.component, goal.property
    )
}

#[test]
fn a_baseline_is_the_same_in_any_order_and_read_as_written() {
    let mut goals = 0;
    for seed in 1..=25 {
        let mut random = SplitMix(seed);
        let draft = draft(seed);
        let one = recorded(&model(&[&draft.text()]));
        let two = recorded(&model(&[&shuffled(&draft, &mut random).text()]));
        assert_eq!(one.text(), two.text(), "seed {seed}");
        assert_eq!(Baseline::read(&one.text()), Ok(one.clone()), "seed {seed}");
        goals += one.findings.iter().flatten().count();
    }
    assert!(goals > 50, "{goals}");
}

pub const SYSTEM: &str = "\
system: shop
actors:
  customer: { position: external, entry: { reviews: post } }
  employee: { position: internal, attempts: low, entry: { chat: query } }
components:
  reviews: { kind: data_source }
  indexer: { kind: data_pipeline }
  index: { kind: vector_db, controls: [authentication, access_control] }
  chat: { kind: user_client }
  assistant: { kind: llm_app, asset: { integrity: severe } }
flows:
  - indexer writes_to index
  - assistant retrieves_from index
  - chat calls assistant
";

/// The system with a flow that lets the customer's reviews in.
pub fn worse() -> String {
    SYSTEM.to_owned() + "  - indexer reads_from reviews\n"
}

/// A folder with the system and its baseline.
pub fn shop(name: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    std::fs::write(folder.join("threatlog.yaml"), SYSTEM).expect("a writable folder");
    let ran = run_in(&folder, &["baseline", "--out", "baseline.json"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    folder
}

pub fn asked(folder: &std::path::Path, more: &[&str]) -> Ran {
    run_in(folder, &[&["gate"], more].concat(), &[])
}

pub fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).expect("JSON")
}

#[test]
fn a_gate_tells_what_is_worse_why_and_what_cuts_it() {
    let folder = shop("gate");
    let baseline = ["--baseline", "baseline.json"];
    let same = asked(&folder, &baseline);
    assert_eq!(same.code, 0, "{}{}", same.out, same.err);
    assert!(same.out.starts_with("✓ shop: "), "{}", same.out);
    std::fs::write(folder.join("threatlog.yaml"), worse()).expect("a writable folder");
    let red = asked(&folder, &baseline);
    assert_eq!(red.code, 1, "{}{}", red.out, red.err);
    for part in [
        "✗ shop: ",
        "worse than the baseline",
        "+ indexer reads from reviews",
        "threatlog.yaml:15:5",
        "cut by",
    ] {
        assert!(red.out.contains(part), "no {part:?} in\n{}", red.out);
    }
    let found = json(&asked(
        &folder,
        &[&baseline[..], &["--format", "json"]].concat(),
    ));
    let first = &list(&found["red"])[0];
    let cut = &list(&first["cuts"])[0];
    let control = format!("{}:{}", text(&cut["component"]), text(&cut["control"]));
    let fixed = asked(&folder, &[&baseline[..], &["--with", &control]].concat());
    assert_eq!(fixed.code, 0, "{control}\n{}", fixed.out);
    let markdown = asked(
        &folder,
        &[&baseline[..], &["--format", "markdown"]].concat(),
    );
    assert_eq!(markdown.code, 1);
    assert!(
        markdown
            .out
            .contains("| + indexer reads from reviews (`threatlog.yaml:15:5`) |"),
        "{}",
        markdown.out
    );
    // Going back is better than the worse baseline.
    assert_eq!(
        run_in(&folder, &["baseline", "--out", "baseline.json"], &[]).code,
        0
    );
    std::fs::write(folder.join("threatlog.yaml"), SYSTEM).expect("a writable folder");
    let better = asked(&folder, &baseline);
    assert_eq!(better.code, 0);
    assert!(
        better.out.contains("better than the baseline: 1 goal"),
        "{}",
        better.out
    );
    assert!(
        better
            .out
            .contains("threatlog baseline --out baseline.json"),
        "{}",
        better.out
    );
}

#[test]
fn wrong_usage_of_a_gate_is_refused() {
    let folder = shop("wrong");
    std::fs::write(folder.join("bad.json"), "{ \"baseline\": 1 }").expect("a writable folder");
    std::fs::write(
        folder.join("next.json"),
        "{ \"baseline\": 3, \"system\": \"\", \"rules\": \"\", \"findings\": [], \"facts\": [] }",
    )
    .expect("a writable folder");
    for (arguments, said) in [
        (&[][..], "nothing says what must not pass"),
        (&["--max-risk", "sever"], "very_low, low"),
        (&["--max-risk", "11"], "from 0 to 10"),
        (&["--max-risk", "NaN"], "from 0 to 10"),
        (
            &["--max-risk", "high", "--today", "2030-02-30"],
            "there is no such day",
        ),
        (
            &["--max-risk", "high", "--today", "30.2.2030"],
            "year, month and day",
        ),
        (&["--baseline", "nowhere.json"], "could not be read"),
        (&["--baseline", "threatlog.yaml"], "is not a baseline"),
        (&["--baseline", "bad.json"], "it has no `facts`"),
        (&["--baseline", "next.json"], "its version is 3"),
    ] {
        let ran = asked(&folder, arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.out);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
}
