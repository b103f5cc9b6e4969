//! A fact that does not hold in; the cheapest changes under which it would out.
//!
//! Every way that is answered was tried: the model was changed so, and solved again.

mod flows;
mod near_miss;
mod need;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::{Serialize, Serializer};

use super::find::likeliest_path;
use super::path::Path;
use super::wording::sentence;
use crate::catalogue::catalogue;
use crate::defence::{Change, ChangeId, ControlFate, Defence, relax};
use crate::derivations::{Chance, ChanceId, Scope};
use crate::engine::Solved;
use crate::facts::{Fact, Sort};
use crate::model;
use crate::rank::{Effort, key};
use crate::solve::TooManyFacts;
use flows::one_flow;
pub use near_miss::Miss;
use near_miss::near_misses;
pub use need::Need;
use need::need;

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhyNot {
    /// The facts asked about: one, or one for each actor. As texts.
    pub asked: Vec<String>,
    /// What is asked, as a sentence.
    pub sentence: String,
    /// Those that hold after all, the likeliest first.
    #[serde(serialize_with = "as_written")]
    pub holds: Vec<Held>,
    /// Ways in which one of them would hold, the cheapest first. At most one of each sort.
    pub ways: Vec<Way>,
    /// What rules for the fact come closest to applying; nearest first.
    pub misses: Vec<Miss>,
    pub searched: Searched,
}

/// A fact that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// As it is written.
    pub fact: String,
    pub sentence: String,
    /// Of its likeliest path.
    pub likelihood: f64,
}

/// Changes that together bring the fact about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Way {
    /// What all of them cost.
    pub cost: u32,
    pub needs: Vec<Need>,
    /// Other sets that cost as much and were found on the way, but not tried.
    pub instead: Vec<Vec<Need>>,
    /// What then holds, as a sentence.
    pub fact: String,
    /// The likeliest path in the changed system.
    #[serde(flatten)]
    pub path: Path,
}

/// The facts alone.
fn as_written<S: Serializer>(held: &[Held], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(held.iter().map(|it| &it.fact))
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Searched {
    /// Present controls that may fail.
    pub controls: usize,
    /// Entries of the actors asked about.
    pub entries: usize,
    /// Pairs of components between which one flow was tried.
    pub pairs: usize,
    /// Verbs of these flows.
    pub verbs: usize,
    /// Pairs left out, since there is a limit.
    pub pairs_left: usize,
}

/// How many sets of changes are looked at, and how many of them are tried.
const SETS: usize = 40;
const TRIES: usize = 5;

/// The most components that entries are tried on.
const COMPONENTS: usize = 400;

/// What it costs to add a flow: as much as a way in.
pub const FLOW_COST: u32 = 2;

/// Finds what would have to change for one of these facts to hold: one fact, or the same for
/// several actors.
///
/// # Errors
///
/// If the rules derive too much in a changed system.
pub fn why_not(solved: &Solved, facts: &[Fact], effort: Effort) -> Result<WhyNot, TooManyFacts> {
    let mut answer = WhyNot {
        asked: facts.iter().map(|fact| solved.text(fact)).collect(),
        sentence: title(solved, facts),
        holds: holding(solved, facts, effort),
        ways: Vec::new(),
        misses: Vec::new(),
        searched: Searched::default(),
    };
    if !answer.holds.is_empty() {
        return Ok(answer);
    }
    let search = ChangeSearch {
        solved,
        facts,
        effort,
    };
    let entries = search.entries();
    let (failing, controls) = search.cheapest(ControlFate::StoppingFail, &[])?;
    let (mut entering, _) = search.cheapest(ControlFate::Hold, &entries)?;
    if entering.is_none() {
        entering = search.cheapest(ControlFate::StoppingFail, &entries)?.0;
    }
    answer.searched.controls = controls;
    answer.searched.entries = entries.len();
    let doors = entering
        .iter()
        .flat_map(|way| [&way.needs].into_iter().chain(&way.instead));
    let doors = doors.flatten().filter_map(|need| match need {
        Need::Entry { component, .. } => Some(component.clone()),
        Need::Fails { .. } | Need::Flow { .. } => None,
    });
    let doors: BTreeSet<String> = doors.collect();
    let flow = one_flow(&search, &doors, &mut answer.searched)?;
    answer.ways = [failing, entering, flow].into_iter().flatten().collect();
    // Stable, so that controls come before entries and these before flows.
    answer.ways.sort_by_key(|way| way.cost);
    let nearest = answer.ways.first().map(|way| way.path.sentence.clone());
    let nearest = facts
        .iter()
        .find(|it| Some(sentence(solved, it)) == nearest);
    if let Some(fact) = nearest.or(facts.first()) {
        answer.misses = near_misses(solved, fact);
    }
    Ok(answer)
}

/// The fact as a sentence; for facts of several actors, about somebody.
fn holding(solved: &Solved, facts: &[Fact], effort: Effort) -> Vec<Held> {
    let held = facts.iter().filter(|fact| solved.holds(fact)).map(|fact| {
        let path = likeliest_path(solved, fact, effort);
        Held {
            fact: solved.text(fact),
            sentence: sentence(solved, fact),
            likelihood: path.map_or(1.0, |it| it.likelihood),
        }
    });
    let mut held: Vec<Held> = held.collect();
    held.sort_by(|a, b| {
        let by_likelihood = key(b.likelihood).cmp(&key(a.likelihood));
        by_likelihood.then_with(|| a.fact.cmp(&b.fact))
    });
    held
}

fn title(solved: &Solved, facts: &[Fact]) -> String {
    let text = facts.first().map(|fact| (fact, sentence(solved, fact)));
    match (text, facts.len()) {
        (None, _) => String::new(),
        (Some((_, text)), 1) => text,
        (Some((fact, text)), _) => {
            let actor = solved.values(fact).into_iter().next();
            actor.map_or(text.clone(), |it| text.replacen(&it, "somebody", 1))
        }
    }
}

struct ChangeSearch<'s> {
    solved: &'s Solved,
    facts: &'s [Fact],
    effort: Effort,
}

