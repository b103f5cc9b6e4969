//! What a model says about controls and about what is left unsaid, and that order does not matter.

use serde_json::Value;
use threatlog_dl::Sources;

use super::{Assets, Change, How, Model, Unstated, parse, review, said, starter};

const SHOP: &str = r#"
system: shop
zones:
  core: { trust: 70, controls: { mfa: present, authentication: 0.5, rate_limiting: planned } }
  attic: { trust: 10 }
actors:
  visitor: { entry: { site: query } }
  ghost:
components:
  site:
    kind: api_gateway
    zone: core
    controls: { authentication: absent, resource_quota: 0.9, telemetry_logging: unknown }
  shed: { kind: sensor }
  desk: { kind: package_index, controls: [source_allowlist] }
flows:
  - site calls desk
  - { from: site, verb: calls, to: desk, note: again }
"#;

#[track_caller]
fn shop() -> Model {
    let (_, model) = parse("shop.yaml", SHOP);
    model.expect("a sound file")
}

#[track_caller]
fn check(model: &Model, control: &str, expected: &str) {
    let site = model.component_named("site").expect("a component");
    let status = model.control_of(site, control);
    let how = match status.how {
        How::Stated(_) => "stated",
        How::Zone(_) => "zone",
        How::Absent(_) => "absent",
        How::Planned(_) => "planned",
        How::Unknown(_) => "unknown",
        How::NotMentioned(_) => "not mentioned",
        How::Altered => "altered",
    };
    let seen = format!("{} {how}", status.effectiveness);
    assert_eq!(seen, expected, "{control}");
}

#[test]
fn the_component_speaks_before_its_zone() {
    let model = shop();
    check(&model, "authentication", "0 absent");
    check(&model, "resource_quota", "0.9 stated");
    check(&model, "mfa", "1 zone");
    check(&model, "rate_limiting", "0 planned");
    check(&model, "telemetry_logging", "0 unknown");
    check(&model, "access_control", "0 not mentioned");
}

#[test]
fn a_word_says_how_effective_a_control_is() {
    let text = "components: { site: { kind: tool, controls: { mfa: weak, \
                access_control: bypassable } } }";
    let (_, model) = parse("shop.yaml", text);
    let model = model.expect("a sound file");
    check(&model, "mfa", "0.5 stated");
    check(&model, "access_control", "0.125 stated");
}

#[test]
fn the_question_speaks_last() {
    let changes = [
        Change::with("site", "authentication"),
        Change::Control {
            component: "site".to_owned(),
            control: "mfa".to_owned(),
            effectiveness: 0.25,
        },
        Change::with("site", "rate_limiting"),
        Change::without("site", "resource_quota"),
        Change::without("site", "rate_limiting"),
    ];
    let model = shop().changed(&changes).expect("known names");
    check(&model, "authentication", "1 altered");
    check(&model, "mfa", "0.25 altered");
    check(&model, "resource_quota", "0 altered");
    check(&model, "rate_limiting", "0 altered");
    check(&shop(), "mfa", "1 zone");
}

#[test]
fn a_review_tells_what_is_unsaid_and_unused() {
    let model = shop();
    let review = review(&model);
    assert_eq!(review.assets, Assets::Default);
    assert_eq!((review.components, review.flows), (3, 1));
    let name = |id: &super::ComponentId| model.component(*id).id.as_str();
    let orphans: Vec<&str> = review.orphans.iter().map(name).collect();
    assert_eq!(orphans, ["shed"]);
    let zones = review.empty_zones.iter().map(|&it| &model.zones[it].id);
    assert_eq!(zones.collect::<Vec<_>>(), ["attic"]);
    let actors = review.idle_actors.iter().map(|&it| &model.actors[it].id);
    assert_eq!(actors.collect::<Vec<_>>(), ["ghost"]);
    let said = |it: &Unstated| format!("{}: {}", name(&it.component), it.controls.join(", "));
    let unstated: Vec<String> = review.unstated.iter().map(said).collect();
    assert_eq!(
        unstated,
        [
            "shed: multi_sensor, tamper_protection, transport_security",
            "site: telemetry_logging, egress_restriction, dependency_pinning, access_control, \
             vulnerability_management"
        ]
    );
}

