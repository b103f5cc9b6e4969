//! What `check` says to have no effect has none.

mod support;

use std::collections::BTreeSet;

use support::command::{answer, json, scratch};
use support::random_model::{Draft, draft};
use support::shipped::{ENGINE, RULES, systems};
use support::solved::{Solved, model, violations};
use support::splitmix::SplitMix;
use threatlog::answer::{Holder, NoEffect, goals, no_effect, unmet};
use threatlog::catalogue::catalogue;
use threatlog::model::{Change, ComponentId, Entry, How, Model};

/// Whatever is reported can go, all at once, and no path changes; nor would one if the first actor
/// had every way in.
#[test]
fn what_has_no_effect_can_be_left_out() {
    let random = (1..=60).map(|seed| (format!("seed {seed}"), model(&[&odd(seed).text()])));
    let shipped = systems().into_iter().map(|it| (it.name, it.model));
    let (mut controls, mut flows, mut all_flows) = (0, 0, 0);
    for (name, model) in random.chain(shipped) {
        let idle = idle(&model);
        let less = without(&model, &idle);
        let text = |model: &Model| violations(&Solved::of(&RULES, model.clone()).analysis());
        assert_eq!(text(&model), text(&less), "{name}: {idle:#?}");
        let [before, after] = [&model, &less].map(|it| derived(&with_all_entries(it)));
        assert_eq!(before, after, "{name}: {idle:#?}");
        controls += idle
            .controls
            .iter()
            .map(|it| it.controls.len())
            .sum::<usize>();
        flows += idle.flows.len();
        all_flows += model.flows.len();
    }
    println!("{controls} controls and {flows} of {all_flows} flows have no effect");
    assert!(controls > 100 && flows > 20 && flows < all_flows / 2);
}

/// Where `check` says that a control would count, it does not, once it is there, say that it is idle.
#[test]
fn where_a_control_would_count_it_is_not_idle() {
    let mut tried = 0;
    for system in systems() {
        for (control, places) in idle(&system.model).elsewhere {
            for &at in places.iter().take(2) {
                let id = &system.model.component(at).id;
                let there = system.model.changed(&[Change::with(id, control)]);
                let there = idle(&there.expect("names of the model"));
                let mut still = there.controls.iter();
                let holder = Holder::Component(at);
                let still = still.any(|it| it.of == holder && it.controls.contains(&control));
                assert!(!still, "{}: {control} on {id}", system.name);
                tried += 1;
            }
        }
    }
    assert!(tried > 10, "{tried}");
}

/// Controls that stand on nobody's way can go, all at once, and nothing of value is likelier lost.
#[test]
fn controls_on_nobodys_way_can_be_left_out() {
    let random = (1..=40).map(|seed| (format!("seed {seed}"), model(&[&odd(seed).text()])));
    let shipped = systems().into_iter().map(|it| (it.name, it.model));
    let (mut controls, mut lost) = (0, 0);
    for (name, model) in random.chain(shipped) {
        let unmet = NoEffect {
            controls: unmet(&ENGINE.solve(&model).expect("a small system")),
            ..NoEffect::default()
        };
        let less = without(&model, &unmet);
        let of_value = |model: &Model| {
            let solved = Solved::of(&RULES, model.clone()).analysis();
            let of_value: BTreeSet<String> = goals(&solved)
                .iter()
                .map(|it| solved.text(&it.fact))
                .collect();
            let mut all = violations(&solved);
            all.retain(|fact, _| of_value.contains(fact));
            all
        };
        let before = of_value(&model);
        assert_eq!(before, of_value(&less), "{name}: {unmet:#?}");
        lost += before.len();
        controls += unmet
            .controls
            .iter()
            .map(|it| it.controls.len())
            .sum::<usize>();
    }
    println!("{controls} controls on nobody's way, {lost} goals");
    assert!(controls > 50 && lost > 100);
}

const RULES_OF_ONES_OWN: &str = r#"
.type Actor <: symbol
.type Component <: symbol
.type Entry <: symbol
.type Kind <: symbol
.type Control <: symbol
.type Property <: symbol
.decl entry(a: Actor, c: Component, how: Entry)
.input entry
.decl component(c: Component, kind: Kind)
.input component
.decl writes_to(x: Component, y: Component)
.input writes_to
.decl reads_from(x: Component, y: Component)
.input reads_from
.decl logs_to(x: Component, y: Component)
.input logs_to
.decl lacks_control(c: Component, k: Control)
.input lacks_control
.decl slips_past(c: Component, k: Control)
.input slips_past
.decl moves(x: Component, y: Component)
moves(x, y) :- writes_to(x, y).
moves(x, y) :- reads_from(y, x).
.decl noted(x: Component, y: Component)
noted(x, y) :- logs_to(x, y).
.decl opened(a: Actor, c: Component)
.decl violated(a: Actor, c: Component, property: Property)
violated(a, c, "integrity") :- opened(a, c).

/// Open it.
///
/// It is not locked.
///
/// step:        open_it
/// act:         a, c
/// stride:      tampering
/// technique:   atlas:AML.T0020
/// likelihood:  high
opened(a, c) :- entry(a, c, "post"), component(c, "tool"), lacks_control(c, "authentication").

/// Pass it on.
///
/// Nobody looks.
///
/// step:        pass_on
/// act:         a, c
/// stride:      tampering
/// technique:   atlas:AML.T0020
/// likelihood:  high
opened(a, d) :- opened(a, c), moves(c, d), component(d, "dataset"), slips_past(d, "mfa"), c != d.
"#;

const SHOP: &str = "\
system: shop
zones:
  inner: { trust: 50, controls: [mfa, sandboxed_execution] }
