//! Findings in; of each the single measure that leaves the least of its risk out.
//!
//! For controls nothing is solved again: one in place drops the rule instances that it stops, and
//! adds its own chance to those that it hampers. Without an attribute the system is solved again.

use serde::Serialize;

use super::Finding;
use crate::answer::path::{Control, Gap, control_fact};
use crate::answer::scale::billionths;
use crate::answer::way::decisive_deed;
use crate::catalogue::catalogue;
use crate::derivations::{Chance, ChanceId, FactId, Graph, Scope};
use crate::engine::Solved;
use crate::facts::{Fact, Input};
use crate::model::{Change, Removal};
use crate::rank::{Effort, Network, RawRule, best_resting_on};

/// Something that could be put right on a way, and what would be left of the risk then.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BestChange {
    /// An order: `change the default password of orders-db`.
    pub order: String,
    /// The option of `whatif` that tries it, and what it takes.
    pub option: &'static str,
    #[serde(serialize_with = "as_text")]
    pub change: Change,
    /// The risk by the decisive deed of the way, to what is worth most by it.
    pub risk_left: f64,
}

/// How many controls are tried for a finding: those that would stop a deed first, of these those
/// that the component usually has.
const TRIED: usize = 6;

/// How many components a system has at most that is solved again without an attribute.
const SOLVED_AGAIN: usize = 300;

/// Finds the best single measure of each.
pub fn best_changes(solved: &Solved, findings: &mut [Finding], effort: Effort) {
    let small = solved.model.components.len() <= SOLVED_AGAIN;
    let removals = if small {
        solved.model.removals()
    } else {
        Vec::new()
    };
    for finding in findings {
        finding.best_change = best_change(solved, finding, &removals, effort);
    }
}

/// What people would do comes first: to take off an attribute, or to have a control that is usual there
/// or that somebody has thought of. Other controls only where none of these halves the risk.
fn best_change(
    solved: &Solved,
    finding: &Finding,
    removals: &[Removal],
    effort: Effort,
) -> Option<BestChange> {
    let deed = decisive_deed(&finding.path.acts)?;
    let text = |solved: &Solved, it: &Chance| it.text(solved.program(), &solved.facts().symbols);
    let decisive = text(solved, &deed.chance);
    let left = |network: &Network, graph: &Graph, solved: &Solved, fact: &Fact| {
        let goal = graph.id(fact)?;
        let mut chances = (0..).map(ChanceId).zip(graph.chances());
        let chance = chances.find(|(_, it)| text(solved, it) == decisive)?.0;
        let proof = best_resting_on(network, goal, chance, effort)?;
        Some(proof.likelihood * f64::from(finding.impact))
    };
    let goal = &finding.path.fact;
    let graph = (solved.matcher).derive(std::slice::from_ref(goal), Scope::Controls);
    let with = |control: &Control| {
        let network = with_control(solved, &graph, control);
        let change = control.in_place();
        BestChange {
            order: format!("{} on {}", control.control, control.component),
            option: change.form().option(),
            change,
            risk_left: left(&network, &graph, solved, goal).unwrap_or(0.0),
        }
    };
    let without = |removal: &Removal| {
        let altered = solved.with(std::slice::from_ref(&removal.change)).ok()??;
        let same = altered.same(solved, goal);
        let risk_left = same.and_then(|fact| {
            let graph = (altered.matcher).derive(std::slice::from_ref(&fact), Scope::Uncertain);
            left(&Network::new(&graph), &graph, &altered, &fact)
        });
        Some(BestChange {
            order: removal.order.clone(),
            option: removal.change.form().option(),
            change: removal.change.clone(),
            risk_left: risk_left.unwrap_or(0.0),
        })
    };
    let rests = removals.iter().filter(|it| rests_on(solved, finding, it));
    let (likely, other): (Vec<&Gap>, Vec<&Gap>) = candidates(finding)
        .into_iter()
        .partition(|gap| gap.usual || !gap.assumed);
    let mut trials: Vec<BestChange> = rests.filter_map(without).collect();
    trials.extend(likely.iter().map(|gap| with(&gap.control)));
    let halves = |it: &BestChange| it.risk_left <= finding.risk / 2.0;
    if !trials.iter().any(halves) {
        trials.extend(other.iter().map(|gap| with(&gap.control)));
    }
    let helps = |it: &BestChange| billionths(it.risk_left) < billionths(finding.risk);
    let best = trials.into_iter().min_by_key(|it| billionths(it.risk_left));
    best.filter(helps)
}

/// Whether the likeliest path rests on an attribute that could be taken off without a redesign.
fn rests_on(solved: &Solved, finding: &Finding, removal: &Removal) -> bool {
    let Change::Attribute {
        component,
        attribute,
        ..
    } = &removal.change
    else {
        return false;
    };
    let values = [component.as_str(), attribute.as_str()];
    let fact = solved.fact(Input::Attribute.name(), &values);
    let nodes = &finding.path.derivation.nodes;
    !removal.redesign && nodes.iter().any(|node| Some(&node.fact) == fact.as_ref())
}

/// The missing controls to try.
fn candidates(finding: &Finding) -> Vec<&Gap> {
    let mut gaps: Vec<&Gap> = finding.path.gaps.iter().collect();
    gaps.sort_by_key(|gap| (!gap.stops, !gap.usual, gap.assumed));
    gaps.truncate(TRIED);
    gaps
}

fn as_text<S: serde::Serializer>(change: &Change, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(change)
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
    let mut values = graph.values().to_vec();
    values.push(residual);
    Network::of_rules(vec![false; graph.len()], rules, values)
}
