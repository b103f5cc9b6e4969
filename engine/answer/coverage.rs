//! A program, and systems solved under it, in; which threats its steps cover, and which steps the
//! systems exercise, out.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use threatlog_dl::program::{Program, Step, StepId, Stride};

use super::paths::paths;
use super::question::Question;
use crate::catalogue::{atlas_tactics, atlas_technique, atlas_version, frameworks, why_uncovered};
use crate::derivations::Scope;
use crate::engine::Solved;
use crate::facts::Fact;

/// The steps by the lists of threats that they refer to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// How many steps there are.
    pub steps: usize,
    pub lists: Vec<ThreatList>,
    /// One for each system, in the order in which they were given.
    #[serde(rename = "systems")]
    pub exercised: Vec<Exercised>,
    /// The steps that no system exercises, in the order of the rules; `None` without a system.
    #[serde(rename = "not_exercised")]
    pub idle: Option<Vec<String>>,
}

/// A list of threats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThreatList {
    /// `stride`, `atlas-tactics`, or as in references: `owasp-llm:2025`.
    pub id: String,
    pub title: String,
    pub threats: Vec<Threat>,
}

/// A threat of a list, with the steps that carry it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Threat {
    pub id: String,
    pub name: String,
    /// Whether it is a whole class, of which how many steps there are says more than which.
    pub class: bool,
    /// Ids of steps, sorted.
    pub steps: Vec<String>,
    /// Why there is no step, if that is on purpose.
    pub reason: Option<&'static str>,
}

/// Which steps a system exercises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exercised {
    pub name: String,
    /// Only steps that can be taken there.
    pub steps: BTreeMap<String, Exercise>,
}

/// How far a step gets in a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Exercise {
    /// It can be taken.
    Fires,
    /// It is on the best path to something of value.
    BestPath,
}

/// Lists what organisations do about risks and not what attackers do, so no step refers to it.
const NO_THREATS: &str = "nist-ai-rmf";

pub fn coverage(program: &Program, exercised: Vec<Exercised>) -> Coverage {
    let mut lists = vec![stride(program), tactics(program)];
    for framework in frameworks().iter().filter(|it| it.id != NO_THREATS) {
        let id = match framework.edition {
            Some(edition) => format!("{}:{edition}", framework.id),
            None => framework.id.to_owned(),
        };
        let threats = framework.items.iter().map(|item| {
            let reference = format!("{id}:{}", item.id);
            // A class counts what its members count, as `NISTAML.01` does for `NISTAML.011`.
            let below = |other: &str| other.starts_with(item.id) && other != item.id;
            let fits = |step: &Step| {
                let cited = step.techniques.iter().map(ToString::to_string);
                cited.into_iter().any(|it| it.starts_with(&reference))
            };
            Threat {
                class: framework.items.iter().any(|it| below(it.id)),
                ..threat(program, &reference, (item.id, item.name), &fits)
            }
        });
        lists.push(ThreatList {
            title: framework.title.to_owned(),
            threats: threats.collect(),
            id,
        });
    }
    let steps = program.steps.iter().map(|it| it.id.clone());
    let idle = steps.filter(|id| !exercised.iter().any(|it| it.steps.contains_key(id)));
    Coverage {
        steps: program.steps.len(),
        lists,
        idle: (!exercised.is_empty()).then(|| idle.collect()),
        exercised,
    }
}

impl Coverage {
    /// The names of the systems that exercise a step so.
    pub fn systems_of(&self, step: &str, how: Exercise) -> Vec<&str> {
        let systems = self.exercised.iter();
        systems
            .filter(|it| it.steps.get(step) == Some(&how))
            .map(|it| it.name.as_str())
            .collect()
    }
}

/// What a system exercises. `name` is what it is called in the answer.
pub fn exercised(solved: &Solved, name: String) -> Exercised {
    let program = solved.program();
    let mut steps: BTreeMap<String, Exercise> = firing(solved)
        .into_iter()
        .map(|id| (program.step(id).id.clone(), Exercise::Fires))
        .collect();
    let question = Question {
        top: usize::MAX,
        ..Question::default()
    };
    let rows = paths(solved, &question).rows;
    for act in rows.into_iter().flat_map(|row| row.path.acts) {
        steps.insert(act.step, Exercise::BestPath);
    }
    Exercised { name, steps }
}

/// The steps of which some clause holds.
fn firing(solved: &Solved) -> BTreeSet<StepId> {
    let program = solved.program();
    let clauses = program.steps.iter().flat_map(|step| &step.clauses);
    let heads: BTreeSet<_> = clauses
        .map(|&clause| program.clause(clause).head.relation)
        .collect();
    let heads: Vec<Fact> = heads
        .into_iter()
        .flat_map(|relation| solved.holding(relation))
        .collect();
    let graph = solved.matcher.derive(&heads, Scope::Uncertain);
    let instances = graph.instances().iter();
    instances
        .filter_map(|it| program.clause(it.clause).step)
        .collect()
}

fn stride(program: &Program) -> ThreatList {
    let threats = Stride::ALL.into_iter().map(|stride| {
        let word = stride.word();
        let name = word.replace('_', " ");
        let has = |step: &Step| step.stride.contains(&stride);
        threat(program, &format!("stride:{word}"), (word, &name), &has)
    });
    ThreatList {
        id: "stride".to_owned(),
        title: "STRIDE".to_owned(),
        threats: threats.collect(),
    }
}

fn tactics(program: &Program) -> ThreatList {
    let threats = atlas_tactics().iter().map(|tactic| {
        let serves = |step: &Step| {
            let atlas = step.techniques.iter().filter(|it| it.framework == "atlas");
            let mut known = atlas.filter_map(|it| atlas_technique(&it.id));
            known.any(|it| it.tactics.contains(&tactic.id))
        };
        let reference = format!("atlas:{}", tactic.id);
        threat(program, &reference, (tactic.id, tactic.name), &serves)
    });
    ThreatList {
        id: "atlas-tactics".to_owned(),
        title: format!("MITRE ATLAS {} tactics", atlas_version()),
        threats: threats.collect(),
    }
}

fn threat(
    program: &Program,
    reference: &str,
    (id, name): (&str, &str),
    fits: &dyn Fn(&Step) -> bool,
) -> Threat {
    let steps = program.steps.iter().filter(|step| fits(step));
    let mut steps: Vec<String> = steps.map(|it| it.id.clone()).collect();
    steps.sort();
    Threat {
        id: id.to_owned(),
        name: name.to_owned(),
        class: true,
        reason: why_uncovered(reference).filter(|_| steps.is_empty()),
        steps,
    }
}
