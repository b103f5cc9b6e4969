//! `fix` as a user meets it: what it proposes leaves no path when the system is solved again.

mod support;

use support::command::{answer, json, list, number, run, text};
use support::shipped::{Solved, files, program};
use support::small_controls::{CONTROLS, SMALL_RULES, cost_of, open_controls, small_system};
use support::splitmix::SplitMix;
use threatlog::answer::{Fix, Proposal, Question, Single, Wanted, fix, paths};
use threatlog::model::Change;

const RAG: &str = "facts/systems/rag-support-assistant.yaml";

/// The top goal of every example system and case: nothing is left of it.
#[test]
fn no_path_is_left_on_any_example() {
    let systems = files("facts/systems");
    let cases = files("facts/cases");
    assert!(systems.len() >= 6 && cases.len() >= 100);
    let (mut cut, mut several, mut uncuttable) = (0, 0, 0);
    let (mut redesigned, mut removing) = (0, 0);
    for (at, path) in systems.iter().chain(&cases).enumerate() {
        let solved = Solved::file(path);
        let found = top(&solved);
        let Some(goal) = found.goals.first() else {
            continue;
        };
        let name = &solved.name;
        if found.set.is_none() {
            assert_eq!(found.remaining.len(), 1, "{name}");
            let rest = &found.remaining[0];
            assert!(rest.risk > 0.0 && rest.risk <= goal.risk + 1e-9, "{name}");
            uncuttable += 1;
        } else {
            assert!(found.remaining.is_empty(), "{name}");
            assert_eq!(found.redesign, None, "{name}");
        }
        let Some(set) = found.set.as_ref().or(found.redesign.as_ref()) else {
            continue;
        };
        assert!(set.left.is_empty(), "{name}");
        assert_eq!(set.at_least, set.cost, "{name}");
        redesigned += usize::from(found.set.is_none());
        removing += usize::from(set.measures.iter().any(|it| it.control.is_none()));
        let with = changes(&set.measures);
        let goal = solved.analysis().text(&goal.goal.fact);
        assert!(!reached(&solved, &with).contains(&goal), "{name}");
        // Solving takes time, so that no control is needless is only looked at in the systems.
        for left_out in with.iter().filter(|_| at < systems.len()) {
            let fewer: Vec<Change> = with.iter().filter(|it| *it != left_out).cloned().collect();
            assert!(
                reached(&solved, &fewer).contains(&goal),
                "{name}: {left_out}"
            );
        }
        cut += 1;
        several += usize::from(with.len() >= 2);
    }
    println!("{cut} cut, {several} by several, {removing} by removing something");
    println!("{uncuttable} take a redesign, of which {redesigned} can be cut so");
    assert!(cut >= 100 && several >= 20, "{cut}, {several}");
    assert!(redesigned >= 5 && removing >= 5, "{redesigned}, {removing}");
}

