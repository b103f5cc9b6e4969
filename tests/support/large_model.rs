//! A size and a seed in; the draft of an architecture of that many components out.
//!
//! Components of every kind stand in a row, and flows with any verb lead from each to near ones,
//! about five from each. No system looks like that; it is denser than what people draw, so that
//! the engine has to work: facts have thousands of proofs.

use super::random_model::{Draft, DraftActor, DraftComponent};
use super::splitmix::SplitMix;
use threatlog::catalogue::catalogue;

const CONTROLS: [&str; 9] = [
    "authentication",
    "access_control",
    "data_provenance",
    "artifact_signing",
    "artifact_verification",
    "secrets_management",
    "code_review",
    "vulnerability_management",
    "telemetry_logging",
];
const ENTRIES: [&str; 5] = ["query", "post", "network", "account", "publish"];

/// How far a flow may lead.
const REACH: usize = 100;

/// An architecture of `size` components, which are at least two.
pub fn large(size: usize, seed: u64) -> Draft {
    let mut random = SplitMix(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let zones = (0..10).map(|at| (format!("z{at}"), vec![format!("trust: {}", 10 * at)]));
    let components: Vec<DraftComponent> = (0..size).map(|at| component(at, &mut random)).collect();
    let actors = (0..3).map(|at| actor(at, &components, &mut random));
    Draft {
        zones: zones.collect(),
        actors: actors.collect(),
        flows: flows(size, &mut random),
        components,
    }
}

fn component(at: usize, random: &mut SplitMix) -> DraftComponent {
    let controls = CONTROLS.iter().filter(|_| random.percent(70));
    let controls = controls.map(|&it| (it, "present".to_owned())).collect();
    let assets = match at % 15 {
        0 => vec![("integrity", "severe"), ("confidentiality", "serious")],
        _ => Vec::new(),
    };
    DraftComponent {
        id: format!("c{at}"),
        kind: random.pick(&catalogue().kinds).id,
        zone: Some(format!("z{}", random.below(10))),
        attributes: Vec::new(),
        controls,
        assets,
    }
}

fn actor(at: usize, components: &[DraftComponent], random: &mut SplitMix) -> DraftActor {
    let mut actor = DraftActor {
        id: format!("a{at}"),
        position: "external",
        attempts: None,
        entries: Vec::new(),
    };
    for _ in 0..2 {
        let id = random.pick(components).id.clone();
        let how = *random.pick(&ENTRIES);
        actor.enter(id, how);
    }
    actor
}

/// Five for each component, most of them short.
fn flows(size: usize, random: &mut SplitMix) -> Vec<String> {
    let mut flows = Vec::new();
    while flows.len() < 5 * size {
        let from = random.below(size);
        let to = from + random.below(REACH) + random.below(REACH);
        let to = to.saturating_sub(REACH).min(size - 1);
        let verb = random.pick(&catalogue().verbs).id;
        if from != to {
            flows.push(format!("c{from} {verb} c{to}"));
        }
    }
    flows.sort();
    flows.dedup();
    flows
}
