//! Programs that ask for what no architecture has.

use threatlog_dl::Sources;

use super::{INPUTS, PIPELINE, model, program};
use crate::catalogue::catalogue;
use crate::facts::{Input, Table, check, check_names, compile};

#[test]
fn an_input_with_other_columns_is_a_fault() {
    let program = program(".decl zone_trust(z: symbol, n: symbol)\n.input zone_trust\n");
    let codes: Vec<&str> = check(&program).iter().map(|it| it.code).collect();
    assert_eq!(codes, ["input-shape"]);
    let facts = compile(&model(PIPELINE), &program);
    assert_eq!(facts.tables.first().map(Table::count), Some(0));
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
                "it is a control: ask for it with `lacks_control`",
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
    let faults = check_names(&program, &program.clauses[from..], &model(PIPELINE));
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
    let rules = include_str!("../../../rules.dl");
    let program = program(rules);
    assert_eq!(check(&program), []);
    let ours = |it: &&threatlog_dl::program::Relation| it.input && Input::of(it).is_none();
    let foreign: Vec<_> = program.relations.iter().filter(ours).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    assert!(program.relations.iter().filter(|it| it.input).count() == 12 + catalogue().verbs.len());
}

#[test]
fn whatever_the_shipped_rules_cite_has_a_name() {
    use crate::catalogue::technique_name;
    for step in &program(include_str!("../../../rules.dl")).steps {
        for it in &step.techniques {
            let name = technique_name(&it.framework, it.edition.as_deref(), &it.id);
            assert!(name.is_some(), "{}: {it:?}", step.id);
        }
    }
}
