//! With every control in place and effective, only what no control stops is left, and ranks low.

use std::collections::BTreeMap;

use threatlog::answer::{Act, Question, paths};
use threatlog::catalogue::catalogue;
use threatlog::model::{Change, Model};
use threatlog::rules::step_controls;
use threatlog_dl::program::Step;

use crate::everything;
use crate::support::shipped::{ENGINE, RULES, Solved};
use crate::support::snapshot::snapshot;

/// What is below is low by the words of the scale.
const LOW: f64 = 1.5;

/// A best path that is left somewhere.
struct Left {
    name: String,
    risk: f64,
    /// How many controls it finds missing.
    gaps: usize,
    acts: Vec<Act>,
}

#[test]
fn what_is_left_with_every_control() {
    let (mut before, mut left) = (0, Vec::new());
    for (_, solved) in everything() {
        before += best_paths(&solved).len();
        left.extend(best_paths(&protected(&solved)));
    }
    let mut by_step: BTreeMap<&str, (usize, f64, &str)> = BTreeMap::new();
    for path in &left {
        for act in &path.acts {
            let entry = by_step.entry(&act.step).or_insert((0, 0.0, ""));
            entry.0 += 1;
            if path.risk > entry.1 {
                (entry.1, entry.2) = (path.risk, &path.name);
            }
        }
    }
    let mut lines = vec![
        format!(
            "{before} best paths without, {} with every control",
            left.len()
        ),
        String::new(),
        format!(
            "{:32}paths  risk to  in                                 controls that hamper",
            "step"
        ),
    ];
    for (step, (count, risk, name)) in by_step {
        let step = RULES.steps.iter().find(|it| it.id == step);
        let step = step.expect("a step of the rules");
        let why = hampered_by(step);
        lines.push(format!(
            "{:32}{count:5}  {risk:7.2}  {name:35}{why}",
            step.id
        ));
    }
    snapshot("systems@protected", &lines.join("\n"));
}

/// Nothing that is left can be blamed on a missing control, and all of it is a low risk.
#[test]
fn what_is_left_lacks_no_control_and_ranks_low() {
    let (mut lacking, mut wrong) = (0, Vec::new());
    for (_, solved) in everything() {
        lacking += best_paths(&solved).iter().filter(|it| it.gaps > 0).count();
        for path in best_paths(&protected(&solved)) {
            if path.gaps > 0 || path.risk >= LOW {
                let steps: Vec<&str> = path.acts.iter().map(|it| it.step.as_str()).collect();
                let (name, steps) = (path.name, steps.join(" → "));
                wrong.push(format!(
                    "{:.1} {name}: {steps}, lacks {}",
                    path.risk, path.gaps
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(lacking > 100, "nothing was missing before: {lacking}");
}

/// A system with all controls of the catalogue on all of its components.
fn protected(solved: &Solved<'static>) -> Solved<'static> {
    let ids = solved.model.components.iter().map(|it| it.id.as_str());
    let with = ids.flat_map(|id| catalogue().controls.iter().map(move |it| (id, it.id)));
    let with: Vec<Change> = with
        .map(|(id, control)| Change::with(id, control))
        .collect();
    let model = solved.model.changed(&with).expect("known controls");
    of_model(solved, model)
}

fn of_model(solved: &Solved<'static>, model: Model) -> Solved<'static> {
    let facts = threatlog::facts::compile(&model, &RULES);
    let database = ENGINE.derive(&facts).expect("a small system");
    Solved {
        name: solved.name.clone(),
        sources: solved.sources.clone(),
        model,
        program: &RULES,
        engine: ENGINE.clone(),
        facts,
        database,
    }
}

fn best_paths(solved: &Solved) -> Vec<Left> {
    let question = Question {
        top: usize::MAX,
        ..Question::default()
    };
    let rows = paths(&solved.analysis(), &question).rows.into_iter();
    rows.map(|row| Left {
        name: solved.name.clone(),
        risk: row.risk,
        gaps: row.path.gaps.len(),
        acts: row.path.acts,
    })
    .collect()
}

/// The controls that make a step less likely; none of them stops it.
fn hampered_by(step: &Step) -> String {
    let controls = step_controls(&RULES, step, "slips_past");
    if controls.is_empty() {
        return "none".to_owned();
    }
    controls.join(", ")
}
