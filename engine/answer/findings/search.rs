//! A question in; the findings of the highest risk, with all that is known to go their way, out.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::{Fallen, Finding, Findings, Who};
use crate::answer::goals::{Goal, goals};
use crate::answer::path::path;
use crate::answer::paths::{VIA_DEPTH, passes};
use crate::answer::question::Question;
use crate::answer::scale::{billionths, composed_impact, risk_level};
use crate::answer::tied::could_swap;
use crate::answer::treatment::{About, decision};
use crate::answer::way::AttackWay;
use crate::answer::ways::{GoalWay, Ways};
use crate::answer::wording::way_sentence;
use crate::derivations::{Graph, Scope};
use crate::engine::Solved;
use crate::facts::Fact;
use crate::model::Position;
use crate::rank::{Network, best, upper_bounds};

/// Takes ways to goals by falling risk. A finding is therefore met first by its likeliest path to
/// what is worth most by it, and findings are met in their order.
pub struct Search<'s> {
    solved: &'s Solved,
    question: &'s Question,
    /// By impact and name.
    goals: Vec<Goal>,
    graph: Graph,
    network: Network,
}

/// How many ways are gone through at most, to name who else goes a way and what else falls by it, once
/// the findings to show are found; and how many rules these ways may have together, for each may have
/// to look at all of them.
const MEMBERS: usize = 400;
const MEMBER_RULES: usize = 4_000_000;

/// How many ways of a goal are gone through.
const WAYS: usize = 12;

/// By falling risk. At equal risks bounds come before ways, so that all that could be as high is
/// known; then goals in their order.
type Place = (i64, bool, Reverse<usize>);

struct Queue<'s> {
    places: BinaryHeap<Place>,
    /// By goal, as far as it was taken up.
    open: FxHashMap<usize, Open<'s>>,
    /// How many ways were gone through.
    gone: usize,
}

/// A goal that was taken up.
struct Open<'s> {
    ways: Box<dyn Iterator<Item = GoalWay> + 's>,
    /// How many of them were gone through.
    gone: usize,
    /// The one that is next.
    next: Option<Box<GoalWay>>,
}

/// The ways of a finding to goals, by falling risk.
struct Group {
    way: AttackWay,
    members: Vec<(usize, Box<GoalWay>)>,
}

impl<'s> Search<'s> {
    pub fn new(solved: &'s Solved, question: &'s Question) -> Self {
        let mut goals: Vec<Goal> = goals(solved)
            .into_iter()
            .filter(|goal| question.asks(goal))
            .collect();
        goals.sort_by(|a, b| {
            let names = |it: &Goal| (it.component.clone(), it.property.clone(), it.actor.clone());
            b.impact
                .cmp(&a.impact)
                .then_with(|| names(a).cmp(&names(b)))
        });
        let facts: Vec<Fact> = goals.iter().map(|goal| goal.fact.clone()).collect();
        let graph = solved.matcher.derive(&facts, Scope::Uncertain);
        Self {
            solved,
            question,
            goals,
            network: Network::new(&graph),
            graph,
        }
    }

    pub fn run(&self) -> Findings {
        let mut groups: Vec<Group> = Vec::new();
        let mut places: FxHashMap<AttackWay, usize> = FxHashMap::default();
        let mut queue = self.queue();
        let (mut certain, mut all) = (true, true);
        let mut gone_before = None;
        let members = MEMBERS.min(MEMBER_RULES / self.network.size().max(1));
        while let Some((risk, _, Reverse(at))) = queue.places.pop() {
            if risk < billionths(self.question.min_risk) {
                break;
            }
            let full = groups.len() >= self.question.top;
            if full && queue.gone - *gone_before.get_or_insert(queue.gone) >= members {
                break;
            }
            let next = queue.open.get_mut(&at).and_then(|it| it.next.take());
            self.advance(&mut queue, at);
            let Some(found) = next else { continue };
            match places.get(&found.way) {
                Some(&place) => groups[place].members.push((at, found)),
                None if full => all = false,
                None => {
                    certain &= found.proof.exact;
                    places.insert(found.way.clone(), groups.len());
                    groups.push(Group {
                        way: found.way.clone(),
                        members: vec![(at, found)],
                    });
                }
            }
        }
        let mut fallen: Vec<usize> = groups
            .iter()
            .flat_map(|group| group.members.iter().map(|it| it.0))
            .collect();
        fallen.sort_unstable();
        fallen.dedup();
        let mut list: Vec<Finding> = groups.iter().filter_map(|it| self.finding(it)).collect();
        mark_ties(&mut list);
        Findings {
            goals: self.goals.len(),
            goals_left: self.goals.len() - fallen.len(),
            certain,
            all: all && queue.places.is_empty(),
            list,
        }
    }

