//! What holds of every architecture: of random ones, written as YAML and read back.

mod support;

use std::iter;
use std::process::Command;

use support::changes;
use support::random_model::{Draft, draft};
use support::shipped::{ENGINE, RULES, files, root};
use support::shuffled::{shuffled, split};
use support::solved::{
    Solved, controls_in_the_way, likelihoods, model, printed, ranked, violation_totals, violations,
};
use support::splitmix::SplitMix;
use threatlog::catalogue::catalogue;
use threatlog::facts::Fact;
use threatlog::model::Form;

/// Rounding in a product of likelihoods, not a difference between two.
const ROUNDING: f64 = 1e-12;

#[test]
fn adding_a_control_never_raises_a_likelihood() {
    let (mut facts, mut lowered, mut gone) = (0, 0, 0);
    for seed in 1..=150 {
        let mut random = SplitMix(seed);
        let draft = draft(seed);
        let before = Solved::new(&RULES, &[&draft.text()]);
        let (at, control) = control(&draft, &before, &mut random);
        let id = before.model.component_named(&draft.components[at].id);
        let there = before.model.control_of(id.expect("drafted"), control);
        let status = match there.effectiveness {
            0.0 => *random.pick(&["present", "present", "present", "0.9"]),
            _ => "present",
        };
        let mut after = draft.clone();
        after.components[at].control(control, status.to_owned());
        let after = Solved::new(&RULES, &[&after.text()]);
        let (old, new) = (
            violations(&before.analysis()),
            violations(&after.analysis()),
        );
        let what = || format!("seed {seed}, {control} on c{at}\n{}", draft.text());
        for (fact, likelihood) in &new {
            let known = old.get(fact);
            let known = known.unwrap_or_else(|| panic!("{fact} appears: {}", what()));
            let (Some(likelihood), Some(known)) = (likelihood, known) else {
                continue;
            };
            assert!(
                *likelihood <= known + ROUNDING,
                "{fact} rises from {known} to {likelihood}: {}",
                what()
            );
            facts += 1;
            lowered += usize::from(*likelihood < known - ROUNDING);
        }
        gone += old.len() - new.len();
    }
    println!("{facts} facts compared, {lowered} less likely, {gone} gone");
    assert!(lowered > 100 && gone > 30 && facts > 1000);
}

#[test]
fn adding_a_control_never_raises_a_total() {
    let (mut facts, mut lowered, mut beyond) = (0, 0, 0);
    for seed in 1..=100 {
        let mut random = SplitMix(seed);
        let draft = draft(seed);
        let before = Solved::new(&RULES, &[&draft.text()]);
        let (at, control) = control(&draft, &before, &mut random);
        let named = format!("{}:{control}", draft.components[at].id);
        let after = changes::with(&before.model, &[named]);
        let after = Solved::of(&RULES, after);
        let (old, new) = (
            violation_totals(&before.analysis()),
            violation_totals(&after.analysis()),
        );
        let likeliest = violations(&before.analysis());
        for (fact, total) in &new {
            let known = old[fact];
            assert!(
                total.lower <= known.upper + ROUNDING,
                "seed {seed}, {control} on c{at}: {fact} rises from {known:?} to {total:?}\n{}",
                draft.text()
            );
            assert!(known.is_exact(), "seed {seed}: {fact} is {known:?}");
            facts += 1;
            lowered += usize::from(total.upper < known.lower - ROUNDING);
            let path = likeliest[fact].unwrap_or(1.0);
            beyond += usize::from(known.lower > path + 1e-6);
        }
    }
    println!("{facts} totals compared, {lowered} lower, {beyond} above the best path");
    assert!(lowered > 100 && beyond > 300 && facts > 600);
}

/// Entries that also say what somebody may do: what they do by right is no attack of theirs, so that
/// one more can take a goal away.
const RIGHTS: [&str; 9] = [
    "account",
    "annotate",
    "exec",
    "own",
    "participate",
    "post",
    "query",
    "read",
    "write",
];

/// Of the actor who gets it: who is drawn at a door stands for others who would come there.
#[test]
fn adding_a_way_in_never_removes_a_goal() {
    let (mut facts, mut raised, mut added) = (0, 0, 0);
    for seed in 1..=150 {
        let mut random = SplitMix(seed);
        let draft = draft(seed);
        let mut after = draft.clone();
        let mut ways = iter::repeat_with(|| draft.entry(&mut random));
        let way = ways.find(|(_, how)| !RIGHTS.contains(how));
        let (component, how) = way.expect("drawn without end");
        let at = random.below(after.actors.len());
        after.actors[at].enter(component, how);
        let of_actor = format!("violated({},", after.actors[at].id);
        let before = Solved::new(&RULES, &[&draft.text()]);
        let after = Solved::new(&RULES, &[&after.text()]);
        let (old, new) = (
            violations(&before.analysis()),
            violations(&after.analysis()),
        );
        let what = || format!("seed {seed}\n{}", draft.text());
        for (fact, known) in old.iter().filter(|(fact, _)| fact.starts_with(&of_actor)) {
            let likelihood = new.get(fact);
            let likelihood = likelihood.unwrap_or_else(|| panic!("{fact} goes: {}", what()));
            let (Some(likelihood), Some(known)) = (likelihood, known) else {
                continue;
            };
            assert!(
                *likelihood >= known - ROUNDING,
                "{fact} falls from {known} to {likelihood}: {}",
                what()
            );
            facts += 1;
            raised += usize::from(*likelihood > known + ROUNDING);
        }
        added += new.keys().filter(|it| !old.contains_key(*it)).count();
    }
    println!("{facts} facts compared, {raised} likelier, {added} new");
    assert!(raised > 50 && added > 100 && facts > 1000);
}

