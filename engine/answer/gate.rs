//! A system, a limit and a baseline in; the goals that must not pass, and what would help, out.

use std::fmt;

use serde::Serialize;
use threatlog_dl::Place;

use super::baseline::{Baseline, Recorded};
use super::cause::{Cause, Side, causes, worth};
use super::path::{Control, Path, shorten};
use super::scale::{RISK_WORDS, billionths, risk_rank};
use super::spot::Spot;
use super::standing::{GoalName, Standing, Standings};
use super::treated::{Judged, TreatedPaths, by_day, judged};
use crate::engine::Solved;
use crate::facts::{Input, Statements};
use crate::model::{Treated, Treatment};
use crate::rank::Effort;
use crate::solve::TooManyFacts;

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
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    pub system: String,
    pub passes: bool,
    /// The limit as it was given.
    pub max_risk: Option<String>,
    /// Whether there is a baseline.
    pub baseline: bool,
    pub today: String,
    /// How many goals are in reach.
    pub goals: usize,
    /// How many are better than the baseline, or out of reach by now.
    pub better: usize,
    /// Whether no likelier path can have been missed.
    pub certain: bool,
    /// Goals that must not pass, by falling risk.
    pub red: Vec<Red>,
    /// Goals that pass because somebody has decided, once for each decision without which they
    /// would not.
    pub exempt: Vec<Exempt>,
    /// Treatments that hold no longer.
    pub expired: Vec<Settled>,
    /// Treatments of what is no longer there.
    pub idle: Vec<Settled>,
    /// What makes the comparison with the baseline less than it seems.
    pub notes: Vec<String>,
    /// Treatments whose path could be any of several.
    #[serde(skip)]
    pub ambiguous: Vec<Ambiguous>,
}

/// A goal that must not pass.
#[derive(Clone, Debug, Serialize)]
pub struct Red {
    pub goal: GoalName,
    #[serde(rename = "now")]
    pub standing: Standing,
    #[serde(flatten)]
    pub path: Path,
    /// How it stood in the baseline; `None` if there is none or the goal was out of reach.
    pub before: Option<Recorded>,
    /// Whether it exceeds the limit.
    pub exceeds: bool,
    /// Whether it is worse than the baseline.
    pub worse: bool,
    /// What is new since the baseline.
    pub causes: Vec<Cause>,
    /// Single controls that would let it pass, by the risk that is left. `None` if none was
    /// looked for.
    pub cuts: Option<Vec<Cut>>,
}

/// A control that would let a goal pass.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cut {
    #[serde(flatten)]
    pub control: Control,
    pub risk_left: f64,
}

/// A goal that passes because somebody has decided.
#[derive(Clone, Debug, Serialize)]
pub struct Exempt {
    pub goal: GoalName,
    /// How it stands by what was decided about.
    pub now: Standing,
    pub treatment: Settled,
}

/// A decision, and what it is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Settled {
    pub of: SettledOf,
    pub status: &'static str,
    pub reason: String,
    pub owner: String,
    pub expires: String,
    pub place: Spot,
}

/// What a decision is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum SettledOf {
    Path {
        path: String,
    },
    Goal {
        actor: Option<String>,
        component: String,
        property: &'static str,
    },
}

/// A treatment whose path could be any of several.
#[derive(Clone, Debug)]
pub struct Ambiguous {
    pub place: Place,
    /// How the ids begin.
    pub path: String,
    pub ids: Vec<String>,
}

