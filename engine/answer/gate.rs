//! A system, a limit and a baseline in; the goals that must not pass, and what would help, out.

mod judge;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use threatlog_dl::Place;

use super::baseline::{Baseline, recorded};
use super::cause::Cause;
use super::compare::{NamedWay, Renamed, retold_with};
use super::path::{Control, Path, shorten};
use super::renamed::renamed;
use super::scale::{RISK_WORDS, billionths, risk_rank};
use super::spot::Spot;
use super::standing::{GoalName, Standing, Standings};
use super::treated::{TreatedPaths, by_day, judged};
use super::treatment::is_of_goal;
use crate::engine::Solved;
use crate::facts::Statements;
use crate::model::{Model, Treated, Treatment, days_between};
use crate::rank::Effort;
use crate::solve::TooManyFacts;
use judge::Judge;

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
    /// Components that are taken for the same under another name.
    pub renamed: Vec<Renamed>,
    /// Findings of the recorded system that the baseline does not have so, by falling risk.
    pub unrecorded: Vec<Unrecorded>,
    /// Goals that pass because somebody has decided, once for each decision without which they
    /// would not.
    pub exempt: Vec<Exempt>,
    /// Decisions that do not cover what is red, once each.
    pub uncovered: Vec<Uncovered>,
    /// Treatments that expire within a month.
    pub expiring: Vec<Settled>,
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
    /// The way of the path.
    #[serde(flatten)]
    pub way: NamedWay,
    /// The new path, if there is one, else the likeliest.
    #[serde(flatten)]
    pub path: Path,
    /// How the goal stood in the baseline; `None` if there is none or the goal was out of reach.
    pub before: Option<Standing>,
    /// Whether it exceeds the limit.
    pub exceeds: bool,
    /// Whether it is worse than the baseline: out of reach there, less likely, or without this way.
    pub worse: bool,
    /// By the likeliest path that was not there in the baseline.
    pub opened: Option<Standing>,
    /// What is new since the baseline.
    pub causes: Vec<Cause>,
    /// Single controls that would let it pass, by the risk that is left. `None` if none was
    /// looked for.
    pub cuts: Option<Vec<Cut>>,
}

/// A decision about a finding or goal that is red all the same: it is for others, or for less.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Uncovered {
    pub treatment: Settled,
    /// Who goes that way, and how high the risk is.
    pub actor: String,
    pub risk: f64,
}

/// A finding of the recorded system that the baseline has not, or has at a lower risk: other rules
/// make it so, or the baseline was edited.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unrecorded {
    #[serde(flatten)]
    pub way: NamedWay,
    pub risk: f64,
    /// `None` if the baseline has no such finding.
    pub before: Option<f64>,
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
    /// The risk up to which it holds.
    pub up_to: Option<f64>,
    pub place: Spot,
}

