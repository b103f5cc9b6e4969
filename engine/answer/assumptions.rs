//! A solved model in; the controls that nobody has stated and that paths rest on, by influence, out.

mod risks;

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
use risks::{GoalRisk, best_paths, likelihoods};

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
    let risks = ranked.risks.as_slice();
    let now = RiskSum::of(risks.iter().map(|it| it.risk));
    let mut certain = risks.iter().all(|it| it.path.exact);
    let touched = touched(risks);
    let mut rows: Vec<(Vec<usize>, Assumption)> = touched
        .into_iter()
        .filter_map(|(control, goals)| Some((row(solved, control, &goals, risks)?, goals)))
        .map(|(row, goals)| (goals, row))
        .collect();
    // The risk of the goals that it touches bounds what a control can take away.
    let bound = |goals: &[usize]| goals.iter().map(|&at| risks[at].risk).sum::<f64>();
    rows.sort_by(|a, b| {
        let by_bound = descending(bound(&a.0), bound(&b.0));
        by_bound.then_with(|| a.1.control.cmp(&b.1.control))
    });
    let mut retry = |controls: &[&Control], goals: &[usize]| -> Result<Vec<f64>, TooManyFacts> {
        let with = controls.iter().map(|it| it.in_place());
        let altered = solved.with(&with.collect::<Vec<_>>())?;
        let altered = altered.expect("names of components and controls that facts hold");
        let asked: Vec<&Goal> = goals.iter().map(|&at| &risks[at].goal).collect();
        let (found, exact) = likelihoods(&altered, &asked, effort.effort);
        certain &= exact;
        let mut after: Vec<f64> = risks.iter().map(|it| it.risk).collect();
        for (&at, likelihood) in goals.iter().zip(found) {
            after[at] = likelihood * f64::from(risks[at].goal.impact);
        }
        Ok(after)
    };
    for (goals, row) in rows.iter_mut().take(effort.trials) {
        let after = retry(&[&row.control], goals)?;
        let worst = goals.iter().find(|&&at| risks[at].goal == row.worst.goal);
        let left = RiskSum::of(after.iter().copied());
        row.trial = Some(Trial {
            total: left,
            sum_falls: (now.sum - left.sum).max(0.0),
            highest_falls: (now.highest - left.highest).max(0.0),
            worst_risk: worst.map_or(0.0, |&at| after[at]),
        });
    }
    let mut resting: Vec<usize> = rows.iter().flat_map(|(goals, _)| goals.clone()).collect();
    resting.sort_unstable();
    resting.dedup();
    let with_all = if rows.is_empty() {
        now
    } else {
        let all: Vec<&Control> = rows.iter().map(|(_, row)| &row.control).collect();
        RiskSum::of(retry(&all, &resting)?.into_iter())
    };
    let untried = rows.len().saturating_sub(effort.trials);
    let mut rows: Vec<Assumption> = rows.into_iter().map(|(_, row)| row).collect();
    // Stable, so that rows that were not tried stay in the order of what they touch.
    rows.sort_by(by_influence);
    Ok(Assumptions {
        system: solved.model.system.clone(),
        rows,
        goals: ranked.goals,
        goals_ranked: risks.len(),
        goals_resting: resting.len(),
        now,
        with_all,
        untried,
        certain,
    })
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
