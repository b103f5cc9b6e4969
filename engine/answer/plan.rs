//! Ranked paths in; the tests that a red team would run for them, each once, out.

use std::collections::BTreeMap;

use serde::Serialize;

use super::derivation::{Derivation, Node};
use super::path::{Act, Control, control_fact};
use super::paths::{Paths, RankedPath};
use super::wording::sentence;
use crate::catalogue::{Reference, reference};
use crate::engine::Solved;

/// Paths as sequences of tests.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    pub system: String,
    /// As of the ranked paths.
    pub goals: usize,
    pub goals_left: usize,
    pub certain: bool,
    /// In the order in which paths first need them.
    pub tests: Vec<Test>,
    #[serde(rename = "paths")]
    pub routes: Vec<Route>,
}

/// A path with the ids of its tests in an order in which they can be run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Route {
    #[serde(flatten)]
    pub finding: RankedPath,
    pub tests: Vec<String>,
}

/// A deed to be tried.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Test {
    /// `T1`, `T2`, ….
    pub id: String,
    pub actor: String,
    /// The techniques with their names.
    pub references: Vec<Reference>,
    pub given: Vec<Given>,
    /// What holds if it works, as sentences.
    pub success: Vec<String>,
    /// Controls whose absence or weakness the deed relies on, sorted.
    #[serde(rename = "relies_on")]
    pub hurdles: Vec<Hurdle>,
    /// What to record if it does not work, and if it works only now and then; the latter is `None`
    /// if nothing can make it harder.
    pub if_blocked: String,
    pub if_harder: Option<String>,
    #[serde(flatten)]
    pub act: Act,
}

/// What has to hold before a test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Given {
    pub sentence: String,
    /// The tests that bring it about; none if the system is so.
    pub after: Vec<String>,
}

/// A control that would get in the way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hurdle {
    #[serde(flatten)]
    pub control: Control,
    /// Whether it would stop the deed, rather than hamper it.
    pub stops: bool,
    pub status: HurdleStatus,
    /// Of getting past a weak one.
    pub likelihood: Option<f64>,
}

/// Why a control is thought not to get in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HurdleStatus {
    /// Said to be missing.
    Missing,
    /// Nobody has said whether it is there.
    Unstated,
    /// There, but an attacker may get past it.
    Weak,
}

/// Tests that paths share are named once, unless they rest on different facts.
pub fn plan(solved: &Solved, answer: &Paths) -> Plan {
    let mut tests = Vec::new();
    let routes = answer.rows.iter().map(|finding| Route {
        tests: route(solved, finding, &mut tests)
            .into_iter()
            .map(number)
            .collect(),
        finding: finding.clone(),
    });
    Plan {
        routes: routes.collect(),
        system: answer.system.clone(),
        goals: answer.goals,
        goals_left: answer.goals_left,
        certain: answer.certain,
        tests,
    }
}

/// `T1`, counted from index 0.
fn number(at: usize) -> String {
    format!("T{}", at + 1)
}

/// The tests of a path, as indexes into `tests`, to which those are added that are new.
fn route(solved: &Solved, finding: &RankedPath, tests: &mut Vec<Test>) -> Vec<usize> {
    let path = &finding.path;
    let deeds = Deeds::new(solved, &path.derivation, &path.acts);
    // By act of the path: its test.
    let mut numbers: Vec<Option<usize>> = vec![None; path.acts.len()];
    let mut route = Vec::new();
    while route.len() < path.acts.len() {
        let open = || (0..path.acts.len()).filter(|&at| numbers[at].is_none());
        let ready = |&at: &usize| deeds.before(at).iter().all(|&it| numbers[it].is_some());
        // The order of a path's acts has no cycle; were there one, its first act would go first.
        let Some(at) = open().find(ready).or_else(|| open().next()) else {
            break;
        };
        let mut test = deeds.test(&finding.goal.actor, at, &numbers);
        let known = tests.iter().position(|known| {
            test.id.clone_from(&known.id);
            *known == test
        });
        let known = known.unwrap_or_else(|| {
            test.id = number(tests.len());
            tests.push(test);
            tests.len() - 1
        });
        numbers[at] = Some(known);
        route.push(known);
    }
    route
}

