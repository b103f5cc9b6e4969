//! A solved model in; how many of its answers were checked, and what is wrong with them, out.

use std::collections::BTreeSet;

use serde::Serialize;
use threatlog_dl::program::RelationId;

use super::against::Against;
use super::figures::chances;
use super::proof::faults;
use crate::answer::{Fix, Goal, Path, Question, VIOLATED, Wanted, fix, paths};
use crate::derivations::Chance;
use crate::engine::{Engine, Solved};
use crate::facts::Fact;
use crate::model::Change;
use crate::solve::{Database, TooManyFacts};

/// What was checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Verified {
    pub system: String,
    /// Goals in reach.
    pub goals: usize,
    /// Paths to them, several for each goal.
    pub paths: usize,
    /// Inferences in the proofs of these paths.
    pub inferences: usize,
    /// Facts in them that files or their absence say.
    pub given: usize,
    /// Facts that hold, derived by both solvers.
    pub facts: usize,
    /// Goals whose cheapest measures were done.
    pub cut: usize,
    /// Goals, of those tried, that no measures cut off.
    pub uncuttable: usize,
    pub wrong: Vec<Wrong>,
}

/// Something that is not as an answer says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// The path, goal or fact.
    pub about: String,
    pub what: String,
}

/// Checks up to `per_goal` paths to each goal, and the cheapest measures for the `most` riskiest
/// goals.
///
/// `again` has the same rules and solves them in another way than the answers were.
///
/// # Errors
///
/// If the rules derive too much.
pub fn verify(
    analysis: &Solved,
    per_goal: usize,
    most: usize,
    again: &Engine,
) -> Result<Verified, TooManyFacts> {
    let question = Question {
        top: usize::MAX,
        per_goal,
        ..Question::default()
    };
    let found = paths(analysis, &question);
    let mut verified = Verified {
        system: analysis.model.system.clone(),
        goals: found.goals,
        ..Verified::default()
    };
    // The same model gives the same facts, and so the same numbers for texts.
    verified.compare(analysis, &again.solve(&analysis.model)?.matcher.database);
    let against = Against {
        program: analysis.program(),
        facts: analysis.facts(),
        database: &analysis.matcher.database,
    };
    let shown: Vec<&Path> = found.rows.iter().map(|it| &it.path).collect();
    shown.iter().for_each(|path| verified.read(against, path));
    verified.minimal(against, &shown);
    let mut tried: Vec<&Goal> = Vec::new();
    for goal in found.rows.iter().map(|it| &it.goal) {
        if tried.len() < most && !tried.contains(&goal) {
            tried.push(goal);
        }
    }
    for goal in tried {
        let wanted = Wanted {
            components: vec![goal.component.clone()],
            actors: vec![goal.actor.clone()],
            property: Some(goal.property.clone()),
            ..Wanted::default()
        };
        let answer = fix(analysis, &wanted)?;
        verified.cut_off(analysis, goal, &answer, again)?;
    }
    Ok(verified)
}

impl Verified {
    /// Both solvers derive the same.
    fn compare(&mut self, analysis: &Solved, database: &Database) {
        let relations = (0..)
            .map(RelationId)
            .take(analysis.program().relations.len());
        for relation in relations {
            let rows = |of: &Database| -> BTreeSet<Box<[u32]>> {
                of.rows(relation).iter().map(Into::into).collect()
            };
            let (one, two) = (rows(&analysis.matcher.database), rows(database));
            self.facts += one.len();
            for row in one.symmetric_difference(&two).cloned() {
                let text = analysis.text(&Fact { relation, row });
                self.note(text, "only one of two solvers derives it");
            }
        }
    }

    /// Reads one proof.
    fn read(&mut self, against: Against, path: &Path) {
        self.paths += 1;
        let nodes = &path.derivation.nodes;
        let inferences = nodes.iter().filter(|it| it.by.is_some()).count();
        self.inferences += inferences;
        self.given += nodes.len() - inferences;
        for fault in faults(against, path) {
            self.note(path.id.clone(), &fault);
        }
    }

    /// No path to a goal contains another one to it.
    fn minimal(&mut self, against: Against, shown: &[&Path]) {
        let sets: Vec<BTreeSet<Chance>> = shown.iter().map(|it| chances(against, it)).collect();
        for (path, set) in shown.iter().zip(&sets) {
            let mut others = shown.iter().zip(&sets);
            let contains = others.any(|(other, part)| {
                other.fact == path.fact && part.len() < set.len() && part.is_subset(set)
            });
            if contains {
                self.note(path.id.clone(), "has needless acts");
            }
        }
    }

    /// The goal is out of reach once the measures are done.
    fn cut_off(
        &mut self,
        analysis: &Solved,
        goal: &Goal,
        answer: &Fix,
        again: &Engine,
    ) -> Result<(), TooManyFacts> {
        let sets = [&answer.set, &answer.redesign].into_iter().flatten();
        let measures = sets.flat_map(|it| &it.measures);
        let changes: Vec<Change> = measures.map(|it| it.change.clone()).collect();
        if changes.is_empty() {
            self.uncuttable += 1;
            return Ok(());
        }
        self.cut += 1;
        let text = analysis.text(&goal.fact);
        let Some(model) = analysis.model.changed(&changes) else {
            self.note(text, "`fix` names what there is not");
            return Ok(());
        };
        let after = again.solve(&model)?;
        let values = [&goal.actor, &goal.component, &goal.property].map(String::as_str);
        let left = after.fact(VIOLATED, &values);
        if left.is_some_and(|fact| after.holds(&fact)) {
            let changes: Vec<String> = changes.iter().map(Change::to_string).collect();
            let changes = changes.join(", ");
            self.note(text, &format!("in reach in spite of {changes}"));
        }
        Ok(())
    }

    fn note(&mut self, about: String, what: &str) {
        self.wrong.push(Wrong {
            about,
            what: what.to_owned(),
        });
    }
}
