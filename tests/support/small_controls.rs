//! Small rules with controls, and random systems for them, of which every subset can be tried.

use threatlog::model::Model;

use super::splitmix::SplitMix;

/// Steps that controls stop, one that a control only hampers, and a way without any.
pub const SMALL_RULES: &str = r#"
.type Actor <: symbol
.type Component <: symbol
.type Entry <: symbol
.type Control <: symbol
.type Property <: symbol
.type Impact <: number
.decl attempts(a: Actor)
.input attempts
.decl entry(a: Actor, c: Component, how: Entry)
.input entry
.decl calls(x: Component, y: Component)
.input calls
.decl writes_to(x: Component, y: Component)
.input writes_to
.decl lacks_control(c: Component, k: Control)
.input lacks_control
.decl slips_past(c: Component, k: Control)
.input slips_past
.decl asset(c: Component, property: Property, impact: Impact)
.input asset
.decl at(a: Actor, c: Component)
.decl owns(a: Actor, c: Component)
.decl violated(a: Actor, c: Component, property: Property)
.output violated
at(a, c) :- entry(a, c, _), attempts(a).
owns(a, c) :- entry(a, c, "own"), attempts(a).
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
/// Write there.
///
/// Nobody asks what it may do.
///
/// step: write_there
/// act: a, y
/// stride: tampering
/// technique: atlas:AML.T0020
/// likelihood: moderate
owns(a, y) :- at(a, x), writes_to(x, y), lacks_control(y, "access_control"),
    slips_past(x, "rate_limiting").
/// step: write_there
owns(a, y) :- at(a, y), lacks_control(y, "mfa"), lacks_control(y, "authentication").
"#;

/// The last one only hampers.
pub const CONTROLS: [&str; 4] = ["authentication", "access_control", "mfa", "rate_limiting"];

pub fn small_system(random: &mut SplitMix) -> String {
    use std::fmt::Write as _;
    let names = ["c0", "c1", "c2", "c3"];
    let own = if random.percent(10) { ", c1: own" } else { "" };
    let mut text = format!("actors: {{ a0: {{ entry: {{ c0: query{own} }} }} }}\ncomponents:\n");
    for name in names {
        let controls = CONTROLS.iter().filter_map(|control| {
            let status = match random.below(10) {
                0..=4 => "present",
                5 => "0.5",
                6 => "planned",
                _ => return None,
            };
            Some(format!("{control}: {status}"))
        });
        let controls = controls.collect::<Vec<_>>().join(", ");
        let asset = if name == "c0" {
            ""
        } else {
            ", asset: { integrity: 5 }"
        };
        writeln!(
            text,
            "  {name}: {{ kind: tool, controls: {{ {controls} }}{asset} }}"
        )
        .expect("text");
    }
    text.push_str("flows:\n");
    let mut flows = std::collections::BTreeSet::new();
    for _ in 0..5 + random.below(4) {
        let (from, to) = (random.below(4), random.below(4));
        let verb = random.pick(&["calls", "writes_to"]);
        if from != to {
            flows.insert(format!("  - c{from} {verb} c{to}\n"));
        }
    }
    text.extend(flows);
    let (cost, other) = (1 + random.below(4), 1 + random.below(4));
    writeln!(
        text,
        "costs: {{ authentication: {cost}, c1:access_control: {other}, mfa: 1, rate_limiting: 1 }}"
    )
    .expect("text");
    text
}

/// Those controls that are not fully there.
pub fn open_controls(model: &Model, among: &[&str]) -> Vec<String> {
    let pairs = model.component_ids().flat_map(|(id, component)| {
        let open = among
            .iter()
            .filter(move |it| model.control_of(id, it).effectiveness < 1.0);
        open.map(move |control| format!("{}:{control}", component.id))
    });
    pairs.collect()
}

pub fn cost_of(model: &Model, pair: &str) -> u64 {
    let (component, control) = pair.split_once(':').expect("a pair");
    let component = model.component_named(component).expect("a component");
    u64::from(model.cost_of(component, control))
}