/// The nodes of a derivation that are deeds.
struct Deeds<'p> {
    solved: &'p Solved,
    nodes: &'p [Node],
    acts: &'p [Act],
    /// By act: the nodes that it brings about.
    heads: Vec<Vec<usize>>,
    /// By node: the acts that it follows from without a further one, sorted; of a deed, itself.
    follows: Vec<Vec<usize>>,
    /// Nodes that no deed rests on: what the harm asks for once all is done.
    after_all: Vec<usize>,
}

impl<'p> Deeds<'p> {
    fn new(solved: &'p Solved, derivation: &'p Derivation, acts: &'p [Act]) -> Self {
        let symbols = &solved.facts().symbols;
        let names: Vec<String> = acts.iter().map(name).collect();
        let mut heads = vec![Vec::new(); acts.len()];
        let mut follows: Vec<Vec<usize>> = Vec::with_capacity(derivation.nodes.len());
        for (at, node) in derivation.nodes.iter().enumerate() {
            let by = node.by.as_ref();
            let act = by.and_then(|by| by.act.as_ref());
            let act = act.map(|act| act.text(solved.program(), symbols));
            let act = act.and_then(|text| names.iter().position(|name| *name == text));
            follows.push(match (act, by) {
                (Some(act), _) => {
                    heads[act].push(at);
                    vec![act]
                }
                (None, Some(by)) => union(by.premises.iter().map(|&at| &follows[at])),
                (None, None) => Vec::new(),
            });
        }
        Self {
            solved,
            nodes: &derivation.nodes,
            acts,
            heads,
            follows,
            after_all: after_all(&derivation.nodes),
        }
    }

    /// The premises of an act, over all that it brings about; each once.
    fn premises(&self, act: usize) -> Vec<usize> {
        let by = self.heads[act]
            .iter()
            .filter_map(|&at| self.nodes[at].by.as_ref());
        let mut found = Vec::new();
        for &premise in by.flat_map(|by| &by.premises) {
            if !found.contains(&premise) {
                found.push(premise);
            }
        }
        if self.is_last(act) {
            let controls = self.after_all.iter().copied();
            found.extend(controls.filter(|&at| self.is_control(at)));
        }
        found
    }

    fn is_last(&self, act: usize) -> bool {
        act + 1 == self.acts.len()
    }

    fn is_control(&self, at: usize) -> bool {
        control_fact(self.solved, &self.nodes[at].fact).is_some()
    }

    /// The acts that must come before an act.
    fn before(&self, act: usize) -> Vec<usize> {
        let premises = self.premises(act);
        union(premises.iter().map(|&at| &self.follows[at]))
    }

    fn test(&self, actor: &str, act: usize, numbers: &[Option<usize>]) -> Test {
        let premises = self.premises(act);
        let mut hurdles: Vec<Hurdle> = Vec::new();
        let mut given: Vec<Given> = Vec::new();
        for &at in &premises {
            self.add_hurdles(at, &mut hurdles);
            if control_fact(self.solved, &self.nodes[at].fact).is_none() {
                let after = self.follows[at].iter();
                let mut after: Vec<usize> = after.filter_map(|&act| numbers[act]).collect();
                after.sort_unstable();
                given.push(Given {
                    sentence: sentence(self.solved, &self.nodes[at].fact),
                    after: after.into_iter().map(number).collect(),
                });
            }
        }
        hurdles.sort_by(|a, b| {
            let names = |it: &Hurdle| it.control.clone();
            b.stops.cmp(&a.stops).then_with(|| names(a).cmp(&names(b)))
        });
        hurdles.dedup();
        // Where more is in the way than the deeds, the last one has not succeeded before the harm.
        let guarded = self.is_last(act) && self.after_all.iter().any(|&at| self.is_control(at));
        let harm = guarded.then(|| self.nodes.len() - 1);
        let heads = self.heads[act].iter().copied().chain(harm);
        let success = heads.map(|at| sentence(self.solved, &self.nodes[at].fact));
        let act = self.acts[act].clone();
        Test {
            id: String::new(),
            actor: actor.to_owned(),
            references: act.techniques.iter().map(|it| reference(it)).collect(),
            given,
            success: success.collect(),
            if_blocked: if_blocked(&hurdles),
            if_harder: if_harder(&hurdles),
            hurdles,
            act,
        }
    }

