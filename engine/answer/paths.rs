//! The ranked attack paths of a system, best first over all goals.

mod group;

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::carrying::carrying;
use super::findings::{Finding, findings};
use super::goals::{Goal, Loss, goals};
use super::path::{Path, path, shorten};
use super::question::Question;
use super::register::{Present, present, threat};
use super::rmf::{Subcategory, rmf};
use super::scale::{composed_impact, descending, risk_level};
use super::tied::could_swap;
use super::treatment::{About, Decision, decision};
use super::way::AttackWay;
use crate::derivations::{Chance, ChanceId, FactId, Graph, Scope};
use crate::engine::Solved;
use crate::facts::{Fact, Sort};
use crate::model::{Assets, Model, review};
use crate::rank::{Falls, Network, Proof, Total, best, totals, upper_bounds};
use group::GoalGroup;

/// The answer: findings by falling risk.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paths {
    pub system: String,
    /// How many components and actors the system has.
    #[serde(skip)]
    pub components: usize,
    #[serde(skip)]
    pub actors: usize,
    /// Whether no asset is stated, so that everything counts.
    pub default_assets: bool,
    /// How many goals can be reached at all, of those asked about.
    pub goals: usize,
    /// How many of these goals no row speaks of.
    pub goals_left: usize,
    /// Whether no finding that is not shown can have a higher risk than one that is.
    pub certain: bool,
    /// Whether no further finding fits the question, if these were asked for.
    #[serde(skip)]
    pub all: bool,
    /// The findings, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<Finding>>,
    #[serde(rename = "paths")]
    pub rows: Vec<RankedPath>,
    /// What the findings mean for the NIST AI RMF.
    pub rmf: Vec<Subcategory>,
}

/// A path to a goal, with the goals that fall by the very same chances.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankedPath {
    pub goal: Goal,
    #[serde(flatten)]
    pub path: Path,
    /// That of the goal, from 1 to 10.
    pub impact: u32,
    /// Likelihood × impact of the goal, from 0 to 10.
    pub risk: f64,
    pub level: &'static str,
    /// 1 for the goal's best path.
    pub place: usize,
    /// How likely it is that some path to the goal succeeds, if it was asked for.
    pub total: Option<Total>,
    /// Whether it could as well stand above the row before it: words for likelihoods do not
    /// decide which comes first.
    pub tied: bool,
    /// What somebody has decided about the goal or the path.
    pub treatment: Option<Decision>,
    /// Goals whose likeliest path rests on the same chances, by falling impact.
    pub also: Vec<Loss>,
    /// Everything of value that falls with the path, the goal included, by falling impact.
    pub falls: Vec<Loss>,
    /// The composed impact of all that falls, from 0 to 10.
    pub composed_impact: f64,
    /// The finding as a threat: who does what by which deeds.
    pub threat: String,
    /// Controls that the path's deeds are up against, sorted.
    pub present: Vec<Present>,
}

/// How many paths of a goal are looked at for one that passes a given component.
pub(super) const VIA_DEPTH: usize = 50;

/// Takes goals by falling upper bound of their risk and stops when no goal left can be among the
/// top ones.
pub fn paths(solved: &Solved, question: &Question) -> Paths {
    let all = goals(solved);
    let facts: Vec<Fact> = all.iter().map(|goal| goal.fact.clone()).collect();
    let graph = solved.matcher.derive(&facts, Scope::Uncertain);
    let ranking = Ranking {
        solved,
        question,
        network: Network::new(&graph),
        graph,
    };
    ranking.run(&all)
}

/// The findings; beside them single paths, if they are wanted, too. What is said of the NIST AI RMF
/// is about the single paths, or else about the findings.
pub fn register(solved: &Solved, question: &Question, with_paths: bool) -> Paths {
    let found = findings(solved, question);
    let rest = if with_paths {
        paths(solved, question)
    } else {
        let rows: Vec<RankedPath> = found.list.iter().map(Finding::row).collect();
        Paths {
            rmf: rmf(solved, &rows),
            ..Paths::of(&solved.model)
        }
    };
    Paths {
        goals: found.goals,
        goals_left: found.goals_left,
        certain: found.certain,
        all: found.all,
        findings: Some(found.list),
        ..rest
    }
}

impl Paths {
    /// What is known of a system before anything is asked.
    fn of(model: &Model) -> Self {
        Self {
            system: model.system.clone(),
            components: model.components.len(),
            actors: model.actors.len(),
            default_assets: matches!(review(model).assets, Assets::Default),
            goals: 0,
            goals_left: 0,
            certain: true,
            all: false,
            findings: None,
            rows: Vec::new(),
            rmf: Vec::new(),
        }
    }
}