/// What a decision is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum SettledOf {
    Path {
        path: String,
    },
    Finding {
        finding: String,
        /// Empty if it is for all actors.
        by: Vec<String>,
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

/// How many days before it expires a treatment is announced.
const AHEAD: i64 = 30;

/// Judges every goal.
///
/// # Errors
///
/// If the rules derive too much with a control in place.
pub fn gate(solved: &Solved, bar: &Bar) -> Result<Verdict, TooManyFacts> {
    let model = &solved.model;
    let standings = Standings::new(solved, bar.effort);
    let recorded_model = bar.baseline.and_then(|it| it.model().ok());
    let solve = |it: &Model| solved.engine().solve(it);
    let recorded_system = recorded_model.as_ref().map(solve).transpose()?;
    let names = bar.baseline.map_or_else(BTreeMap::new, |it| {
        renamed(&it.stated, &Statements::of(model))
    });
    // The same with the names of now, to compare with.
    let told_again = bar
        .baseline
        .zip(recorded_system.as_ref())
        .and_then(|(it, solved)| retold_with(solved, &it.stated, &names));
    let (aligned_system, stated) = match &told_again {
        Some((solved, stated)) => (Some(solved), Some(stated)),
        None => (recorded_system.as_ref(), bar.baseline.map(|it| &it.stated)),
    };
    let before = aligned_system.map(|it| Standings::new(it, bar.effort));
    let before = before.as_ref().zip(stated);
    let judge = Judge::new(bar, &standings, before);
    let (holding, expired) = by_day(model, bar.today);
    let treated = TreatedPaths::new(&standings, &holding);
    let all = |list: Vec<&Treatment>| list.into_iter().map(|it| settled(solved, it)).collect();
    let soon = |it: &&Treatment| {
        let left = days_between(bar.today, &it.expires);
        left.is_some_and(|it| it <= AHEAD)
    };
    let ambiguous = treated.ambiguous().into_iter();
    let mut verdict = Verdict {
        system: model.system.clone(),
        passes: true,
        max_risk: bar.max_risk.map(|it| it.to_string()),
        baseline: bar.baseline.is_some(),
        today: bar.today.to_owned(),
        goals: standings.list.len(),
        better: before.map_or(0, |(it, _)| better(it, &standings)),
        certain: standings.list.values().all(|it| it.exact),
        red: Vec::new(),
        renamed: names
            .into_iter()
            .map(|(from, to)| Renamed { from, to })
            .collect(),
        unrecorded: recorded_system
            .as_ref()
            .map_or_else(Vec::new, |it| unrecorded(it, bar)),
        exempt: Vec::new(),
        uncovered: Vec::new(),
        expiring: all(holding.iter().copied().filter(soon).collect()),
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
    for name in standings.list.keys() {
        let Some(judged) = judged(&standings, name, &holding) else {
            continue;
        };
        let found = judge.red(name, &judged, &holding);
        verdict.certain &= found.certain;
        verdict.red.extend(found.red);
        let exempt = found.exempt.into_iter();
        verdict.exempt.extend(exempt.map(|(now, by)| Exempt {
            goal: name.clone(),
            now,
            treatment: settled(solved, by),
        }));
    }
    verdict.red.sort_by_key(|it| {
        let risk = it.opened.as_ref().map_or(it.standing.risk, |it| it.risk);
        (std::cmp::Reverse(billionths(risk)), it.goal.clone())
    });
    verdict.uncovered = uncovered(solved, &holding, &verdict.red);
    judge.cuts(&mut verdict.red)?;
    shorten(verdict.red.iter_mut().map(|it| &mut it.path));
    verdict.passes = verdict.red.is_empty() && verdict.unrecorded.is_empty();
    Ok(verdict)
}

/// Decisions about the findings and goals that are red, which do not cover them.
fn uncovered(solved: &Solved, holding: &[&Treatment], red: &[Red]) -> Vec<Uncovered> {
    let mut found: Vec<Uncovered> = Vec::new();
    for (it, treatment) in red
        .iter()
        .flat_map(|it| holding.iter().map(move |by| (it, by)))
    {
        let is_about = match &treatment.of {
            Treated::Finding { id, .. } => it.way.finding.starts_with(id.as_str()),
            Treated::Goal { .. } => is_of_goal(&solved.model, treatment, &it.goal),
            Treated::Path(_) => false,
        };
        let treatment = settled(solved, treatment);
        if is_about && !found.iter().any(|that| that.treatment == treatment) {
            let opened = it.opened.as_ref().map(|it| it.risk);
            found.push(Uncovered {
                treatment,
                actor: it.goal.actor.clone(),
                risk: opened.unwrap_or(it.standing.risk),
            });
        }
    }
    found
}

/// How many goals are better than before, or out of reach by now.
fn better(before: &Standings, now: &Standings) -> usize {
    let is_better = |(name, before): &(&GoalName, &Standing)| {
        let now = now.list.get(name).map_or(0.0, |it| it.risk);
        billionths(now) < billionths(before.risk)
    };
    before.list.iter().filter(is_better).count()
}

/// Findings that the recorded system has now and had not when it was recorded, or at a lower risk,
/// so that no change to the system makes them so.
fn unrecorded(recorded_system: &Solved, bar: &Bar) -> Vec<Unrecorded> {
    let Some(before) = bar.baseline.and_then(|it| it.findings.as_ref()) else {
        return Vec::new();
    };
    let found = recorded(recorded_system, bar.effort).into_iter();
    let worse = found.filter_map(|(id, now)| {
        let before = before.get(&id).map(|it| it.risk);
        let is_worse = before.is_none_or(|before| now.risk > before);
        is_worse.then_some(Unrecorded {
            risk: now.risk,
            way: NamedWay {
                finding: id,
                title: now.title,
            },
            before,
        })
    });
    let mut worse: Vec<Unrecorded> = worse.collect();
    worse.sort_by_key(|it| std::cmp::Reverse(billionths(it.risk)));
    worse
}

fn settled(solved: &Solved, treatment: &Treatment) -> Settled {
    let of = match &treatment.of {
        Treated::Path(id) => SettledOf::Path { path: id.clone() },
        Treated::Finding { id, by } => SettledOf::Finding {
            finding: id.clone(),
            by: by.clone(),
        },
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
        up_to: treatment.up_to,
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
