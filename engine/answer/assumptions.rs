//! A solved model in; the controls that nobody has stated and that paths rest on, by influence, out.

mod risks;
mod trials;

use std::collections::BTreeMap;

use serde::Serialize;

use super::goals::Goal;
use super::path::Control;
use super::scale::descending;
use super::spot::Spot;
use crate::catalogue::catalogue;
use crate::engine::Solved;
use crate::model::{How, Model};
use crate::rank::Effort;
use crate::solve::TooManyFacts;
use risks::{GoalRisk, best_paths};
use trials::{Touching, Trials};

/// How much is looked at.
#[derive(Clone, Debug)]
pub struct AssumptionEffort {
    /// How many goals are ranked, by an upper bound of their risk.
    pub goals: usize,
    /// How many controls are tried, each by solving the system with it.
    pub trials: usize,
    pub effort: Effort,
}

/// The answer: unstated controls, most influential first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assumptions {
    pub system: String,
    /// How many goals are in reach, and how many of them were ranked.
    pub goals: usize,
    pub goals_ranked: usize,
    /// How many of those ranked have a best path on which an unstated control is missing.
    pub goals_resting: usize,
    /// As the system is stated.
    pub now: RiskSum,
    /// If all of these controls were there.
    pub with_all: RiskSum,
    /// How many of the rows were not tried.
    pub untried: usize,
    /// Whether every likelihood is that of the likeliest path.
    pub certain: bool,
    #[serde(rename = "assumptions")]
    pub rows: Vec<Assumption>,
}

/// The risks of all goals that were ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct RiskSum {
    pub sum: f64,
    pub highest: f64,
}

/// A control that nobody has said to be there or to be missing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assumption {
    #[serde(flatten)]
    pub control: Control,
    /// What the component is and where it lies.
    #[serde(skip)]
    pub whereabouts: String,
    /// Whether the control would stop a path, rather than only hamper it.
    pub stops: bool,
    /// `unknown` if the file says so, `unmentioned` if it says nothing.
    pub status: &'static str,
    /// Where that is said, or where the component stands.
    pub place: Spot,
    /// Goals whose best path rests on its absence.
    pub goals: usize,
    /// Different such paths; goals that fall by the same deeds have one.
    pub paths: usize,
    /// The riskiest of these goals, and its risk as the system is stated.
    pub worst: WorstGoal,
    /// What changes if it is there; `None` if it was not tried.
    #[serde(rename = "if_present")]
    pub trial: Option<Trial>,
    /// What to ask, and why.
    pub question: String,
}

/// A goal with its worth and its risk.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorstGoal {
    #[serde(flatten)]
    pub goal: Goal,
    pub impact: u32,
    pub risk: f64,
}

/// The system with one control more.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Trial {
    #[serde(flatten)]
    pub total: RiskSum,
    /// By how much the sum and the highest risk fall.
    pub sum_falls: f64,
    pub highest_falls: f64,
    /// The risk of the worst goal.
    pub worst_risk: f64,
}

/// What to ask about a control, and what it would do.
fn question(control: &Control, stops: bool) -> String {
    let ask = format!("Does {} have {}?", control.component, control.control);
    let lead = if stops { "stop" } else { "hamper" };
    match catalogue().control(&control.control) {
        Some(it) => format!("{ask} It would {lead} this: {}.", clause(it.stops)),
        None => ask,
    }
}

/// A control's meaning as part of a sentence: `poison (outliers are removed)`.
fn clause(meaning: &str) -> String {
    match meaning.split_once(": ") {
        Some((what, how)) => format!("{} ({how})", lower(what)),
        None => lower(meaning),
    }
}

/// The text with a small first letter, unless the second is a capital one, as in `SQL`.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            let rest = text.chars().skip(1);
            first.to_lowercase().chain(rest).collect()
        }
        _ => text.to_owned(),
    }
}

impl RiskSum {
    pub(super) fn of(risks: impl Iterator<Item = f64>) -> Self {
        risks.fold(Self::default(), |so_far, risk| Self {
            sum: so_far.sum + risk,
            highest: so_far.highest.max(risk),
        })
    }
}

impl Default for AssumptionEffort {
    fn default() -> Self {
        Self {
            goals: 400,
            trials: 128,
            effort: Effort::default(),
        }
    }
}

impl AssumptionEffort {
    /// Fewer trials for large systems, each of which takes longer.
    pub fn for_model(model: &Model) -> Self {
        const COMPONENTS_IN_ALL: usize = 100_000;
        let fits = COMPONENTS_IN_ALL / model.components.len().max(1);
        let effort = Self::default();
        Self {
            trials: effort.trials.min(fits.max(4)),
            ..effort
        }
    }
}

/// Finds the controls that best paths assume to be missing, and tries each as present.
///
/// # Errors
///
/// If the rules derive too much with a control in place.
pub fn assumptions(
    solved: &Solved,
    effort: &AssumptionEffort,
) -> Result<Assumptions, TooManyFacts> {
    let ranked = best_paths(solved, effort.goals, effort.effort);
    let mut trials = Trials::new(solved, &ranked.risks, effort.effort);
    let mut rows = touching(solved, &ranked.risks, |_| true);
    trials.try_each(&mut rows, effort.trials, usize::MAX)?;
    let mut resting: Vec<usize> = rows.iter().flat_map(|it| it.goals.clone()).collect();
    resting.sort_unstable();
    resting.dedup();
    let with_all = if rows.is_empty() {
        trials.now
    } else {
        let all: Vec<&Control> = rows.iter().map(|it| &it.row.control).collect();
        RiskSum::of(trials.risks_with(&all, &resting)?.into_iter())
    };
    let rows = sorted(rows);
    Ok(Assumptions {
        system: solved.model.system.clone(),
        goals: ranked.goals,
        goals_ranked: ranked.risks.len(),
        goals_resting: resting.len(),
        now: trials.now,
        with_all,
        untried: untried(&rows),
        certain: trials.certain,
        rows,
    })
}

