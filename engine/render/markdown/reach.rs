//! Who gains what, as Markdown.

use super::table::table;
use crate::answer::{Analysis, Gains, Path, likelihood_word};
use crate::render::assumption::whereabouts;
use crate::render::{certainty, likelihood, plural};

/// The rows of `who-can-reach`; actors who gain nothing are listed last.
pub fn who_can_reach(analysis: &Analysis, target: &str, rows: &[Gains], ids: &[String]) -> String {
    let actors = &analysis.model.actors;
    let mut text = format!(
        "# Who can reach {target}\n\n{target} ({}) of {} is reachable by {} of {}.\n\n",
        whereabouts(analysis.model, target),
        analysis.model.system,
        rows.len(),
        plural(actors.len(), "actor"),
    );
    let mut cells: Vec<Vec<String>> = rows
        .iter()
        .zip(ids)
        .map(|(row, id)| line(&row.actor, row, id))
        .collect();
    let idle = actors.iter().map(|actor| &actor.id);
    let idle = idle.filter(|id| !rows.iter().any(|row| row.actor == **id));
    cells.extend(idle.map(|id| {
        let nothing = [id, "–", "", "", "", ""];
        nothing.map(str::to_owned).to_vec()
    }));
    text.push_str(&table(&header("Actor"), &cells));
    text
}

/// The rows of `reach`.
pub fn reach(analysis: &Analysis, actor: &str, rows: &[Gains], ids: &[String]) -> String {
    let text = format!(
        "# What {actor} can reach\n\n{actor} gains something on {} of {} in {}.\n\n",
        rows.len(),
        plural(analysis.model.components.len(), "component"),
        analysis.model.system,
    );
    if rows.is_empty() {
        return text;
    }
    let rows = rows.iter().zip(ids);
    let cells = rows.map(|(row, id)| line(&row.component, row, id));
    text + &table(&header("Component"), &cells.collect::<Vec<_>>())
}

fn header(first: &str) -> Vec<String> {
    let cells = [first, "Gains", "Likelihood", "Steps", "How", "Path"];
    cells.map(str::to_owned).to_vec()
}

fn line(name: &str, row: &Gains, id: &str) -> Vec<String> {
    let gains = row.gains.iter();
    let gains = gains.map(|(word, value)| format!("{word} {}", likelihood(*value)));
    let path = &row.path;
    vec![
        name.to_owned(),
        gains.collect::<Vec<_>>().join(", "),
        format!(
            "{}{} {}",
            certainty(path.exact),
            likelihood(path.likelihood),
            likelihood_word(path.likelihood)
        ),
        path.acts.len().to_string(),
        way(path),
        id.to_owned(),
    ]
}

/// The deeds of a path in a line.
pub fn way(path: &Path) -> String {
    let deeds = path.acts.iter().map(|act| act.title.trim_end_matches('.'));
    let deeds: Vec<&str> = deeds.collect();
    if deeds.is_empty() {
        "from the start".to_owned()
    } else {
        deeds.join(" → ")
    }
}
