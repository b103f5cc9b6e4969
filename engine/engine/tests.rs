//! Which clauses an engine interprets, and that all faults of its rules come at once.

use std::collections::BTreeMap;

use threatlog_dl::Sources;
use threatlog_dl::program::ClauseId;

use super::{Engine, Query, RULES_NAME, Rules};
use crate::model::{Change, parse};
use crate::solve::{Limits, TooManyFacts, solve};

const SHOP: &str = "
actors: { visitor: { entry: { chat: query } } }
components: { chat: { kind: user_client }, desk: { kind: llm_app } }
flows: [chat calls desk]
";

const MORE: &str = "/// reads: {c} is of interest\n.decl of_interest(c: Component)\n\
                    of_interest(c) :- component(c, \"llm_app\").\n";

#[test]
fn only_what_ships_alone_is_compiled() {
    let mut sources = Sources::default();
    let shipped = Engine::shipped(&mut sources);
    let compiled = shipped.program().clauses.len();
    assert_eq!(shipped.interpreted.index(), compiled);
    assert_eq!(shipped.interpreted().interpreted, ClauseId(0));

    let rules = Rules::shipped(RULES_NAME, &mut sources);
    let more = sources.add("more.dl", MORE);
    let added = Engine::new(&rules.clone().and(more), &sources).expect("sound rules");
    assert_eq!(added.interpreted, ClauseId(0));
    assert_eq!(added.program().clauses.len(), compiled + 1);

    let text = sources.add("question.dl", "app(c) :- component(c, \"llm_app\").");
    let query = Query::new(&rules, text, &BTreeMap::new(), &sources).expect("a sound question");
    assert_eq!(query.engine.interpreted.index(), compiled);
    let (_, model) = parse("shop.yaml", SHOP);
    let solved = query.engine.solve(&model.expect("a sound file"));
    let solved = solved.expect("a small system");
    let apps = solved.holding(query.answer);
    let apps: Vec<String> = apps.iter().map(|it| solved.text(it)).collect();
    assert_eq!(apps, ["app(desk)"]);
    assert!(!solved.holding_named("violated").is_empty());
}

#[test]
fn all_faults_of_all_texts_are_reported() {
    let mut sources = Sources::default();
    let base = sources.add("base.dl", ".decl a(x: symbol)\na(x) :- b(x).\n");
    let more = sources.add("more.dl", "a(x) :- c(x).\n");
    let faults = Engine::new(&Rules::instead(base).and(more), &sources).expect_err("two faults");
    let files: Vec<u32> = faults
        .iter()
        .filter_map(|it| Some(it.place?.file))
        .collect();
    assert_eq!(files, [base, more], "{faults:?}");
}

#[test]
fn a_solved_model_leads_to_altered_ones() {
    let (_, model) = parse("shop.yaml", SHOP);
    let engine = Engine::shipped(&mut Sources::default());
    let solved = engine
        .solve(&model.expect("a sound file"))
        .expect("a small system");
    let entry = Change::Entry {
        actor: "visitor".to_owned(),
        component: "chat".to_owned(),
        how: "query".to_owned(),
        there: false,
    };
    let altered = solved.model.changed(&[entry]).expect("known names");
    let altered = solved.engine().solve(&altered).expect("a small system");
    assert!(!solved.holding_named("entry").is_empty());
    assert!(altered.holding_named("entry").is_empty());
    assert!(altered.holding_named("violated").is_empty());
}

#[test]
fn too_many_facts_name_what_was_growing() {
    let engine = Engine::shipped(&mut Sources::default()).interpreted();
    let (_, model) = parse("shop.yaml", SHOP);
    let solved = engine.solve(&model.expect("a sound file"));
    let solved = solved.expect("a small system");
    let found = solve(engine.program(), solved.facts(), Limits { rows: 3 });
    let Err(TooManyFacts { rows, relation }) = found else {
        panic!("more than three facts follow");
    };
    assert_eq!(rows, 3);
    assert!(engine.program().relation_named(&relation).is_some());
}
