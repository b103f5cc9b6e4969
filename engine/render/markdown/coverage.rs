//! Which threats the steps cover, as Markdown tables.

use threatlog_dl::Program;

use super::table::table;
use crate::answer::{Coverage, Exercise, Threat};
use crate::render::plural;

pub fn coverage(program: &Program, coverage: &Coverage) -> String {
    let mut text = format!(
        "# Coverage\n\n{}.\n",
        plural(program.steps.len(), "attack step")
    );
    for list in &coverage.lists {
        let header = ["Id", "Threat", "Count", "Steps"].map(str::to_owned);
        let rows: Vec<Vec<String>> = list.threats.iter().map(row).collect();
        text.push_str(&format!("\n## {}\n\n{}", list.title, table(&header, &rows)));
    }
    if !coverage.exercised.is_empty() {
        let header = ["Step", "On a best path of", "Else fires in"].map(str::to_owned);
        let rows = program.steps.iter().map(|step| {
            let systems = |how| coverage.systems_of(&step.id, how).join(", ");
            let both = [Exercise::BestPath, Exercise::Fires].map(systems);
            std::iter::once(code(&step.id)).chain(both).collect()
        });
        let rows: Vec<Vec<String>> = rows.collect();
        text.push_str(&format!(
            "\n## Steps exercised by {}\n\n{}",
            plural(coverage.exercised.len(), "system"),
            table(&header, &rows)
        ));
    }
    text
}

fn row(threat: &Threat) -> Vec<String> {
    let steps = threat.steps.iter().map(|it| code(it));
    let steps = match threat.reason {
        Some(reason) => format!("none: {reason}"),
        None if threat.steps.is_empty() => "none".to_owned(),
        None => steps.collect::<Vec<_>>().join(", "),
    };
    let count = threat.steps.len().to_string();
    vec![threat.id.clone(), threat.name.clone(), count, steps]
}

fn code(text: &str) -> String {
    format!("`{text}`")
}