#[track_caller]
fn check_help(control: &str, expected: &str) {
    let text = format!("components: {{ a: {{ kind: tool, controls: [{control}] }} }}");
    let (_, read) = parse("shop.yaml", &text);
    let faults = read.expect_err("an unknown control");
    let help: Vec<_> = faults.iter().map(|it| it.help.as_deref()).collect();
    assert_eq!(help, [Some(expected)]);
}

#[test]
fn a_part_of_a_word_is_a_hint() {
    check_help("autentication", "did you mean `authentication`?");
    check_help("Encryption", "did you mean `encryption_at_rest`?");
    check_help(
        "provenance",
        "did you mean one of data_provenance, content_provenance?",
    );
    let all = "`threatlog words controls` lists the controls";
    check_help("magic", all);
}

#[test]
fn a_flow_that_is_stated_twice_is_one() {
    let model = shop();
    let flow = model.flows.first().expect("a flow");
    assert_eq!(flow.note, None);
}

#[test]
fn the_starter_leaves_nothing_unused() {
    let (_, model) = parse("threatlog.yaml", starter());
    let review = review(&model.expect("a sound file"));
    assert!(review.orphans.is_empty() && review.empty_zones.is_empty());
    assert!(review.idle_actors.is_empty() && review.assets != Assets::Default);
}

#[test]
fn order_and_splitting_of_files_do_not_matter() {
    let forward = serde_json::json!({
        "system": "shop",
        "zones": { "a": { "trust": 1, "controls": ["mfa"] }, "b": { "trust": 2 } },
        "actors": {
            "x": { "entry": { "p": ["query", "post"], "q": "read" } },
            "y": { "attempts": 0.5, "entry": { "q": "write" } },
        },
        "components": {
            "p": { "kind": "tool", "zone": "a", "attributes": ["metered", "sensitive"] },
            "q": {
                "kind": "agent",
                "zone": "b",
                "controls": { "authentication": 0.5, "mfa": "absent" },
                "asset": { "integrity": 3, "confidentiality": 4 },
            },
        },
        "flows": ["p calls q", "q reads_from p", "q calls p"],
    });
    let expected = outline(&[&forward]);
    assert!(expected.contains("Confidentiality") && !expected.contains("start:"));
    assert_eq!(outline(&[&reversed(&forward)]), expected);
    let Value::Object(sections) = &forward else {
        unreachable!("it is a map")
    };
    let single = |(key, value): (&String, &Value)| serde_json::json!({ key: value });
    let files: Vec<Value> = sections.iter().map(single).collect();
    let files: Vec<&Value> = files.iter().rev().collect();
    assert_eq!(outline(&files), expected);
}

fn reversed(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().rev().map(reversed).collect(),
        Value::Object(map) => {
            let pairs = map.iter().rev();
            Value::Object(pairs.map(|(k, v)| (k.clone(), reversed(v))).collect())
        }
        other => other.clone(),
    }
}

/// All that a model says, without places.
fn outline(files: &[&Value]) -> String {
    let mut sources = threatlog_dl::Sources::default();
    let texts = files.iter().map(|it| it.to_string());
    let files: Vec<u32> = texts.map(|it| sources.add("x.json", it)).collect();
    let mut model = super::read(&sources, &files).expect("a sound file");
    // The texts are others, of course.
    model.sources = std::sync::Arc::default();
    let debug = format!("{model:#?}");
    let mut place = false;
    let mut kept = Vec::new();
    for line in debug.lines() {
        place |= line.contains("Place {");
        if !place {
            kept.push(line);
        }
        place &= line.trim() != "},";
    }
    kept.join("\n")
}