components:
  form: { kind: tool, zone: inner, controls: [authentication, label_review] }
  set: { kind: dataset, zone: inner, controls: { authentication: 0.5, mfa: 0.2 } }
  note: { kind: notebook, controls: { mfa: present, rate_limiting: planned } }
flows:
  - form writes_to set
  - form writes_to note
  - form logs_to set
  - note reads_from set
";

#[test]
fn controls_and_flows_without_effect_are_named() {
    let folder = scratch("no-effect");
    let path = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a writable folder");
        path.to_string_lossy().into_owned()
    };
    let (rules, shop) = (path("own.dl", RULES_OF_ONES_OWN), path("shop.yaml", SHOP));
    let arguments = ["check", "--rules", &rules, &shop];
    let mut idle = json(&arguments)["no_effect"].take();
    let places = [1, 2, 3, 4].map(|at| format!("{shop}:{}", ["3:3", "5:3", "6:3", "7:3"][at - 1]));
    let wanted = serde_json::json!([
        // The zone's `mfa` is not looked at on the form, and the set states its own.
        { "zone": "inner", "controls": ["mfa", "sandboxed_execution"], "place": places[0] },
        { "component": "form", "controls": ["label_review"], "place": places[1] },
        { "component": "note", "controls": ["mfa"], "place": places[3] },
        { "component": "set", "controls": ["authentication"], "place": places[2] },
    ]);
    assert_eq!(idle["controls"], wanted);
    // Nobody comes to this shop.
    let unmet = serde_json::json!([
        { "component": "form", "controls": ["authentication"], "place": places[1] },
        { "component": "set", "controls": ["mfa"], "place": places[2] },
    ]);
    assert_eq!(idle["unmet"], unmet);
    for flow in idle["flows"].as_array_mut().expect("a list") {
        flow.as_object_mut().expect("an object").remove("place");
    }
    assert_eq!(
        idle["flows"],
        serde_json::json!([
            { "from": "form", "verb": "logs_to", "to": "set" },
            { "from": "form", "verb": "writes_to", "to": "note" },
            { "from": "note", "verb": "reads_from", "to": "set" },
        ])
    );
    let shown = answer(&[&arguments[..], &["--all"]].concat());
    for line in [
        "5 controls have no effect on any path",
        "  zone inner  mfa, sandboxed_execution  line 3\n",
        "2 controls stand on no attacker's way",
        "3 flows have no effect on any path",
        "  form       logs_to set     line 11\n",
    ] {
        assert!(shown.contains(line), "no {line:?} in\n{shown}");
    }
    let markdown = answer(&[&arguments[..], &["--format", "markdown"]].concat());
    assert!(markdown.contains("| form | logs_to set |"), "{markdown}");
    assert!(markdown.contains("| form | label_review |"), "{markdown}");
}

/// A random architecture with some flows of any verb between any components.
fn odd(seed: u64) -> Draft {
    let mut random = SplitMix(seed);
    let mut draft = draft(seed);
    let count = draft.components.len();
    for _ in 0..6 {
        let from = random.below(count);
        let to = (from + 1 + random.below(count - 1)) % count;
        let [from, to] = [from, to].map(|at| draft.components[at].id.clone());
        let verb = random.pick(&catalogue().verbs).id;
        draft.flows.push(format!("{from} {verb} {to}"));
    }
    draft
}

fn idle(model: &Model) -> NoEffect {
    no_effect(&ENGINE.solve(model).expect("a small system"))
}

/// The model without what has no effect.
fn without(model: &Model, idle: &NoEffect) -> Model {
    let mut removed: Vec<Change> = Vec::new();
    for row in &idle.controls {
        let of: Vec<ComponentId> = match row.of {
            Holder::Component(id) => vec![id],
            Holder::Zone(zone) => {
                let all = model.component_ids();
                let inside = all.filter(|(_, it)| it.zone.is_some_and(|it| it.value == zone));
                inside.map(|(id, _)| id).collect()
            }
        };
        for (id, control) in of
            .iter()
            .flat_map(|id| row.controls.iter().map(move |it| (id, it)))
        {
            // What a component says itself beats its zone.
            let by_zone = matches!(model.control_of(*id, control).how, How::Zone(_));
            if by_zone || matches!(row.of, Holder::Component(_)) {
                removed.push(Change::without(&model.component(*id).id, *control));
            }
        }
    }
    let mut less = model.changed(&removed).expect("known controls");
    for at in idle.flows.iter().rev() {
        less.flows.remove(*at);
    }
    less
}

/// The first actor starts everywhere, in every way.
fn with_all_entries(model: &Model) -> Model {
    let mut model = model.clone();
    let ids: Vec<_> = model
        .component_ids()
        .map(|(id, it)| (id, it.place))
        .collect();
    let Some(actor) = model.actors.first_mut() else {
        return model;
    };
    actor.entries.clear();
    for (component, place) in ids {
        let mut words: Vec<&'static str> = catalogue().entries.iter().map(|it| it.id).collect();
        words.sort_unstable();
        actor.entries.extend(words.into_iter().map(|how| Entry {
            component,
            how,
            place,
        }));
    }
    model
}

/// Everything that is violated or gained.
fn derived(model: &Model) -> BTreeSet<String> {
    let solved = Solved::of(&RULES, model.clone());
    let analysis = solved.analysis();
    let relations = RULES.relations.iter();
    let relations = relations.filter(|it| it.name == "violated" || it.gains.is_some());
    let facts = relations.flat_map(|it| analysis.holding_named(&it.name));
    facts.map(|fact| analysis.text(&fact)).collect()
}
