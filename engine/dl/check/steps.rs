//! The doc blocks of clauses in; the steps that they belong to out.

use std::collections::{BTreeMap, BTreeSet};

use crate::docs::step::{Description, StepDoc};
use crate::fault::{self, Fault};
use crate::nearest::nearest;
use crate::program::{ClauseId, Likelihood, Step, StepId};
use crate::source::Place;
use crate::syntax::{Clause, Literal, TermKind};

#[derive(Default)]
pub struct Steps {
    steps: Vec<Step>,
    /// By step: the act with the places of its variables.
    acts: Vec<Vec<(String, Place)>>,
    ids: BTreeMap<String, StepId>,
    /// Steps of clauses that could not be read: nothing is reported about naming them.
    expected: BTreeSet<String>,
}

impl Steps {
    /// Notes a step whose description could not be read.
    pub fn expect(&mut self, id: Option<String>) {
        self.expected.extend(id);
    }

    /// The step of a clause, new or known by now.
    pub fn enter(
        &mut self,
        clause: &Clause,
        doc: Option<StepDoc>,
        faults: &mut Vec<Fault>,
    ) -> Option<StepId> {
        match doc? {
            StepDoc::Describes(description) => {
                let id = self.describe(description, faults)?;
                for (name, place) in unbound(clause, &self.acts[id.index()]) {
                    let message = format!("`{name}` of the act is bound by no condition");
                    let fault = Fault::at(*place, fault::UNBOUND_ACT, message);
                    faults.push(fault.help("every clause of the step binds it"));
                }
                Some(id)
            }
            StepDoc::Names { id: name, place } => {
                let Some(&id) = self.ids.get(&name) else {
                    self.unknown(&name, place, faults);
                    return None;
                };
                for (variable, _) in unbound(clause, &self.acts[id.index()]) {
                    let message = format!("this clause of `{name}` does not bind `{variable}`");
                    let fault = Fault::at(place, fault::UNBOUND_ACT, message);
                    faults.push(fault.help("every clause of a step binds all of its act"));
                }
                Some(id)
            }
        }
    }

    /// The variables of a step's act.
    pub fn act(&self, id: StepId) -> &[(String, Place)] {
        &self.acts[id.index()]
    }

    pub fn add_clause(&mut self, step: StepId, clause: ClauseId) {
        self.steps[step.index()].clauses.push(clause);
    }

    pub fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    fn describe(&mut self, it: Description, faults: &mut Vec<Fault>) -> Option<StepId> {
        if self.ids.contains_key(&it.id) {
            let message = format!("the step `{}` is described twice", it.id);
            let fault = Fault::at(it.id_place, fault::DUPLICATE_STEP, message);
            faults.push(fault.help(format!(
                "a further clause of it carries `/// step: {}` alone",
                it.id
            )));
            return None;
        }
        let id = StepId(u32::try_from(self.steps.len()).expect("bounded by the size of files"));
        self.ids.insert(it.id.clone(), id);
        self.steps.push(Step {
            id: it.id,
            title: it.title,
            short: it.short,
            part: it.part,
            explanation: it.explanation,
            act: it.act.iter().map(|(name, _)| name.clone()).collect(),
            stride: it.stride,
            techniques: it.techniques,
            technique_places: it.technique_places,
            // A missing or unknown word was reported, so that this value is never used.
            likelihood: it.likelihood.unwrap_or(Likelihood::Moderate),
            clauses: Vec::new(),
            place: it.place,
        });
        self.acts.push(it.act);
        Some(id)
    }

    fn unknown(&self, name: &str, place: Place, faults: &mut Vec<Fault>) {
        if self.expected.contains(name) {
            return;
        }
        let message = format!("no doc block above describes the step `{name}`");
        let fault = Fault::at(place, fault::UNKNOWN_STEP, message);
        faults.push(match nearest(name, self.ids.keys().map(String::as_str)) {
            Some(word) => fault.did_you_mean(Some(word)),
            None => fault.help("the first clause of a step carries its whole doc block"),
        });
    }
}

/// The variables of an act that no positive condition of a clause binds.
fn unbound<'a>(
    clause: &'a Clause,
    act: &'a [(String, Place)],
) -> impl Iterator<Item = &'a (String, Place)> {
    let binds = |literal: &Literal, name: &str| {
        matches!(literal, Literal::Positive(atom) if atom.terms.iter().any(
            |it| matches!(&it.kind, TermKind::Variable(variable) if variable == name)
        ))
    };
    act.iter()
        .filter(move |(name, _)| !clause.body.iter().any(|it| binds(it, name)))
}