#[test]
fn a_component_s_own_cost_goes_before_a_control_s() {
    let costs = "costs: { mfa: 3, site:mfa: 7, desk:mfa: 3 }\n";
    let (_, model) = parse("shop.yaml", &format!("{SHOP}{costs}"));
    let model = model.expect("a sound file");
    let cost = |component: &str, control: &str| {
        let component = model.component_named(component).expect("a component");
        model.cost_of(component, control)
    };
    let costs = [
        cost("site", "mfa"),
        cost("shed", "mfa"),
        cost("shed", "authentication"),
    ];
    // Switched on, thrice as much where it is unusual.
    assert_eq!(costs, [7, 3, 6]);
}

#[test]
fn faulty_costs_are_refused() {
    for (line, code, message) in [
        (
            "mfa: 0",
            "out-of-range",
            "the cost of `mfa` should be a whole number from 1 to 1000, not 0",
        ),
        (
            "mfa: much",
            "wrong-type",
            "the cost of `mfa` should be a whole number from 1 to 1000, not `much`",
        ),
        (
            "mfaa: 1",
            "unknown-control",
            "`mfaa` is not a control, nor can it be done away with",
        ),
        (
            "personal_data: 1",
            "unknown-control",
            "`personal_data` is not a control, nor can it be done away with",
        ),
        (
            "sited:mfa: 1",
            "unknown-component",
            "`sited` is not a component",
        ),
    ] {
        let (_, model) = parse("shop.yaml", &format!("{SHOP}costs: {{ {line} }}\n"));
        let faults = model.expect_err("a faulty file");
        let seen: Vec<_> = faults
            .iter()
            .map(|it| (it.code, it.message.as_str()))
            .collect();
        assert_eq!(seen, [(code, message)]);
    }
}

/// What is shown of a change is what its option takes.
#[test]
fn changes_are_read_as_they_are_shown() {
    let model = shop();
    let control = |effectiveness| Change::Control {
        component: "site".to_owned(),
        control: "mfa".to_owned(),
        effectiveness,
    };
    let entry = |component: &str, there| Change::Entry {
        actor: "visitor".to_owned(),
        component: component.to_owned(),
        how: "query".to_owned(),
        there,
    };
    let flow = |verb: &str, there| Change::Flow {
        from: "site".to_owned(),
        verb: verb.to_owned(),
        to: "desk".to_owned(),
        there,
    };
    let marked = |there| Change::Attribute {
        component: "shed".to_owned(),
        attribute: "metered".to_owned(),
        there,
    };
    let with_mark = model.changed(&[marked(true)]).expect("known names");
    for change in [
        control(0.0),
        control(0.375),
        control(1.0),
        entry("desk", true),
        entry("site", false),
        flow("loads", true),
        flow("calls", false),
        marked(true),
        marked(false),
    ] {
        let mut sources = Sources::default();
        let form = change.form();
        let file = sources.add(form.option(), change.to_string());
        let said = said(&with_mark, &sources, &[(form, file)]).expect("sound");
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].change, change);
    }
}

/// Adding what is not there and removing it again leaves everything as it was.
#[test]
fn changes_can_be_taken_back() {
    let model = shop();
    let flow = |there| Change::Flow {
        from: "shed".to_owned(),
        verb: "calls".to_owned(),
        to: "desk".to_owned(),
        there,
    };
    let entry = |there| Change::Entry {
        actor: "ghost".to_owned(),
        component: "shed".to_owned(),
        how: "network".to_owned(),
        there,
    };
    let added = model.changed(&[flow(true), entry(true)]).expect("known");
    assert_eq!(added.flows.len(), model.flows.len() + 1);
    let ends = |it: &Model| -> Vec<_> { it.flows.iter().map(|it| (it.from, it.to)).collect() };
    assert!(ends(&added).is_sorted());
    let back = added.changed(&[entry(false), flow(false), flow(false)]);
    let back = back.expect("known");
    assert_eq!(format!("{back:?}"), format!("{model:?}"));
    let unknown = Change::with("nowhere", "mfa");
    assert!(model.changed(&[unknown]).is_none());
}
