//! `fix` with things that can be done away with: under rules in which that may open a way, every
//! subset of measures is tried.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use support::command::{answer, json, list, text};
use support::shipped::{Solved, program};
use support::splitmix::SplitMix;
use threatlog::answer::{Fix, FixSet, Wanted, fix};
use threatlog::catalogue::catalogue;
use threatlog::model::Change;

/// Removing `calls` opens what `direct` kept shut, and may end that somebody is `muted`; removing
/// `writes_to` may leave somebody unwatched.
const RULES: &str = r#"
.type Actor <: symbol
.type Component <: symbol
.type Entry <: symbol
.type Attribute <: symbol
.type Control <: symbol
.type Property <: symbol
.type Impact <: number
.decl attempts(a: Actor)
.input attempts
.decl entry(a: Actor, c: Component, how: Entry)
.input entry
.decl attribute(c: Component, attr: Attribute)
.input attribute
.decl calls(x: Component, y: Component)
.input calls
.decl writes_to(x: Component, y: Component)
.input writes_to
.decl lacks_control(c: Component, k: Control)
.input lacks_control
.decl asset(c: Component, property: Property, impact: Impact)
.input asset
.decl direct(x: Component, y: Component)
direct(x, y) :- calls(x, y).
.decl muted(c: Component)
muted(c) :- calls(_, c).
.decl watched(c: Component)
watched(c) :- writes_to(c, _), !muted(c).
.decl open(c: Component)
open(c) :- attribute(c, "weak_credential").
open(c) :- attribute(c, "internet_facing"), !watched(c).
.decl at(a: Actor, c: Component)
.decl owns(a: Actor, c: Component)
.decl violated(a: Actor, c: Component, property: Property)
.output violated
at(a, c) :- entry(a, c, _), attempts(a).
at(a, y) :- owns(a, x), writes_to(x, y).
violated(a, c, "integrity") :- owns(a, c), asset(c, "integrity", _).
/// Walk in.
///
/// Nobody asks who it is.
///
/// step: walk_in
/// act: a, y
/// stride: spoofing
/// technique: atlas:AML.T0012
/// likelihood: high
at(a, y) :- at(a, x), calls(x, y), lacks_control(y, "authentication").
/// step: walk_in
at(a, y) :- at(a, x), writes_to(x, y), !direct(x, y).
/// Take it over.
///
/// It is open, or old and nobody looks.
///
/// step: take_over
/// act: a, y
/// stride: tampering
/// technique: atlas:AML.T0020
/// likelihood: moderate
owns(a, y) :- at(a, y), open(y).
/// step: take_over
owns(a, y) :- at(a, y), attribute(y, "known_vuln"), !watched(y).
/// step: take_over
owns(a, y) :- at(a, y), attribute(y, "sensitive"), lacks_control(y, "access_control").
/// step: take_over
owns(a, y) :- at(a, y), attribute(y, "personal_data").
"#;

#[test]
fn sets_are_the_cheapest_of_all_subsets_of_measures() {
    let program = program(RULES);
    let (mut systems, mut mixed, mut opened, mut redesigned, mut lost) = (0, 0, 0, 0, 0);
    for seed in 1.. {
        if systems == 150 {
            break;
        }
        let text = small_system(&mut SplitMix(seed));
        let solved = Solved::under(&program, "small", &text);
        let measures = measures(&solved);
        if measures.len() > 8 || reached(&solved, &[]).is_empty() {
            continue;
        }
        systems += 1;
        let tried = Tried::new(&solved, measures);
        let wanted = Wanted {
            min_risk: Some(0.0),
            ..Wanted::default()
        };
        let found = fix(&solved.analysis(), &wanted).expect("a small system");
        tried.check(&found, &text);
        let chosen = found.set.iter().flat_map(|it| &it.measures);
        let removals = chosen.clone().filter(|it| it.control.is_none()).count();
        mixed += usize::from(removals > 0 && removals < chosen.count());
        opened += usize::from(tried.opens());
        redesigned += usize::from(found.redesign.is_some());
        lost += usize::from(!found.remaining.is_empty() && found.redesign.is_none());
    }
    println!("{mixed} mixed, {opened} opened, {redesigned} redesigned, {lost} lost");
    assert!(mixed >= 4 && opened >= 20 && redesigned >= 10 && lost >= 3);
}

/// What can be done in a system, and what is left in reach by each subset of it.
struct Tried {
    measures: Vec<Measure>,
    /// By the bits of the subset.
    left: Vec<BTreeSet<String>>,
}

struct Measure {
    change: Change,
    cost: u64,
    redesign: bool,
}