/// The most influential of some assumptions.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MostInfluential {
    /// Most influential first. Those that were not tried come last, by the risk that rests on them.
    pub rows: Vec<Assumption>,
    /// The risks of the goals that were ranked, as the system is stated.
    pub now: RiskSum,
    pub goals_ranked: usize,
    pub certain: bool,
}

/// As [`assumptions`], of those controls that are wanted, and with no more trials than it takes to
/// know the `most` influential.
pub(super) fn most_influential(
    solved: &Solved,
    effort: &AssumptionEffort,
    most: usize,
    wanted: impl Fn(&Control) -> bool,
) -> Result<MostInfluential, TooManyFacts> {
    let ranked = best_paths(solved, effort.goals, effort.effort);
    let mut trials = Trials::new(solved, &ranked.risks, effort.effort);
    let mut rows = touching(solved, &ranked.risks, wanted);
    trials.try_each(&mut rows, effort.trials, most)?;
    Ok(MostInfluential {
        rows: sorted(rows),
        now: trials.now,
        goals_ranked: ranked.risks.len(),
        certain: trials.certain,
    })
}

/// The assumptions of best paths about controls that are wanted, by what they could take away.
fn touching(
    solved: &Solved,
    risks: &[GoalRisk],
    wanted: impl Fn(&Control) -> bool,
) -> Vec<Touching> {
    let touched = touched(risks).into_iter();
    let touched = touched.filter(|(control, _)| wanted(control));
    let rows = touched.filter_map(|(control, goals)| {
        Some(Touching {
            row: row(solved, control, &goals, risks)?,
            bound: goals.iter().map(|&at| risks[at].risk).sum(),
            goals,
        })
    });
    let mut rows: Vec<Touching> = rows.collect();
    rows.sort_by(|a, b| {
        let by_bound = descending(a.bound, b.bound);
        by_bound.then_with(|| a.row.control.cmp(&b.row.control))
    });
    rows
}

fn sorted(rows: Vec<Touching>) -> Vec<Assumption> {
    let mut rows: Vec<Assumption> = rows.into_iter().map(|it| it.row).collect();
    // Stable, so that rows that were not tried stay in the order of what they touch.
    rows.sort_by(by_influence);
    rows
}

fn untried(rows: &[Assumption]) -> usize {
    rows.iter().filter(|it| it.trial.is_none()).count()
}

/// By control: the goals whose best path assumes that it is missing.
fn touched(risks: &[GoalRisk]) -> BTreeMap<Control, Vec<usize>> {
    let mut touched: BTreeMap<Control, Vec<usize>> = BTreeMap::new();
    for (at, risk) in risks.iter().enumerate() {
        for gap in risk.path.gaps.iter().filter(|gap| gap.assumed) {
            touched.entry(gap.control.clone()).or_default().push(at);
        }
    }
    touched
}

fn row(
    solved: &Solved,
    control: Control,
    goals: &[usize],
    risks: &[GoalRisk],
) -> Option<Assumption> {
    let component = solved.model.component_named(&control.component)?;
    let (status, place) = match solved.model.control_of(component, &control.control).how {
        How::Unknown(place) => ("unknown", place),
        How::NotMentioned(place) => ("unmentioned", place),
        _ => return None,
    };
    let mut deeds: Vec<usize> = goals.iter().map(|&at| risks[at].deeds).collect();
    deeds.sort_unstable();
    deeds.dedup();
    let gaps = goals.iter().flat_map(|&at| &risks[at].path.gaps);
    let stops = gaps.filter(|gap| gap.control == control).any(|it| it.stops);
    // Goals come by falling risk.
    let worst = risks.get(*goals.first()?)?;
    Some(Assumption {
        whereabouts: solved.model.whereabouts(&control.component),
        question: question(&control, stops),
        control,
        stops,
        status,
        place: solved.spot(place),
        goals: goals.len(),
        paths: deeds.len(),
        worst: WorstGoal {
            goal: worst.goal.clone(),
            impact: worst.goal.impact,
            risk: worst.risk,
        },
        trial: None,
    })
}

/// Those that leave the least risk first, then those that leave the lowest highest risk; those
/// that were not tried last.
fn by_influence(a: &Assumption, b: &Assumption) -> std::cmp::Ordering {
    let left = |row: &Assumption| row.trial.map(|it| it.total);
    match (left(a), left(b)) {
        (Some(one), Some(other)) => {
            let by_sum = descending(other.sum, one.sum);
            let by_highest = descending(other.highest, one.highest);
            by_sum
                .then(by_highest)
                .then(descending(a.worst.risk, b.worst.risk))
                .then(b.goals.cmp(&a.goals))
                .then_with(|| a.control.cmp(&b.control))
        }
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}
