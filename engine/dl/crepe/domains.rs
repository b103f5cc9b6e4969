//! A program in; which of its columns hold actors out.
//!
//! There are few actors, and each of them holds very many facts. So two attacker states that have
//! only the actor in common should not be joined directly.

use crate::check::uncertain;
use crate::program::{Clause, Literal, Program, RelationId, Term, VariableId};

/// Inputs whose first column holds actors.
const ACTORS: [&str; 3] = ["actor", "attempts", "entry"];

pub struct Domains {
    /// By relation and column.
    actors: Vec<Vec<bool>>,
}

impl Domains {
    /// Follows actors from the inputs that list them to what is derived about them. Only to what
    /// is uncertain, since what is certain may put actors and components into one column.
    pub fn find(program: &Program) -> Self {
        let uncertain = uncertain(program);
        let relations = program.relations.iter();
        let actors = relations.map(|it| {
            let listed = it.input && ACTORS.contains(&it.name.as_str());
            let columns = 0..it.columns.len();
            columns.map(|column| listed && column == 0).collect()
        });
        let mut domains = Self {
            actors: actors.collect(),
        };
        loop {
            let mut changed = false;
            for clause in &program.clauses {
                let relation = clause.head.relation.index();
                for (column, term) in clause.head.terms.iter().enumerate() {
                    if let Term::Variable(id) = term
                        && uncertain[relation]
                        && !domains.actors[relation][column]
                        && domains.is_actor(clause, *id)
                    {
                        domains.actors[relation][column] = true;
                        changed = true;
                    }
                }
            }
            if !changed {
                return domains;
            }
        }
    }

    /// Whether a variable of a clause stands for an actor.
    pub fn is_actor(&self, clause: &Clause, variable: VariableId) -> bool {
        columns(clause).any(|(relation, column, term)| {
            term == Term::Variable(variable) && self.actors[relation.index()][column]
        })
    }
}

/// The terms of a clause's atoms with the columns in which they stand.
fn columns(clause: &Clause) -> impl Iterator<Item = (RelationId, usize, Term)> {
    let body = clause.body.iter().filter_map(|literal| match literal {
        Literal::Positive(atom) | Literal::Negative(atom) => Some(atom),
        Literal::Compare(_) => None,
    });
    std::iter::once(&clause.head).chain(body).flat_map(|atom| {
        let terms = atom.terms.iter().copied().enumerate();
        terms.map(|(column, term)| (atom.relation, column, term))
    })
}