/// Under small rules of its own, from the file to the answer: every subset of controls is tried.
#[test]
fn sets_are_the_cheapest_of_all_subsets_of_controls() {
    let program = program(SMALL_RULES);
    let (mut systems, mut several, mut uncuttable, mut partial) = (0, 0, 0, 0);
    for seed in 1.. {
        if systems == 120 {
            break;
        }
        let text = small_system(&mut SplitMix(seed));
        // Too dear to be removed.
        let text = text.replace(
            "costs: {",
            "costs: { access_control: 1, calls: 1000, writes_to: 1000,",
        );
        let solved = Solved::under(&program, "small", &text);
        let pairs = open_controls(&solved.model, &CONTROLS[..3]);
        let goals: Vec<String> = reached(&solved, &[]).into_iter().collect();
        if pairs.len() > 7 || goals.is_empty() {
            continue;
        }
        systems += 1;
        let wanted = Wanted {
            min_risk: Some(0.0),
            ..Wanted::default()
        };
        let found = fix(&solved.analysis(), &wanted);
        let found = found.expect("a small system");
        assert_eq!(found.goals.len(), goals.len(), "{text}");
        let always = reached(&solved, &with(&pairs));
        assert_eq!(found.remaining.len(), always.len(), "{text}");
        uncuttable += usize::from(!always.is_empty());
        let mut best: Option<u64> = None;
        for bits in 0..1_usize << pairs.len() {
            let set = pairs
                .iter()
                .enumerate()
                .filter(|(at, _)| bits & (1 << at) != 0);
            let set: Vec<String> = set.map(|(_, it)| it.clone()).collect();
            if reached(&solved, &with(&set)).len() == always.len() {
                let cost = set.iter().map(|it| cost_of(&solved.model, it)).sum();
                best = Some(best.map_or(cost, |best| best.min(cost)));
            }
        }
        let Some(set) = found.set else {
            assert_eq!(always.len(), goals.len(), "{text}");
            continue;
        };
        assert_eq!(Some(set.cost), best, "{text}");
        assert!(set.left.is_empty(), "{text}");
        several += usize::from(set.controls.len() >= 2);
        partial += usize::from(set.controls.iter().any(|it| it.effectiveness > 0.0));
    }
    println!("{several} with several controls, {uncuttable} uncuttable, {partial} to strengthen");
    assert!(several >= 20 && uncuttable >= 10 && partial >= 10);
}

/// Under the same rules: every subset of controls within a budget is tried.
#[test]
fn a_budget_buys_the_best_subset_of_controls() {
    let program = program(SMALL_RULES);
    let (mut systems, mut several, mut hampering, mut dear) = (0, 0, 0, 0);
    for seed in 1.. {
        if systems == 80 {
            break;
        }
        let text = small_system(&mut SplitMix(seed));
        // Dear enough for the control that only hampers to be worth its cost.
        let text = text.replace("costs: {", "costs: { access_control: 4,");
        let solved = Solved::under(&program, "small", &text);
        let open = open_controls(&solved.model, &CONTROLS);
        if open.len() > 9 || reached(&solved, &[]).len() < 2 {
            continue;
        }
        systems += 1;
        let budget = 2 + seed % 8;
        let wanted = Wanted {
            min_risk: Some(0.0),
            budget: Some(budget),
            ..Wanted::default()
        };
        let found = fix(&solved.analysis(), &wanted);
        let bought = found.expect("a small system").purchase.expect("a budget");
        let mut best = f64::INFINITY;
        for bits in 0..1_usize << open.len() {
            let set = open.iter().enumerate();
            let set = set.filter(|(at, _)| bits & (1 << at) != 0);
            let set: Vec<String> = set.map(|(_, it)| it.clone()).collect();
            let cost: u64 = set.iter().map(|it| cost_of(&solved.model, it)).sum();
            if cost <= budget {
                best = best.min(risk_with(&solved, &with(&set)));
            }
        }
        assert!(
            (bought.left - best).abs() < 1e-5,
            "{best}, {bought:?}, {text}"
        );
        assert_eq!(bought.at_best, bought.left, "{text}");
        let after = risk_with(&solved, &changes(&bought.controls));
        assert!((after - bought.left).abs() < 1e-9, "{text}");
        several += usize::from(bought.controls.len() >= 2);
        let mut controls = bought.controls.iter();
        hampering += usize::from(controls.any(|it| it.change.to_string().ends_with(CONTROLS[3])));
        dear += usize::from(bought.cost > bought.controls.len() as u64);
    }
    println!("{several} with several controls, {hampering} with one that hampers, {dear} dear");
    assert!(several >= 20 && hampering >= 5 && dear >= 10);
}

