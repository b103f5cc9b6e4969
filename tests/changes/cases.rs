//! `test`: cases with what they expect, as users keep them.

use serde_json::Value;

use crate::gate::worse;
use crate::support::command::{Ran, list, run, run_in, scratch, text};

const SYSTEM: &str = "\
actors:
  eve: { position: external, entry: { site: query } }
components:
  site: { kind: llm_app, asset: { integrity: severe } }
  store: { kind: database }
case:
  expect:
";

/// Tests a case with these expectations.
fn tested(expectations: &str, more: &[&str]) -> Ran {
    let folder = scratch("case");
    std::fs::write(folder.join("case.yaml"), format!("{SYSTEM}{expectations}")).expect("a folder");
    run_in(&folder, &[&["test", "case.yaml"], more].concat(), &[])
}

/// The reasons why a case with this expectation fails, each with what is nearest.
fn failures(expectation: &str) -> Vec<(String, String)> {
    let ran = tested(&format!("    - {expectation}\n"), &["--format", "json"]);
    let answer: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    let failures = list(&answer["cases"][0]["failures"]);
    assert_eq!(ran.code, i32::from(!failures.is_empty()), "{}", ran.out);
    let read = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let failures = failures.iter();
    failures
        .map(|it| (read(&it["reason"]), read(&it["nearest"])))
        .collect()
}

#[test]
fn each_part_of_an_expectation_can_fail_and_hold() {
    let (reason, nearest) = failures("{ goal: site integrity, derived: false }").remove(0);
    let likelihood = reason.rsplit(' ').next().expect("a number").to_owned();
    assert!(
        reason.starts_with("it is reached, with likelihood 0."),
        "{reason}"
    );
    assert!(nearest.starts_with("best path: "), "{nearest}");
    for holds in [
        "goal: site integrity".to_owned(),
        "goal: eve site integrity".to_owned(),
        "{ goal: store integrity, derived: false }".to_owned(),
        format!("{{ goal: site integrity, likelihood: [{likelihood}, {likelihood}] }}"),
        format!("{{ goal: site integrity, likelihood: \">= {likelihood}\" }}"),
        format!("{{ goal: site integrity, likelihood: \"<= {likelihood}\" }}"),
        "{ goal: site integrity, steps: [jailbreak] }".to_owned(),
        "{ goal: site integrity, via: [site] }".to_owned(),
        "{ goal: site integrity, fix: { site: [prompt_guardrail] } }".to_owned(),
    ] {
        assert_eq!(failures(&holds), [], "{holds}");
    }
    for (fails, why, near) in [
        (
            "goal: store integrity",
            "nobody reaches it",
            "nobody gains anything on store",
        ),
        (
            "{ goal: site integrity, likelihood: [0, 0.01] }",
            ", not <= 0.01",
            "best path: ",
        ),
        (
            "{ goal: site integrity, likelihood: \">= 0.999\" }",
            ", not >= 0.999",
            "best path: ",
        ),
        (
            "{ goal: site integrity, steps: [jailbreak, extract_model] }",
            "extract_model and jailbreak",
            "jailbreak",
        ),
        (
            "{ goal: site integrity, via: [site, store] }",
            "none goes through site and store",
            "best path: ",
        ),
        (
            "{ goal: site integrity, steps: [jailbraek] }",
            "did you mean `jailbreak`?",
            "",
        ),
        (
            "{ goal: site integrity, fix: { store: [mfa] } }",
            "the fix does not help",
            "path that is left",
        ),
    ] {
        let found = failures(fails);
        let [(reason, nearest)] = found.as_slice() else {
            panic!("{fails}: {found:?}");
        };
        assert!(
            reason.contains(why) && nearest.contains(near),
            "{fails}: {found:?}"
        );
    }
}

#[test]
fn bounds_are_checked_as_they_are_read() {
    for wrong in [
        "[0.6, 0.3]",
        "[0.3]",
        "[0.3, 2]",
        "\"> 0.3\"",
        "\">= 7\"",
        "0.3",
        "high",
    ] {
        let ran = tested(
            &format!("    - {{ goal: site integrity, likelihood: {wrong} }}\n"),
            &[],
        );
        assert_eq!(ran.code, 2, "{wrong}: {}", ran.out);
        assert!(ran.err.contains("`likelihood`"), "{wrong}: {}", ran.err);
    }
}

