//! What small architectures mean, written out by hand.

mod refused;

use threatlog_dl::Sources;
use threatlog_dl::program::Program;

use super::{Facts, Source, compile, origin, souffle};
use crate::catalogue::catalogue;
use crate::model::{self, Change, Model};

const INPUTS: &str = r#"
.type Actor <: symbol
.type Component <: symbol
.type Zone <: symbol
.type Position <: symbol
.type Entry <: symbol
.type Kind <: symbol
.type Attribute <: symbol
.type Control <: symbol
.type Property <: symbol
.type Border <: symbol
.type Trust <: number
.type Impact <: number
.decl actor(a: Actor, position: Position)
.input actor
.decl attempts(a: Actor)
.input attempts
.decl entry(a: Actor, c: Component, how: Entry)
.input entry
.decl component(c: Component, kind: Kind)
.input component
.decl attribute(c: Component, attr: Attribute)
.input attribute
.decl in_zone(c: Component, z: Zone)
.input in_zone
.decl zone_trust(z: Zone, n: Trust)
.input zone_trust
.decl crosses_boundary(x: Component, y: Component, b: Border)
.input crosses_boundary
.decl asset(c: Component, property: Property, impact: Impact)
.input asset
.decl has_control(c: Component, k: Control)
.input has_control
.decl lacks_control(c: Component, k: Control)
.input lacks_control
.decl slips_past(c: Component, k: Control)
.input slips_past
.decl writes_to(x: Component, y: Component)
.input writes_to
.decl calls(x: Component, y: Component)
.input calls
.decl weather(c: Component)
.input weather
.decl derived(c: Component)
derived(c) :- component(c, _), lacks_control(c, "access_control").
derived(c) :- component(c, _), lacks_control(c, "authentication").
derived(c) :- component(c, _), slips_past(c, "rate_limiting").
derived(c) :- component(c, _), slips_past(c, "access_control").
"#;

const PIPELINE: &str = r#"
system: forms
zones:
  out: { trust: 0 }
  core: { trust: 70, controls: { authentication: present, rate_limiting: 0.5 } }
actors:
  visitor: { entry: { form: [post, query] } }
  clerk: { position: internal, attempts: low, entry: { store: write } }
  ghost: { attempts: 0, entry: { form: query } }
components:
  form: { kind: data_source, zone: out, attributes: [personal_data] }
  store:
    kind: dataset
    zone: core
    controls: { access_control: 0.75, authentication: absent }
    asset: { integrity: severe, confidentiality: 3 }
  loose: { kind: tool, controls: [access_control] }
flows:
  - form writes_to store
  - { from: loose, verb: calls, to: store }
"#;

#[track_caller]
fn model(text: &str) -> Model {
    let (_, model) = model::parse("threatlog.yaml", text);
    model.expect("a sound file")
}

#[track_caller]
fn program(text: &str) -> Program {
    let mut sources = Sources::default();
    let file = sources.add("rules.dl", text);
    threatlog_dl::read(&sources, &[file]).expect("a sound program")
}

/// Every input fact as `relation(values)`, with `@ chance` where it is not certain.
fn written(facts: &Facts, program: &Program) -> Vec<String> {
    let mut lines = Vec::new();
    for (relation, (declared, table)) in (0..).zip(program.relations.iter().zip(&facts.tables)) {
        let relation = threatlog_dl::program::RelationId(relation);
        for row in table.rows() {
            let values: Vec<String> = row
                .iter()
                .zip(&declared.columns)
                .map(|(&value, column)| match column.kind {
                    threatlog_dl::program::Type::Symbol => facts.symbols.text(value).to_owned(),
                    threatlog_dl::program::Type::Number => value.to_string(),
                })
                .collect();
            let row = row.into_boxed_slice();
            let chance = facts.chances.get(&super::Fact { relation, row });
            let chance = chance.map_or(String::new(), |it| format!(" @ {it}"));
            lines.push(format!("{}({}){chance}", declared.name, values.join(", ")));
        }
    }
    lines.sort();
    lines
}

#[track_caller]
fn check_facts(text: &str, expected: &[&str]) {
    let program = program(INPUTS);
    assert_eq!(
        written(&compile(&model(text), &program), &program),
        expected
    );
}

#[test]
fn a_pipeline_with_weak_and_missing_controls() {
    check_facts(
        PIPELINE,
        &[
            "actor(clerk, internal)",
            "actor(ghost, external)",
            "actor(visitor, external)",
            "asset(store, confidentiality, 3)",
            "asset(store, integrity, 8)",
            "attempts(clerk) @ 0.125",
            "attempts(visitor)",
            "attribute(form, personal_data)",
            "calls(loose, store)",
            "component(form, data_source)",
            "component(loose, tool)",
            "component(store, dataset)",
            "crosses_boundary(form, store, out -> core)",
            "entry(clerk, store, write)",
            "entry(ghost, form, query)",
            "entry(visitor, form, post)",
            "entry(visitor, form, query)",
            "has_control(loose, access_control)",
            "has_control(store, access_control)",
            "has_control(store, rate_limiting)",
            "in_zone(form, out)",
            "in_zone(store, core)",
            "lacks_control(form, access_control)",
            "lacks_control(form, authentication)",
            "lacks_control(loose, authentication)",
            "lacks_control(store, access_control) @ 0.25",
            "lacks_control(store, authentication)",
            "slips_past(form, access_control)",
            "slips_past(form, rate_limiting)",
            "slips_past(loose, access_control) @ 0.3",
            "slips_past(loose, rate_limiting)",
            "slips_past(store, access_control) @ 0.475",
            "slips_past(store, rate_limiting) @ 0.75",
            "writes_to(form, store)",
            "zone_trust(core, 70)",
            "zone_trust(out, 0)",
        ],
    );
}

