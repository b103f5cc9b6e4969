//! Facts in; the same facts with every control failing and with candidate entries out.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use threatlog_dl::Program;
use threatlog_dl::program::RelationId;

use crate::facts::{Fact, Facts, Input, Rows, Symbols, Table};

/// Something that could be otherwise than it is. Values are symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// A control that is there, whole or in part, fails.
    Fails { component: u32, control: u32 },
    /// An actor has a way in that the system does not give.
    Entry {
        actor: u32,
        component: u32,
        how: u32,
    },
}

/// What becomes of the controls that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlFate {
    /// They do what they do.
    Hold,
    /// Those that stop a step may fail, at a cost. Those that only hamper it do so: they are got
    /// past by chance, so nothing has to fail for what they hamper to follow.
    StoppingFail,
    /// Every one may fail, at a cost, and none is got past unless it does.
    AllFail,
}

/// Index into [`Relaxed::changes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId(pub u32);

/// Facts under which every change has happened.
#[derive(Clone, Debug)]
pub struct Relaxed {
    pub facts: Facts,
    /// Cheaper ones first, then in the order of their texts.
    pub changes: Vec<Change>,
    of_fact: FxHashMap<Fact, ChangeId>,
}

/// The relations that say what controls leave open. One control can be in both.
const OPEN: [Input; 2] = [Input::LacksControl, Input::SlipsPast];

/// The chance of a fact that only a change brings about. It orders nothing.
const NOMINAL: f64 = 0.5;

impl Change {
    /// How much is asked for: a control that fails is likelier than a way in that nobody drew.
    pub fn cost(self) -> u32 {
        match self {
            Self::Fails { .. } => 1,
            Self::Entry { .. } => 2,
        }
    }

    fn texts(self, symbols: &Symbols) -> Vec<&str> {
        let values: &[u32] = match &self {
            Self::Fails { component, control } => &[*component, *control],
            Self::Entry {
                actor,
                component,
                how,
            } => &[*actor, *component, *how],
        };
        values.iter().map(|&it| symbols.text(it)).collect()
    }
}

impl Relaxed {
    /// The change that brings an input fact about, if it takes one.
    pub fn change_of(&self, fact: &Fact) -> Option<ChangeId> {
        self.of_fact.get(fact).copied()
    }

    pub fn change(&self, id: ChangeId) -> Change {
        self.changes[id.0 as usize]
    }
}

/// Lets those controls fail that `controls` says, and adds these `entries` (actor,
/// component, way in).
pub fn relax(
    program: &Program,
    facts: &Facts,
    controls: ControlFate,
    entries: &[[u32; 3]],
) -> Relaxed {
    let mut relaxed = facts.clone();
    let mut found = match controls {
        ControlFate::Hold => Vec::new(),
        ControlFate::StoppingFail => failed(program, &mut relaxed, stopped(program, facts)),
        ControlFate::AllFail => {
            let mut present = stopped(program, facts);
            present.extend(hampered(program, facts));
            failed(program, &mut relaxed, present)
        }
    };
    if let Some(relation) = program.relation_named(Input::Entry.name()) {
        for &[actor, component, how] in entries {
            let row = [actor, component, how].into();
            let change = Change::Entry {
                actor,
                component,
                how,
            };
            found.push((Fact { relation, row }, change));
        }
        add_rows(&mut relaxed, relation, &mut found);
    }
    for (fact, _) in &found {
        relaxed.chances.entry(fact.clone()).or_insert(NOMINAL);
    }
    let mut changes: Vec<Change> = found.iter().map(|(_, change)| *change).collect();
    changes.sort_by_cached_key(|it| {
        let texts = it.texts(&facts.symbols).into_iter();
        (it.cost(), texts.map(str::to_owned).collect::<Vec<_>>())
    });
    changes.dedup();
    let ids: FxHashMap<Change, ChangeId> =
        changes.iter().copied().zip((0..).map(ChangeId)).collect();
    Relaxed {
        facts: relaxed,
        of_fact: found
            .into_iter()
            .map(|(fact, it)| (fact, ids[&it]))
            .collect(),
        changes,
    }
}

/// A fact about a control, which says that it leaves something open.
type OpenFact = (RelationId, [u32; 2]);

/// Lets all of these hold, each at the cost of its control.
fn failed(
    program: &Program,
    facts: &mut Facts,
    present: BTreeSet<OpenFact>,
) -> Vec<(Fact, Change)> {
    for relation in open(program) {
        if let Some(Table::Complement(pairs)) = facts.tables.get_mut(relation.index()) {
            pairs.except.clear();
        }
    }
    let change = |(relation, pair): OpenFact| {
        let row = pair.into();
        let [component, control] = pair;
        (Fact { relation, row }, Change::Fails { component, control })
    };
    present.into_iter().map(change).collect()
}

/// Facts that a present control keeps from holding.
fn stopped(program: &Program, facts: &Facts) -> BTreeSet<OpenFact> {
    let mut found = BTreeSet::new();
    for relation in open(program) {
        if let Some(Table::Complement(pairs)) = facts.tables.get(relation.index()) {
            let stopped = pairs.except.iter();
            found.extend(stopped.map(|&(first, second)| (relation, [first, second])));
        }
    }
    found
}

/// Facts that a present control keeps from holding for certain.
fn hampered(program: &Program, facts: &Facts) -> BTreeSet<OpenFact> {
    let mut found = BTreeSet::new();
    for relation in open(program) {
        let uncertain = facts.chances.keys().filter(|it| it.relation == relation);
        let pairs = uncertain.filter_map(|it| <[u32; 2]>::try_from(&*it.row).ok());
        found.extend(pairs.map(|pair| (relation, pair)));
    }
    found
}

fn open(program: &Program) -> impl Iterator<Item = RelationId> {
    let named = OPEN.iter().map(|it| it.name());
    named.filter_map(|it| program.relation_named(it))
}

/// Adds the found facts of a listed relation to its table; those that are there are no change.
fn add_rows(facts: &mut Facts, relation: RelationId, found: &mut Vec<(Fact, Change)>) {
    let Some(Table::Listed(rows)) = facts.tables.get_mut(relation.index()) else {
        found.retain(|(fact, _)| fact.relation != relation);
        return;
    };
    found.retain(|(fact, _)| fact.relation != relation || rows.find(&fact.row).is_none());
    let mut cells = rows.cells().to_vec();
    let added = found.iter().filter(|(fact, _)| fact.relation == relation);
    cells.extend(added.flat_map(|(fact, _)| fact.row.iter().copied()));
    *rows = Rows::new(rows.arity().max(1), cells);
}
