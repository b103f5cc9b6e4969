//! The name of an input relation goes in; what it holds and its columns come out.

use threatlog_dl::program::{Relation, Type};

use crate::catalogue::{Verb, Word, catalogue};

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

const SYMBOL: Type = Type::Symbol;
const NUMBER: Type = Type::Number;

impl Input {
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "actor" => Self::Actor,
            "attempts" => Self::Attempts,
            "entry" => Self::Entry,
            "component" => Self::Component,
            "attribute" => Self::Attribute,
            "in_zone" => Self::InZone,
            "zone_trust" => Self::ZoneTrust,
            "crosses_boundary" => Self::CrossesBoundary,
            "asset" => Self::Asset,
            "has_control" => Self::HasControl,
            "lacks_control" => Self::LacksControl,
            "slips_past" => Self::SlipsPast,
            verb => Self::Flow(catalogue().verb(verb)?),
        })
    }

    /// The input that a declared relation stands for: it has the name and the columns of one.
    pub fn of(relation: &Relation) -> Option<Self> {
        let input = Self::named(&relation.name).filter(|_| relation.input)?;
        let declared = relation.columns.iter().map(|it| it.kind);
        declared
            .eq(input.columns().iter().copied())
            .then_some(input)
    }

    pub fn columns(self) -> &'static [Type] {
        match self {
            Self::Attempts => &[SYMBOL],
            Self::Entry | Self::CrossesBoundary => &[SYMBOL, SYMBOL, SYMBOL],
            Self::Asset => &[SYMBOL, SYMBOL, NUMBER],
            Self::ZoneTrust => &[SYMBOL, NUMBER],
            _ => &[SYMBOL, SYMBOL],
        }
    }
}

impl Input {
    /// The words that a column can hold, where the catalogue lists them, and what they are.
    pub fn words(self, column: usize) -> Option<(&'static str, Vec<&'static str>)> {
        let known = catalogue();
        let ids = |words: &'static [Word]| words.iter().map(|it| it.id).collect();
        Some(match (self, column) {
            (Self::Actor, 1) => ("an actor's position", ids(&known.positions)),
            (Self::Entry, 2) => ("a way in", ids(&known.entries)),
            (Self::Component, 1) => {
                let kinds = known.kinds.iter().map(|it| it.id);
                ("a component kind", kinds.collect())
            }
            (Self::Attribute, 1) => ("an attribute", ids(&known.attributes)),
            (Self::Asset, 1) => ("a property of an asset", ids(&known.properties)),
            (Self::HasControl | Self::LacksControl | Self::SlipsPast, 1) => {
                let controls = known.controls.iter().map(|it| it.id);
                ("a control", controls.collect())
            }
            _ => return None,
        })
    }
}
