//! A solved model in; the cheapest controls that cut every path to some goals out.

mod cone;
mod measures;
mod proposal;
mod removed;
mod set;
mod singles;
mod trials;
mod wanted;
mod worlds;

use serde::{Serialize, Serializer};

use super::find::likeliest_path;
use super::goals::Goal;
use super::path::Path;
use crate::derivations::Scope;
use crate::engine::Solved;
use crate::facts::Fact;
use crate::fix::Outlook;
use crate::rank::Effort;
use crate::solve::TooManyFacts;
use measures::Measures;
pub use proposal::{Proposal, Short};
use removed::removed;
pub use set::FixSet;
use set::{Sets, sets};
pub use singles::{PATHS_EACH, Purchase, Single};
use singles::{choke_points, purchase, singles, sort};
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
    /// The cheapest measures that cut every path to all goals but those that remain; `None` if no
    /// goal can be cut off.
    pub set: Option<FixSet>,
    /// The cheapest measures, besides those of the set, that cut the goals that remain, or as many
    /// as can be: some change what the system does. `None` if none remains, or none can be cut off.
    pub redesign: Option<FixSet>,
    /// What the budget buys, if there is one; then no set is looked for.
    pub purchase: Option<Purchase>,
    /// The sum of the goals' risks by their likeliest paths.
    pub risk: f64,
    /// The measures that touch paths to the goals, those first that remove most risk alone for what
    /// they cost.
    pub singles: Vec<Single>,
    /// Components that every path to every goal passes.
    pub choke_points: Vec<String>,
    /// Goals to which a path is left whatever is done short of a redesign, by falling risk.
    pub remaining: Vec<Remaining>,
}

/// A goal that stays in reach.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remaining {
    #[serde(serialize_with = "by_name")]
    pub goal: RankedGoal,
    /// The likeliest path with every control in place that a path to the goal lacks, and all else
    /// done that is no redesign.
    #[serde(flatten)]
    pub path: Path,
    pub risk: f64,
}

fn by_name<S: Serializer>(goal: &RankedGoal, to: S) -> Result<S::Ok, S::Error> {
    goal.goal.serialize(to)
}

/// Finds the cheapest measures.
///
/// # Errors
///
/// If the rules derive too much with measures done.
pub fn fix(solved: &Solved, wanted: &Wanted) -> Result<Fix, TooManyFacts> {
    let goals = wanted.goals(solved);
    let facts: Vec<Fact> = goals.iter().map(|it| it.goal.fact.clone()).collect();
    let graph = solved.matcher.derive(&facts, Scope::Controls);
    let measures = Measures::new(solved, &graph);
    let attacked: Vec<&Goal> = goals.iter().map(|it| &it.goal).collect();
    let found = match wanted.budget {
        Some(_) => Sets::default(),
        None => sets(solved, &measures, &attacked)?,
    };
    let remaining = found.remaining.iter().filter_map(|&it| goals.get(it));
    let remaining = left_with_all(solved, &measures, remaining.collect())?;
    let weighed = goals.iter().filter_map(|it| {
        let id = graph.id(&it.goal.fact)?;
        Some((id, f64::from(it.goal.impact)))
    });
    let trials = Trials::new(&graph, &measures, weighed.collect());
    let mut outlook = Outlook::new(&trials);
    let proofs = trials.proofs(PATHS_EACH);
    let mut singles = singles(&mut outlook, &measures, &proofs);
    singles.extend(removed(solved, &measures, &goals, &proofs)?);
    sort(&mut singles);
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
        considered: measures.stopping(),
        set: found.set,
        redesign: found.redesign,
        remaining,
        goals,
    })
}

/// The goals that stay in reach with everything done that is no redesign.
fn left_with_all(
    solved: &Solved,
    measures: &Measures,
    goals: Vec<&RankedGoal>,
) -> Result<Vec<Remaining>, TooManyFacts> {
    if goals.is_empty() {
        return Ok(Vec::new());
    }
    let altered = solved.with(&measures.changes(measures.short_of_redesign()))?;
    let altered = altered.expect("names of the model");
    let left = goals.into_iter().filter_map(|goal| {
        let fact = goal.goal.fact_in(&altered)?;
        let path = likeliest_path(&altered, &fact, Effort::default())?;
        Some(Remaining {
            risk: path.likelihood * f64::from(goal.goal.impact),
            goal: goal.clone(),
            path,
        })
    });
    Ok(left.collect())
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