/// What a control does alone, and what a budget buys, is as if the system were solved with it.
#[test]
fn trials_equal_solving_again() {
    let (mut singles, mut hampering, mut bought, mut removals) = (0, 0, 0, 0);
    for path in files("facts/systems") {
        let solved = Solved::file(&path);
        let wanted = Wanted {
            min_risk: Some(0.0),
            budget: Some(6),
            ..Wanted::default()
        };
        let found = fix(&solved.analysis(), &wanted).expect("it never fails");
        let before = risk_with(&solved, &[]);
        assert!((before - found.risk).abs() < 1e-9, "{}", solved.name);
        let purchase = found.purchase.expect("a budget");
        assert!(purchase.cost <= 6, "{}", solved.name);
        let after = risk_with(&solved, &changes(&purchase.controls));
        assert!((after - purchase.left).abs() < 1e-9, "{}", solved.name);
        // The search is not cut on any of them.
        assert_eq!(purchase.at_best, purchase.left, "{}", solved.name);
        bought += usize::from(after < before - 1e-9);
        // The best control alone is within the budget.
        let controls = found
            .singles
            .iter()
            .filter(|it| it.proposal.control.is_some());
        let affordable = controls
            .filter(|it| it.proposal.cost <= 6)
            .map(|it| it.falls);
        let best = affordable.fold(0.0, f64::max);
        assert!(after <= before - best + 1e-9, "{}", solved.name);
        let worth = |it: &Single| it.falls / f64::from(it.proposal.cost);
        let sorted = found
            .singles
            .iter()
            .is_sorted_by(|a, b| worth(a) >= worth(b) - 1e-9);
        assert!(sorted, "{}", solved.name);
        let there = |it: &&Single| it.proposal.effectiveness >= 1.0;
        assert_eq!(found.singles.iter().find(there), None, "{}", solved.name);
        for single in found.singles.iter().step_by(3) {
            let change = changes(std::slice::from_ref(&single.proposal));
            let after = risk_with(&solved, &change);
            let falls = before - after;
            let what = (&solved.name, &single.proposal.order);
            removals += usize::from(single.proposal.control.is_none());
            assert!((falls - single.falls).abs() < 1e-9, "{what:?}: {falls}");
            assert!(single.goals > 0 || single.falls < 1e-9, "{what:?}");
            singles += 1;
            let stops = reached(&solved, &[]).len() > reached(&solved, &change).len();
            hampering += usize::from(falls > 1e-9 && !stops);
        }
    }
    println!("{singles} singles, {hampering} that only hamper, {bought} purchases");
    assert!(
        singles >= 60 && hampering >= 5 && bought >= 6 && removals >= 2,
        "{removals}"
    );
}

/// Where no goal has so high a risk, nothing is at risk and nothing is passed.
#[test]
fn nothing_to_cut_is_nothing_at_risk() {
    let shown = json(&["fix", "--min-risk", "9.9", RAG]);
    assert!(list(&shown["goals"]).is_empty() && list(&shown["choke_points"]).is_empty());
    assert_eq!(shown["risk"].to_string(), "0.0");
}

/// Every path that is shown passes the components that all paths pass.
#[test]
fn all_paths_pass_choke_points() {
    let mut seen = 0;
    for path in files("facts/systems") {
        let solved = Solved::file(&path);
        let found = top(&solved);
        let goal = &found.goals.first().expect("each has a goal").goal;
        let mut question = Question {
            to: Some(goal.component.clone()),
            from: Some(goal.actor.clone()),
            property: Some(goal.property.clone()),
            per_goal: 20,
            ..Question::default()
        };
        let analysis = solved.analysis();
        let all = paths(&analysis, &question).rows.len();
        for choke in &found.choke_points {
            question.via = Some(choke.clone());
            assert_eq!(
                paths(&analysis, &question).rows.len(),
                all,
                "{}: {choke}",
                solved.name
            );
            seen += 1;
        }
    }
    assert!(seen >= 3, "only {seen} choke points");
}

fn changes(proposals: &[Proposal]) -> Vec<Change> {
    proposals.iter().map(|it| it.change.clone()).collect()
}

/// Controls in place, from `component:control`.
fn with(pairs: &[String]) -> Vec<Change> {
    let names = pairs
        .iter()
        .map(|it| it.split_once(':').expect("two names"));
    names
        .map(|(of, control)| Change::with(of, control))
        .collect()
}