    /// Adds the controls that a fact rests on without a deed in between.
    fn add_hurdles(&self, at: usize, hurdles: &mut Vec<Hurdle>) {
        let mut open = vec![at];
        while let Some(at) = open.pop() {
            let node = &self.nodes[at];
            if let Some((stops, control, how)) = control_fact(self.solved, &node.fact) {
                let likelihood = self.solved.facts().chances.get(&node.fact).copied();
                hurdles.push(Hurdle {
                    control,
                    stops,
                    status: match likelihood {
                        Some(_) => HurdleStatus::Weak,
                        None if how.is_assumption() => HurdleStatus::Unstated,
                        None => HurdleStatus::Missing,
                    },
                    likelihood,
                });
            }
            let by = node.by.as_ref().filter(|by| by.act.is_none());
            open.extend(by.iter().flat_map(|by| by.premises.iter().copied()));
        }
    }
}

/// The nodes that the goal, which is the last one, rests on with no deed in between.
fn after_all(nodes: &[Node]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = nodes.len().checked_sub(1).into_iter().collect();
    while let Some(at) = open.pop() {
        let Some(by) = nodes[at].by.as_ref().filter(|by| by.act.is_none()) else {
            continue;
        };
        for &premise in &by.premises {
            if !found.contains(&premise) {
                found.push(premise);
                open.push(premise);
            }
        }
    }
    found
}

/// What it means if a test is blocked: what to record.
fn if_blocked(hurdles: &[Hurdle]) -> String {
    let stopping = named(hurdles, |it| it.stops && it.status != HurdleStatus::Weak);
    if !stopping.is_empty() {
        format!("record as present what stopped it: {stopping}")
    } else if hurdles.is_empty() {
        "no control is in the way: one of the given facts is wrong; correct the file".to_owned()
    } else {
        "one of the given facts is wrong, or what makes it harder is fully effective".to_owned()
    }
}

/// What it means if a test works only now and then; `None` if nothing can make it harder.
fn if_harder(hurdles: &[Hurdle]) -> Option<String> {
    let hampering = named(hurdles, |it| !it.stops && it.status != HurdleStatus::Weak);
    let weak = named(hurdles, |it| it.status == HurdleStatus::Weak);
    let hampering = (!hampering.is_empty()).then(|| format!("record how effective: {hampering}"));
    let weak = (!weak.is_empty()).then(|| format!("raise the number of {weak}"));
    let texts: Vec<String> = hampering.into_iter().chain(weak).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

/// `a or b on x, or c on y`.
fn named(hurdles: &[Hurdle], of: impl Fn(&Hurdle) -> bool) -> String {
    let mut components: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for Control { component, control } in hurdles.iter().filter(|it| of(it)).map(|it| &it.control) {
        let names = components.entry(component).or_default();
        if !names.contains(&control.as_str()) {
            names.push(control);
        }
    }
    let texts = components.iter();
    let texts = texts.map(|(component, names)| format!("{} on {component}", names.join(" or ")));
    texts.collect::<Vec<_>>().join(", or ")
}

/// `step(value, …)`, as the chance of this act is named.
fn name(act: &Act) -> String {
    let values: Vec<&str> = act.args.iter().map(|(_, value)| value.as_str()).collect();
    format!("{}({})", act.step, values.join(", "))
}

fn union<'v>(lists: impl Iterator<Item = &'v Vec<usize>>) -> Vec<usize> {
    let mut all: Vec<usize> = lists.flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}
