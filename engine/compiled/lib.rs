//! The facts of an architecture in; everything that `rules.dl` derives from them out.

/// The text of the rules that are compiled in; it is shown under the name `rules.dl`.
pub const RULES: &str = include_str!("../../rules.dl");

/// Solves the rules.
///
/// Inputs and results are indexed by the relations of [`RULES`] alone, each relation row after
/// row. `lacks_control` and `slips_past` are given by the rows that do not hold. Derived relations
/// come back sorted; inputs come back empty.
pub fn solve(inputs: &[&[u32]]) -> Vec<Vec<u32>> {
    rules::solve(inputs)
}

#[allow(
    warnings,
    clippy::all,
    clippy::pedantic,
    reason = "generated code; a rule author cannot act upon its warnings"
)]
mod rules {
    include!(concat!(env!("OUT_DIR"), "/rules.rs"));
}

#[cfg(test)]
mod tests {
    use threatlog_dl::inputs::COMPLEMENTS;
    use threatlog_dl::program::{Literal, Program, RelationId, Term};
    use threatlog_dl::{Sources, read};

    fn program() -> Program {
        let mut sources = Sources::default();
        let file = sources.add("rules.dl", super::RULES);
        read(&sources, &[file]).expect("checked by build.rs")
    }

    #[test]
    fn nothing_follows_from_no_facts() {
        let program = program();
        let tables = super::solve(&[]);
        assert_eq!(tables.len(), program.relations.len());
        let facts = program.clauses.iter().filter(|it| it.body.is_empty());
        assert_eq!(tables.iter().all(Vec::is_empty), facts.count() == 0);
    }

    /// A clause with one condition on an input and all of its variables in the head derives what
    /// the input holds.
    #[test]
    fn a_copying_clause_copies() {
        let program = program();
        let copying = program.clauses.iter().find_map(|clause| {
            let [Literal::Positive(atom)] = &clause.body[..] else {
                return None;
            };
            let input = program.relation(atom.relation);
            let plain = input.input && !COMPLEMENTS.contains(&input.name.as_str());
            let same = atom.terms == clause.head.terms;
            let variables = atom.terms.iter().all(|it| matches!(it, Term::Variable(_)));
            (plain && same && variables).then_some((atom.relation, clause.head.relation))
        });
        let Some((from, to)) = copying else {
            panic!("rules.dl has no clause that copies an input");
        };
        let arity = program.relation(from).columns.len();
        let rows: Vec<u32> = (0..).map(|it| 1_000_000 + it).take(2 * arity).collect();
        let mut inputs = vec![&[][..]; program.relations.len()];
        inputs[from.index()] = &rows;
        let tables = super::solve(&inputs);
        assert!(tables[from.index()].is_empty(), "inputs come back empty");
        let derived = &tables[to.index()];
        assert!(
            rows.chunks(arity)
                .all(|row| derived.chunks(arity).any(|it| it == row))
        );
        assert!(derived.chunks(arity).is_sorted(), "{:?}", RelationId(to.0));
    }
}
