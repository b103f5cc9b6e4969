//! Ranked paths in; the tests that a red team would run for them, each once, out.

use super::analysis::Analysis;
use super::derivation::{Derivation, Node};
use super::path::{Act, Control, control_fact};
use super::paths::{Finding, Paths};
use super::wording::sentence;

/// Paths as sequences of tests.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// In the order in which paths first need them.
    pub tests: Vec<Test>,
    pub routes: Vec<Route>,
}

/// A path with its tests, as indexes into [`Plan::tests`], in an order in which they can be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    pub finding: Finding,
    pub tests: Vec<usize>,
}

/// A deed to be tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    pub actor: String,
    pub act: Act,
    pub given: Vec<Given>,
    /// What holds if it works, as sentences.
    pub success: Vec<String>,
    /// Controls whose absence or weakness the deed relies on, sorted.
    pub hurdles: Vec<Hurdle>,
}

/// What has to hold before a test.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub sentence: String,
    /// The tests that bring it about, as indexes into [`Plan::tests`]; none if the system is so.
    pub after: Vec<usize>,
}

/// A control that would get in the way.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub struct Hurdle {
    pub control: Control,
    /// Whether it would stop the deed, rather than hamper it.
    pub stops: bool,
    pub state: HurdleState,
}

/// Why a control is thought not to get in the way.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum HurdleState {
    /// Said to be missing.
    Missing,
    /// Nobody has said whether it is there.
    Unstated,
    /// There, but an attacker gets past it with this likelihood.
    Weak(f64),
}

/// Tests that paths share are named once, unless they rest on different facts.
pub fn plan(analysis: &Analysis, answer: &Paths) -> Plan {
    let mut plan = Plan::default();
    for finding in &answer.rows {
        let tests = route(analysis, finding, &mut plan.tests);
        plan.routes.push(Route {
            finding: finding.clone(),
            tests,
        });
    }
    plan
}

fn route(analysis: &Analysis, finding: &Finding, tests: &mut Vec<Test>) -> Vec<usize> {
    let path = &finding.path;
    let deeds = Deeds::new(analysis, &path.derivation, &path.acts);
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
        let test = deeds.test(&finding.goal.actor, at, &numbers);
        let number = tests.iter().position(|known| *known == test);
        let number = number.unwrap_or_else(|| {
            tests.push(test);
            tests.len() - 1
        });
        numbers[at] = Some(number);
        route.push(number);
    }
    route
}

/// The nodes of a derivation that are deeds.
struct Deeds<'a, 'p> {
    analysis: &'p Analysis<'a>,
    nodes: &'p [Node],
    acts: &'p [Act],
    /// By act: the nodes that it brings about.
    heads: Vec<Vec<usize>>,
    /// By node: the acts that it follows from without a further one, sorted; of a deed, itself.
    follows: Vec<Vec<usize>>,
}

impl<'a, 'p> Deeds<'a, 'p> {
    fn new(analysis: &'p Analysis<'a>, derivation: &'p Derivation, acts: &'p [Act]) -> Self {
        let symbols = &analysis.facts().symbols;
        let names: Vec<String> = acts.iter().map(name).collect();
        let mut heads = vec![Vec::new(); acts.len()];
        let mut follows: Vec<Vec<usize>> = Vec::with_capacity(derivation.nodes.len());
        for (at, node) in derivation.nodes.iter().enumerate() {
            let by = node.by.as_ref();
            let act = by.and_then(|by| by.act.as_ref());
            let act = act.map(|act| act.text(analysis.program(), symbols));
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
            analysis,
            nodes: &derivation.nodes,
            acts,
            heads,
            follows,
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
        found
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
            if control_fact(self.analysis, &self.nodes[at].fact).is_none() {
                let after = self.follows[at].iter();
                let mut after: Vec<usize> = after.filter_map(|&act| numbers[act]).collect();
                after.sort_unstable();
                given.push(Given {
                    sentence: sentence(self.analysis, &self.nodes[at].fact),
                    after,
                });
            }
        }
        hurdles.sort_by(|a, b| {
            let names = |it: &Hurdle| it.control.clone();
            b.stops.cmp(&a.stops).then_with(|| names(a).cmp(&names(b)))
        });
        hurdles.dedup();
        let heads = self.heads[act].iter();
        let success = heads.map(|&at| sentence(self.analysis, &self.nodes[at].fact));
        Test {
            actor: actor.to_owned(),
            act: self.acts[act].clone(),
            given,
            success: success.collect(),
            hurdles,
        }
    }

    /// Adds the controls that a fact rests on without a deed in between.
    fn add_hurdles(&self, at: usize, hurdles: &mut Vec<Hurdle>) {
        let mut open = vec![at];
        while let Some(at) = open.pop() {
            let node = &self.nodes[at];
            if let Some((stops, control, how)) = control_fact(self.analysis, &node.fact) {
                let chance = self.analysis.facts().chances.get(&node.fact);
                let state = match chance {
                    Some(&chance) => HurdleState::Weak(chance),
                    None if how.is_assumption() => HurdleState::Unstated,
                    None => HurdleState::Missing,
                };
                hurdles.push(Hurdle {
                    control,
                    stops,
                    state,
                });
            }
            let by = node.by.as_ref().filter(|by| by.act.is_none());
            open.extend(by.iter().flat_map(|by| by.premises.iter().copied()));
        }
    }
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
