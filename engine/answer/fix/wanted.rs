//! Which goals to cut off: a choice in; ranked goals out.

use serde::{Serialize, Serializer};

use crate::answer::goals::{Goal, goals};
use crate::answer::scale::{billionths, descending, risk_level};
use crate::derivations::Scope;
use crate::engine::Solved;
use crate::facts::Fact;
use crate::rank::{Effort, Network, best, upper_bounds};

/// Which goals to cut off.
///
/// Without components, actors and a least risk: the goal of highest risk.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Goals on any of these; on all if there are none.
    pub components: Vec<String>,
    /// Goals of any of these; of all if there are none.
    pub actors: Vec<String>,
    pub property: Option<String>,
    pub min_risk: Option<f64>,
    /// What the controls may cost, if the best for a budget is asked for.
    pub budget: Option<u64>,
    pub effort: Effort,
}

/// Which goals an answer is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asked {
    /// The one of highest risk.
    Top,
    /// All that were named.
    Named,
    /// Those of at least this risk.
    AtLeast(f64),
}

impl Serialize for Asked {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(match self {
            Self::Top => "top",
            Self::Named => "named",
            Self::AtLeast(_) => "at_least",
        })
    }
}

/// A goal with the likelihood of its likeliest path.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankedGoal {
    #[serde(flatten)]
    pub goal: Goal,
    pub impact: u32,
    pub likelihood: f64,
    /// Likelihood × impact.
    pub risk: f64,
    pub level: &'static str,
    /// Whether no likelier path was missed.
    pub exact: bool,
}

impl Wanted {
    pub fn asked(&self) -> Asked {
        match self.min_risk {
            Some(risk) => Asked::AtLeast(risk),
            None if self.components.is_empty() && self.actors.is_empty() => Asked::Top,
            None => Asked::Named,
        }
    }

    /// The goals, by falling risk; equal ones in the order in which `paths` shows them.
    pub fn goals(&self, solved: &Solved) -> Vec<RankedGoal> {
        let asked: Vec<Goal> = goals(solved)
            .into_iter()
            .filter(|it| self.fits(it))
            .collect();
        let facts: Vec<Fact> = asked.iter().map(|goal| goal.fact.clone()).collect();
        let graph = solved.matcher.derive(&facts, Scope::Uncertain);
        let network = Network::new(&graph);
        let bounds = upper_bounds(&network);
        let bounded = asked.into_iter().filter_map(|goal| {
            let id = graph.id(&goal.fact)?;
            let bound = bounds.get(id.0 as usize).copied().unwrap_or(1.0);
            Some((bound * f64::from(goal.impact), id, goal))
        });
        let mut bounded: Vec<_> = bounded.collect();
        bounded.sort_by(|a, b| descending(a.0, b.0));
        let mut least = self.min_risk.unwrap_or(0.0);
        let mut ranked = Vec::new();
        for (bound, id, goal) in bounded {
            if billionths(bound) < billionths(least) {
                break;
            }
            let proofs = best(&network, id, 1, self.effort);
            let Some(proof) = proofs.list.into_iter().next() else {
                continue;
            };
            let risk = proof.likelihood * f64::from(goal.impact);
            if billionths(risk) < billionths(least) {
                continue;
            }
            if self.asked() == Asked::Top {
                least = least.max(risk);
            }
            ranked.push(RankedGoal {
                impact: goal.impact,
                goal,
                likelihood: proof.likelihood,
                risk,
                level: risk_level(risk),
                exact: proof.exact,
            });
        }
        ranked.sort_by(|a, b| {
            descending(a.risk, b.risk)
                .then(b.goal.impact.cmp(&a.goal.impact))
                .then_with(|| names(&a.goal).cmp(&names(&b.goal)))
        });
        if self.asked() == Asked::Top {
            ranked.truncate(1);
        }
        ranked
    }

    fn fits(&self, goal: &Goal) -> bool {
        let among = |names: &[String], name: &String| names.is_empty() || names.contains(name);
        among(&self.components, &goal.component)
            && among(&self.actors, &goal.actor)
            && self.property.as_ref().is_none_or(|it| *it == goal.property)
    }
}

fn names(goal: &Goal) -> [&str; 3] {
    [&goal.component, &goal.property, &goal.actor]
}