/// Judges every goal.
///
/// # Errors
///
/// If the rules derive too much with a control in place.
pub fn gate(solved: &Solved, bar: &Bar) -> Result<Verdict, TooManyFacts> {
    let model = &solved.model;
    let standings = Standings::new(solved, bar.effort);
    let (holding, expired) = by_day(model, bar.today);
    let treated = TreatedPaths::new(&standings, &holding);
    let all = |list: Vec<&Treatment>| list.into_iter().map(|it| settled(solved, it)).collect();
    let ambiguous = treated.ambiguous().into_iter();
    let mut verdict = Verdict {
        system: model.system.clone(),
        passes: true,
        max_risk: bar.max_risk.map(|it| it.to_string()),
        baseline: bar.baseline.is_some(),
        today: bar.today.to_owned(),
        goals: standings.list.len(),
        better: bar.better(&standings),
        certain: standings.list.values().all(|it| it.exact),
        red: Vec::new(),
        exempt: Vec::new(),
        expired: all(expired),
        idle: all(treated.idle(&standings)),
        notes: Vec::new(),
        ambiguous: ambiguous
            .map(|(path, treatment, ids)| Ambiguous {
                place: treatment.place,
                path,
                ids,
            })
            .collect(),
    };
    let stated = Statements::of(model);
    for name in standings.list.keys() {
        let Some(Judged { by, decided }) = judged(&standings, name, &holding) else {
            continue;
        };
        if let Some((standing, proof)) = by.filter(|it| bar.is_failed_by(name, it.0.risk)) {
            let Some(path) = standings.path_of(name, &proof) else {
                continue;
            };
            let side = Side {
                solved: Some(solved),
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
        verdict.exempt.extend(needed.map(|(now, by)| Exempt {
            goal: name.clone(),
            now,
            treatment: settled(solved, by),
        }));
    }
    // Stable, so that equal risks stay in the order of the goals' names.
    verdict
        .red
        .sort_by_key(|it| std::cmp::Reverse(billionths(it.standing.risk)));
    for red in verdict.red.iter_mut().take(bar.trials) {
        red.cuts = Some(cuts(solved, bar, red)?);
    }
    shorten(verdict.red.iter_mut().map(|it| &mut it.path));
    verdict.passes = verdict.red.is_empty();
    Ok(verdict)
}

fn settled(solved: &Solved, treatment: &Treatment) -> Settled {
    let of = match &treatment.of {
        Treated::Path(id) => SettledOf::Path { path: id.clone() },
        Treated::Goal {
            actor,
            component,
            property,
        } => SettledOf::Goal {
            actor: actor.clone(),
            component: solved.model.component(*component).id.clone(),
            property: property.word(),
        },
    };
    Settled {
        of,
        status: treatment.status.word(),
        reason: treatment.reason.clone(),
        owner: treatment.owner.clone(),
        expires: treatment.expires.clone(),
        place: solved.spot(treatment.place),
    }
}

impl fmt::Display for MaxRisk {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Word(rank) => f.write_str(RISK_WORDS.get(*rank).copied().unwrap_or_default()),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl MaxRisk {
    pub fn is_exceeded_by(self, risk: f64) -> bool {
        match self {
            Self::Word(rank) => risk_rank(risk) > rank,
            Self::Number(most) => billionths(risk) > billionths(most),
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
        self.baseline.is_some() && billionths(risk) > billionths(before)
    }

    fn better(&self, standings: &Standings) -> usize {
        let goals = self.baseline.iter().flat_map(|it| &it.goals);
        let better = goals.filter(|(name, before)| {
            let now = standings.list.get(name).map_or(0.0, |it| it.risk);
            billionths(now) < billionths(before.risk)
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

fn worth_stated(stated: &Statements, name: &GoalName) -> Option<u32> {
    let (component, property) = (name.component.as_str(), name.property.as_str());
    let asset = Input::Asset.name();
    let is_said = |it: &u32| stated.value(asset, &[component, property, &it.to_string()]) > 0.0;
    (0..=MAX_IMPACT).find(is_said)
}

/// Tries each control that is missing or weak on a path.
fn cuts(solved: &Solved, bar: &Bar, red: &Red) -> Result<Vec<Cut>, TooManyFacts> {
    let model = &solved.model;
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
        let Some(altered) = solved.with(&[control.in_place()])? else {
            continue;
        };
        let standings = Standings::only(&altered, bar.effort, |it| *it == red.goal);
        let (holding, _) = by_day(&altered.model, bar.today);
        let judged = judged(&standings, &red.goal, &holding);
        let left = judged.and_then(|it| it.by).map_or(0.0, |it| it.0.risk);
        if !bar.is_failed_by(&red.goal, left) {
            found.push(Cut {
                control: control.clone(),
                risk_left: left,
            });
        }
    }
    found.sort_by_key(|it| (billionths(it.risk_left), it.control.clone()));
    Ok(found)
}
