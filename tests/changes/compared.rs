//! Random systems before and after one random change: which goals differ, by how much, and why.

use std::collections::BTreeMap;

use threatlog::answer::{
    Comparison, Difference, DifferenceKind, GoalName, Standing, compare, compare_solved, goals,
};
use threatlog::catalogue::catalogue;
use threatlog::model::{Form, Model, read, said};
use threatlog::print::json;
use threatlog::rank::{Effort, Total};
use threatlog_dl::Sources;

use crate::support::random_model::{Draft, draft};
use crate::support::shipped::RULES;
use crate::support::shuffled::shuffled;
use crate::support::solved::{Solved, controls_in_the_way, violation_totals, violations};
use crate::support::splitmix::SplitMix;

pub const ROUNDING: f64 = 1e-9;

const SEEDS: u64 = 100;

/// One change, as an option says it.
pub enum Edit {
    With(String),
    Without(String),
    Flow(String),
    Entry(String),
}

pub struct Changed {
    pub old: Model,
    pub new: Model,
}

impl Changed {
    pub fn new(text: &str, edit: &Edit) -> Self {
        let mut sources = Sources::default();
        let file = sources.add("random.yaml", text);
        let old = read(&sources, &[file]).expect("a sound file");
        let (form, text) = match edit {
            Edit::With(it) => (Form::With, it),
            Edit::Without(it) => (Form::Without, it),
            Edit::Flow(it) => (Form::AddFlow, it),
            Edit::Entry(it) => (Form::AddEntry, it),
        };
        let file = sources.add(form.option(), text);
        let said = said(&old, &sources, &[(form, file)]).expect("known names");
        let new = old.changed_as_said(&said, &sources).expect("known names");
        Self { old, new }
    }

    fn comparison(&self) -> Comparison {
        let old = Solved::of(&RULES, self.old.clone());
        let new = Solved::of(&RULES, self.new.clone());
        let (old, new) = (old.analysis(), new.analysis());
        compare_solved(&old, &new, Effort::default(), compare)
    }
}

/// A change, mostly one that matters, and the draft that it is made to.
pub fn edit(draft: &Draft, random: &mut SplitMix) -> Option<(Draft, Edit)> {
    let solved = Solved::new(&RULES, &[&draft.text()]);
    let in_the_way = controls_in_the_way(&solved.analysis());
    let mut draft = draft.clone();
    let edit = match random.below(4) {
        0 if !in_the_way.is_empty() => {
            let (component, control) = random.pick(&in_the_way);
            Edit::With(format!("{component}:{control}"))
        }
        1 if !in_the_way.is_empty() => {
            let (id, control) = random.pick(&in_the_way);
            let control = catalogue().control(control)?.id;
            let component = draft.components.iter_mut().find(|it| it.id == *id)?;
            component.control(control, "present".to_owned());
            Edit::Without(format!("{id}:{control}"))
        }
        2 => {
            let (component, how) = draft.entry(random);
            let actor = &random.pick(&draft.actors).id;
            Edit::Entry(format!("{actor}:{component}:{how}"))
        }
        3 => {
            let other = crate::support::random_model::draft(random.next() % 1000);
            let flows = other.flows.iter().filter(|it| !it.starts_with('{'));
            let known = |id: &str| draft.components.iter().any(|it| it.id == id);
            let fits = |it: &&String| it.split(' ').step_by(2).all(known);
            let flows: Vec<&String> = flows.filter(fits).collect();
            Edit::Flow((*flows.first()?).clone())
        }
        _ => return None,
    };
    Some((draft, edit))
}

#[test]
fn goals_differ_as_their_likelihoods_do_and_by_the_change() {
    let (mut rows, mut kinds, mut causes) = (0, [0; 6], [0; 4]);
    for seed in 1..=SEEDS {
        let mut random = SplitMix(seed);
        let Some((draft, edit)) = edit(&draft(seed), &mut random) else {
            continue;
        };
        let changed = Changed::new(&draft.text(), &edit);
        let answer = changed.comparison();
        let what = format!("seed {seed}\n{}\n{:#?}", draft.text(), answer.rows);
        check_risks(&changed, &answer, &what);
        for row in &answer.rows {
            rows += 1;
            kinds[row.kind as usize] += 1;
            let at = check_causes(row, &edit, &what);
            causes[at] += 1;
        }
    }
    println!("{rows} differences {kinds:?}; by with, without, entry, flow {causes:?}");
    assert!(kinds.iter().all(|it| *it > 8), "{kinds:?}");
    assert!(causes.iter().all(|it| *it > 8), "{causes:?}");
}