impl Tried {
    fn new(solved: &Solved, measures: Vec<Measure>) -> Self {
        let subsets = 0..1_usize << measures.len();
        let changes = |bits: usize| -> Vec<Change> {
            let chosen = measures.iter().enumerate();
            let chosen = chosen.filter(|(at, _)| bits & (1 << at) != 0);
            chosen.map(|(_, it)| it.change.clone()).collect()
        };
        let left = subsets.map(|bits| reached(solved, &changes(bits)));
        Self {
            left: left.collect(),
            measures,
        }
    }

    fn check(&self, found: &Fix, text: &str) {
        let goals = &self.left[0];
        let beyond = |redesign: bool| -> BTreeSet<String> {
            let allowed = |&bits: &usize| redesign || !self.redesigns(bits);
            let cuts = |goal: &String| {
                let mut subsets = (0..self.left.len()).filter(allowed);
                subsets.any(|bits| !self.left[bits].contains(goal))
            };
            goals.iter().filter(|it| !cuts(it)).cloned().collect()
        };
        let (remaining, lost) = (beyond(false), beyond(true));
        let named = found.remaining.iter().map(|it| &it.goal.goal);
        let named =
            named.map(|it| format!("violated({}, {}, {})", it.actor, it.component, it.property));
        let set = self.bits(found.set.as_ref());
        let staying: BTreeSet<String> = remaining.intersection(&self.left[set]).cloned().collect();
        assert_eq!(named.collect::<BTreeSet<_>>(), staying, "{text}");
        let least = self.least(goals, &remaining, 0);
        assert_eq!(found.set.as_ref().map(|it| it.cost), least, "{text}");
        let besides = |cost: u64| cost - self.cost(set);
        let more = self.least(goals, &lost, set).map(besides);
        let more = more.filter(|_| lost.len() < staying.len());
        assert_eq!(found.redesign.as_ref().map(|it| it.cost), more, "{text}");
        for (set, bits) in [
            (&found.set, set),
            (&found.redesign, set | self.bits(found.redesign.as_ref())),
        ] {
            let Some(set) = set else { continue };
            assert_eq!(set.at_least, set.cost, "{text}");
            assert!(set.left.is_empty(), "{text}");
            assert_eq!(
                set.cut,
                goals.difference(&self.left[bits]).count(),
                "{text}"
            );
        }
    }

    /// The cost of the cheapest subset with these bits that leaves none of the goals but some.
    fn least(&self, goals: &BTreeSet<String>, but: &BTreeSet<String>, with: usize) -> Option<u64> {
        let targets: BTreeSet<String> = goals.difference(but).cloned().collect();
        if targets.is_empty() {
            return None;
        }
        let all = (0..self.left.len()).filter(|bits| bits & with == with);
        let enough = all.filter(|&bits| self.left[bits].is_disjoint(&targets));
        enough.map(|bits| self.cost(bits)).min()
    }

    fn bits(&self, set: Option<&FixSet>) -> usize {
        let chosen = set.into_iter().flat_map(|it| &it.measures);
        let bit = |change: &Change| {
            let at = self.measures.iter().position(|it| it.change == *change);
            1 << at.expect("one that was tried")
        };
        chosen.map(|it| bit(&it.change)).sum()
    }

    fn cost(&self, bits: usize) -> u64 {
        self.chosen(bits).map(|it| it.cost).sum()
    }

    fn redesigns(&self, bits: usize) -> bool {
        self.chosen(bits).any(|it| it.redesign)
    }

    fn chosen(&self, bits: usize) -> impl Iterator<Item = &Measure> {
        let all = self.measures.iter().enumerate();
        all.filter(move |(at, _)| bits & (1 << at) != 0)
            .map(|(_, it)| it)
    }

    /// Whether some measure brings a goal in reach that is not without it.
    fn opens(&self) -> bool {
        let with_one_more = |bits: usize| {
            let more = (0..self.measures.len()).map(move |at| bits | 1 << at);
            more.filter(move |it| *it != bits)
        };
        let opens = |bits: usize| {
            with_one_more(bits).any(|more| !self.left[more].is_subset(&self.left[bits]))
        };
        (0..self.left.len()).any(opens)
    }
}

/// Controls that are not there, and everything with a remedy.
fn measures(solved: &Solved) -> Vec<Measure> {
    let components = solved.model.component_ids();
    let controls = components.flat_map(|(id, component)| {
        let open = ["authentication", "access_control"].into_iter();
        let open = open.filter(move |it| solved.model.control_of(id, it).effectiveness < 1.0);
        open.map(move |control| Measure {
            change: Change::with(&component.id, control),
            cost: u64::from(solved.model.cost_of(id, control)),
            redesign: false,
        })
    });
    let removals = solved.model.removals().into_iter().map(|it| Measure {
        change: it.change,
        cost: u64::from(it.cost),
        redesign: it.redesign,
    });
    controls.chain(removals).collect()
}