#[test]
fn without_stated_assets_everything_is_worth_something() {
    check_facts(
        "components: { box: { kind: sensor, controls: [authentication] } }",
        &[
            "asset(box, accountability, 5)",
            "asset(box, availability, 5)",
            "asset(box, confidentiality, 5)",
            "asset(box, integrity, 5)",
            "component(box, sensor)",
            "has_control(box, authentication)",
            "lacks_control(box, access_control)",
            "slips_past(box, access_control)",
            "slips_past(box, rate_limiting)",
        ],
    );
}

#[test]
fn the_question_has_the_last_word_on_controls() {
    let program = program(INPUTS);
    let half = Change::Control {
        component: "store".to_owned(),
        control: "access_control".to_owned(),
        effectiveness: 0.5,
    };
    let changes = [
        Change::with("form", "authentication"),
        half,
        Change::without("loose", "access_control"),
    ];
    let altered = model(PIPELINE).changed(&changes).expect("known names");
    let facts = written(&compile(&altered, &program), &program);
    let lacks = facts.iter().filter(|it| it.starts_with("lacks_control"));
    let expected = [
        "lacks_control(form, access_control)",
        "lacks_control(loose, access_control)",
        "lacks_control(loose, authentication)",
        "lacks_control(store, access_control) @ 0.5",
        "lacks_control(store, authentication)",
    ];
    assert!(lacks.eq(&expected), "{facts:#?}");
}

#[test]
fn a_rule_that_names_no_control_asks_about_all() {
    let any = INPUTS.to_owned() + "derived(c) :- lacks_control(c, k), has_control(c, k).\n";
    let program = program(&any);
    let facts = compile(&model("components: { box: { kind: tool } }"), &program);
    let lacks = program.relation_named("lacks_control").expect("declared");
    assert_eq!(
        facts.tables[lacks.index()].count(),
        catalogue().controls.len()
    );
}

#[test]
fn every_fact_has_an_origin_and_nothing_else_has() {
    let program = program(INPUTS);
    let model = model(PIPELINE);
    let facts = compile(&model, &program);
    for line in written(&facts, &program) {
        let (fact, _) = line.split_once(" @ ").unwrap_or((&line, ""));
        let (relation, values) = fact.split_once('(').expect("a fact");
        let values: Vec<&str> = values.trim_end_matches(')').split(", ").collect();
        assert!(origin(&model, relation, &values).is_some(), "{fact}");
    }
    let wrong: [(&str, &[&str]); 7] = [
        ("attempts", &["ghost"]),
        ("lacks_control", &["loose", "access_control"]),
        ("has_control", &["store", "authentication"]),
        ("asset", &["store", "integrity", "3"]),
        ("calls", &["store", "loose"]),
        ("in_zone", &["loose", "core"]),
        ("entry", &["visitor"]),
    ];
    for (relation, values) in wrong {
        assert_eq!(origin(&model, relation, values), None, "{relation}");
    }
}

#[test]
fn an_origin_says_where_and_on_whose_word() {
    let (sources, model) = model::parse("threatlog.yaml", PIPELINE);
    let model = model.expect("a sound file");
    let cases: [(&str, &[&str], &str, Source); 9] = [
        ("attempts", &["clerk"], "8:42", Source::Stated),
        ("attempts", &["visitor"], "7:3", Source::Default),
        ("actor", &["visitor", "external"], "7:3", Source::Default),
        (
            "lacks_control",
            &["form", "authentication"],
            "11:3",
            Source::Assumed,
        ),
        (
            "lacks_control",
            &["store", "authentication"],
            "15:39",
            Source::Absent,
        ),
        (
            "lacks_control",
            &["store", "access_control"],
            "15:17",
            Source::Weak(0.75),
        ),
        (
            "has_control",
            &["store", "rate_limiting"],
            "5:59",
            Source::Zone,
        ),
        (
            "crosses_boundary",
            &["form", "store", "out -> core"],
            "19:5",
            Source::Stated,
        ),
        (
            "asset",
            &["store", "integrity", "8"],
            "16:14",
            Source::Stated,
        ),
    ];
    for (relation, values, place, source) in cases {
        let found = origin(&model, relation, values).expect(relation);
        assert_eq!(found.source, source, "{relation}");
        let found = sources.locate(found.place.expect("a place"));
        assert_eq!(
            found,
            format!("threatlog.yaml:{place}"),
            "{relation} {values:?}"
        );
    }
}

#[test]
fn souffle_gets_a_file_for_every_input() {
    let program = program(INPUTS);
    let files = souffle(&compile(&model(PIPELINE), &program), &program);
    let text = |name: &str| {
        let found = files.iter().find(|(it, _)| it == name);
        found.map(|(_, text)| text.as_str())
    };
    assert_eq!(files.len(), 15);
    assert_eq!(text("weather.facts"), Some(""));
    assert_eq!(text("derived.facts"), None);
    assert_eq!(text("zone_trust.facts"), Some("core\t70\nout\t0\n"));
    assert_eq!(
        text("crosses_boundary.facts"),
        Some("form\tstore\tout -> core\n")
    );
    let lacks = text("lacks_control.facts").unwrap_or("");
    assert_eq!(lacks.lines().count(), 5);
}
