//! A solved model in; what to ask about it first, with the answers as they are written down, out.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::answer::assumptions::{Assumption, AssumptionEffort, MostInfluential, most_influential};
use crate::answer::path::Control;
use crate::engine::Solved;
use crate::model::{ControlStatement, Model, Status, Unstated};
use crate::rank::Effort;
use crate::solve::TooManyFacts;

/// Which of the expected controls that nobody mentions matter most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Questions {
    /// How many controls are expected and not mentioned.
    pub expected: usize,
    /// On the absence of how many of them likeliest paths rest.
    pub resting: usize,
    pub order: Order,
    /// What the risks of all goals that were looked at add up to.
    pub risk: f64,
    /// Whether every likelihood is that of the likeliest path.
    pub certain: bool,
    /// Most influential first.
    pub list: Vec<OpenQuestion>,
}

/// By what questions are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// By how far the risk falls if the control is there.
    RiskFalls,
    /// By the risk of the likeliest paths that rest on its absence: the system is too large to
    /// be solved again with each.
    RestingRisk,
}

/// A question with both of its answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpenQuestion {
    #[serde(flatten)]
    pub assumption: Assumption,
    /// What the file says if the control is there: the component's `controls` or, where these are a
    /// map once what comes before is answered, a line of them.
    pub yes: String,
    /// What it says if not.
    pub no: String,
}

/// Beyond so many components a trial each would take too long for a check.
const COMPONENTS_TRIED: usize = 60;

/// How many controls are tried at most, and how many goals are ranked; in a system of which none
/// is tried, fewer.
const TRIALS: usize = 40;
const GOALS: usize = 200;
const GOALS_OF_LARGE: usize = 40;

/// Half a second for a goal would be too long.
const EFFORT: Effort = Effort {
    candidates: 500,
    steps: 20_000,
    beam: 2,
};

/// The `most` influential of these controls, on which likeliest paths rest.
pub(super) fn questions(
    solved: &Solved,
    unstated: &[Unstated],
    most: usize,
) -> Result<Questions, TooManyFacts> {
    let model = &solved.model;
    let names = unstated.iter().flat_map(|it| {
        let component = &model.component(it.component).id;
        let control = |control: &&str| Control {
            component: component.clone(),
            control: (*control).to_owned(),
        };
        it.controls.iter().map(control).collect::<Vec<Control>>()
    });
    let expected: BTreeSet<Control> = names.collect();
    let small = model.components.len() <= COMPONENTS_TRIED;
    let effort = AssumptionEffort {
        goals: if small { GOALS } else { GOALS_OF_LARGE },
        trials: if small { TRIALS } else { 0 },
        effort: EFFORT,
    };
    let found = most_influential(solved, &effort, most, |it| expected.contains(it))?;
    let MostInfluential {
        rows, now, certain, ..
    } = found;
    let resting = rows.len();
    let list = rows.into_iter().filter(matters).take(most);
    let mut answered: BTreeSet<String> = BTreeSet::new();
    let asked = list.map(|assumption| {
        let control = &assumption.control;
        let adds = !answered.insert(control.component.clone()) || is_map(model, control);
        let answer = |status: &str| {
            if adds {
                line(control, status)
            } else {
                whole(model, control, status)
            }
        };
        OpenQuestion {
            yes: answer("present"),
            no: answer("absent"),
            assumption,
        }
    });
    Ok(Questions {
        expected: expected.len(),
        resting,
        order: if small {
            Order::RiskFalls
        } else {
            Order::RestingRisk
        },
        risk: now.sum,
        certain,
        list: asked.collect(),
    })
}

/// Whether anything changes if the control is there, or nobody has tried.
fn matters(row: &Assumption) -> bool {
    row.trial.is_none_or(|it| it.sum_falls > 1e-9)
}

/// Whether the `controls` of a component are known to be a map, as one of them is not simply
/// present: a list cannot say that.
fn is_map(model: &Model, control: &Control) -> bool {
    let own = stated(model, control);
    own.iter().any(|it| it.status != Status::Present)
}

/// What goes among the `controls` of a component.
fn line(control: &Control, status: &str) -> String {
    format!("{}: {status}", control.control)
}

/// The whole `controls` of a component, as a map that holds what stands there.
fn whole(model: &Model, control: &Control, status: &str) -> String {
    let own = stated(model, control);
    let own = own.iter().map(|it| format!("{}: present", it.control));
    let all: Vec<String> = own.chain([line(control, status)]).collect();
    format!("controls: {{ {} }}", all.join(", "))
}

/// What the component of a control states itself.
fn stated<'m>(model: &'m Model, control: &Control) -> &'m [ControlStatement] {
    let component = model.component_named(&control.component);
    component.map_or(&[], |it| &model.component(it).controls)
}
