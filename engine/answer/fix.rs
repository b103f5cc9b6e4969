//! A solved model in; the cheapest controls that cut every path to some goals out.

mod measures;
mod singles;
mod trials;
mod wanted;

use serde::{Serialize, Serializer};

use super::find::likeliest_path;
use super::goals::Goal;
use super::path::{Control, Path};
use super::spot::Spot;
use crate::derivations::Scope;
use crate::engine::Solved;
use crate::facts::Fact;
use crate::fix::{self, MeasureId, Outlook, cheapest};
use crate::model::Change;
use crate::rank::Effort;
use crate::solve::TooManyFacts;
use measures::Measures;
pub use singles::{PATHS_EACH, Purchase, Single};
use singles::{choke_points, purchase, singles};
use trials::Trials;
pub use wanted::{Asked, RankedGoal, Wanted};

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fix {
    pub system: String,
    pub asked: Asked,
    /// The goals that are asked about, by falling risk.
    pub goals: Vec<RankedGoal>,
    /// How many controls would stop a step on the way to them.
    pub considered: usize,
    /// The cheapest controls that cut every path to all goals but those that remain; `None` if no
    /// goal can be cut off.
    pub set: Option<FixSet>,
    /// What the budget buys, if there is one; then no set is looked for.
    pub purchase: Option<Purchase>,
    /// The sum of the goals' risks by their likeliest paths.
    pub risk: f64,
    /// The controls that touch paths to the goals, those first that remove most risk alone.
    pub singles: Vec<Single>,
    /// Components that every path to every goal passes.
    pub choke_points: Vec<String>,
    /// Goals to which a path is left whatever controls there are, by falling risk.
    pub remaining: Vec<Remaining>,
}

/// Controls that cut every path to some goals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FixSet {
    pub controls: Vec<Proposal>,
    pub cost: u64,
    /// No set costs less; the same as `cost` unless the search was cut.
    pub at_least: u64,
    /// Other sets of the same cost.
    pub others: Vec<Vec<Control>>,
    /// Whether there are no more of them.
    pub all_others: bool,
    /// How many paths it took to show that no cheaper set will do.
    pub witnesses: usize,
    /// Goals that are in reach when the system is solved again with the controls in place: none,
    /// unless the rules let a control open a way.
    pub left: Vec<Goal>,
}

/// A control to put in place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    #[serde(flatten)]
    pub control: Control,
    pub cost: u32,
    /// Whether components of this kind usually have it.
    pub usual: bool,
    /// What is said of it now, in a word.
    pub status: &'static str,
    /// How effective it is now, from 0 to 1.
    pub effectiveness: f64,
    /// Where that is said, or where the component stands; `None` if the question says it.
    pub place: Option<Spot>,
}

/// A goal that stays in reach.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remaining {
    #[serde(serialize_with = "by_name")]
    pub goal: RankedGoal,
    /// The likeliest path with every control in place that a path to the goal lacks.
    #[serde(flatten)]
    pub path: Path,
    pub risk: f64,
}

fn by_name<S: Serializer>(goal: &RankedGoal, to: S) -> Result<S::Ok, S::Error> {
    goal.goal.serialize(to)
}

/// Finds the cheapest controls.
///
/// # Errors
///
/// If the rules derive too much with controls in place.
pub fn fix(solved: &Solved, wanted: &Wanted) -> Result<Fix, TooManyFacts> {
    let goals = wanted.goals(solved);
    let facts: Vec<Fact> = goals.iter().map(|it| it.goal.fact.clone()).collect();
    let graph = solved.matcher.derive(&facts, Scope::Controls);
    let measures = Measures::new(solved, &graph);
    let exposure = measures.exposure(&graph);
    let stopping = exposure.measures();
    let reached = exposure.reached(&stopping);
    let id = |it: &RankedGoal| graph.id(&it.goal.fact).map(|id| id.0);
    let stays = |it: &&RankedGoal| id(it).is_some_and(|id| reached[id as usize]);
    let (remaining, cuttable): (Vec<&RankedGoal>, Vec<&RankedGoal>) = goals.iter().partition(stays);
    let targets: Vec<u32> = cuttable.iter().copied().filter_map(id).collect();
    let found = match targets.as_slice() {
        [] => None,
        _ if wanted.budget.is_some() => None,
        targets => cheapest(&exposure, targets, &measures, fix::SetEffort::default()),
    };
    let set = match found {
        None => None,
        Some(found) => {
            let mut sets = found.sets.iter();
            let chosen = sets.next().map_or(&[][..], Vec::as_slice);
            let altered = solved_with(solved, measures.controls(chosen))?;
            let left = cuttable.iter().filter(|it| it.goal.is_in_reach(&altered));
            let others = sets.map(|set| measures.controls(set).cloned().collect());
            Some(FixSet {
                controls: chosen.iter().map(|&it| measures.proposal(it)).collect(),
                cost: found.cost,
                at_least: found.at_least,
                others: others.collect(),
                all_others: found.all,
                witnesses: found.proofs,
                left: left.map(|it| it.goal.clone()).collect(),
            })
        }
    };
    let mut remains = Vec::new();
    if !remaining.is_empty() && wanted.budget.is_none() {
        let all: Vec<MeasureId> = measures.all().collect();
        let altered = solved_with(solved, measures.controls(&all))?;
        remains.extend(remaining.into_iter().filter_map(|goal| {
            let fact = goal.goal.fact_in(&altered)?;
            let path = likeliest_path(&altered, &fact, Effort::default())?;
            Some(Remaining {
                risk: path.likelihood * f64::from(goal.goal.impact),
                goal: goal.clone(),
                path,
            })
        }));
    }
    let weighed = goals.iter().filter_map(|it| {
        let id = graph.id(&it.goal.fact)?;
        Some((id, f64::from(it.goal.impact)))
    });
    let trials = Trials::new(&graph, &measures, weighed.collect());
    let mut outlook = Outlook::new(&trials);
    let singles = singles(&mut outlook, &measures);
    Ok(Fix {
        system: solved.model.system.clone(),
        purchase: wanted
            .budget
            .map(|it| purchase(&mut outlook, &measures, it)),
        // A sum of nothing would be −0.
        risk: goals.iter().fold(0.0, |sum, it| sum + it.risk),
        singles,
        choke_points: choke_points(solved, &graph, &trials),
        asked: wanted.asked(),
        considered: stopping.len(),
        set,
        remaining: remains,
        goals,
    })
}

/// The system solved again with these controls in place.
fn solved_with<'c>(
    solved: &Solved,
    controls: impl Iterator<Item = &'c Control>,
) -> Result<Solved, TooManyFacts> {
    let with: Vec<Change> = controls.map(Control::in_place).collect();
    let altered = solved.with(&with)?;
    Ok(altered.expect("names of components and controls that facts hold"))
}

impl Goal {
    /// The goal in another solved model, if it is in reach there.
    fn fact_in(&self, solved: &Solved) -> Option<Fact> {
        let values = [&self.actor, &self.component, &self.property];
        let fact = solved.fact(super::derived::VIOLATED, &values.map(String::as_str));
        fact.filter(|it| solved.holds(it))
    }

    fn is_in_reach(&self, solved: &Solved) -> bool {
        self.fact_in(solved).is_some()
    }
}
