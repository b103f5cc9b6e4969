//! A goal and how it stood before in; whether it must not pass, and why, out.

use super::{Bar, Cut, Red};
use crate::answer::between::{Between, Only};
use crate::answer::cause::{Cause, Side, causes, worth};
use crate::answer::compare::NamedWay;
use crate::answer::path::{Control, Path};
use crate::answer::scale::billionths;
use crate::answer::standing::{GoalName, Standing, Standings};
use crate::answer::treated::{Judged, by_day, judged};
use crate::answer::treatment::{About, settles};
use crate::facts::Statements;
use crate::model::Treatment;
use crate::solve::TooManyFacts;

/// Judges the goals of a system against a limit and against how they stood.
#[derive(Debug)]
pub struct Judge<'j> {
    bar: &'j Bar<'j>,
    now: &'j Standings<'j>,
    /// How the goals stood, and what the files said.
    before: Option<(&'j Standings<'j>, &'j Statements)>,
    between: Option<Between<'j>>,
    stated: Statements,
}

/// What comes of judging a goal.
#[derive(Debug)]
pub struct Found<'t> {
    pub red: Option<Red>,
    /// Decisions without which it would not pass, and how it stands by what they are about.
    pub exempt: Vec<(Standing, &'t Treatment)>,
    /// Whether no new way can have been missed.
    pub certain: bool,
}

impl<'j> Judge<'j> {
    pub fn new(
        bar: &'j Bar<'j>,
        now: &'j Standings<'j>,
        before: Option<(&'j Standings<'j>, &'j Statements)>,
    ) -> Self {
        Self {
            bar,
            now,
            before,
            between: before.map(|(before, _)| Between::new(now, before)),
            stated: Statements::of(&now.solved.model),
        }
    }

    pub fn red<'t>(
        &self,
        name: &GoalName,
        judged: &Judged<'t>,
        holding: &[&'t Treatment],
    ) -> Found<'t> {
        let (opened, certain) = match &self.between {
            Some(between) => between.likeliest(name),
            None => (None, true),
        };
        let decided = opened
            .as_ref()
            .and_then(|it| self.decided(name, it, holding));
        let mut exempt: Vec<(Standing, &Treatment)> = judged.decided.clone();
        exempt.retain(|it| self.is_failed_by(name, it.0.risk));
        if let (Some(by), Some(it)) = (decided, &opened)
            && !exempt.iter().any(|(_, known)| *known == by)
        {
            exempt.push((it.standing.clone(), by));
        }
        let opened = opened.filter(|_| decided.is_none());
        let mut found = Found {
            red: None,
            exempt,
            certain,
        };
        let standing = match (&judged.by, &opened) {
            (Some((standing, _)), _) => standing.clone(),
            (None, Some(it)) => it.standing.clone(),
            (None, None) => return found,
        };
        let rose = self.rose(name, standing.risk) && judged.by.is_some();
        let exceeds = self.exceeds(standing.risk);
        if !rose && !exceeds && opened.is_none() {
            return found;
        }
        let judged_path = || self.now.path_of(name, &judged.by.as_ref()?.1);
        let path = opened.as_ref().map(|it| it.path.clone());
        if let Some(path) = path.or_else(judged_path) {
            found.red = Some(Red {
                goal: name.clone(),
                way: NamedWay::of(name, &path),
                causes: self.causes(name, rose || opened.is_some(), &standing, &path),
                before: self.stood(name).cloned(),
                exceeds,
                worse: rose || opened.is_some(),
                opened: opened.map(|it| it.standing),
                standing,
                path,
                cuts: None,
            });
        }
        found
    }

    /// The decision about a new way that holds.
    fn decided<'t>(
        &self,
        name: &GoalName,
        only: &Only,
        holding: &[&'t Treatment],
    ) -> Option<&'t Treatment> {
        let about = About {
            goal: name,
            path: &only.standing.path,
            finding: &NamedWay::of(name, &only.path).finding,
            risk: only.standing.risk,
        };
        let model = &self.now.solved.model;
        let mut found = holding.iter().filter(|it| settles(model, it, about));
        found.next().copied()
    }

    fn stood(&self, name: &GoalName) -> Option<&Standing> {
        self.before?.0.list.get(name)
    }

    fn exceeds(&self, risk: f64) -> bool {
        self.bar.max_risk.is_some_and(|it| it.is_exceeded_by(risk))
    }

    /// Whether a risk is higher than that of the goal before.
    fn rose(&self, name: &GoalName, risk: f64) -> bool {
        let before = self.stood(name).map_or(0.0, |it| it.risk);
        self.before.is_some() && billionths(risk) > billionths(before)
    }

    fn is_failed_by(&self, name: &GoalName, risk: f64) -> bool {
        self.exceeds(risk) || self.rose(name, risk)
    }

    fn causes(&self, name: &GoalName, worse: bool, now: &Standing, path: &Path) -> Vec<Cause> {
        let Some((before, stated)) = self.before.filter(|_| worse) else {
            return Vec::new();
        };
        let here = Side {
            solved: self.now.solved,
            retold: false,
            stated: &self.stated,
        };
        let there = Side {
            solved: before.solved,
            retold: true,
            stated,
        };
        let mut found = causes(&here, path, &there, true);
        let worth = worth(
            (&name.component, &name.property),
            (self.worth_before(name), Some(now.impact)),
            &here,
        );
        // A goal that is new for another reason has its worth as a matter of course.
        if found.is_empty() || self.stood(name).is_some() {
            found.extend(worth);
        }
        found
    }

    /// A goal that was out of reach may have been worth something all the same.
    fn worth_before(&self, name: &GoalName) -> Option<u32> {
        if let Some(standing) = self.stood(name) {
            return Some(standing.impact);
        }
        let model = &self.before?.0.solved.model;
        let component = model.component(model.component_named(&name.component)?);
        let mut assets = component.assets.iter();
        let asset = assets.find(|it| it.property.word() == name.property)?;
        Some(asset.impact)
    }

    /// Looks for single controls that let goals pass, for the first of them.
    ///
    /// # Errors
    ///
    /// If the rules derive too much with a control in place.
    pub fn cuts(&self, red: &mut [Red]) -> Result<(), TooManyFacts> {
        for red in red.iter_mut().take(self.bar.trials) {
            red.cuts = Some(self.cuts_of(red)?);
        }
        Ok(())
    }

    /// Tries each control that is missing or weak on a path.
    fn cuts_of(&self, red: &Red) -> Result<Vec<Cut>, TooManyFacts> {
        let solved = self.now.solved;
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
            let standings = Standings::only(&altered, self.bar.effort, |it| *it == red.goal);
            let (holding, _) = by_day(&altered.model, self.bar.today);
            let judge = Judge::new(self.bar, &standings, self.before);
            let judged = judged(&standings, &red.goal, &holding);
            let is_red = |it: &Judged| judge.red(&red.goal, it, &holding).red.is_some();
            if !judged.as_ref().is_some_and(is_red) {
                // Whatever has been decided about.
                let left = standings.list.get(&red.goal).map_or(0.0, |it| it.risk);
                found.push(Cut {
                    control: control.clone(),
                    risk_left: left,
                });
            }
        }
        found.sort_by_key(|it| (billionths(it.risk_left), it.control.clone()));
        Ok(found)
    }
}
