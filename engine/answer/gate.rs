//! A system, a limit and a baseline in; the goals that must not pass, and what would help, out.

use threatlog_dl::Sources;

use super::analysis::Analysis;
use super::baseline::{Baseline, Recorded};
use super::cause::{Cause, Side, causes, worth};
use super::path::{Control, Path};
use super::scale::risk_rank;
use super::standing::{GoalName, Standing, Standings};
use super::treated::{Judged, TreatedPaths, by_day, judged};
use crate::facts::{Facts, Stated};
use crate::model::{Model, Treatment, alter};
use crate::rank::Effort;
use crate::solve::Database;

/// The highest impact there is.
const MAX_IMPACT: u32 = 10;

/// What is asked of a system.
#[derive(Clone, Debug)]
pub struct Bar<'b> {
    pub max_risk: Option<MaxRisk>,
    pub baseline: Option<&'b Baseline>,
    /// `YYYY-MM-DD`.
    pub today: &'b str,
    /// For how many goals a control is looked for.
    pub trials: usize,
    pub effort: Effort,
}

/// The highest risk that passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MaxRisk {
    /// Everything of this word, given by its place among the words, and of lower ones.
    Word(usize),
    Number(f64),
}

/// The verdict.
#[derive(Clone, Debug)]
pub struct Verdict<'m> {
    /// Goals that must not pass, by falling risk.
    pub red: Vec<Red>,
    /// How many goals are in reach.
    pub goals: usize,
    /// How many are better than the baseline, or out of reach by now.
    pub better: usize,
    /// Goals that pass because somebody has decided, once for each decision without which they
    /// would not; each with how it stands by what was decided about.
    pub exempt: Vec<(GoalName, Standing, &'m Treatment)>,
    /// Treatments whose path could be any of several, with the ids of these.
    pub ambiguous: Vec<(&'m Treatment, Vec<String>)>,
    /// Treatments that hold no longer.
    pub expired: Vec<&'m Treatment>,
    /// Treatments of what is no longer there.
    pub idle: Vec<&'m Treatment>,
    /// Whether no likelier path can have been missed.
    pub certain: bool,
}

/// A goal that must not pass.
#[derive(Clone, Debug)]
pub struct Red {
    pub goal: GoalName,
    pub standing: Standing,
    pub path: Path,
    /// Whether it exceeds the limit.
    pub exceeds: bool,
    /// Whether it is worse than the baseline.
    pub worse: bool,
    /// How it stood in the baseline; `None` if there is none or the goal was out of reach.
    pub before: Option<Recorded>,
    /// What is new since the baseline.
    pub causes: Vec<Cause>,
    /// Single controls that would let it pass, each with the risk that is left, by that risk.
    /// `None` if none was looked for.
    pub cuts: Option<Vec<(Control, f64)>>,
}

/// Judges every goal. `solve` says what holds in an altered model.
pub fn gate<'m, E>(
    analysis: &Analysis<'m>,
    sources: &Sources,
    bar: &Bar,
    solve: impl Fn(&Model) -> Result<(Facts, Database), E>,
) -> Result<Verdict<'m>, E> {
    let model = analysis.model;
    let standings = Standings::new(analysis, bar.effort);
    let (holding, expired) = by_day(model, bar.today);
    let treated = TreatedPaths::new(&standings, &holding);
    let mut verdict = Verdict {
        red: Vec::new(),
        goals: standings.list.len(),
        better: bar.better(&standings),
        exempt: Vec::new(),
        ambiguous: treated.ambiguous(),
        idle: treated.idle(&standings),
        expired,
        certain: standings.list.values().all(|it| it.exact),
    };
    let stated = Stated::of(model);
    for name in standings.list.keys() {
        let Some(Judged { by, decided }) = judged(&standings, name, &holding) else {
            continue;
        };
        if let Some((standing, proof)) = by.filter(|it| bar.is_failed_by(name, it.0.risk)) {
            let Some(path) = standings.path_of(name, &proof) else {
                continue;
            };
            let side = Side {
                solved: Some((analysis, sources)),
                stated: &stated,
            };
            verdict.red.push(Red {
                goal: name.clone(),
                causes: bar.causes(name, &standing, &path, &side),
                before: bar.recorded(name).cloned(),
                exceeds: bar.exceeds(standing.risk),
                worse: bar.is_worse(name, standing.risk),
                standing,
                path,
                cuts: None,
            });
            continue;
        }
        let needed = decided
            .into_iter()
            .filter(|it| bar.is_failed_by(name, it.0.risk));
        verdict
            .exempt
            .extend(needed.map(|(standing, by)| (name.clone(), standing, by)));
    }
    // Stable, so that equal risks stay in the order of the goals' names.
    verdict
        .red
        .sort_by_key(|it| std::cmp::Reverse(steps(it.standing.risk)));
    for red in verdict.red.iter_mut().take(bar.trials) {
        red.cuts = Some(cuts(analysis, bar, red, &solve)?);
    }
    Ok(verdict)
}

