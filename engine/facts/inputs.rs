//! The name of an input relation goes in; which it is, its name, and the sorts of its columns come
//! out.

use threatlog_dl::inputs;
use threatlog_dl::program::{Relation, Type};

use crate::catalogue::{Verb, Vocabulary, Word, catalogue};
use crate::model::Model;

/// The relations that an architecture gives facts of.
#[derive(Clone, Copy, Debug)]
pub enum Input {
    Actor,
    Attempts,
    Entry,
    Component,
    Attribute,
    InZone,
    ZoneTrust,
    CrossesBoundary,
    Asset,
    HasControl,
    LacksControl,
    SlipsPast,
    /// One relation for each verb.
    Flow(&'static Verb),
}

/// What a column of facts is about: the type that rules declare it with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Actor,
    Component,
    Zone,
    Position,
    Entry,
    Kind,
    Attribute,
    Control,
    Property,
    /// The name of a border between two zones.
    Border,
    Trust,
    Impact,
}

impl Sort {
    const ALL: [Self; 12] = [
        Self::Actor,
        Self::Component,
        Self::Zone,
        Self::Position,
        Self::Entry,
        Self::Kind,
        Self::Attribute,
        Self::Control,
        Self::Property,
        Self::Border,
        Self::Trust,
        Self::Impact,
    ];

    /// The name of the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "Actor",
            Self::Component => "Component",
            Self::Zone => "Zone",
            Self::Position => "Position",
            Self::Entry => "Entry",
            Self::Kind => "Kind",
            Self::Attribute => "Attribute",
            Self::Control => "Control",
            Self::Property => "Property",
            Self::Border => "Border",
            Self::Trust => "Trust",
            Self::Impact => "Impact",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// What a value is, where each model names its own.
    pub fn thing(self) -> Option<&'static str> {
        match self {
            Self::Actor => Some("an actor"),
            Self::Component => Some("a component"),
            Self::Zone => Some("a zone"),
            _ => None,
        }
    }

    /// The names that a model gives, where each model names its own.
    pub fn names(self, model: &Model) -> Vec<&str> {
        match self {
            Self::Actor => model.actors.iter().map(|it| it.id.as_str()).collect(),
            Self::Component => model.components.iter().map(|it| it.id.as_str()).collect(),
            Self::Zone => model.zones.iter().map(|it| it.id.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    fn kind(self) -> Type {
        match self {
            Self::Trust | Self::Impact => Type::Number,
            _ => Type::Symbol,
        }
    }

    /// The vocabulary that its words are of, if it is one that architecture files are written in.
    pub fn vocabulary(self) -> Option<Vocabulary> {
        match self {
            Self::Entry => Some(Vocabulary::Entry),
            Self::Kind => Some(Vocabulary::Kind),
            Self::Attribute => Some(Vocabulary::Attribute),
            Self::Control => Some(Vocabulary::Control),
            _ => None,
        }
    }

    /// The words of the sort, where the catalogue lists them, and what each of them is.
    pub fn words(self) -> Option<(&'static str, Vec<&'static str>)> {
        if let Some(of) = self.vocabulary() {
            return Some((of.a_word(), of.words()));
        }
        let known = catalogue();
        let ids = |words: &'static [Word]| words.iter().map(|it| it.id).collect();
        match self {
            Self::Position => Some(("an actor's position", ids(&known.positions))),
            Self::Property => Some(("a property of an asset", ids(&known.properties))),
            _ => None,
        }
    }
}

impl Input {
    /// All but the flows.
    pub const ALL: [Self; 12] = [
        Self::Actor,
        Self::Attempts,
        Self::Entry,
        Self::Component,
        Self::Attribute,
        Self::InZone,
        Self::ZoneTrust,
        Self::CrossesBoundary,
        Self::Asset,
        Self::HasControl,
        Self::LacksControl,
        Self::SlipsPast,
    ];

    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        let known = all.find(|it| it.name() == name);
        known.or_else(|| catalogue().verb(name).map(Self::Flow))
    }

    /// The name of the relation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Actor => inputs::ACTOR,
            Self::Attempts => inputs::ATTEMPTS,
            Self::Entry => inputs::ENTRY,
            Self::Component => inputs::COMPONENT,
            Self::Attribute => "attribute",
            Self::InZone => "in_zone",
            Self::ZoneTrust => "zone_trust",
            Self::CrossesBoundary => "crosses_boundary",
            Self::Asset => "asset",
            Self::HasControl => "has_control",
            Self::LacksControl => inputs::LACKS_CONTROL,
            Self::SlipsPast => inputs::SLIPS_PAST,
            Self::Flow(verb) => verb.id,
        }
    }

    /// The input that a declared relation stands for: it has the name and the columns of one.
    /// Whether these are of the right sorts is for [`super::check`] to say.
    pub fn of(relation: &Relation) -> Option<Self> {
        let input = Self::named(&relation.name).filter(|_| relation.input)?;
        let declared = relation.columns.iter().map(|it| it.kind);
        declared
            .eq(input.columns().iter().map(|it| it.kind()))
            .then_some(input)
    }

    pub fn columns(self) -> &'static [Sort] {
        match self {
            Self::Actor => &[Sort::Actor, Sort::Position],
            Self::Attempts => &[Sort::Actor],
            Self::Entry => &[Sort::Actor, Sort::Component, Sort::Entry],
            Self::Component => &[Sort::Component, Sort::Kind],
            Self::Attribute => &[Sort::Component, Sort::Attribute],
            Self::InZone => &[Sort::Component, Sort::Zone],
            Self::ZoneTrust => &[Sort::Zone, Sort::Trust],
            Self::CrossesBoundary => &[Sort::Component, Sort::Component, Sort::Border],
            Self::Asset => &[Sort::Component, Sort::Property, Sort::Impact],
            Self::HasControl | Self::LacksControl | Self::SlipsPast => {
                &[Sort::Component, Sort::Control]
            }
            Self::Flow(_) => &[Sort::Component, Sort::Component],
        }
    }
}
