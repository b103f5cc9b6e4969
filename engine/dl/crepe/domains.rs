//! A program in; which of its variables stand for actors out.
//!
//! There are few actors, and each of them holds very many facts. So two attacker states that have
//! only the actor in common should not be joined directly.

use crate::inputs::OF_ACTORS;
use crate::program::{Clause, Program, SYMBOL, VariableId};

pub struct Domains<'a> {
    program: &'a Program,
    /// The sort of actors; `None` where it is that of all texts and tells nothing.
    actors: Option<&'a str>,
}

impl<'a> Domains<'a> {
    pub fn find(program: &'a Program) -> Self {
        let inputs = program.relations.iter().filter(|it| it.input);
        let mut listed = inputs.filter(|it| OF_ACTORS.contains(&it.name.as_str()));
        let sort = listed.find_map(|it| Some(it.columns.first()?.sort.as_str()));
        Self {
            program,
            actors: sort.filter(|it| *it != SYMBOL),
        }
    }

    /// Whether a variable of a clause stands for an actor.
    pub fn is_actor(&self, clause: &Clause, variable: VariableId) -> bool {
        self.actors == Some(self.program.sort_of(clause, variable))
    }
}