/// A set of changes that may do.
struct ChangeProposal<'f> {
    fact: &'f Fact,
    cost: u32,
    changes: Vec<ChangeId>,
    /// How likely the deeds are, and whether there are any.
    likelihood: f64,
    deeds: bool,
}

impl ChangeSearch<'_> {
    /// All entries that the facts' actors do not have, near what the facts name if the system is
    /// large.
    fn entries(&self) -> Vec<[u32; 3]> {
        let symbols = &self.solved.facts().symbols;
        let words = catalogue().entries.iter();
        let words: Vec<u32> = words.filter_map(|it| symbols.id(it.id)).collect();
        let near = flows::near(self.solved, self.facts, COMPONENTS);
        let near: Vec<u32> = near.iter().filter_map(|it| symbols.id(it)).collect();
        let mut entries = Vec::new();
        for actor in self.actors() {
            for &component in &near {
                entries.extend(words.iter().map(|&how| [actor, component, how]));
            }
        }
        entries
    }

    /// The actors that the facts are about, sorted.
    fn actors(&self) -> BTreeSet<u32> {
        let program = self.solved.program();
        let actors = |fact: &Fact| {
            let named = program.of_sort(fact.relation, &fact.row, Sort::Actor.name());
            named.copied().collect::<Vec<u32>>()
        };
        self.facts.iter().flat_map(actors).collect()
    }

    /// The cheapest way that was tried with success, and how many changes were offered. Where
    /// entries are offered, it has one.
    fn cheapest(
        &self,
        controls: ControlFate,
        entries: &[[u32; 3]],
    ) -> Result<(Option<Way>, usize), TooManyFacts> {
        let solved = self.solved;
        let relaxed = relax(solved.program(), solved.facts(), controls, entries);
        let beyond = solved.with_facts(relaxed.facts.clone())?;
        let possible = self.facts.iter().filter(|fact| beyond.holds(fact));
        let possible: Vec<Fact> = possible.cloned().collect();
        let graph = beyond.matcher.derive(&possible, Scope::Uncertain);
        let mut defence = Defence::new(&relaxed, &graph, self.effort);
        let enters = |it: &ChangeId| matches!(relaxed.change(*it), Change::Entry { .. });
        let is_deed = |id: &ChanceId| matches!(graph.chance(*id), Chance::Act { .. });
        let mut proposals = Vec::new();
        for fact in &possible {
            let Some(id) = graph.id(fact) else { continue };
            for (cost, changes) in defence.sets(id, SETS) {
                let fits = entries.is_empty() || changes.iter().any(enters);
                let Some(proof) = fits.then(|| defence.deeds(id, &changes)).flatten() else {
                    continue;
                };
                proposals.push(ChangeProposal {
                    fact,
                    cost,
                    changes,
                    likelihood: proof.likelihood,
                    deeds: proof.chances.iter().any(is_deed),
                });
            }
        }
        // What needs no deed says the fact in other words, so it comes last.
        let order = |it: &ChangeProposal| (it.cost, !it.deeds, Reverse(key(it.likelihood)));
        proposals.sort_by(|a, b| {
            order(a)
                .cmp(&order(b))
                .then_with(|| a.changes.cmp(&b.changes))
        });
        let needs = |it: &ChangeProposal| -> Vec<Need> {
            let changes = it.changes.iter().map(|&id| relaxed.change(id));
            changes.map(|it| need(&beyond, it)).collect()
        };
        for (at, proposal) in proposals.iter().enumerate().take(TRIES) {
            let wanted = needs(proposal);
            let Some(path) = self.path_with(&wanted, std::slice::from_ref(proposal.fact))? else {
                continue;
            };
            let others = proposals.iter().skip(at + 1);
            let others = others.filter(|it| it.cost == proposal.cost && it.deeds == proposal.deeds);
            let mut instead: Vec<Vec<Need>> = others.map(needs).collect();
            instead.dedup();
            let way = Way {
                cost: proposal.cost,
                needs: wanted,
                instead,
                fact: path.sentence.clone(),
                path,
            };
            return Ok((Some(way), relaxed.changes.len()));
        }
        Ok((None, relaxed.changes.len()))
    }

    /// The system in which all of this is otherwise; `None` if it has no such names.
    fn with(&self, needs: &[Need]) -> Result<Option<Solved>, TooManyFacts> {
        let changes: Vec<model::Change> = needs.iter().map(Need::change).collect();
        self.solved.with(&changes)
    }

    /// The likeliest path to one of the facts in the model with these changes; `None` if none of
    /// the facts holds there.
    fn path_with(&self, needs: &[Need], facts: &[Fact]) -> Result<Option<Path>, TooManyFacts> {
        let Some(changed) = self.with(needs)? else {
            return Ok(None);
        };
        let found = facts.iter().filter_map(|fact| {
            let fact = changed.same(self.solved, fact)?;
            likeliest_path(&changed, &fact, self.effort)
        });
        // The last of the greatest is taken, so the first fact has to come last.
        Ok(found
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .max_by_key(|path| key(path.likelihood)))
    }
}
