//! The format of architecture files as types; its JSON Schema comes out, for editors.

mod tests;
mod words;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use words::{
    Actors, Attribute, Bounds, Control, Cost, Costly, Date, EntryWord, FlowText, Id, Impact, Kind,
    Likelihood, PathId, Position, Property, Reference, Risk, Share, SomeText, StatusWord, Text,
    TreatmentStatus, Trust, Verb,
};

/// The JSON Schema of architecture files.
///
/// It is generated from the types below, for `facts/threatlog.schema.json`, and only where there
/// are tests. The reader does not use them, because it reports every fault of a file with its
/// place; a test holds the two together.
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    generator.into_root_schema_for::<File>().to_value()
}

/// An architecture file of threatlog: what an AI system is made of, and who might attack it.
#[derive(JsonSchema)]
#[schemars(title = "threatlog architecture", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct File {
    /// What the system is called.
    system: Option<Text>,
    /// Where things stand: parts of the world that are trusted to the same degree.
    zones: Option<BTreeMap<Id, Zone>>,
    /// Who might attack, and what each can do from the start.
    actors: Option<BTreeMap<Id, Option<Actor>>>,
    /// The parts of the system.
    components: Option<BTreeMap<Id, Component>>,
    /// Who does what with whom.
    flows: Option<Vec<Flow>>,
    /// Risks that somebody has decided about.
    treatments: Option<Vec<Treatment>>,
    /// What it takes to put a control in place or to do away with something, wherever or as a change
    /// is said (`component:control`, `from verb to`); by the sort of work if left out.
    costs: Option<BTreeMap<Costly, Cost>>,
    /// The incident that the file draws, and what has to follow: for tests. Changes no answer.
    case: Option<Case>,
}

/// A part of the world that is trusted to the same degree.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct Zone {
    /// From 0, anybody, to 100, only the most trusted.
    trust: Trust,
    title: Option<Text>,
    /// Controls that hold for everything in the zone.
    controls: Option<Controls>,
}

/// Somebody who might attack.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct Actor {
    /// Outside or inside the organisation; outside if left out.
    position: Option<Position>,
    zone: Option<Reference>,
    title: Option<Text>,
    /// How likely it is that the actor tries at all; certain if left out.
    attempts: Option<Likelihood>,
    /// By component: what the actor can do there from the start.
    entry: Option<BTreeMap<Id, Entries>>,
}

#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "only its schema is used")]
enum Entries {
    One(EntryWord),
    Several(Vec<EntryWord>),
}

/// A part of the system.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct Component {
    kind: Kind,
    zone: Option<Reference>,
    title: Option<Text>,
    attributes: Option<Vec<Attribute>>,
    /// What protects it. A control that is not mentioned counts as absent.
    controls: Option<Controls>,
    /// What it would cost to lose, by property.
    asset: Option<BTreeMap<Property, Impact>>,
}

/// The controls that are present, or each with its status.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum Controls {
    Present(Vec<Control>),
    Statuses(BTreeMap<Control, Status>),
}

/// Whether a control is there, or how effective it is from 0 to 1.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum Status {
    Word(StatusWord),
    Effectiveness(Share),
}

/// One component doing something with another.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum Flow {
    Text(FlowText),
    Parts(FlowParts),
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct FlowParts {
    from: Reference,
    verb: Verb,
    to: Reference,
    title: Option<Text>,
    note: Option<Text>,
}

/// A risk that somebody has decided about: of a goal or of a path.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    extend("oneOf" = [
        { "required": ["goal"], "properties": { "goal": { "not": { "type": "null" } } } },
        { "required": ["path"], "properties": { "path": { "not": { "type": "null" } } } },
        { "required": ["finding"], "properties": { "finding": { "not": { "type": "null" } } } },
    ])
)]
#[expect(dead_code, reason = "only its schema is used")]
struct Treatment {
    /// A component and a property, as in `model-registry integrity`; before them an actor, if the
    /// treatment is about one actor only.
    goal: Option<Text>,
    /// The id of a path.
    path: Option<PathId>,
    /// The id of a finding.
    finding: Option<PathId>,
    /// For whom the finding is treated: an actor or a list of actors; all of them if left out.
    by: Option<Actors>,
    /// The risk up to which it holds, from 0 to 10; whatever the risk if left out.
    up_to: Option<Risk>,
    status: TreatmentStatus,
    /// Why.
    reason: SomeText,
    /// Who has decided.
    owner: SomeText,
    /// The last day on which it holds.
    expires: Date,
}

/// An incident, and what has to follow from the file.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct Case {
    /// What happened.
    about: Option<Text>,
    /// Where it is published.
    source: Option<Text>,
    /// How the attackers did it.
    mechanism: Option<Text>,
    /// What has to follow; what the case is about comes first.
    expect: Option<Vec<Expectation>>,
}

/// Something that has to follow from the file, or must not.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct Expectation {
    /// A component and a property, as in `model-registry integrity`; before them an actor, if no
    /// other will do.
    goal: Text,
    /// Whether the goal is reached; `true` if left out.
    derived: Option<bool>,
    /// How likely its likeliest path is: two bounds, or one as in `>= 0.3`.
    likelihood: Option<Bounds>,
    /// The attack steps that the right path contains.
    steps: Option<Vec<Text>>,
    /// Components that the right path goes through, besides the goal's.
    via: Option<Vec<Id>>,
    /// By component: controls that, all together, would have stopped or hampered it.
    fix: Option<BTreeMap<Id, Option<Vec<Control>>>>,
}