/// Each goal differs as the likelihoods of its likeliest proofs do.
fn check_risks(changed: &Changed, answer: &Comparison, what: &str) {
    let (old, new) = (risks(&changed.old), risks(&changed.new));
    let totals = |it: &Model| violation_totals(&Solved::of(&RULES, it.clone()).analysis());
    let (was, is) = (totals(&changed.old), totals(&changed.new));
    let none = Total {
        lower: 0.0,
        upper: 0.0,
    };
    let moves = |name: &String| {
        let total = |it: &BTreeMap<String, Total>| it.get(name).copied().unwrap_or(none);
        let (was, is) = (total(&was), total(&is));
        assert!(was.upper - was.lower < ROUNDING && is.upper - is.lower < ROUNDING);
        (
            is.lower > was.upper + ROUNDING,
            is.upper < was.lower - ROUNDING,
        )
    };
    let mut same = 0;
    let added = new.keys().filter(|it| !old.contains_key(*it));
    for name in old.keys().chain(added) {
        let row = answer.rows.iter().find(|it| {
            let GoalName {
                actor,
                component,
                property,
            } = &it.goal;
            format!("violated({actor}, {component}, {property})") == *name
        });
        let (before, after) = (old.get(name), new.get(name));
        let kind = row.map(|it| it.kind);
        let expected = match (before, after) {
            (None, _) => Some(DifferenceKind::Appeared),
            (_, None) => Some(DifferenceKind::Vanished),
            (Some(before), Some(after)) if after > &(before + ROUNDING) => {
                Some(DifferenceKind::Rose)
            }
            // Where a total rises though the likeliest path does not, a way has opened. Where one
            // falls, no way has or the loss is greater, so then either may be said.
            _ if moves(name).0 => Some(DifferenceKind::Opened),
            (Some(before), Some(after)) if after < &(before - ROUNDING) => kind
                .filter(|it| *it == DifferenceKind::Opened)
                .or(Some(DifferenceKind::Fell)),
            _ if moves(name).1 => kind
                .filter(|it| *it == DifferenceKind::Opened)
                .or(Some(DifferenceKind::Closed)),
            _ => None,
        };
        assert_eq!(kind, expected, "{name}: {what}");
        let Some(row) = row else {
            same += 1;
            continue;
        };
        let risk = |it: &Option<Standing>| it.as_ref().map(|it| it.risk);
        for (shown, known) in [(risk(&row.before), before), (risk(&row.after), after)] {
            let near = shown
                .zip(known)
                .is_some_and(|(a, b)| (a - b).abs() < ROUNDING);
            assert!(near || shown.is_none() && known.is_none(), "{name}: {what}");
        }
    }
    assert_eq!(answer.same, same, "{what}");
    assert!(
        (answer.before.sum - old.values().sum::<f64>()).abs() < 1e-6,
        "{what}"
    );
    assert!(
        (answer.after.sum - new.values().sum::<f64>()).abs() < 1e-6,
        "{what}"
    );
}

/// A difference is put down to the one change and to nothing else.
fn check_causes(row: &Difference, edit: &Edit, what: &str) -> usize {
    assert!(!row.causes.is_empty(), "{row:#?}: {what}");
    let mut seen = 0;
    for cause in &row.causes {
        let (added, place) = (cause.added, cause.place.as_deref().unwrap_or(""));
        let control = |it: &str| {
            let (component, control) = it.split_once(':').expect("two words");
            cause
                .text
                .starts_with(&format!("{component} has {control}"))
        };
        let (at, right) = match edit {
            Edit::With(it) => (0, added && place == "--with" && control(it)),
            Edit::Without(it) => (
                1,
                !added && place.starts_with("random.yaml:") && control(it),
            ),
            Edit::Entry(_) => (2, added && place == "--add-entry:1:1"),
            // A flow may also be what a rule must not find; then it has no place.
            Edit::Flow(_) => (3, added && place == "--add-flow:1:1" || place.is_empty()),
        };
        assert!(right, "{cause:?}: {what}");
        seen = at;
    }
    seen
}

#[test]
fn the_order_of_the_file_changes_no_byte() {
    let mut rows = 0;
    for seed in 1..=30 {
        let mut random = SplitMix(seed);
        let Some((draft, edit)) = edit(&draft(seed), &mut random) else {
            continue;
        };
        let one = Changed::new(&draft.text(), &edit).comparison();
        let other = shuffled(&draft, &mut random);
        let two = Changed::new(&other.text(), &edit).comparison();
        assert_eq!(
            unplaced(&one),
            unplaced(&two),
            "seed {seed}\n{}",
            draft.text()
        );
        rows += one.rows.len();
    }
    assert!(rows > 20, "{rows}");
}

/// Without the lines, which are others in another order.
fn unplaced(answer: &Comparison) -> String {
    let mut answer = answer.clone();
    for cause in answer.rows.iter_mut().flat_map(|it| &mut it.causes) {
        cause.place = None;
    }
    json(&answer)
}

/// By text of the goal: likelihood of its likeliest proof × impact.
pub fn risks(model: &Model) -> std::collections::BTreeMap<String, f64> {
    let solved = Solved::of(&RULES, model.clone());
    let analysis = solved.analysis();
    let likelihoods = violations(&analysis);
    let risk = |goal: threatlog::answer::Goal| {
        let text = analysis.text(&goal.fact);
        let likelihood = likelihoods[&text].expect("a search that is not cut");
        (text, likelihood * f64::from(goal.impact))
    };
    goals(&analysis).into_iter().map(risk).collect()
}
