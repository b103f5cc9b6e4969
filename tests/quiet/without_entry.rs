//! Who has no way in gets nowhere.

use threatlog::model::Model;

use crate::everything;
use crate::support::harm::violated_pairs;
use crate::support::shipped::{ENGINE, RULES};

#[test]
fn an_actor_without_an_entry_reaches_nothing() {
    let mut violated = 0;
    for (_, solved) in everything() {
        violated += violated_pairs(&solved.analysis()).len();
        let mut model = solved.model.clone();
        for actor in &mut model.actors {
            actor.entries.clear();
        }
        let reached = reached_by_actors(&model);
        assert!(reached.is_empty(), "{}: {reached:#?}", solved.name);
    }
    assert!(violated > 300, "there was little to reach: {violated}");
}

/// One without an entry beside others who have one: nobody lends them theirs.
#[test]
fn an_entry_is_of_use_to_its_actor_only() {
    for (_, solved) in everything() {
        let mut model = solved.model.clone();
        let Some(first) = model.actors.first() else {
            panic!("{}: nobody attacks", solved.name);
        };
        let mut stranger = first.clone();
        stranger.id = "~stranger".to_owned();
        stranger.entries.clear();
        model.actors.push(stranger);
        let reached = reached_by_actors(&model);
        let strangers = reached.iter().filter(|it| it.contains("(~stranger"));
        assert_eq!(strangers.count(), 0, "{}: {reached:#?}", solved.name);
    }
}

/// Derived facts that begin with an actor's name.
fn reached_by_actors(model: &Model) -> Vec<String> {
    let analysis = ENGINE.solve(model).expect("a small system");
    let relations = RULES.relations.iter().filter(|it| !it.input);
    let derived = relations.flat_map(|it| analysis.holding_named(&it.name));
    let is_actors = |values: &[String]| {
        let first = values.first();
        first.is_some_and(|it| model.actor_named(it).is_some())
    };
    derived
        .filter(|fact| is_actors(&analysis.values(fact)))
        .map(|fact| analysis.text(&fact))
        .collect()
}