/// The sum of the risks of all goals by their best paths, with some changes.
fn risk_with(solved: &Solved, with: &[Change]) -> f64 {
    let analysis = solved_with(solved, with);
    let wanted = Wanted {
        min_risk: Some(0.0),
        ..Wanted::default()
    };
    wanted.goals(&analysis).iter().map(|it| it.risk).sum()
}

/// The system solved again with some changes.
fn solved_with(solved: &Solved, with: &[Change]) -> threatlog::Solved {
    let model = solved.model.changed(with).expect("known names");
    solved.engine.solve(&model).expect("a small system")
}

#[test]
fn fix_as_json() {
    let found = json(&["fix", RAG]);
    assert_eq!(found["asked"], "top");
    assert_eq!(list(&found["goals"]).len(), 1);
    let top = json(&["paths", "--top", "1", RAG]);
    let (goal, first) = (&found["goals"][0], &top["paths"][0]);
    for field in ["actor", "component", "property"] {
        assert_eq!(goal[field], first["goal"][field]);
    }
    assert_eq!(goal["risk"], first["risk"]);
    let set = &found["set"];
    let cost: f64 = list(&set["measures"])
        .iter()
        .map(|it| number(&it["cost"]))
        .sum();
    assert_eq!(number(&set["cost"]), cost);
    assert!(list(&set["left"]).is_empty());
    let with = list(&set["measures"]).iter().flat_map(|it| {
        let said = [text(&it["option"]), text(&it["change"])];
        said.map(str::to_owned)
    });
    let with: Vec<String> = with.collect();
    let (component, actor) = (text(&goal["component"]), text(&goal["actor"]));
    let property = text(&goal["property"]);
    let mut arguments = vec!["paths", RAG, "--to", component, "--from", actor];
    arguments.extend(["--property", property]);
    arguments.extend(with.iter().map(String::as_str));
    assert!(list(&json(&arguments)["paths"]).is_empty());
}

#[test]
fn names_and_files_come_in_any_order() {
    let one = answer(&["fix", "customer-records", "customer", RAG, "--quiet"]);
    let other = answer(&["fix", RAG, "customer", "--quiet", "customer-records"]);
    assert_eq!(one, other);
    let from = answer(&[
        "fix",
        "customer-records",
        "--from",
        "customer",
        RAG,
        "--quiet",
    ]);
    assert_eq!(one, from);
    let wrong = run(&["fix", "customer-record", RAG]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("did you mean `customer-records`?"),
        "{}",
        wrong.err
    );
}

#[test]
fn nothing_to_cut_is_an_answer() {
    let shown = answer(&["fix", RAG, "--min-risk", "10"]);
    assert!(shown.contains("nothing to cut"), "{shown}");
}

fn top(solved: &Solved<'static>) -> Fix {
    fix(&solved.analysis(), &Wanted::default()).expect("it never fails")
}

/// The texts of all that is violated in a system with some changes.
fn reached(solved: &Solved, with: &[Change]) -> std::collections::BTreeSet<String> {
    let with = solved_with(solved, with);
    let violated = solved.program.relation_named("violated").expect("declared");
    let (rows, facts) = (with.matcher.database.rows(violated), with.facts());
    let text = |row: &[u32]| {
        let values = row.iter().map(|&it| facts.symbols.text(it));
        format!("violated({})", values.collect::<Vec<_>>().join(", "))
    };
    rows.iter().map(text).collect()
}

/// How answers look, one of each kind.
#[test]
fn looks() {
    let mut shown = String::new();
    for arguments in [
        &["fix", RAG][..],
        &["fix", RAG, "--budget", "2", "--format", "markdown"],
        &["fix", "facts/systems/edge-camera.yaml", "--min-risk", "1"],
    ] {
        shown.push_str(&format!("$ threatlog {}\n", arguments.join(" ")));
        shown.push_str(&answer(arguments));
        shown.push('\n');
    }
    support::snapshot::snapshot("threatlog@fix", &shown);
}
