//! Facts go in; one tab-separated text for each input relation comes out, as Soufflé reads them.

use threatlog_dl::program::{Program, Type};

use super::Facts;

/// The name and text of the facts file of each input relation, empty ones included, in the order
/// of declaration. Chances cannot be said there: a fact that may hold is a fact.
pub fn souffle(facts: &Facts, program: &Program) -> Vec<(String, String)> {
    let relations = program.relations.iter().zip(&facts.tables);
    let inputs = relations.filter(|(it, _)| it.input);
    inputs
        .map(|(relation, table)| {
            let mut text = String::new();
            for row in table.rows() {
                let mut values = row.iter().zip(&relation.columns).peekable();
                while let Some((&value, column)) = values.next() {
                    match column.kind {
                        Type::Symbol => text.push_str(facts.symbols.text(value)),
                        Type::Number => text.push_str(&value.to_string()),
                    }
                    text.push(if values.peek().is_some() { '\t' } else { '\n' });
                }
            }
            (format!("{}.facts", relation.name), text)
        })
        .collect()
}
