//! Findings in; of each the single control that leaves the least of its risk out.
//!
//! Nothing is solved again: a control in place drops the rule instances that it stops, and adds
//! its own chance to those that it hampers.

use serde::Serialize;

use super::Finding;
use crate::answer::path::{Control, control_fact};
use crate::answer::scale::billionths;
use crate::answer::way::decisive;
use crate::catalogue::catalogue;
use crate::derivations::{Chance, ChanceId, FactId, Graph, Scope};
use crate::engine::Solved;
use crate::rank::{Effort, Network, RawRule, best_resting_on};

/// A control that is missing or weak on a way, and what would be left of the risk with it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BestChange {
    #[serde(flatten)]
    pub control: Control,
    /// The risk by the decisive deed of the way, to what is worth most by it.
    pub risk_left: f64,
}

/// How many controls are tried for a finding: those that would stop a deed first, of these those
/// that the component usually has.
const TRIED: usize = 6;

/// Finds the best single control of each.
pub fn best_changes(solved: &Solved, findings: &mut [Finding], effort: Effort) {
    for finding in findings {
        finding.best_change = best_change(solved, finding, effort);
    }
}

fn best_change(solved: &Solved, finding: &Finding, effort: Effort) -> Option<BestChange> {
    let (first, then) = decisive(&finding.path.acts)?;
    let chance = &then.unwrap_or(first).chance;
    let goal = std::slice::from_ref(&finding.path.fact);
    let graph = solved.matcher.derive(goal, Scope::Controls);
    let decisive = chance_id(&graph, chance)?;
    let goal = graph.id(&finding.path.fact)?;
    let trials = candidates(finding).into_iter().map(|control| {
        let network = with_control(solved, &graph, &control);
        let proof = best_resting_on(&network, goal, decisive, effort);
        let left = proof.map_or(0.0, |it| it.likelihood * f64::from(finding.impact));
        BestChange {
            control,
            risk_left: left,
        }
    });
    let helps = |it: &BestChange| billionths(it.risk_left) < billionths(finding.risk);
    let best = trials.min_by_key(|it| billionths(it.risk_left));
    best.filter(helps)
}

/// The controls to try, each once.
fn candidates(finding: &Finding) -> Vec<Control> {
    let mut gaps: Vec<_> = finding.path.gaps.iter().collect();
    gaps.sort_by_key(|gap| (!gap.stops, !gap.usual, gap.assumed));
    let gaps = gaps.into_iter().map(|gap| &gap.control);
    let mut controls: Vec<Control> = Vec::new();
    for control in gaps {
        if controls.len() < TRIED && !controls.contains(control) {
            controls.push(control.clone());
        }
    }
    controls
}

/// What ranking needs of a graph, with one control in place.
fn with_control(solved: &Solved, graph: &Graph, control: &Control) -> Network {
    let known = catalogue().control(&control.control);
    let residual = known.map_or(0.0, |it| it.residual());
    let own = ChanceId(u32::try_from(graph.chances().len()).expect("fewer than 2^32 chances"));
    let about = |id: &FactId| {
        let fact = graph.fact(*id);
        let (stops, found, _) = graph
            .is_given(*id)
            .then(|| control_fact(solved, fact))
            .flatten()?;
        (found == *control).then(|| (stops || residual <= 0.0, Chance::Given(fact.clone())))
    };
    let rules = graph.instances().iter().filter_map(|instance| {
        let held: Vec<(bool, Chance)> = instance.body.iter().filter_map(about).collect();
        if held.iter().any(|(stops, _)| *stops) {
            return None;
        }
        let mut chances = instance.chances.clone();
        if !held.is_empty() {
            chances.retain(|&id| held.iter().all(|(_, it)| graph.chance(id) != it));
            chances.push(own);
        }
        let body = instance.body.iter().copied();
        Some(RawRule {
            head: instance.head,
            body: body.filter(|&id| !graph.is_given(id)).collect(),
            chances,
        })
    });
    let rules = rules.collect();
    let mut values: Vec<f64> = (0..)
        .map(ChanceId)
        .take(graph.chances().len())
        .map(|id| graph.value(id))
        .collect();
    values.push(residual);
    Network::of_rules(vec![false; graph.len()], rules, values)
}

fn chance_id(graph: &Graph, chance: &Chance) -> Option<ChanceId> {
    let mut ids = (0..).map(ChanceId).zip(graph.chances());
    ids.find(|(_, it)| *it == chance).map(|(id, _)| id)
}