fn small_system(random: &mut SplitMix) -> String {
    let way = *random.pick(&["query", "network", "[query, network]"]);
    let mut text = format!("actors: {{ a0: {{ entry: {{ c0: {way} }} }} }}\ncomponents:\n");
    for name in ["c0", "c1", "c2"] {
        let marks = [
            "weak_credential",
            "internet_facing",
            "known_vuln",
            "sensitive",
            "personal_data",
        ];
        let marks = marks.into_iter().filter(|_| random.percent(35));
        let marks: Vec<&str> = marks.collect();
        let controls = ["authentication", "access_control"];
        let controls = controls.into_iter().filter(|_| random.percent(70));
        let controls: Vec<&str> = controls.collect();
        let (marks, controls) = (marks.join(", "), controls.join(", "));
        writeln!(
            text,
            "  {name}: {{ kind: database, attributes: [{marks}], controls: [{controls}], \
             asset: {{ integrity: 5 }} }}"
        )
        .expect("text");
    }
    text.push_str("flows:\n");
    let mut flows = BTreeSet::new();
    for _ in 0..2 + random.below(4) {
        let (from, to) = (random.below(3), random.below(3));
        let verb = random.pick(&["calls", "writes_to"]);
        if from != to {
            flows.insert(format!("  - c{from} {verb} c{to}\n"));
        }
    }
    flows.insert("  - c0 calls c1\n".to_owned());
    text.extend(flows);
    let mut cost = |most: usize| 1 + random.below(most);
    writeln!(
        text,
        "costs: {{ calls: {}, \"c0 calls c1\": {}, writes_to: {}, weak_credential: {}, \
         c1:known_vuln: {}, network: {}, access_control: {} }}",
        cost(4),
        cost(4),
        cost(4),
        cost(3),
        cost(4),
        cost(6),
        cost(3)
    )
    .expect("text");
    text
}

/// The texts of all that is violated in a system with some changes.
fn reached(solved: &Solved, changes: &[Change]) -> BTreeSet<String> {
    let model = solved.model.changed(changes).expect("known names");
    let solved = solved.engine.solve(&model).expect("a small system");
    let violated = solved.holding_named("violated");
    violated.iter().map(|it| solved.text(it)).collect()
}

const DEFAULT_PASSWORD: &str = "tests/fix/default-password.yaml";

/// A guess of the default password is the way in, so changing it is what is proposed.
#[test]
fn a_default_password_is_to_be_changed() {
    let found = json(&["fix", "orders", DEFAULT_PASSWORD]);
    let first = &list(&found["set"]["measures"])[0];
    assert_eq!(first["change"], "orders:weak_credential");
    assert_eq!(first["option"], "--without-attribute");
    let order = text(&first["order"]);
    assert!(
        order.starts_with("change the default") && order.ends_with("orders"),
        "{order}"
    );
    assert_eq!(list(&found["set"]["measures"]).len(), 1);
    assert!(list(&found["set"]["controls"]).is_empty());
    let single = &list(&found["singles"])[0];
    assert_eq!(single["change"], "orders:weak_credential");
    let shown = answer(&["fix", "orders", DEFAULT_PASSWORD]);
    assert!(
        shown.contains("--without-attribute orders:weak_credential"),
        "{shown}"
    );
}

/// What a file says of costs holds for what is done away with, too.
#[test]
fn a_dear_removal_is_not_the_first_idea() {
    let text = std::fs::read_to_string(DEFAULT_PASSWORD).expect("a file of the tests");
    let path = std::env::temp_dir().join("threatlog-dear-removal.yaml");
    std::fs::write(&path, text + "costs: { orders:weak_credential: 900 }\n").expect("a folder");
    let found = json(&["fix", "orders", path.to_str().expect("a plain name")]);
    let measures = list(&found["set"]["measures"]);
    assert!(
        measures
            .iter()
            .all(|it| it["change"] != "orders:weak_credential")
    );
}

/// Only what the catalogue knows a remedy for, and not where it is what the kind is for.
#[test]
fn what_a_thing_is_for_is_never_removed() {
    let mut removals = 0;
    for path in support::shipped::files("facts/systems") {
        let solved = Solved::file(&path);
        for removal in solved.model.removals() {
            removals += 1;
            let Change::Attribute {
                component,
                attribute,
                ..
            } = &removal.change
            else {
                continue;
            };
            let word = catalogue().attribute(attribute).expect("a word");
            let remedy = word.remedy.as_ref().expect("a remedy");
            let id = solved
                .model
                .component_named(component)
                .expect("a component");
            let kind = solved.model.component(id).kind.value.id;
            assert!(!remedy.purpose_of.contains(&kind), "{}", removal.order);
        }
    }
    assert!(removals >= 20, "{removals}");
    for purpose in [
        "auto_approve",
        "personal_data",
        "public_base",
        "executes_code",
        "metered",
    ] {
        let word = catalogue().attribute(purpose).expect("a word");
        assert!(word.remedy.is_none(), "{purpose}");
    }
}
