//! What small architectures mean, written out by hand.

use threatlog_dl::Sources;
use threatlog_dl::program::Program;

use super::{Facts, Source, check, compile, origin, souffle};
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

#[test]
fn an_input_with_other_columns_is_a_fault() {
    let program = program(".decl zone_trust(z: symbol, n: symbol)\n.input zone_trust\n");
    let codes: Vec<&str> = check(&program).iter().map(|it| it.code).collect();
    assert_eq!(codes, ["input-shape"]);
    let facts = compile(&model(PIPELINE), &program);
    assert_eq!(facts.tables.first().map(super::Table::count), Some(0));
}

#[test]
fn a_word_that_no_fact_can_have_is_a_fault() {
    let program = program(
        &(INPUTS.to_owned()
            + "derived(c) :- component(c, \"dateset\"), lacks_control(c, \"vanity\").\n"),
    );
    let faults = check(&program);
    let seen: Vec<_> = faults
        .iter()
        .map(|it| (&*it.message, it.help.as_deref()))
        .collect();
    let expected = [
        (
            "`dateset` is not a component kind",
            Some("did you mean `dataset`?"),
        ),
        ("`vanity` is not a control", None),
    ];
    assert_eq!(seen, expected);
}

/// Code, message, help and underlined text of the faults of these rules after the inputs.
#[track_caller]
fn check_faults(rules: &str, expected: &[[&str; 4]]) {
    let mut sources = Sources::default();
    let file = sources.add("rules.dl", format!("{INPUTS}{rules}"));
    let program = threatlog_dl::read(&sources, &[file]).expect("a sound program");
    let faults = check(&program);
    let help = |it: &threatlog_dl::Fault| it.help.clone().unwrap_or_default();
    let seen: Vec<[String; 4]> = faults
        .iter()
        .map(|it| {
            let underlined = sources.text(it.place.expect("a place"));
            [
                it.code.into(),
                it.message.clone(),
                help(it),
                underlined.into(),
            ]
        })
        .collect();
    assert_eq!(seen, expected);
}

#[test]
fn an_input_whose_columns_are_of_other_sorts_is_a_fault() {
    check_faults(
        ".decl calls_back(x: Component, y: Component)\n.input calls_back\n\
         .decl hosts(x: Component, y: symbol)\n.input hosts\n\
         .decl deploys(x: Component, y: Zone)\n",
        &[[
            "input-shape",
            "the columns of `hosts` are not those of its facts",
            "an architecture gives it as (Component, Component)",
            "hosts",
        ]],
    );
}

#[test]
fn a_constant_has_to_be_a_word_of_its_sort_wherever_it_stands() {
    let word = |message, help, place| ["unknown-word", message, help, place];
    check_faults(
        ".decl is_kind(c: Component, k: Kind)\n\
         is_kind(c, k) :- component(c, k), k != \"daaset\".\n\
         is_kind(c, \"acces_control\") :- component(c, _).\n\
         derived(c) :- is_kind(c, \"authentication\").\n\
         derived(c) :- component(c, _), lacks_control(\"mfa\", _).\n\
         derived(c) :- calls(c, \"dataset\"), in_zone(c, \"out\").\n",
        &[
            word(
                "`daaset` is not a component kind",
                "did you mean `dataset`?",
                "k != \"daaset\"",
            ),
            word(
                "`acces_control` is not a component kind",
                "",
                "is_kind(c, \"acces_control\")",
            ),
            word(
                "`authentication` is not a component kind",
                "",
                "is_kind(c, \"authentication\")",
            ),
            word(
                "`mfa` is a control, and here stands a component",
                "are the values in another order?",
                "lacks_control(\"mfa\", _)",
            ),
        ],
    );
}

#[test]
fn a_reference_that_leads_nowhere_is_a_fault() {
    let step = "/// Walk in.\n///\n/// It is open.\n///\n/// step: walk_in\n/// act: a, c\n\
                /// stride: spoofing\n/// technique: atlas:AML.T0012, owasp-llm:2024:LLM04, \
                atlas:AML.T9001\n/// likelihood: low\n";
    let clause = ".decl inside(a: Actor, c: Component)\n";
    check_faults(
        &format!("{clause}{step}inside(a, c) :- entry(a, c, _).\n"),
        &[
            [
                "unknown-technique",
                "`owasp-llm:2024:LLM04` is not in the shipped list of its framework",
                "did you mean `owasp-llm:2025:LLM04`?",
                "owasp-llm:2024:LLM04",
            ],
            [
                "unknown-technique",
                "`atlas:AML.T9001` is not in the shipped list of its framework",
                "did you mean `atlas:AML.T0001`?",
                "atlas:AML.T9001",
            ],
        ],
    );
}

#[test]
fn what_a_query_names_has_to_be_there() {
    let program = program(
        &(INPUTS.to_owned()
            + "derived(c) :- calls(c, \"stor\"), in_zone(c, z), z != \"store\".\n\
               derived(c) :- calls(c, \"store\"), component(c, \"dataset\").\n"),
    );
    let from = program.clauses.len() - 2;
    let faults = super::check_names(&program, &program.clauses[from..], &model(PIPELINE));
    let seen: Vec<_> = faults
        .iter()
        .map(|it| (&*it.message, it.help.as_deref()))
        .collect();
    let expected = [
        (
            "`stor` is not a component of this system",
            Some("did you mean `store`?"),
        ),
        ("`store` is not a zone of this system", None),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn the_shipped_rules_ask_only_for_what_there_is() {
    let rules = include_str!("../../rules.dl");
    let program = program(rules);
    assert_eq!(check(&program), []);
    let ours = |it: &&threatlog_dl::program::Relation| it.input && super::Input::of(it).is_none();
    let foreign: Vec<_> = program.relations.iter().filter(ours).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    assert!(program.relations.iter().filter(|it| it.input).count() == 12 + catalogue().verbs.len());
}

#[test]
fn whatever_the_shipped_rules_cite_has_a_name() {
    use crate::catalogue::technique_name;
    for step in &program(include_str!("../../rules.dl")).steps {
        for it in &step.techniques {
            let name = technique_name(&it.framework, it.edition.as_deref(), &it.id);
            assert!(name.is_some(), "{}: {it:?}", step.id);
        }
    }
}