#[test]
fn a_folder_is_tested_with_a_line_for_each_case() {
    let shipped = run(&["test", "facts/quiet", "facts/systems/edge-camera.yaml"]);
    assert_eq!(shipped.code, 0, "{}{}", shipped.out, shipped.err);
    let last = "2 of 2 cases hold, 4 of 4 expectations are met. 1 file has no case.\n";
    assert!(shipped.out.ends_with(last), "{}", shipped.out);
    assert_eq!(
        shipped.out.lines().filter(|it| it.starts_with('✓')).count(),
        2
    );
    let failing = tested("    - goal: store integrity\n", &[]);
    for part in [
        "✗ case.yaml  1 of 1 expectation fails",
        "case.yaml:8:7",
        "0 of 1 case holds, 0 of 1 expectation is met.",
    ] {
        assert!(
            failing.out.contains(part),
            "no {part:?} in\n{}",
            failing.out
        );
    }
    let markdown = tested("    - goal: store integrity\n", &["--format", "markdown"]);
    assert!(
        markdown
            .out
            .contains("| store integrity | nobody reaches it |"),
        "{}",
        markdown.out
    );
    assert_eq!(run(&["test"]).code, 2);
    assert_eq!(run(&["test", "nowhere"]).code, 2);
    assert!(
        run(&["test", "facts/systems"])
            .err
            .contains("no file says what it expects")
    );
}

/// Rules of one's own are tested with the same cases.
#[test]
fn other_rules_give_other_verdicts() {
    let folder = scratch("rules");
    std::fs::write(
        folder.join("case.yaml"),
        format!("{SYSTEM}    - goal: store integrity\n"),
    )
    .expect("a folder");
    let rule = "violated(a, \"store\", \"integrity\") :- entry(a, \"site\", \"query\").\n";
    std::fs::write(folder.join("own.dl"), rule).expect("a folder");
    let ran = run_in(
        &folder,
        &["test", "--add-rules", "own.dl", "case.yaml"],
        &[],
    );
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(run_in(&folder, &["test", "case.yaml"], &[]).code, 1);
}

/// Faulty files are all told, and nothing passes beside them.
#[test]
fn faulty_cases_stop_with_two() {
    let folder = scratch("faulty");
    for name in ["a.yaml", "b.yaml"] {
        std::fs::write(folder.join(name), "components: { x: { kind: toool } }\n")
            .expect("a folder");
    }
    std::fs::write(
        folder.join("c.yaml"),
        format!("{SYSTEM}    - goal: site integrity\n"),
    )
    .expect("a folder");
    let ran = run_in(&folder, &["test", "."], &[]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    for said in ["a.yaml:1:", "b.yaml:1:", "2 files cannot be tested"] {
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    assert_eq!(text(&Value::from(ran.out)), "");
}

/// The steps of a path stand in the order of its deeds, and its likelihood without noise.
#[test]
fn a_path_is_told_in_its_order() {
    let folder = scratch("order");
    let case = "case: { expect: [{ goal: assistant integrity, likelihood: \">= 0.999\" }] }\n";
    std::fs::write(folder.join("case.yaml"), worse() + case).expect("a folder");
    let paths = run_in(&folder, &["paths", "case.yaml", "--format", "json"], &[]);
    let paths: Value = serde_json::from_str(&paths.out).expect("JSON");
    let acts = list(&paths["paths"][0]["acts"]).iter();
    let acts: Vec<&str> = acts
        .map(|it| crate::support::command::text(&it["step"]))
        .collect();
    assert!(!acts.is_sorted(), "an order that tells nothing: {acts:?}");
    let ran = run_in(&folder, &["test", "case.yaml"], &[]);
    let said = format!("best path: {}", acts.join(", "));
    let shown = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains(&said), "no {said:?} in\n{}", ran.out);
    let figure = shown.split("its likelihood is ").nth(1).expect("a figure");
    assert!(figure.find(',').is_some_and(|it| it <= 14), "{figure}");
}
