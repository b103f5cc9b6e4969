//! Rules go in; how their steps are grouped, and which words of the vocabulary they look at, comes
//! out.

use threatlog_dl::program::{
    Atom, Clause, Literal, Program, RelationId, Step, StepId, Term, VariableId,
};
use threatlog_dl::{Place, Sources};

use crate::facts::Input;

/// The relation of controls that would stop a step.
pub const STOPS: &str = Input::LacksControl.name();
/// The relation of controls that would hamper a step.
pub const HAMPERS: &str = Input::SlipsPast.name();

/// Steps under one heading of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub title: String,
    /// In the order of the rules.
    pub steps: Vec<StepId>,
}

impl Group {
    /// The words of the title, small and joined by hyphens. No two groups have the same.
    pub fn slug(&self) -> String {
        let letters = self.title.chars();
        let kept = letters.map(|it| if it.is_alphanumeric() { it } else { ' ' });
        let kept: String = kept.collect();
        let words: Vec<String> = kept.split_whitespace().map(str::to_lowercase).collect();
        words.join("-")
    }
}

/// A clause of a step that looks at a control.
#[derive(Clone, Copy, Debug)]
pub struct ControlUse<'p> {
    pub step: &'p Step,
    pub clause: &'p Clause,
    /// The component whose control it is.
    pub on: VariableId,
}

/// The controls that a step names in atoms of this relation, [`STOPS`] or [`HAMPERS`]; sorted.
pub fn step_controls<'p>(program: &'p Program, step: &Step, relation: &str) -> Vec<&'p str> {
    let clauses = step.clauses.iter().map(|&id| program.clause(id));
    let named = clauses.flat_map(|it| clause_controls(program, it, relation));
    let mut found: Vec<&str> = named.map(|(control, _)| control).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The controls that a clause names in atoms of this relation, each with its component.
pub fn clause_controls<'p>(
    program: &'p Program,
    clause: &'p Clause,
    relation: &str,
) -> Vec<(&'p str, VariableId)> {
    let named = positive(clause).filter(|it| program.relation(it.relation).name == relation);
    let control = |atom: &Atom| match atom.terms.as_slice() {
        [Term::Variable(on), Term::Symbol(control)] => {
            Some((program.symbols.get(control.index())?.as_str(), *on))
        }
        _ => None,
    };
    named.filter_map(control).collect()
}

/// Where steps look at a control in atoms of this relation, in the order of the rules.
pub fn control_uses<'p>(
    program: &'p Program,
    control: &str,
    relation: &str,
) -> Vec<ControlUse<'p>> {
    let mut uses = Vec::new();
    for step in &program.steps {
        for &id in &step.clauses {
            let clause = program.clause(id);
            let named = clause_controls(program, clause, relation).into_iter();
            let on = named.filter(|(name, _)| *name == control);
            uses.extend(on.map(|(_, on)| ControlUse { step, clause, on }));
        }
    }
    uses
}

/// Whether some rule asks for facts of this relation that have, if one is given, this word in this
/// column, or for the word where plumbing hands that column on.
pub fn looks_at(program: &Program, relation: RelationId, word: Option<(usize, &str)>) -> bool {
    let bodies = program.clauses.iter().flat_map(|it| &it.body);
    let mut atoms = bodies.filter_map(|it| match it {
        Literal::Positive(atom) | Literal::Negative(atom) => Some(atom),
        Literal::Compare(_) => None,
    });
    let Some((column, word)) = word else {
        return atoms.any(|it| it.relation == relation);
    };
    let columns = handed_on(program, (relation, column));
    atoms.any(|atom| {
        let terms = atom.terms.iter().enumerate();
        let mut asked = terms.filter(|(at, _)| columns.contains(&(atom.relation, *at)));
        asked.any(|(_, term)| match term {
            Term::Symbol(id) => program.symbols.get(id.index()).is_some_and(|it| it == word),
            _ => false,
        })
    })
}

/// The columns to which clauses copy the values of a column, itself included.
fn handed_on(program: &Program, column: (RelationId, usize)) -> Vec<(RelationId, usize)> {
    let mut columns = vec![column];
    let mut next = 0;
    while let Some(&(relation, at)) = columns.get(next) {
        next += 1;
        for clause in &program.clauses {
            for atom in positive(clause).filter(|it| it.relation == relation) {
                let Some(Term::Variable(value)) = atom.terms.get(at) else {
                    continue;
                };
                let head = clause.head.terms.iter().enumerate();
                let same = head.filter(|(_, term)| **term == Term::Variable(*value));
                for (at, _) in same {
                    if !columns.contains(&(clause.head.relation, at)) {
                        columns.push((clause.head.relation, at));
                    }
                }
            }
        }
    }
    columns
}

/// The steps by the heading under which they stand, `// ── Heading ──`, in the order of the rules.
/// What comes before the first heading of a file stands under `Other`.
pub fn groups(program: &Program, sources: &Sources) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (id, step) in (0..).map(StepId).zip(&program.steps) {
        let before = sources.text(Place {
            start: 0,
            end: step.place.start,
            ..step.place
        });
        let title = before.lines().rev().find_map(heading);
        let title = title.unwrap_or_else(|| "Other".to_owned());
        let group = Group {
            title,
            steps: vec![id],
        };
        match groups.iter_mut().find(|it| it.slug() == group.slug()) {
            Some(group) => group.steps.push(id),
            None => groups.push(group),
        }
    }
    groups
}

/// `// ── Attack steps: agents ──` as `Agents`.
fn heading(line: &str) -> Option<String> {
    let text = line.strip_prefix("// ──")?;
    let text = text.trim_matches(['─', ' ']);
    let text = text.strip_prefix("Attack steps:").unwrap_or(text).trim();
    let mut letters = text.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// The atoms that must hold for a clause.
pub fn positive(clause: &Clause) -> impl Iterator<Item = &Atom> {
    clause.body.iter().filter_map(|it| match it {
        Literal::Positive(atom) => Some(atom),
        Literal::Negative(_) | Literal::Compare(_) => None,
    })
}
