//! The name of an input relation goes in; what it holds and its columns come out.

use threatlog_dl::Fault;
use threatlog_dl::program::{Program, Relation, Type};

use crate::catalogue::{Verb, catalogue};

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

/// The code of the fault that [`check`] finds, with its meaning.
pub const INPUT_SHAPE: (&str, &str) = (
    "input-shape",
    "an input relation has other columns than the architecture's facts",
);

/// Finds input relations that bear the name of one of ours but have other columns, and so would
/// stay empty.
pub fn check(program: &Program) -> Vec<Fault> {
    let mut faults = Vec::new();
    for relation in program.relations.iter().filter(|it| it.input) {
        let (Some(input), None) = (Input::named(&relation.name), Input::of(relation)) else {
            continue;
        };
        let words = input.columns().iter().map(|it| match it {
            Type::Symbol => "symbol",
            Type::Number => "number",
        });
        let columns = words.collect::<Vec<_>>().join(", ");
        faults.push(Fault {
            code: INPUT_SHAPE.0,
            message: format!(
                "the columns of `{}` are not those of its facts",
                relation.name
            ),
            place: Some(relation.place),
            help: Some(format!("an architecture gives it as ({columns})")),
        });
    }
    faults
}
