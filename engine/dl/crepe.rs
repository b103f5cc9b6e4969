//! A checked program in; Rust source that solves it by means of crepe out.
//!
//! crepe takes what it is given literally, so that speed is decided here: relations are tuples of
//! `u32`, constants are the ids of [`Program::symbols`], and bodies are reordered (module `order`).
//! Names are numbers, because crepe confuses names that differ only in case.

mod clause;
mod domains;
mod order;

use std::fmt::Write as _;

use crate::fault::{self, Fault};
use crate::inputs::COMPONENT;
use crate::program::{Literal, Program, RelationId, Term};

/// A relation that is given by the rows that do *not* hold, out of all pairs of a component and a
/// constant that a rule names.
pub(crate) struct Complements {
    relations: Vec<RelationId>,
    /// The relation whose first column lists the components.
    pub(crate) domain: Option<RelationId>,
}

/// Generates items that define `pub fn solve(inputs: &[&[u32]]) -> Vec<Vec<u32>>`, both sides by
/// [`RelationId`] and row after row. The inputs named in `complements` are given by the rows that
/// do not hold. Derived relations come back sorted; inputs come back empty.
///
/// # Errors
///
/// Faults of clauses that cannot be compiled although they can be interpreted.
pub fn source(program: &Program, complements: &[&str]) -> Result<String, Vec<Fault>> {
    let complements = Complements::find(program, complements)?;
    let domains = domains::Domains::find(program);
    let mut text = String::from("::crepe::crepe! {\n");
    relations(program, &complements, &mut text);
    for clause in &program.clauses {
        let line = clause::source(program, clause, &complements, &domains);
        text.push_str(&format!("    {line}\n"));
    }
    text.push_str("}\n\n");
    solve(program, &mut text);
    Ok(text)
}

impl Complements {
    fn find(program: &Program, names: &[&str]) -> Result<Self, Vec<Fault>> {
        let inputs = (0..).map(RelationId).zip(&program.relations);
        let found = inputs.filter(|(_, it)| it.input && names.contains(&it.name.as_str()));
        let complements = Self {
            relations: found.map(|(id, _)| id).collect(),
            domain: program.relation_named(COMPONENT),
        };
        let mut faults = Vec::new();
        for clause in &program.clauses {
            for literal in &clause.body {
                let (Literal::Positive(atom) | Literal::Negative(atom)) = literal else {
                    continue;
                };
                if !complements.contains(atom.relation) {
                    continue;
                }
                let name = &program.relation(atom.relation).name;
                let named = matches!(atom.terms[..], [_, Term::Symbol(_)]);
                if !named || complements.domain.is_none() {
                    let message = format!("`{name}` is compiled for constants only");
                    let fault = Fault::at(atom.place, fault::UNCOMPILED, message);
                    faults.push(fault.help(format!(
                        "write it as `{name}(x, \"…\")`, and declare `{COMPONENT}`"
                    )));
                }
            }
        }
        if faults.is_empty() {
            Ok(complements)
        } else {
            Err(faults)
        }
    }

    pub(crate) fn contains(&self, relation: RelationId) -> bool {
        self.relations.contains(&relation)
    }
}

/// The structs of all relations. A derived one is an output, whether asked for or not, since
/// derivations are matched against everything that holds.
fn relations(program: &Program, complements: &Complements, text: &mut String) {
    for (id, relation) in program.relations.iter().enumerate() {
        let side = if relation.input { "input" } else { "output" };
        let columns = vec!["u32"; relation.columns.len()].join(", ");
        let _ = writeln!(text, "    // {}", relation.name);
        let _ = writeln!(text, "    @{side}\n    struct R{id}({columns});");
    }
    if let Some(domain) = complements
        .domain
        .filter(|_| !complements.relations.is_empty())
    {
        let rest = ", _".repeat(program.relation(domain).columns.len() - 1);
        text.push_str("    struct Listed(u32);\n");
        let _ = writeln!(text, "    Listed(v0) <- R{}(v0{rest});", domain.0);
    }
}

fn solve(program: &Program, text: &mut String) {
    let _ = writeln!(
        text,
        "/// Solves the program: inputs and results by relation, each row after row.\n\
         pub fn solve(inputs: &[&[u32]]) -> Vec<Vec<u32>> {{\n    \
         let given = |at: usize| inputs.get(at).copied().unwrap_or_default();\n    \
         let mut program = Crepe::new();"
    );
    let relations = || program.relations.iter().enumerate();
    for (id, relation) in relations().filter(|(_, it)| it.input) {
        let arity = relation.columns.len();
        let row: Vec<String> = (0..arity).map(|at| format!("row[{at}]")).collect();
        let row = row.join(", ");
        let _ = writeln!(
            text,
            "    program.extend(given({id}).chunks_exact({arity}).map(|row| R{id}({row})));"
        );
    }
    let derived: Vec<String> = relations()
        .filter(|(_, it)| !it.input)
        .map(|(id, _)| format!("r{id},"))
        .collect();
    let _ = writeln!(
        text,
        "    let ({}) = program.run_with_hasher::<::rustc_hash::FxBuildHasher>();\n    \
         let mut tables = vec![Vec::new(); {}];",
        derived.join(" "),
        program.relations.len()
    );
    for (id, relation) in relations().filter(|(_, it)| !it.input) {
        let row: Vec<String> = (0..relation.columns.len())
            .map(|at| format!("v{at}"))
            .collect();
        let row = row.join(", ");
        let _ = writeln!(
            text,
            "    tables[{id}] = sorted(r{id}.into_iter().map(|R{id}({row})| [{row}]));"
        );
    }
    text.push_str(
        "    tables\n}\n\n\
         fn sorted<const N: usize>(rows: impl Iterator<Item = [u32; N]>) -> Vec<u32> {\n    \
         let mut rows: Vec<[u32; N]> = rows.collect();\n    \
         rows.sort_unstable();\n    \
         rows.into_flattened()\n}\n",
    );
}

#[cfg(test)]
mod tests;
