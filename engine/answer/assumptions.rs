//! A solved model in; the controls that nobody has stated and that paths rest on, by influence, out.

mod risks;

use std::collections::BTreeMap;

use threatlog_dl::source::Place;

use super::analysis::Analysis;
use super::goals::Goal;
use super::path::Control;
use crate::facts::Facts;
use crate::model::{How, Model, alter};
use crate::rank::Effort;
use crate::solve::Database;
use risks::{GoalRisk, best_paths, likelihoods};

/// How much is looked at.
#[derive(Clone, Debug)]
pub struct Depth {
    /// How many goals are ranked, by an upper bound of their risk.
    pub goals: usize,
    /// How many controls are tried, each by solving the system with it.
    pub trials: usize,
    pub effort: Effort,
}

/// The answer: unstated controls, most influential first.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumptions {
    pub rows: Vec<Assumption>,
    /// How many goals are in reach, and how many of them were ranked.
    pub goals: usize,
    pub goals_ranked: usize,
    /// How many of those ranked have a best path on which an unstated control is missing.
    pub goals_resting: usize,
    /// As the system is stated.
    pub now: Total,
    /// If all of these controls were there.
    pub with_all: Total,
    /// How many of the rows were not tried.
    pub untried: usize,
    /// Whether every likelihood is that of the likeliest path.
    pub certain: bool,
}

/// The risks of all goals that were ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Total {
    pub sum: f64,
    pub highest: f64,
}

/// A control that nobody has said to be there or to be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    pub control: Control,
    /// Whether the control would stop a path, rather than only hamper it.
    pub stops: bool,
    /// Whether the file says `unknown`; else it says nothing.
    pub unknown: bool,
    /// Where that is said, or where the component stands.
    pub place: Place,
    /// Goals whose best path rests on its absence.
    pub goals: usize,
    /// Different such paths; goals that fall by the same deeds have one.
    pub paths: usize,
    /// The riskiest of these goals, and its risk as the system is stated.
    pub worst: Goal,
    pub worst_risk: f64,
    /// What changes if it is there; `None` if it was not tried.
    pub trial: Option<Trial>,
}

/// The system with one control more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    pub total: Total,
    /// The risk of the worst goal.
    pub worst_risk: f64,
}

impl Default for Depth {
    fn default() -> Self {
        Self {
            goals: 400,
            trials: 128,
            effort: Effort::default(),
        }
    }
}

impl Depth {
    /// Fewer trials for large systems, each of which takes longer.
    pub fn for_model(model: &Model) -> Self {
        const COMPONENTS_IN_ALL: usize = 100_000;
        let fits = COMPONENTS_IN_ALL / model.components.len().max(1);
        let depth = Self::default();
        Self {
            trials: depth.trials.min(fits.max(4)),
            ..depth
        }
    }
}

/// Finds the controls that best paths assume to be missing, and tries each as present.
///
/// `solve` says what holds in an altered model.
pub fn assumptions<E>(
    analysis: &Analysis,
    depth: &Depth,
    solve: impl Fn(&Model) -> Result<(Facts, Database), E>,
) -> Result<Assumptions, E> {
    let ranked = best_paths(analysis, depth.goals, depth.effort);
    let risks = ranked.risks.as_slice();
    let now = total(risks.iter().map(|it| it.risk));
    let mut certain = risks.iter().all(|it| it.path.exact);
    let touched = touched(risks);
    let mut rows: Vec<(Vec<usize>, Assumption)> = touched
        .into_iter()
        .filter_map(|(control, goals)| Some((row(analysis, control, &goals, risks)?, goals)))
        .map(|(row, goals)| (goals, row))
        .collect();
    // The risk of the goals that it touches bounds what a control can take away.
    let bound = |goals: &[usize]| goals.iter().map(|&at| risks[at].risk).sum::<f64>();
    rows.sort_by(|a, b| {
        let by_bound = descending(bound(&a.0), bound(&b.0));
        by_bound.then_with(|| a.1.control.cmp(&b.1.control))
    });
    let mut retry = |controls: &[&Control], goals: &[usize]| -> Result<Vec<f64>, E> {
        let with = controls.iter();
        let with = with.map(|it| format!("{}:{}", it.component, it.control));
        let altered = alter(analysis.model, &with.collect::<Vec<_>>(), &[] as &[&str]);
        let altered = altered.expect("names of components and controls that facts hold");
        let (facts, database) = solve(&altered)?;
        let altered = Analysis::new(&altered, analysis.program(), &facts, database);
        let asked: Vec<&Goal> = goals.iter().map(|&at| &risks[at].goal).collect();
        let (found, exact) = likelihoods(&altered, &asked, depth.effort);
        certain &= exact;
        let mut after: Vec<f64> = risks.iter().map(|it| it.risk).collect();
        for (&at, likelihood) in goals.iter().zip(found) {
            after[at] = likelihood * f64::from(risks[at].goal.impact);
        }
        Ok(after)
    };
    for (goals, row) in rows.iter_mut().take(depth.trials) {
        let after = retry(&[&row.control], goals)?;
        let worst = goals.iter().find(|&&at| risks[at].goal == row.worst);
        row.trial = Some(Trial {
            total: total(after.iter().copied()),
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
        total(retry(&all, &resting)?.into_iter())
    };
    let untried = rows.len().saturating_sub(depth.trials);
    let mut rows: Vec<Assumption> = rows.into_iter().map(|(_, row)| row).collect();
    // Stable, so that rows that were not tried stay in the order of what they touch.
    rows.sort_by(by_influence);
    Ok(Assumptions {
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
    analysis: &Analysis,
    control: Control,
    goals: &[usize],
    risks: &[GoalRisk],
) -> Option<Assumption> {
    let component = analysis.model.component_named(&control.component)?;
    let (unknown, place) = match analysis.model.control_of(component, &control.control).how {
        How::Unknown(place) => (true, place),
        How::NotMentioned(place) => (false, place),
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
        control,
        stops,
        unknown,
        place,
        goals: goals.len(),
        paths: deeds.len(),
        worst: worst.goal.clone(),
        worst_risk: worst.risk,
        trial: None,
    })
}

fn total(risks: impl Iterator<Item = f64>) -> Total {
    risks.fold(Total::default(), |total, risk| Total {
        sum: total.sum + risk,
        highest: total.highest.max(risk),
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
                .then(descending(a.worst_risk, b.worst_risk))
                .then(b.goals.cmp(&a.goals))
                .then_with(|| a.control.cmp(&b.control))
        }
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

/// Greater numbers first; differences below 1e-9 are none.
fn descending(a: f64, b: f64) -> std::cmp::Ordering {
    let steps = |value: f64| (value * 1e9).round();
    steps(b).total_cmp(&steps(a))
}