impl Verdict<'_> {
    pub fn passes(&self) -> bool {
        self.red.is_empty()
    }
}

impl MaxRisk {
    pub fn is_exceeded_by(self, risk: f64) -> bool {
        match self {
            Self::Word(rank) => risk_rank(risk) > rank,
            Self::Number(most) => steps(risk) > steps(most),
        }
    }
}

impl Bar<'_> {
    fn exceeds(&self, risk: f64) -> bool {
        self.max_risk.is_some_and(|it| it.is_exceeded_by(risk))
    }

    fn is_failed_by(&self, name: &GoalName, risk: f64) -> bool {
        self.exceeds(risk) || self.is_worse(name, risk)
    }

    fn recorded(&self, name: &GoalName) -> Option<&Recorded> {
        self.baseline?.goals.get(name)
    }

    fn is_worse(&self, name: &GoalName, risk: f64) -> bool {
        let before = self.recorded(name).map_or(0.0, |it| it.risk);
        self.baseline.is_some() && steps(risk) > steps(before)
    }

    fn better(&self, standings: &Standings) -> usize {
        let goals = self.baseline.iter().flat_map(|it| &it.goals);
        let better = goals.filter(|(name, before)| {
            let now = standings.list.get(name).map_or(0.0, |it| it.risk);
            steps(now) < steps(before.risk)
        });
        better.count()
    }

    fn causes(&self, name: &GoalName, now: &Standing, path: &Path, side: &Side) -> Vec<Cause> {
        let Some(baseline) = self.baseline.filter(|_| self.is_worse(name, now.risk)) else {
            return Vec::new();
        };
        let before = Side {
            solved: None,
            stated: &baseline.stated,
        };
        let mut found = causes(side, path, &before, true);
        let recorded = self.recorded(name).map(|it| it.impact);
        // A goal that was out of reach may have been worth something all the same.
        let before = recorded.or_else(|| worth_stated(&baseline.stated, name));
        let impacts = (before, Some(now.impact));
        if found.is_empty() || recorded.is_some() {
            found.extend(worth((&name.component, &name.property), impacts, side));
        }
        found
    }
}

fn worth_stated(stated: &Stated, name: &GoalName) -> Option<u32> {
    let (component, property) = (name.component.as_str(), name.property.as_str());
    let is_said = |it: &u32| stated.value("asset", &[component, property, &it.to_string()]) > 0.0;
    (0..=MAX_IMPACT).find(is_said)
}

/// Tries each control that is missing or weak on a path.
fn cuts<E>(
    analysis: &Analysis,
    bar: &Bar,
    red: &Red,
    solve: &impl Fn(&Model) -> Result<(Facts, Database), E>,
) -> Result<Vec<(Control, f64)>, E> {
    let model = analysis.model;
    let gaps = red.path.gaps.iter().map(|it| &it.control);
    let weak = red.path.weak.iter().map(|it| &it.control);
    let mut controls: Vec<&Control> = gaps.chain(weak).collect();
    controls.sort();
    controls.dedup();
    let mut found = Vec::new();
    for control in controls {
        let Some(component) = model.component_named(&control.component) else {
            continue;
        };
        if model.control_of(component, &control.control).effectiveness >= 1.0 {
            continue;
        }
        let with = [format!("{}:{}", control.component, control.control)];
        let Ok(altered) = alter(model, &with, &[] as &[&str]) else {
            continue;
        };
        let (facts, database) = solve(&altered)?;
        let altered = Analysis::new(&altered, analysis.program(), &facts, database);
        let standings = Standings::only(&altered, bar.effort, |it| *it == red.goal);
        let (holding, _) = by_day(altered.model, bar.today);
        let judged = judged(&standings, &red.goal, &holding);
        let left = judged.and_then(|it| it.by).map_or(0.0, |it| it.0.risk);
        if !bar.is_failed_by(&red.goal, left) {
            found.push((control.clone(), left));
        }
    }
    found.sort_by_key(|(control, left)| (steps(*left), control.clone()));
    Ok(found)
}

/// Differences below 1e-9 are none.
#[expect(clippy::cast_possible_truncation, reason = "a risk is at most 10")]
fn steps(risk: f64) -> i64 {
    (risk * 1e9).round() as i64
}