#[test]
fn the_order_of_the_files_never_shows() {
    let mut paths = 0;
    for seed in 1..=100 {
        let mut random = SplitMix(seed);
        let draft = draft(seed);
        let expected = printed(&Solved::new(&RULES, &[&draft.text()]).analysis());
        let other = shuffled(&draft, &mut random);
        let answer = printed(&Solved::new(&RULES, &[&other.text()]).analysis());
        assert_eq!(
            expected,
            answer,
            "seed {seed}\n{}\n{}",
            draft.text(),
            other.text()
        );
        let (one, two) = split(&other, &mut random);
        let (one, two) = (one.text(), two.text());
        let answer = printed(&Solved::new(&RULES, &[&one, &two]).analysis());
        assert_eq!(expected, answer, "seed {seed}\n{one}\n---\n{two}");
        paths += expected.0.matches("\"place\"").count();
    }
    println!("{paths} paths printed alike from three orders");
    assert!(paths > 500);
}

#[test]
fn a_path_is_never_likelier_than_its_parts() {
    let (mut parts, mut less) = (0, 0);
    for seed in 1..=100 {
        let text = draft(seed).text();
        let solved = Solved::new(&RULES, &[&text]);
        let analysis = solved.analysis();
        for row in ranked(&analysis).rows {
            let nodes = row.path.derivation.nodes.iter();
            let derived = nodes.filter(|node| node.by.is_some());
            let derived: Vec<Fact> = derived.map(|node| node.fact.clone()).collect();
            for (fact, likelihood) in derived.iter().zip(likelihoods(&analysis, &derived)) {
                let Some(likelihood) = likelihood else {
                    continue;
                };
                assert!(
                    row.path.likelihood <= likelihood + ROUNDING,
                    "seed {seed}: {} at {} needs {} at {likelihood}\n{text}",
                    analysis.text(&row.path.fact),
                    row.path.likelihood,
                    analysis.text(fact),
                );
                parts += 1;
                less += usize::from(row.path.likelihood < likelihood - ROUNDING);
            }
        }
    }
    println!("{parts} parts of paths, {less} likelier than the whole");
    assert!(less > 1000);
}

#[test]
fn asking_with_a_control_equals_editing_the_file() {
    let mut different = 0;
    for seed in 1..=100 {
        let mut random = SplitMix(seed);
        let draft = draft(seed);
        let solved = Solved::new(&RULES, &[&draft.text()]);
        let (at, control) = control(&draft, &solved, &mut random);
        let named = format!("{}:{control}", draft.components[at].id);
        let (form, said, status) = match random.below(3) {
            0 => (Form::With, named, "present"),
            1 => (Form::With, format!("{named}=0.8"), "0.8"),
            _ => (Form::Without, named, "absent"),
        };
        let asked = changes::changed(&model(&[&draft.text()]), &[(form, &said)]);
        let mut edited = draft.clone();
        edited.components[at].control(control, status.to_owned());
        let asked = printed(&Solved::of(&RULES, asked).analysis());
        let edited = printed(&Solved::new(&RULES, &[&edited.text()]).analysis());
        assert_eq!(
            asked,
            edited,
            "seed {seed}: {form:?} {said}\n{}",
            draft.text()
        );
        let plain = printed(&solved.analysis());
        different += usize::from(plain != asked);
    }
    println!("100 questions, {different} with another answer than the unaltered file");
    assert!(different > 20);
}

#[test]
fn compiled_and_interpreted_rules_print_the_same() {
    for seed in 1..=60 {
        let text = draft(seed).text();
        let solved = Solved::new(&RULES, &[&text]);
        let compiled = printed(&solved.analysis());
        let interpreted = printed(
            &ENGINE
                .interpreted()
                .solve(&solved.model)
                .expect("a small system"),
        );
        assert_eq!(compiled, interpreted, "seed {seed}\n{text}");
    }
}

/// The same through the binary: built-in rules, and the same rules read at run time.
#[test]
fn the_command_prints_the_same_with_rules_read_at_run_time() {
    let mut systems = 0;
    for path in files("facts/systems") {
        for format in ["json", "table"] {
            let paths = |rules: &[&str]| {
                let mut command = Command::new(env!("CARGO_BIN_EXE_threatlog"));
                // Hints repeat the options of the question, so they differ.
                let quiet = ["paths", "--quiet", "--format", format];
                command.args(quiet).arg(&path);
                let output = command.args(rules).current_dir(root("")).output();
                let output = output.expect("it runs");
                assert!(output.status.success(), "{path:?} {rules:?}: {output:?}");
                output.stdout
            };
            let built_in = paths(&[]);
            assert!(!built_in.is_empty());
            assert_eq!(built_in, paths(&["--rules", "rules.dl"]), "{path:?}");
        }
        systems += 1;
    }
    assert!(systems >= 4);
}

/// A component and a control, mostly one that makes a difference.
fn control(draft: &Draft, solved: &Solved, random: &mut SplitMix) -> (usize, &'static str) {
    let found = controls_in_the_way(&solved.analysis());
    if found.is_empty() || random.percent(15) {
        let at = random.below(draft.components.len());
        return (at, draft.components[at].usual_control(random));
    }
    let (component, control) = random.pick(&found);
    let at = draft.components.iter().position(|it| it.id == *component);
    let control = catalogue().control(control).expect("the catalogue's");
    (at.expect("drafted"), control.id)
}
