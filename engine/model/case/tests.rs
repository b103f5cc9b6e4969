//! What a file may say of its case.

use crate::model::{Model, Property, parse};

const SHOP: &str = "
actors: { visitor: { entry: { site: query } } }
components:
  site: { kind: llm_app }
  store: { kind: dataset }
flows: [site writes_to store]
";

const CASE: &str = "
case:
  about: somebody taught the site
  expect:
    - goal: store integrity
      steps: [ingest_untrusted_data]
      fix: { store: [mfa, access_control, mfa], site: [rate_limiting] }
    - { goal: visitor site availability, derived: false }
";

fn shop(case: &str) -> Model {
    let (_, model) = parse("shop.yaml", &format!("{SHOP}{case}"));
    model.expect("a sound file")
}

#[test]
fn a_case_says_what_has_to_follow() {
    let model = shop(CASE);
    let [case] = model.cases.as_slice() else {
        panic!("one case, not {}", model.cases.len());
    };
    assert_eq!(case.about.as_deref(), Some("somebody taught the site"));
    assert_eq!((&case.source, &case.mechanism), (&None, &None));
    let [first, second] = case.expect.as_slice() else {
        panic!("two expectations, not {}", case.expect.len());
    };
    let store = model.component_named("store").expect("a component");
    let site = model.component_named("site").expect("a component");
    assert_eq!((first.goal.component, first.derived), (store, true));
    assert_eq!(first.goal.property, Property::Integrity);
    assert_eq!(first.steps[0].value, "ingest_untrusted_data");
    let fix = [
        (site, "rate_limiting"),
        (store, "access_control"),
        (store, "mfa"),
    ];
    assert_eq!(first.fix, fix);
    assert_eq!(second.goal.actor.as_deref(), Some("visitor"));
    assert_eq!((second.goal.component, second.derived), (site, false));
    assert!(second.steps.is_empty() && second.fix.is_empty());
}

/// Code, text of the place, help.
#[track_caller]
fn check(case: &str, expected: &[(&str, &str, &str)]) {
    let (sources, read) = parse("shop.yaml", &format!("{SHOP}case: {case}\n"));
    let faults = read.expect_err("a fault");
    let seen = faults.iter().map(|it| {
        let place = it.place.expect("a place");
        let help = it.help.as_deref().unwrap_or("");
        (it.code, sources.text(place), help)
    });
    assert_eq!(seen.collect::<Vec<_>>(), expected);
}

#[test]
fn faults_in_a_case_have_places() {
    check(
        "{ expects: [] }",
        &[("unknown-key", "expects", "did you mean `expect`?")],
    );
    check(
        "{ expect: [{ derived: no }] }",
        &[
            (
                "missing-key",
                "{ derived: no }",
                "say what is reached, as in `goal: model-registry integrity`",
            ),
            ("wrong-type", "no", ""),
        ],
    );
    check(
        "{ expect: [{ goal: visitr stroe integrty }] }",
        &[
            ("unknown-actor", "visitr", "did you mean `visitor`?"),
            ("unknown-component", "stroe", "did you mean `store`?"),
            ("unknown-property", "integrty", "did you mean `integrity`?"),
        ],
    );
    check(
        "{ expect: [{ goal: store integrity, via: [shop, sit] }] }",
        &[
            ("unknown-component", "shop", "define it under `components:`"),
            ("unknown-component", "sit", "did you mean `site`?"),
        ],
    );
    check(
        "{ expect: [{ goal: store integrity, steps: [[x]], fix: { sit: [mfaa], store: mfa } }] }",
        &[
            ("wrong-type", "[x]", ""),
            ("unknown-component", "sit", "did you mean `site`?"),
            ("unknown-control", "mfaa", "did you mean `mfa`?"),
            ("wrong-type", "mfa", ""),
        ],
    );
}