/// Whether `row`, which stands below `above`, could as well stand above it, for all that the words
/// for likelihoods say.
pub fn is_tied(above: &RankedPath, row: &RankedPath) -> bool {
    could_swap((above.risk, &above.path), (row.risk, &row.path))
}

struct Ranking<'q> {
    solved: &'q Solved,
    question: &'q Question,
    graph: Graph,
    network: Network,
}

impl Ranking<'_> {
    fn run(&self, all: &[Goal]) -> Paths {
        let bounds = upper_bounds(&self.network);
        let bound = |goal: &Goal| {
            let fact = self.graph.id(&goal.fact);
            fact.map_or(0.0, |id| bounds[id.0 as usize] * f64::from(goal.impact))
        };
        let mut asked: Vec<(f64, &Goal)> = all
            .iter()
            .filter(|goal| self.question.asks(goal))
            .map(|goal| (bound(goal), goal))
            .collect();
        asked.sort_by(|a, b| descending(a.0, b.0));
        let mut groups: Vec<GoalGroup> = Vec::new();
        let mut certain = true;
        let mut taken = 0;
        for (bound, goal) in &asked {
            let least = self.least_shown(&groups).max(self.question.min_risk);
            if *bound < least - 1e-9 {
                break;
            }
            taken += 1;
            certain &= self.take(goal, &mut groups);
        }
        groups.sort_by(|a, b| descending(a.risk, b.risk).then_with(|| a.order().cmp(&b.order())));
        groups.truncate(self.question.top);
        let falls = Falls::new(&self.network);
        let fallen = |group: &GoalGroup| -> Vec<FxHashSet<FactId>> {
            group
                .proofs
                .iter()
                .map(|it| falls.of(&it.chances))
                .collect()
        };
        let fallen: Vec<Vec<FxHashSet<FactId>>> = groups.iter().map(fallen).collect();
        for (_, goal) in &asked[taken..] {
            self.fold_late(goal, &mut groups, &fallen);
        }
        let totals = self.totals(&groups);
        let rows = groups.iter().zip(&fallen).zip(totals);
        let mut rows: Vec<RankedPath> = rows
            .flat_map(|((group, fallen), total)| self.findings(group, fallen, total, all))
            .collect();
        mark_ties(&mut rows);
        shorten(rows.iter_mut().map(|row| &mut row.path));
        let spoken: usize = groups.iter().map(|group| group.goals.len()).sum();
        Paths {
            goals: asked.len(),
            goals_left: asked.len() - spoken,
            certain,
            rmf: rmf(self.solved, &rows),
            rows,
            ..Paths::of(&self.solved.model)
        }
    }

    /// The risk that a further finding must exceed to be shown.
    fn least_shown(&self, groups: &[GoalGroup]) -> f64 {
        let mut risks: Vec<f64> = groups.iter().map(|group| group.risk).collect();
        risks.sort_by(|a, b| descending(*a, *b));
        let last = self.question.top.checked_sub(1);
        last.and_then(|last| risks.get(last).copied())
            .unwrap_or(0.0)
    }

    /// Ranks a goal's proofs; tells whether they are certain.
    fn take<'g>(&self, goal: &'g Goal, groups: &mut Vec<GoalGroup<'g>>) -> bool {
        let Some(proofs) = self.proofs(goal) else {
            return true;
        };
        let Some(first) = proofs.first() else {
            return true;
        };
        let certain = first.exact;
        let risk = first.likelihood * f64::from(goal.impact);
        if risk < self.question.min_risk - 1e-9 {
            return certain;
        }
        let same = |group: &&mut GoalGroup| {
            group.goals[0].actor == goal.actor && self.is_same(&group.proofs[0], first)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.add(goal),
            None => groups.push(GoalGroup {
                goals: vec![goal],
                proofs,
                risk,
            }),
        }
        certain
    }

    /// Adds a goal that was not ranked to the group with which it falls, if there is one.
    fn fold_late<'g>(
        &self,
        goal: &'g Goal,
        groups: &mut [GoalGroup<'g>],
        fallen: &[Vec<FxHashSet<FactId>>],
    ) {
        let Some(id) = self.graph.id(&goal.fact) else {
            return;
        };
        let falls = |(_, fallen): &(&mut GoalGroup, &Vec<FxHashSet<FactId>>)| {
            fallen.first().is_some_and(|it| it.contains(&id))
        };
        for (group, _) in groups.iter_mut().zip(fallen).filter(falls) {
            let alike = group.goals[0].actor == goal.actor
                && self.proofs(goal).is_some_and(|proofs| {
                    let first = proofs.first();
                    first.is_some_and(|it| self.is_same(it, &group.proofs[0]))
                });
            if alike {
                group.add(goal);
                return;
            }
        }
    }

    /// Whether two proofs are one finding: the same deeds. What needs no deed is not folded.
    fn is_same(&self, one: &Proof, other: &Proof) -> bool {
        let is_act = |id: &ChanceId| matches!(self.graph.chance(*id), Chance::Act { .. });
        one.chances == other.chances && one.chances.iter().any(is_act)
    }

    /// The proofs of a goal that are asked for; `None` if there is none of them.
    fn proofs(&self, goal: &Goal) -> Option<Vec<Proof>> {
        let id = self.graph.id(&goal.fact)?;
        let wanted = self.question.per_goal.max(1);
        let Some(via) = &self.question.via else {
            return Some(best(&self.network, id, wanted, self.question.effort).list);
        };
        let proofs = best(
            &self.network,
            id,
            VIA_DEPTH.max(wanted),
            self.question.effort,
        );
        let passing = proofs.list.into_iter().filter(|proof| {
            let path = self.path(goal, proof);
            path.is_some_and(|path| passes(self.solved, &path, via))
        });
        let passing: Vec<Proof> = passing.take(wanted).collect();
        (!passing.is_empty()).then_some(passing)
    }

    fn path(&self, goal: &Goal, proof: &Proof) -> Option<Path> {
        path(self.solved, &goal.fact, &self.graph, proof)
    }

    /// By group: the total likelihood of its first goal.
    fn totals(&self, groups: &[GoalGroup]) -> Vec<Option<Total>> {
        let ids = groups
            .iter()
            .map(|group| self.graph.id(&group.goals[0].fact));
        let ids: Option<Vec<FactId>> = ids.collect();
        match (self.question.budget, ids) {
            (Some(budget), Some(ids)) => {
                let totals = totals(&self.network, &ids, budget).into_iter();
                totals.map(Some).collect()
            }
            _ => vec![None; groups.len()],
        }
    }

    fn findings(
        &self,
        group: &GoalGroup,
        fallen: &[FxHashSet<FactId>],
        total: Option<Total>,
        all: &[Goal],
    ) -> Vec<RankedPath> {
        let goal = group.goals[0];
        let finding = |(place, (proof, fallen)): (usize, (&Proof, &FxHashSet<FactId>))| {
            let fell = |it: &&Goal| {
                let id = self.graph.id(&it.fact);
                it.fact == goal.fact
                    || it.actor == goal.actor && id.is_some_and(|id| fallen.contains(&id))
            };
            let mut falls: Vec<Goal> = all.iter().filter(fell).cloned().collect();
            falls.sort_by_key(|goal| std::cmp::Reverse(goal.impact));
            let path = self.path(goal, proof)?;
            let today = self.question.today.as_deref();
            let risk = proof.likelihood * f64::from(goal.impact);
            Some(RankedPath {
                goal: goal.clone(),
                impact: goal.impact,
                treatment: decision(
                    &self.solved.model,
                    About {
                        goal: &goal.name(),
                        path: &path.id,
                        finding: &AttackWay::of(&goal.name(), &path).id(),
                        risk,
                    },
                    today,
                ),
                threat: threat(&path),
                present: present(self.solved, &path),
                path,
                risk,
                level: risk_level(risk),
                also: match place {
                    1 => group.goals[1..].iter().copied().map(Loss::from).collect(),
                    _ => Vec::new(),
                },
                composed_impact: composed_impact(falls.iter().map(|it| it.impact)),
                falls: falls.iter().map(Loss::from).collect(),
                place,
                total,
                tied: false,
            })
        };
        let proofs = group.proofs.iter().zip(fallen);
        (1..).zip(proofs).filter_map(finding).collect()
    }
}

/// Compares each row with the one above it: of the same goal, or the best one of the goal before.
fn mark_ties(rows: &mut [RankedPath]) {
    let mut best: Option<usize> = None;
    for at in 0..rows.len() {
        let (before, rest) = rows.split_at_mut(at);
        let Some(row) = rest.first_mut() else { return };
        let above = match row.place {
            1 => best.replace(at).and_then(|it| before.get(it)),
            _ => before.last(),
        };
        row.tied = above.is_some_and(|above| is_tied(above, row));
    }
}

/// Whether a path goes via a component: one of the facts that carry it names it.
pub fn passes(solved: &Solved, path: &Path, component: &str) -> bool {
    let carries = carrying(solved, &path.derivation).into_iter();
    let nodes = carries.zip(&path.derivation.nodes);
    let mut facts = nodes.filter(|(carries, _)| *carries).map(|it| &it.1.fact);
    facts.any(|fact| {
        solved
            .of_sort(fact, Sort::Component)
            .any(|it| it == component)
    })
}