    /// Every goal with the upper bound of its risk.
    fn queue(&self) -> Queue<'_> {
        let bounds = upper_bounds(&self.network);
        let place = |(at, goal): (usize, &Goal)| {
            let id = self.graph.id(&goal.fact)?;
            let bound = bounds[id.0 as usize] * f64::from(goal.impact);
            Some((billionths(bound), true, Reverse(at)))
        };
        Queue {
            places: self.goals.iter().enumerate().filter_map(place).collect(),
            open: FxHashMap::default(),
            gone: 0,
        }
    }

    /// Finds the next way to a goal and puts it into its place.
    fn advance<'q>(&'q self, queue: &mut Queue<'q>, at: usize) {
        let goal = &self.goals[at];
        let open = queue.open.entry(at).or_insert_with(|| Open {
            ways: self.ways(goal),
            gone: 0,
            next: None,
        });
        if open.gone >= WAYS {
            return;
        }
        open.gone += 1;
        queue.gone += 1;
        if let Some(way) = open.ways.next() {
            let risk = way.proof.likelihood * f64::from(goal.impact);
            open.next = Some(Box::new(way));
            queue.places.push((billionths(risk), false, Reverse(at)));
        }
    }

    /// The ways to a goal, likeliest first. Where they have to pass a component, each with the
    /// likeliest path that passes it, of the first paths to the goal.
    fn ways<'q>(&'q self, goal: &'q Goal) -> Box<dyn Iterator<Item = GoalWay> + 'q> {
        let derived = (&self.graph, &self.network);
        let effort = self.question.effort;
        let Some(via) = &self.question.via else {
            return Box::new(Ways::new(self.solved, derived, goal, effort));
        };
        let id = self.graph.id(&goal.fact);
        let proofs = id.map(|id| best(&self.network, id, VIA_DEPTH, effort).list);
        let mut seen: Vec<AttackWay> = Vec::new();
        let ways = proofs.into_iter().flatten().filter_map(move |proof| {
            let path = path(self.solved, &goal.fact, &self.graph, &proof)?;
            let way = AttackWay::of(&goal.name(), &path);
            if seen.contains(&way) || !passes(self.solved, &path, via) {
                return None;
            }
            seen.push(way.clone());
            Some(GoalWay { way, proof, path })
        });
        Box::new(ways)
    }

    fn finding(&self, group: &Group) -> Option<Finding> {
        let (at, first) = group.members.first()?;
        let goal = &self.goals[*at];
        let risk = |(at, way): &(usize, Box<GoalWay>)| {
            way.proof.likelihood * f64::from(self.goals[*at].impact)
        };
        let mut actors: Vec<Who> = Vec::new();
        let mut falls: Vec<Fallen> = Vec::new();
        for member in &group.members {
            let (goal, way) = (&self.goals[member.0], &member.1);
            if !actors.iter().any(|it| it.actor == goal.actor) {
                actors.push(Who {
                    actor: goal.actor.clone(),
                    risk: risk(member),
                    likelihood: way.proof.likelihood,
                });
            }
            let same =
                |it: &Fallen| (&it.component, &it.property) == (&goal.component, &goal.property);
            if !falls.iter().any(same) {
                falls.push(Fallen {
                    component: goal.component.clone(),
                    property: goal.property.clone(),
                    impact: goal.impact,
                    risk: risk(member),
                    path: way.path.id.clone(),
                });
            }
        }
        let most = risk(&group.members[0]);
        let id = group.way.id();
        let today = self.question.today.as_deref();
        Some(Finding {
            shown: id.clone(),
            title: way_sentence(&first.path),
            way: group.way.clone(),
            risk: most,
            level: risk_level(most),
            likelihood: first.proof.likelihood,
            impact: goal.impact,
            exact: first.proof.exact,
            tied: false,
            everybody: self.everybody(&actors),
            composed_impact: composed_impact(falls.iter().map(|it| it.impact)),
            best_change: None,
            treatment: decision(
                &self.solved.model,
                About {
                    goal: &goal.name(),
                    path: &first.path.id,
                    finding: &id,
                    risk: most,
                },
                today,
            ),
            present: Vec::new(),
            path: first.path.clone(),
            goal: goal.clone(),
            actors,
            falls,
            id,
        })
    }

    /// Whether these are all actors, or all that are external.
    fn everybody(&self, who: &[Who]) -> Option<&'static str> {
        let can = |id: &str| who.iter().any(|it| it.actor == id);
        let actors = &self.solved.model.actors;
        let outside = |it: &&crate::model::Actor| it.position == Position::External;
        if who.len() < 2 {
            return None;
        }
        if actors.iter().all(|it| can(&it.id)) {
            return Some("anybody");
        }
        let outsiders = actors.iter().filter(outside);
        let all = outsiders.clone().all(|it| can(&it.id)) && outsiders.count() == who.len();
        all.then_some("anybody outside")
    }
}

/// Whether each could as well stand above the one before it, for all that the words for
/// likelihoods say.
fn mark_ties(list: &mut [Finding]) {
    for at in 1..list.len() {
        let (before, rest) = list.split_at_mut(at);
        if let (Some(above), Some(row)) = (before.last(), rest.first_mut()) {
            row.tied = could_swap((above.risk, &above.path), (row.risk, &row.path));
        }
    }
}
