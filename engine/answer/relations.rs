//! Rules in; the relations that rules and queries of one's own can rest on out.

use serde::Serialize;
use threatlog_dl::program::{Program, Relation};

/// The relations that are meant to be built on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelationList {
    pub relations: Vec<RelationInfo>,
    /// How many relations there are in all.
    #[serde(skip)]
    pub all: usize,
}

/// A relation in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelationInfo {
    pub name: String,
    pub columns: Vec<ColumnInfo>,
    pub reads: String,
    /// Which way it points.
    pub points: String,
    /// `given`, `certain` or `uncertain`.
    pub holds: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnInfo {
    pub name: String,
    pub sort: String,
}

pub fn relations(program: &Program) -> RelationList {
    let uncertain = threatlog_dl::uncertain(program);
    let marked = program.relations.iter().zip(uncertain);
    RelationList {
        relations: marked
            .filter_map(|(it, uncertain)| relation(it, uncertain))
            .collect(),
        all: program.relations.len(),
    }
}

fn relation(it: &Relation, uncertain: bool) -> Option<RelationInfo> {
    let columns = it.columns.iter().map(|it| ColumnInfo {
        name: it.name.clone(),
        sort: it.sort.clone(),
    });
    Some(RelationInfo {
        points: it.build_on.clone()?,
        name: it.name.clone(),
        columns: columns.collect(),
        reads: it.reads.clone().unwrap_or_default(),
        holds: match (uncertain, it.input) {
            (true, _) => "uncertain",
            (false, true) => "given",
            (false, false) => "certain",
        },
    })
}
