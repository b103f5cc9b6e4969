//! A seed in; the draft of a random architecture out, which can be altered and written as YAML.
//!
//! Most flows join kinds that are joined in real systems, and controls, attributes and entries are
//! mostly ones that matter for their kind, so that the shipped rules derive plenty.

use std::fmt::Write as _;

use super::splitmix::SplitMix;
use threatlog::catalogue::catalogue;

/// An architecture that is not yet written down.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Id and the lines of its map, without indentation.
    pub zones: Vec<(String, Vec<String>)>,
    pub actors: Vec<DraftActor>,
    pub components: Vec<DraftComponent>,
    /// Each as one text or one map.
    pub flows: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct DraftActor {
    pub id: String,
    pub position: &'static str,
    pub attempts: Option<&'static str>,
    /// Component and word.
    pub entries: Vec<(String, &'static str)>,
}

#[derive(Clone, Debug)]
pub struct DraftComponent {
    pub id: String,
    pub kind: &'static str,
    pub zone: Option<String>,
    pub attributes: Vec<&'static str>,
    /// Control and status.
    pub controls: Vec<(&'static str, String)>,
    /// Property and impact.
    pub assets: Vec<(&'static str, &'static str)>,
}

const PROPERTIES: [&str; 4] = [
    "confidentiality",
    "integrity",
    "availability",
    "accountability",
];

/// The architecture of a seed: 4 to 14 components, one to three actors.
pub fn draft(seed: u64) -> Draft {
    let mut random = SplitMix(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let zones = 1 + random.below(3);
    let mut draft = Draft {
        zones: (0..zones).map(|at| zone(at, &mut random)).collect(),
        actors: Vec::new(),
        components: Vec::new(),
        flows: Vec::new(),
    };
    let size = 4 + random.below(10);
    while draft.components.len() < size {
        draft.grow(size, &mut random);
    }
    for _ in 0..random.below(2 * size) {
        draft.join(&mut random);
    }
    draft.flows.sort();
    draft.flows.dedup();
    let states_assets = random.percent(80);
    for at in 0..draft.components.len() {
        draft.components[at].furnish(states_assets, &mut random);
    }
    for at in 0..1 + random.below(3) {
        draft.actor(at, &mut random);
    }
    draft
}

fn zone(at: usize, random: &mut SplitMix) -> (String, Vec<String>) {
    let mut lines = vec![format!("trust: {}", random.below(101))];
    if random.percent(30) {
        let control = random.pick(&catalogue().controls).id;
        lines.push(format!("controls: [{control}]"));
    }
    (format!("z{at}"), lines)
}

impl Draft {
    /// Adds a usual flow with at most `size` components in all.
    fn grow(&mut self, size: usize, random: &mut SplitMix) {
        let (from, verb, to) = *random.pick(&super::usual::FLOWS);
        let known = |kind| self.components.iter().any(|it| it.kind == kind);
        // The first flow may stand alone; later ones join what is there, or nearly always.
        if !self.components.is_empty() && !known(from) && !known(to) && !random.percent(5) {
            return;
        }
        let from = self.component(from, size, random);
        let to = self.component(to, size, random);
        self.flow(from, verb, to, random);
    }

    /// A component of a kind, a new one if there is room and chance wants it.
    fn component(&mut self, kind: &'static str, size: usize, random: &mut SplitMix) -> usize {
        let known: Vec<usize> = (0..self.components.len())
            .filter(|&at| self.components[at].kind == kind)
            .collect();
        let full = self.components.len() >= size;
        if !known.is_empty() && (full || random.percent(70)) {
            return *random.pick(&known);
        }
        let zone = random
            .percent(85)
            .then(|| random.pick(&self.zones).0.clone());
        self.components.push(DraftComponent {
            id: format!("c{}", self.components.len()),
            kind,
            zone,
            attributes: Vec::new(),
            controls: Vec::new(),
            assets: Vec::new(),
        });
        self.components.len() - 1
    }

    /// Adds a flow between components that are there: a usual one or, now and then, any.
    fn join(&mut self, random: &mut SplitMix) {
        let (from, to) = (
            random.below(self.components.len()),
            random.below(self.components.len()),
        );
        let kinds = (self.components[from].kind, self.components[to].kind);
        let usual = super::usual::FLOWS.iter();
        let usual: Vec<&str> = usual
            .filter(|it| (it.0, it.2) == kinds)
            .map(|it| it.1)
            .collect();
        if !usual.is_empty() {
            let verb = random.pick(&usual);
            self.flow(from, verb, to, random);
        } else if random.percent(12) {
            let verb = random.pick(&catalogue().verbs).id;
            self.flow(from, verb, to, random);
        }
    }

    fn flow(&mut self, from: usize, verb: &str, to: usize, random: &mut SplitMix) {
        if from == to {
            return;
        }
        let (from, to) = (&self.components[from].id, &self.components[to].id);
        self.flows.push(if random.percent(80) {
            format!("{from} {verb} {to}")
        } else {
            format!("{{ from: {from}, verb: {verb}, to: {to} }}")
        });
    }

    fn actor(&mut self, at: usize, random: &mut SplitMix) {
        let attempts = ["low", "high", "certain", "0.3", "never"];
        let mut actor = DraftActor {
            id: format!("a{at}"),
            position: ["external", "internal"][random.below(2)],
            attempts: random.percent(40).then(|| *random.pick(&attempts)),
            entries: Vec::new(),
        };
        for _ in 0..1 + random.below(4) {
            let (component, how) = self.entry(random);
            actor.enter(component, how);
        }
        self.actors.push(actor);
    }

    /// A way in, mostly one that is usual for the kind.
    pub fn entry(&self, random: &mut SplitMix) -> (String, &'static str) {
        let component = random.pick(&self.components);
        let usual = super::usual::entries(component.kind);
        let how = if !usual.is_empty() && random.percent(85) {
            *random.pick(usual)
        } else {
            random.pick(&catalogue().entries).id
        };
        (component.id.clone(), how)
    }

    /// The whole architecture as one file, in the order of the draft.
    pub fn text(&self) -> String {
        let mut text = String::from("system: random\n");
        let zones = self.zones.iter();
        let zones = zones.map(|(id, lines)| map(id, lines));
        section("zones", zones, &mut text);
        let actors = self.actors.iter();
        section(
            "actors",
            actors.map(|it| map(&it.id, &it.fields())),
            &mut text,
        );
        let components = self.components.iter();
        let components = components.map(|it| map(&it.id, &it.fields()));
        section("components", components, &mut text);
        let flows = self.flows.iter();
        section("flows", flows.map(|it| format!("- {it}")), &mut text);
        text
    }
}

/// A section and its lines, unless there are none.
fn section(name: &str, lines: impl Iterator<Item = String>, text: &mut String) {
    for (at, line) in lines.enumerate() {
        if at == 0 {
            writeln!(text, "{name}:").expect("text");
        }
        writeln!(text, "  {line}").expect("text");
    }
}

fn map(id: &str, fields: &[String]) -> String {
    format!("{id}: {{ {} }}", fields.join(", "))
}

impl DraftActor {
    /// Adds a way in unless it is there.
    pub fn enter(&mut self, component: String, how: &'static str) {
        let entry = (component, how);
        if !self.entries.contains(&entry) {
            self.entries.push(entry);
        }
    }

    fn fields(&self) -> Vec<String> {
        let mut fields = vec![format!("position: {}", self.position)];
        fields.extend(self.attempts.map(|it| format!("attempts: {it}")));
        let mut ids: Vec<&String> = Vec::new();
        for (component, _) in &self.entries {
            if !ids.contains(&component) {
                ids.push(component);
            }
        }
        let entries = ids.into_iter().map(|id| {
            let words = self.entries.iter().filter(|it| it.0 == *id);
            let words: Vec<&str> = words.map(|it| it.1).collect();
            match words[..] {
                [one] => format!("{id}: {one}"),
                _ => format!("{id}: [{}]", words.join(", ")),
            }
        });
        let entries: Vec<String> = entries.collect();
        fields.push(format!("entry: {{ {} }}", entries.join(", ")));
        fields
    }
}

impl DraftComponent {
    /// Gives it attributes, controls and worth.
    fn furnish(&mut self, states_assets: bool, random: &mut SplitMix) {
        for attribute in super::usual::attributes(self.kind) {
            if random.percent(45) {
                self.attributes.push(attribute);
            }
        }
        if random.percent(6) {
            let any = random.pick(&catalogue().attributes).id;
            if !self.attributes.contains(&any) {
                self.attributes.push(any);
            }
        }
        for _ in 0..random.below(4) {
            let control = self.usual_control(random);
            let status = status(random);
            self.control(control, status);
        }
        for property in PROPERTIES {
            if states_assets && random.percent(40) {
                let impacts = ["catastrophic", "severe", "serious", "limited", "7", "0"];
                self.assets.push((property, *random.pick(&impacts)));
            }
        }
    }

    /// A control that is expected on this kind or, now and then, any.
    pub fn usual_control(&self, random: &mut SplitMix) -> &'static str {
        let expected = catalogue().kind(self.kind).map(|it| &it.expected_controls);
        match expected.filter(|it| !it.is_empty() && random.percent(70)) {
            Some(expected) => expected[random.below(expected.len())],
            None => random.pick(&catalogue().controls).id,
        }
    }

    /// Says something about a control, instead of what was said before.
    pub fn control(&mut self, control: &'static str, status: String) {
        self.controls.retain(|it| it.0 != control);
        self.controls.push((control, status));
    }

    fn fields(&self) -> Vec<String> {
        let mut fields = vec![format!("kind: {}", self.kind)];
        fields.extend(self.zone.as_ref().map(|it| format!("zone: {it}")));
        if !self.attributes.is_empty() {
            fields.push(format!("attributes: [{}]", self.attributes.join(", ")));
        }
        if !self.controls.is_empty() {
            let controls = self.controls.iter().map(|it| format!("{}: {}", it.0, it.1));
            let controls: Vec<String> = controls.collect();
            fields.push(format!("controls: {{ {} }}", controls.join(", ")));
        }
        if !self.assets.is_empty() {
            let assets = self.assets.iter().map(|it| format!("{}: {}", it.0, it.1));
            let assets: Vec<String> = assets.collect();
            fields.push(format!("asset: {{ {} }}", assets.join(", ")));
        }
        fields
    }
}

fn status(random: &mut SplitMix) -> String {
    match random.below(100) {
        0..30 => "present".to_owned(),
        30..70 => format!("0.{}", 1 + random.below(9)),
        70..80 => "absent".to_owned(),
        80..90 => "planned".to_owned(),
        _ => "unknown".to_owned(),
    }
}
