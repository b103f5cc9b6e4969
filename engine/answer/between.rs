//! The goals of a system before and after a change in; the ways that opened and that closed out.

use std::collections::BTreeMap;

use super::path::Path;
use super::scale::billionths;
use super::standing::{GoalName, Standing, Standings};
use crate::derivations::{Chance, ChanceId, FactId};
use crate::rank::{Budget, Changed, Same, total};

/// Finds what one side has that the other has not: paths whose deeds did not suffice there, however
/// likely other paths to the same goal are.
#[derive(Debug)]
pub struct Between<'s> {
    here: &'s Standings<'s>,
    there: &'s Standings<'s>,
    changed: Changed<'s>,
}

/// A path that one side has and the other has not.
#[derive(Clone, Debug)]
pub struct Only {
    pub standing: Standing,
    pub path: Path,
    /// Whether its deeds suffice on the other side, too, and only the odds are others.
    pub by_odds: bool,
}

impl<'s> Between<'s> {
    /// Finds what `here` has and `there` has not.
    pub fn new(here: &'s Standings<'s>, there: &'s Standings<'s>) -> Self {
        let same = same(here, there);
        Self {
            here,
            there,
            changed: Changed::new(there.network(), here.network(), same, odds(there)),
        }
    }

    /// The likeliest path to a goal that only this side has, and whether none likelier can have been
    /// missed.
    pub fn likeliest(&self, name: &GoalName) -> (Option<Only>, bool) {
        let Some(goal) = self.here.id(name) else {
            return (None, true);
        };
        let mut found = self.changed.likeliest(goal, self.here.effort());
        if let Some(doubtful) = found.doubtful.take() {
            // Too many old proofs rest on something new. If the total rises there is a new one.
            let rises = self.rises(name);
            found.certain = rises.is_some();
            found.proof = Some(doubtful).filter(|_| rises == Some(true));
        }
        let only = found.proof.and_then(|proof| {
            Some(Only {
                standing: self.here.standing_by(name, &proof)?,
                path: self.here.path_of(name, &proof)?,
                by_odds: found.by_odds,
            })
        });
        (only, found.certain)
    }
}

impl Between<'_> {
    /// Whether it is likelier here than there that some path to a goal succeeds; `None` if the search
    /// for that was cut.
    fn rises(&self, name: &GoalName) -> Option<bool> {
        let of = |side: &Standings| {
            let goal = side.id(name)?;
            Some(total(side.network(), goal, Budget::default()))
        };
        let here = of(self.here)?;
        let (least, most) = of(self.there).map_or((0.0, 0.0), |it| (it.lower, it.upper));
        if billionths(here.lower) > billionths(most) {
            return Some(true);
        }
        (billionths(here.upper) <= billionths(least)).then_some(false)
    }
}

/// The chances that are no deeds.
fn odds(side: &Standings) -> Vec<ChanceId> {
    let chances = (0..).map(ChanceId).zip(side.graph().chances());
    let given = chances.filter(|(_, it)| matches!(it, Chance::Given(_)));
    given.map(|(id, _)| id).collect()
}

/// Which facts and chances the other side has, too: those of the same text.
fn same(here: &Standings, there: &Standings) -> Same {
    let facts = (0..).map(FactId).take(here.graph().len()).map(|id| {
        let fact = here.graph().fact(id);
        let fact = there.solved.same(here.solved, fact)?;
        there.graph().id(&fact)
    });
    let text = |side: &Standings, id: ChanceId| {
        let solved = side.solved;
        let chance = side.graph().chance(id);
        chance.text(solved.program(), &solved.facts().symbols)
    };
    let ids = |side: &Standings| (0..).map(ChanceId).take(side.graph().chances().len());
    let known: BTreeMap<String, ChanceId> = ids(there).map(|id| (text(there, id), id)).collect();
    let chances = ids(here).map(|id| known.get(&text(here, id)).copied());
    Same {
        facts: facts.collect(),
        chances: chances.collect(),
    }
}
